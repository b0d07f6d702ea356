"""The review gate: whether a pull request may be merged as far as reviews go, as a status of its head commit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casehub.forge.harvest import Planned
from casehub.records.findings import shortened
from casehub.records.model import Hub, Record
from casehub.review.policy import is_asked, is_early
from casehub.review.verdict import Verdict, verdict_of

CONTEXT = "casehub/reviews"
"""The name under which branch protection asks for the status."""
MAX_DESCRIPTION = 140
"""As many characters as the forge takes (https://docs.github.com/en/rest/commits/statuses)."""
_RANK = ("error", "failure", "pending", "success")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a record stands: its name, its stage, whether reviews have to be there now, and what they come to."""

    name: str
    stage: str
    is_due: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Status:
    """A commit status. It says something of this commit only: another head starts without one."""

    commit: str
    state: str
    description: str


def standings(hub: Hub, records: Iterable[Record]) -> list[Standing]:
    """Where the records stand of which the policy asks something, in their order."""
    return [
        Standing(f"{each.type}/{each.id}", each.stage, not is_early(hub, each), verdict_of(hub, each))
        for each in records
        if is_asked(hub, each)
    ]


def gate(commit: str, found: Sequence[Standing], reviews: Sequence[Planned] = (), unread: int = 0) -> Status:
    """The status of a commit, from where its records stand, its reviews on the forge, and files not read."""
    told = sorted((_told(each) for each in found), key=lambda each: _RANK.index(each[0]))
    if unread:
        files = "1 file was" if unread == 1 else f"{unread} files were"
        told.insert(0, ("error", f"{files} not read; the comment says why."))
    state, words = told[0] if told else ("success", "Nothing here needs a review.")
    more = f" And {len(told) - 1} more." if len(told) > 1 else ""
    bad = sum(bool(each.problems) for each in reviews)
    if bad:
        more += f" {bad} {'review' if bad == 1 else 'reviews'} cannot be taken in: see the comment."
    return Status(commit, state, shortened(words, MAX_DESCRIPTION - len(more)) + more)


def _told(standing: Standing) -> tuple[str, str]:
    verdict = standing.verdict
    name = shortened(standing.name, 60)
    counted = f"{verdict.houses} of {verdict.needed} reviews"
    against = f", {_people(len(verdict.opposed))} for changes" if verdict.opposed else ""
    if not standing.is_due:
        allowed = "may be merged for review" if standing.stage == "in-review" else "is a founding record"
        return "success", f"{name} {allowed}: {counted}{against}."
    if verdict.suffices:
        return "success", f"{name} has {counted}."
    if verdict.opposed:
        return "failure", f"{name} has {counted}{against}."
    stale = f"; {len(verdict.stale)} read an earlier text" if verdict.stale else ""
    house = "; they come from too few organisations" if len(verdict.counting) > verdict.houses else ""
    return "pending", f"{name} has {counted}{stale}{house}."


def _people(count: int) -> str:
    return "1 asks" if count == 1 else f"{count} ask"
