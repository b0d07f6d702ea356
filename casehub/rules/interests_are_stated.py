"""A disclosed interest is described, and waived by an editor who has none."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record
from casehub.review.independence import interest_faults
from casehub.review.policy import is_asked, is_early
from casehub.review.reviews import is_example, review_at


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH605, CH606."""
    review = review_at(hub, record) if record.type == "review" else None
    subject = hub.get(*review.subject) if review else None
    if review is None or subject is None or review.is_retracted or is_example(hub, review):
        return
    if is_asked(hub, subject):
        for kind, reason in interest_faults(hub, subject, review):
            editor = str(review.data["interests"].get("waived_by", ""))
            words = {"reviewer": review.reviewer, "reason": reason, "editor": editor}
            code = "CH606" if kind == "waiver" else "CH605"
            yield Draft(code, ("interests",), words, on_key=True, early=is_early(hub, subject))
