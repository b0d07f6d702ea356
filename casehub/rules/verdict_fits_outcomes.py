"""The verdict follows from the outcomes: a success needs one that got better, a failure needs one that did not.

An outcome got better when its result moved from the baseline in the direction that its `better` names, or, where
there is no baseline, when it reached its target. An outcome told in words can support any verdict.
"""

from __future__ import annotations

from collections.abc import Iterator

from casehub.knowledge.outcomes import improved
from casehub.records.findings import Draft
from casehub.records.model import Hub, Record


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH315."""
    verdict = record.data.get("verdict")
    outcomes = [outcome for _, outcome in record.values(("outcomes", "*"))]
    if not isinstance(verdict, str) or not outcomes:
        return
    moves = [improved(outcome) for outcome in outcomes]
    reason = ""
    if verdict == "worked" and False in moves and not any(move is not False for move in moves):
        reason = "no outcome got better"
    elif verdict == "did-not-work" and True in moves and not any(move is not True for move in moves):
        reason = "every outcome got better"
    elif verdict == "too-early" and record.data.get("deployment") in ("scaled", "stopped"):
        reason = "it has already been scaled up or stopped"
    if reason:
        label = hub.definitions.label("verdict", verdict).lower()
        yield Draft("CH315", ("verdict",), {"verdict": label, "reason": reason})
