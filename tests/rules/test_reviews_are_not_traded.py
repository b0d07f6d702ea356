"""Two people who review each other are pointed out where a network wants it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peer_hub import drafts_of

from casehub.rules.reviews_are_not_traded import check

SILENT: dict[str, dict[str, Any]] = {
    "switched off": {"returned": True},
    "nobody in return": {"policy": {"reciprocity": {"warn": True, "months": 12}}},
    "long ago": {"returned": True, "policy": {"reciprocity": {"warn": True, "months": 0}}},
}

FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "in return": (
        {"returned": True, "policy": {"reciprocity": {"warn": True, "months": 12}}},
        [("2026-04-05-ann.yml", "CH631", ("reviewer",)), ("2026-03-05-ben.yml", "CH631", ("reviewer",))],
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(name: str, tmp_path: Path) -> None:
    assert drafts_of(check, tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_tells(name: str, tmp_path: Path) -> None:
    variation, expected = FAULTS[name]
    assert drafts_of(check, tmp_path, variation) == expected
