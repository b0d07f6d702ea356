from __future__ import annotations

from pathlib import Path

import pytest
from mini_hub import case
from mini_rules import drafts, told

from casehub.rules.outcomes_keep_their_unit import check

WAIT = "indicator: processing-time, dimension: efficiency, better: lower, source: annual-report"
BEFORE = f"{{{WAIT}, baseline: 20, unit: days}}"
AFTER = f"{{{WAIT}, result: 80, unit: hours}}"
SAME = AFTER.replace("hours", "days")
OTHER = AFTER.replace("processing-time", "response-time")
WHOLE = BEFORE.replace("unit: days", "result: 10, unit: hours")
MONEY = AFTER.replace("hours", "EUR")


def text(*outcomes: str) -> str:
    whole = case()
    start, end = whole.index("outcomes:\n"), whole.index("evidence:\n")
    return whole[:start] + f"outcomes: [{', '.join(outcomes)}]\n" + whole[end:]


@pytest.mark.parametrize("outcomes", [(BEFORE,), (BEFORE, SAME), (BEFORE, OTHER), (BEFORE, WHOLE), (AFTER, MONEY)])
def test_outcomes_that_need_not_share_a_unit_are_left_alone(outcomes: tuple[str, ...], hub_root: Path) -> None:
    assert drafts(check, hub_root, "case", "a", {"cases/a.md": text(*outcomes)}) == []


@pytest.mark.parametrize(
    ("outcomes", "unit", "other"),
    [((BEFORE, AFTER), "hours", "days"), ((AFTER, BEFORE), "days", "hours"), ((BEFORE, MONEY), "EUR", "days")],
)
def test_before_and_after_in_two_units_are_told(
    outcomes: tuple[str, ...], unit: str, other: str, hub_root: Path
) -> None:
    (draft,) = drafts(check, hub_root, "case", "a", {"cases/a.md": text(*outcomes)})
    assert told([draft]) == [("CH318", ("outcomes", 1, "unit"))]
    assert (draft.words["unit"], draft.words["other"]) == (unit, other)
