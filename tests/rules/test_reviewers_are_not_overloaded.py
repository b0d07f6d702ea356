"""A reviewer with more in hand than a network wants is pointed out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peer_hub import drafts_of

from casehub.rules.reviewers_are_not_overloaded import check

BEN = {"who": "ben"}

SILENT: dict[str, dict[str, Any]] = {
    "switched off": {"case": {"status": "in-review"}},
    "within the limit": {"case": {"status": "in-review"}, "policy": {"overload": {"warn": True, "open_reviews": 1}}},
    "published ones are done": {"policy": {"overload": {"warn": True, "open_reviews": 0}}},
}

FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "beyond the limit": (
        {
            "case": {"status": "in-review"},
            "reviews": [BEN],
            "policy": {"overload": {"warn": True, "open_reviews": 0}},
        },
        [("2026-03-05-ben.yml", "CH632", ("reviewer",))],
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(name: str, tmp_path: Path) -> None:
    assert drafts_of(check, tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_tells(name: str, tmp_path: Path) -> None:
    variation, expected = FAULTS[name]
    assert drafts_of(check, tmp_path, variation) == expected
