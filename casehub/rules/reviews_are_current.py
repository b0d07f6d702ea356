"""What the reviewers read is what stands there, or editorial notes lead from the one to the other."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record
from casehub.review.policy import is_asked, is_early
from casehub.review.reviews import standing
from casehub.review.verdict import verdict_of


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH613. Where enough others have read the present text, an earlier review is history and not a fault."""
    if not is_asked(hub, record) or not standing(hub, record):
        return
    verdict = verdict_of(hub, record)
    if verdict.houses >= verdict.needed:
        return
    for review in verdict.stale:
        words = {"reviewer": review.reviewer, "date": review.date, "round": review.round + 1}
        yield Draft("CH613", ("status",), words, early=is_early(hub, record))
