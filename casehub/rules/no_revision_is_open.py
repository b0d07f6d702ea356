"""Nothing is published while a reviewer asks for changes: the same reviewer reads it again first."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record
from casehub.review.policy import is_asked, is_early
from casehub.review.reviews import standing
from casehub.review.verdict import verdict_of


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH612."""
    if not is_asked(hub, record) or not standing(hub, record):
        return
    for review in verdict_of(hub, record).opposed:
        label = hub.definitions.label("recommendation", review.recommendation).lower()
        words = {"reviewer": review.reviewer, "date": review.date, "recommendation": label, "round": review.round + 1}
        yield Draft("CH612", ("status",), words, early=is_early(hub, record))
