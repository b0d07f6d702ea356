from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini_hub import case
from mini_rules import drafts, told

from casehub.rules.verdict_fits_outcomes import check, improved

BETTER = "{indicator: processing-time, dimension: efficiency, baseline: 20, result: 10, unit: days, better: lower}"
WORSE = "{indicator: processing-time, dimension: efficiency, baseline: 10, result: 20, unit: days, better: lower}"
SAME = "{indicator: processing-time, dimension: efficiency, baseline: 10, result: 10, unit: days, better: lower}"
WORDS = "{indicator: processing-time, dimension: efficiency, statement: People are content.}"
REACHED = "{indicator: processing-time, dimension: efficiency, result: 8, target: 10, unit: days, better: lower}"
MISSED = "{indicator: processing-time, dimension: efficiency, result: 12, target: 10, unit: days, better: lower}"


def judged(verdict: str, *outcomes: str, deployment: str = "implemented") -> dict[str, str]:
    whole = case(("verdict: worked", f"verdict: {verdict}"), ("deployment: implemented", f"deployment: {deployment}"))
    start, end = whole.index("outcomes:\n"), whole.index("evidence:")
    return {"cases/a.md": whole[:start] + f"outcomes: [{', '.join(outcomes)}]\n" + whole[end:]}


@pytest.mark.parametrize(
    ("verdict", "outcomes"),
    [
        ("worked", (BETTER,)),
        ("worked", (BETTER, WORSE)),
        ("worked", (WORDS,)),
        ("worked", (WORSE, WORDS)),
        ("worked", (REACHED,)),
        ("did-not-work", (WORSE,)),
        ("did-not-work", (SAME,)),
        ("did-not-work", (BETTER, WORSE)),
        ("did-not-work", (BETTER, WORDS)),
        ("did-not-work", (MISSED,)),
        ("mixed", (BETTER,)),
        ("mixed", (WORSE,)),
        ("promising", (WORSE,)),
        ("too-early", (BETTER,)),
        ("not-a-verdict", (WORSE,)),
    ],
)
def test_a_verdict_that_the_outcomes_can_support_is_silent(
    verdict: str, outcomes: tuple[str, ...], hub_root: Path
) -> None:
    assert drafts(check, hub_root, "case", "a", judged(verdict, *outcomes)) == []


@pytest.mark.parametrize(
    ("verdict", "outcomes", "reason"),
    [
        ("worked", (WORSE,), "no outcome got better"),
        ("worked", (SAME, MISSED), "no outcome got better"),
        ("did-not-work", (BETTER,), "every outcome got better"),
        ("did-not-work", (BETTER, REACHED), "every outcome got better"),
    ],
)
def test_a_verdict_against_all_outcomes_is_told(
    verdict: str, outcomes: tuple[str, ...], reason: str, hub_root: Path
) -> None:
    (draft,) = drafts(check, hub_root, "case", "a", judged(verdict, *outcomes))
    assert (draft.code, draft.at, draft.words["reason"]) == ("CH315", ("verdict",), reason)


@pytest.mark.parametrize("deployment", ["scaled", "stopped"])
def test_it_is_not_too_early_when_it_was_scaled_or_stopped(deployment: str, hub_root: Path) -> None:
    found = drafts(check, hub_root, "case", "a", judged("too-early", WORDS, deployment=deployment))
    assert told(found) == [("CH315", ("verdict",))]


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ({}, None),
        ({"result": 5}, None),
        ({"better": "lower"}, None),
        ({"baseline": 5, "better": "lower"}, None),
        ({"result": 5, "better": "lower"}, None),
        ({"result": 0, "baseline": 0, "better": "higher"}, False),
        ({"result": 0, "baseline": -1, "better": "higher"}, True),
        ({"result": 5, "target": 5, "better": "higher"}, True),
        ({"result": 5, "target": 5, "better": "lower"}, True),
        ({"result": 5, "baseline": 6, "target": 1, "better": "lower"}, True),
    ],
)
def test_whether_an_outcome_got_better(outcome: dict[str, Any], expected: bool | None) -> None:
    assert improved(outcome) is expected


@given(st.integers(), st.integers())
def test_what_is_better_one_way_is_not_better_the_other_way(baseline: int, result: int) -> None:
    up = improved({"baseline": baseline, "result": result, "better": "higher"})
    down = improved({"baseline": baseline, "result": result, "better": "lower"})
    assert not (up and down)
    assert up or down or baseline == result
