"""Where a network switches it on: two people who review each other's records within a year are pointed out."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record
from casehub.review.disagreement import returned_favour
from casehub.review.policy import policy_of
from casehub.review.reviews import is_example, review_at


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH631."""
    if record.type != "review" or not policy_of(hub.definitions).warn_of_reciprocity:
        return
    review = review_at(hub, record)
    subject = hub.get(*review.subject) if review else None
    if review is None or subject is None or review.is_retracted or is_example(hub, review):
        return
    other = returned_favour(hub, subject, review, policy_of(hub.definitions).reciprocity_months)
    if other is not None:
        words = {"reviewer": review.reviewer, "other": other.title, "title": subject.title}
        yield Draft("CH631", ("reviewer",), words)
