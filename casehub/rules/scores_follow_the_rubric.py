"""A review scores every criterion of its edition of the rubric, in range, and gives reasons where they are due."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record
from casehub.review.reviews import review_at
from casehub.review.rubric import rubric_of, score_faults


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH607, CH608, CH609, CH610, CH611."""
    review = review_at(hub, record) if record.type == "review" else None
    if review is not None and not review.is_retracted:
        for fault in score_faults(review.data, rubric_of(hub.definitions)):
            on_key = fault.kind in ("missing", "unknown")
            yield Draft(_CODES[fault.kind], fault.at, fault.words, fault.suggestion, on_key)


_CODES = {"missing": "CH607", "unknown": "CH608", "range": "CH609", "reason": "CH610", "edition": "CH611"}
