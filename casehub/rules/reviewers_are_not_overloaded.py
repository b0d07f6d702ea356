"""Where a network switches it on: a reviewer with many records in review at once is pointed out."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record
from casehub.review.disagreement import open_reviews
from casehub.review.policy import policy_of
from casehub.review.reviews import is_example, review_at


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH632."""
    if record.type != "review" or not policy_of(hub.definitions).warn_of_overload:
        return
    review = review_at(hub, record)
    subject = hub.get(*review.subject) if review else None
    if review is None or subject is None or subject.stage != "in-review" or is_example(hub, review):
        return
    count, limit = open_reviews(hub, review.reviewer), policy_of(hub.definitions).open_reviews
    if count > limit:
        yield Draft("CH632", ("reviewer",), {"reviewer": review.reviewer, "count": count, "limit": limit})
