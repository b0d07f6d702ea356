"""A published record has enough reviews that count, each from another organisation."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record
from casehub.review.policy import is_asked, is_early, policy_of
from casehub.review.reviews import standing
from casehub.review.verdict import verdict_of


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH601, CH602."""
    if not is_asked(hub, record):
        return
    early = is_early(hub, record)
    if not standing(hub, record):
        if not policy_of(hub.definitions).is_founding(record):
            words = {"needed": policy_of(hub.definitions).reviewers, "count": "none", "reasons": ""}
            yield Draft("CH601", ("status",), words, early=early)
        return
    verdict = verdict_of(hub, record)
    if verdict.houses_with_stale >= verdict.needed:
        return  # enough, or what is missing is told by CH613
    if len(verdict.counting) + len(verdict.stale) >= verdict.needed:
        named = ", ".join(each.organisation for each in (*verdict.counting, *verdict.stale))
        yield Draft("CH602", ("status",), {"needed": verdict.needed, "organisations": named}, early=early)
        return
    reasons = [f"{each.reviewer}: {why}" for each, why in verdict.unfit]
    reasons += [f"{each.reviewer}: asks for changes" for each in verdict.opposed]
    reasons += [f"{each.reviewer}: read an earlier text" for each in verdict.stale]
    told = f" Not counted: {'; '.join(reasons)}." if reasons else ""
    words = {"needed": verdict.needed, "count": str(len(verdict.counting) or "none"), "reasons": told}
    yield Draft("CH601", ("status",), words, early=early)
