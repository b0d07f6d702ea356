"""A second reading speaks of sources that its case lists."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft, closest
from casehub.records.model import Hub, Record


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH310."""
    subject = hub.get(*record.subject) if record.type == "reading" and record.subject else None
    if subject is None:
        return
    listed = {id for _, id in subject.values(("sources", "*", "id"))}
    for path, id in record.values(("seen", "*", "source")):
        if id not in listed:
            yield Draft("CH310", path, {"id": id}, closest(id, listed))
