"""Somebody looks again when a record's review is due."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.forms import span
from casehub.records.model import Hub, Record


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH340."""
    due = span(str(record.data.get("review_due", "")))
    if due and due[1] < hub.today and record.stage != "withdrawn":
        yield Draft("CH340", ("review_due",), {"date": record.data["review_due"]})
