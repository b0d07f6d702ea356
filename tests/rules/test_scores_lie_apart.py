"""Two points between reviewers are pointed out; one is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peer_hub import SCORES, drafts_of

from casehub.rules.scores_lie_apart import check

BEN, EVA = {"who": "ben"}, {"who": "eva"}

SILENT: dict[str, dict[str, Any]] = {
    "alike": {},
    "one apart": {"reviews": [BEN, {**EVA, "scores": {**SCORES, "clarity": 2}}]},
    "two apart, one of them an example": {
        "reviews": [BEN, {**EVA, "example": True, "scores": {**SCORES, "clarity": 1}}]
    },
    "two apart between the rounds of one person": {
        "reviews": [{**EVA, "scores": {**SCORES, "clarity": 1}}, {**EVA, "round": 2, "date": "2026-03-09"}]
    },
}

FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "two apart": (
        {"reviews": [BEN, {**EVA, "scores": {**SCORES, "clarity": 1}}]},
        [("permits.md", "CH630", ("status",))],
    ),
    "two apart on two": (
        {"reviews": [BEN, {**EVA, "scores": {**SCORES, "clarity": 1, "evidence": 0}}]},
        [("permits.md", "CH630", ("status",)), ("permits.md", "CH630", ("status",))],
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(name: str, tmp_path: Path) -> None:
    assert drafts_of(check, tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_tells(name: str, tmp_path: Path) -> None:
    variation, expected = FAULTS[name]
    assert drafts_of(check, tmp_path, variation) == expected
