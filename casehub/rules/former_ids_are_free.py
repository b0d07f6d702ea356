"""A former id leads to one record only, and is not the id of another."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH305."""
    for path, id in record.values(("formerly", "*")):
        other = hub.get(record.type, id)
        if other is None:
            claimants = [each for each in hub.of(record.type) if id in each.data.get("formerly", ())]
            other = next((each for each in claimants if each.key != record.key), None)
        if other is not None:
            yield Draft("CH305", path, {"id": id, "other": other.path})
