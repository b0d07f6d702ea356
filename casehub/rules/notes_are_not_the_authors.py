"""An editorial note is signed by somebody who is not an author, and leads from one text to another."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record
from casehub.review.independence import authors, part_in


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH641, CH642."""
    subject = hub.get(*record.subject) if record.type == "note" and record.subject else None
    if subject is None:
        return
    if role := part_in(hub, str(record.data.get("by", "")), authors(hub, subject)):
        yield Draft("CH641", ("by",), {"by": record.data["by"], "role": role})
    if "to" in record.data and record.data.get("from") == record.data["to"]:
        yield Draft("CH642", ("to",))
