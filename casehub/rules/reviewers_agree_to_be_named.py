"""A review is published under its reviewer's name, so the reviewer has agreed to that."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record
from casehub.review.reviews import review_at


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH618."""
    review = review_at(hub, record) if record.type == "review" else None
    if review is not None and review.data.get("consent", "yes") != "yes":
        yield Draft("CH618", ("consent",))
