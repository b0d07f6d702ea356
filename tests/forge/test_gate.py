"""The gate as a table: where records stand, and what the status of the commit says."""

from __future__ import annotations

from typing import Any

import pytest

from casehub.forge.gate import MAX_DESCRIPTION, Standing, gate
from casehub.forge.harvest import Planned
from casehub.review.verdict import Verdict

COMMIT = "0" * 40


def standing(stage: str = "published", *, due: bool = True, name: str = "case/x", **verdict: int) -> Standing:
    """Only how many there are of each kind matters here."""

    def some(kind: str) -> tuple[Any, ...]:
        return (None,) * verdict.get(kind, 0)

    houses = verdict.get("houses", verdict.get("counting", 0))
    told = Verdict(some("counting"), some("stale"), some("opposed"), (), 2, houses, houses)
    return Standing(name, stage, due, told)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], "success: Nothing here needs a review."),
        ([standing(counting=2)], "success: case/x has 2 of 2 reviews."),
        ([standing(counting=3)], "success: case/x has 3 of 2 reviews."),
        ([standing()], "pending: case/x has 0 of 2 reviews."),
        ([standing(counting=1)], "pending: case/x has 1 of 2 reviews."),
        ([standing(counting=1, stale=1)], "pending: case/x has 1 of 2 reviews; 1 read an earlier text."),
        (
            [standing(counting=2, houses=1)],
            "pending: case/x has 1 of 2 reviews; they come from too few organisations.",
        ),
        ([standing(counting=2, opposed=1)], "failure: case/x has 2 of 2 reviews, 1 asks for changes."),
        ([standing(opposed=2)], "failure: case/x has 0 of 2 reviews, 2 ask for changes."),
        ([standing("in-review", due=False)], "success: case/x may be merged for review: 0 of 2 reviews."),
        (
            [standing("in-review", due=False, opposed=1)],
            "success: case/x may be merged for review: 0 of 2 reviews, 1 asks for changes.",
        ),
        ([standing(due=False)], "success: case/x is a founding record: 0 of 2 reviews."),
        (
            [standing(counting=2), standing(name="case/y")],
            "pending: case/y has 0 of 2 reviews. And 1 more.",
        ),
        (
            [standing(), standing(opposed=1, name="case/y")],
            "failure: case/y has 0 of 2 reviews, 1 asks for changes. And 1 more.",
        ),
    ],
)
def test_the_status_of_a_commit(found: list[Standing], expected: str) -> None:
    status = gate(COMMIT, found)
    assert f"{status.state}: {status.description}" == expected
    assert status.commit == COMMIT


def test_what_was_not_read_is_an_error() -> None:
    assert gate(COMMIT, [standing(counting=2)], unread=1).state == "error"


def test_a_review_that_cannot_be_taken_in_is_mentioned() -> None:
    bad = Planned("eva", problems=("it has no block.",))
    assert gate(COMMIT, [standing()], [bad]).description.endswith("1 review cannot be taken in: see the comment.")
    assert gate(COMMIT, [standing()], [bad, bad, Planned("ben")]).description.count("2 reviews cannot") == 1


def test_it_is_never_longer_than_the_forge_takes() -> None:
    many = [standing(name="case/" + "x" * 200, counting=2, houses=1, stale=9) for _ in range(30)]
    status = gate(COMMIT, many, [Planned("eva", problems=("bad",))] * 400, unread=1000)
    assert len(status.description) <= MAX_DESCRIPTION
    status = gate(COMMIT, many, [Planned("eva", problems=("bad",))] * 400)
    assert len(status.description) <= MAX_DESCRIPTION
