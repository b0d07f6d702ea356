"""Nobody reviews what they wrote, handed in or edited, under whatever id."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record
from casehub.review.independence import involved, part_in
from casehub.review.policy import is_asked, is_early
from casehub.review.reviews import is_example, review_at


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH603."""
    review = review_at(hub, record) if record.type == "review" else None
    subject = hub.get(*review.subject) if review else None
    if review is None or subject is None or review.is_retracted or is_example(hub, review):
        return
    role = part_in(hub, review.reviewer, involved(hub, subject))
    if role and is_asked(hub, subject):
        words = {"reviewer": review.reviewer, "role": role, "title": subject.title}
        yield Draft("CH603", ("reviewer",), words, early=is_early(hub, subject))
