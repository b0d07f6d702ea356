from __future__ import annotations

from pathlib import Path

import pytest
from mini_hub import case
from mini_rules import drafts, told

from casehub.rules.outcomes_name_their_source import check

WHOLE = "    baseline: 20\n    result: 10\n    unit: days\n    better: lower\n    source: annual-report\n"


def outcome(*lines: str) -> dict[str, str]:
    return {"cases/a.md": case((WHOLE, "".join(f"    {line}\n" for line in lines)))}


@pytest.mark.parametrize(
    "lines",
    [
        ("result: 10", "unit: days", "source: annual-report"),
        ("baseline: 20", "result: 10", "unit: days", "better: lower", "source: annual-report"),
        ("target: 10", "unit: days", "source: annual-report"),
        ("statement: People say that answers come sooner.",),
        ("result: 0", "unit: days", "source: annual-report"),
    ],
)
def test_an_outcome_that_says_something_and_names_its_source_is_silent(
    lines: tuple[str, ...], hub_root: Path
) -> None:
    assert drafts(check, hub_root, "case", "a", outcome(*lines)) == []


@pytest.mark.parametrize("number", ["baseline", "result", "target"])
def test_a_number_needs_a_source(number: str, hub_root: Path) -> None:
    found = told(drafts(check, hub_root, "case", "a", outcome(f"{number}: 0", "unit: days", "statement: Words.")))
    assert found == [("CH312", ("outcomes", 0, number))]


def test_an_outcome_without_number_and_words_says_nothing(hub_root: Path) -> None:
    found = told(drafts(check, hub_root, "case", "a", outcome("source: annual-report")))
    assert found == [("CH313", ("outcomes", 0))]


def test_before_and_after_need_a_direction(hub_root: Path) -> None:
    lines = ("baseline: 20", "result: 10", "unit: days", "source: annual-report")
    assert told(drafts(check, hub_root, "case", "a", outcome(*lines))) == [("CH316", ("outcomes", 0, "result"))]
