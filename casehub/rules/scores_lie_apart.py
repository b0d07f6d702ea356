"""Reviewers who lie far apart are told so: disagreement is published, and somebody should look at it first."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record
from casehub.review.disagreement import spreads
from casehub.review.policy import is_asked, policy_of
from casehub.review.reviews import standing


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH630."""
    if not is_asked(hub, record):
        return
    for spread in spreads(standing(hub, record)):
        if spread.width >= policy_of(hub.definitions).apart:
            words = {
                "criterion": spread.criterion,
                "low": f"{spread.lowest} ({spread.low})",
                "high": f"{spread.highest} ({spread.high})",
            }
            yield Draft("CH630", ("status",), words)
