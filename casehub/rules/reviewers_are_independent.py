"""No reviewer comes from an organisation that had a part in what is reviewed, nor from above or below it."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record
from casehub.review.independence import clash
from casehub.review.policy import is_asked, is_early
from casehub.review.reviews import is_example, review_at


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH604."""
    review = review_at(hub, record) if record.type == "review" else None
    subject = hub.get(*review.subject) if review else None
    if review is None or subject is None or review.is_retracted or is_example(hub, review):
        return
    own, other, part = clash(hub, subject, review)
    if own and is_asked(hub, subject):
        house = f"{own}, which is one house with {other}" if own != other else own
        words = {"reviewer": review.reviewer, "house": house, "part": part, "title": subject.title}
        yield Draft("CH604", ("organisation",), words, early=is_early(hub, subject))
