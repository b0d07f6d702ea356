"""Every criterion is scored within its range, and the extremes have their reasons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peer_hub import SCORES, drafts_of

from casehub.rules.scores_follow_the_rubric import check

EVA = {"who": "eva"}

SILENT: dict[str, dict[str, Any]] = {
    "all scored": {},
    "the highest with its reason": {
        "reviews": [{**EVA, "scores": {**SCORES, "honesty": 4}, "reasons": {"honesty": "It tells what failed."}}]
    },
    "mended by an amendment": {
        "reviews": [
            {**EVA, "scores": {**SCORES, "honesty": 9}},
            {**EVA, "date": "2026-03-09", "amends": "2026-03-05-eva", "scores": SCORES},
        ]
    },
}

FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "one is missing": (
        {"reviews": [{**EVA, "scores": {key: 3 for key in SCORES if key != "honesty"}}]},
        [("2026-03-05-eva.yml", "CH607", ("scores",))],
    ),
    "one is unknown": (
        {"reviews": [{**EVA, "scores": {**SCORES, "beauty": 3}}]},
        [("2026-03-05-eva.yml", "CH608", ("scores", "beauty"))],
    ),
    "a reason for what is unknown": (
        {"reviews": [{**EVA, "reasons": {"beauty": "It shines."}}]},
        [("2026-03-05-eva.yml", "CH608", ("reasons", "beauty"))],
    ),
    "too high": (
        {"reviews": [{**EVA, "scores": {**SCORES, "clarity": 5}}]},
        [("2026-03-05-eva.yml", "CH609", ("scores", "clarity"))],
    ),
    "too low": (
        {"reviews": [{**EVA, "scores": {**SCORES, "clarity": -1}}]},
        [("2026-03-05-eva.yml", "CH609", ("scores", "clarity"))],
    ),
    "no reason for 0": (
        {"reviews": [{**EVA, "scores": {**SCORES, "clarity": 0}}]},
        [("2026-03-05-eva.yml", "CH610", ("scores", "clarity"))],
    ),
    "an unknown edition": ({"reviews": [{**EVA, "rubric": 2}]}, [("2026-03-05-eva.yml", "CH611", ("rubric",))]),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(name: str, tmp_path: Path) -> None:
    assert drafts_of(check, tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_tells(name: str, tmp_path: Path) -> None:
    variation, expected = FAULTS[name]
    assert drafts_of(check, tmp_path, variation) == expected
