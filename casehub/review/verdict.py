"""Whether the reviews of a record suffice: which count, which judged an earlier text, and what the rest lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casehub.records.model import Hub, Record
from casehub.review.digest import reaches
from casehub.review.independence import (
    authors,
    clash,
    interest_faults,
    involved,
    is_same_house,
    is_same_person,
    part_in,
)
from casehub.review.known_digests import digest_of
from casehub.review.policy import policy_of
from casehub.review.reviews import POSITIVE, Review, standing
from casehub.review.rubric import rubric_of, score_faults


@dataclass(frozen=True)
class Verdict:
    """The standing reviews of a record: those that count, those that judged another text, those that ask for changes.

    `unfit` holds the others, each with the reason in words.
    """

    counting: tuple[Review, ...]
    stale: tuple[Review, ...]
    opposed: tuple[Review, ...]
    unfit: tuple[tuple[Review, str], ...]
    needed: int
    houses: int
    """How many reviews count at most, when each must come from another organisation."""
    houses_with_stale: int

    @property
    def suffices(self) -> bool:
        """Whether enough reviews count and none asks for changes."""
        return self.houses >= self.needed and not self.opposed


def verdict_of(hub: Hub, record: Record) -> Verdict:
    """What the reviews of a record come to. Its text is read only where a review may count."""
    counting: list[Review] = []
    stale: list[Review] = []
    opposed: list[Review] = []
    unfit: list[tuple[Review, str]] = []
    digest, steps = "", tuple(_steps(hub, record))
    reviews = standing(hub, record)
    for position, review in enumerate(reviews):
        reason = _unfit(hub, record, review)
        if not reason and any(
            is_same_person(hub, review.reviewer, each.reviewer) for each in reviews[position + 1 :]
        ):
            reason = "the same person has reviewed it again under another id"
        if reason:
            unfit.append((review, reason))
        elif review.recommendation not in POSITIVE:
            opposed.append(review)
        else:
            digest = digest or digest_of(hub, record)
            (counting if reaches(review.digest, digest, steps) else stale).append(review)
    needed = policy_of(hub.definitions).reviewers
    return Verdict(
        tuple(counting),
        tuple(stale),
        tuple(opposed),
        tuple(unfit),
        needed,
        _houses(hub, counting),
        _houses(hub, [*counting, *stale]),
    )


def is_peer_reviewed(hub: Hub, record: Record) -> bool:
    """Whether peers have reviewed a record as it stands: a founding one loses its label then."""
    return verdict_of(hub, record).suffices


def note_is_valid(hub: Hub, record: Record, note: Record) -> bool:
    """Whether an editorial note covers what it says: no example, and signed by somebody who is not an author."""
    by = hub.get("person", str(note.data.get("by", "")))
    if by is None or by.is_example or note.is_example:
        return False
    return not part_in(hub, by.id, authors(hub, record))


def _steps(hub: Hub, record: Record) -> Iterator[tuple[str, str]]:
    for note in hub.beside("note", record):
        if note_is_valid(hub, record, note):
            yield str(note.data.get("from", "")), str(note.data.get("to", ""))


def _unfit(hub: Hub, record: Record, review: Review) -> str:
    if hub.get("person", review.reviewer) is None:
        return "nobody of that id is in people/"
    if role := part_in(hub, review.reviewer, involved(hub, record)):
        return f"the reviewer is {role} of the record"
    if clash(hub, record, review)[0]:
        return "the reviewer works for an organisation that had a part in it"
    if any(True for _ in interest_faults(hub, record, review)):
        return "an interest is disclosed and not waived"
    if review.data.get("consent") != "yes":
        return "the reviewer has not agreed to be named"
    if "scores" not in review.data or any(True for _ in score_faults(review.data, rubric_of(hub.definitions))):
        return "scores or reasons are missing or wrong"
    return ""


def _houses(hub: Hub, reviews: Sequence[Review]) -> int:
    """The most reviews of which no two come from one house. Few reviews stand, so all choices can be tried."""

    def most(rest: Sequence[Review], chosen: tuple[Review, ...]) -> int:
        if not rest:
            return len(chosen)
        without = most(rest[1:], chosen)
        if any(is_same_house(hub, rest[0].organisation, each.organisation) for each in chosen):
            return without
        return max(without, most(rest[1:], (*chosen, rest[0])))

    return most(reviews[:12], ())
