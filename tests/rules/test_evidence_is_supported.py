from __future__ import annotations

from pathlib import Path

import pytest
from mini_hub import case
from mini_rules import drafts, told

from casehub.rules.evidence_is_supported import check

CLAIM = ('  independent: "no"\n', '  independent: "no"\n  level: {}\n')
OFFICIAL = ("    relation: own\n", "    relation: official\n")
COMPARED = ("    better: lower\n", "    better: lower\n    comparison: towns without the portal\n")
STRONG = ("design: before-after", "design: quasi-experimental")


def claiming(level: int, *edits: tuple[str, str]) -> str:
    return case((CLAIM[0], CLAIM[1].format(level)), *edits)


@pytest.mark.parametrize(
    "text",
    [case(), claiming(1), claiming(2), claiming(3, OFFICIAL, COMPARED, STRONG)],
    ids=["no claim", "less", "as much", "compared"],
)
def test_a_claim_that_the_record_supports_is_left_alone(text: str, hub_root: Path) -> None:
    assert drafts(check, hub_root, "case", "a", {"cases/a.md": text}) == []


@pytest.mark.parametrize(
    ("text", "level", "reason"),
    [
        (claiming(3), 2, "Before and after were measured"),
        (claiming(3, OFFICIAL, STRONG), 2, "No outcome says what it was compared with"),
        (claiming(3, COMPARED, STRONG), 2, "All its sources speak for themselves"),
        (claiming(5, OFFICIAL, COMPARED, STRONG), 3, "Outcomes name what they were compared with (1)."),
    ],
)
def test_a_claim_above_the_record_is_told_with_the_reason(text: str, level: int, reason: str, hub_root: Path) -> None:
    (draft,) = drafts(check, hub_root, "case", "a", {"cases/a.md": text})
    assert told([draft]) == [("CH317", ("evidence", "level"))]
    assert draft.words["level"] == level
    assert draft.words["reason"].startswith(reason)


def test_a_record_that_is_no_case_claims_nothing(hub_root: Path) -> None:
    assert drafts(check, hub_root, "practice", "ask-first") == []
