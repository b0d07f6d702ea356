"""People are listed only when they have agreed to it."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH350."""
    if record.type == "person" and record.data.get("consent") not in ("yes", None):
        yield Draft("CH350", ("consent",))
