"""A disclosed interest needs a statement and a waiver by an editor who has none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peer_hub import drafts_of

from casehub.rules.interests_are_stated import check

EVA = {"who": "eva"}
DISCLOSED = {"declared": "disclosed", "statement": "I advised the city in 2024."}

SILENT: dict[str, dict[str, Any]] = {
    "none declared": {},
    "waived": {"policy": {"editors": ["kim"]}, "reviews": [{**EVA, "interests": {**DISCLOSED, "waived_by": "kim"}}]},
}

FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "not waived": ({"reviews": [{**EVA, "interests": DISCLOSED}]}, [("2026-03-05-eva.yml", "CH605", ("interests",))]),
    "not described": (
        {"reviews": [{**EVA, "interests": {"declared": "disclosed"}}]},
        [("2026-03-05-eva.yml", "CH605", ("interests",))],
    ),
    "waived by nobody who may": (
        {"reviews": [{**EVA, "interests": {**DISCLOSED, "waived_by": "kim"}}]},
        [("2026-03-05-eva.yml", "CH606", ("interests",))],
    ),
    "waived by a partner": (
        {"policy": {"editors": ["ian"]}, "reviews": [{**EVA, "interests": {**DISCLOSED, "waived_by": "ian"}}]},
        [("2026-03-05-eva.yml", "CH606", ("interests",))],
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(name: str, tmp_path: Path) -> None:
    assert drafts_of(check, tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_tells(name: str, tmp_path: Path) -> None:
    variation, expected = FAULTS[name]
    assert drafts_of(check, tmp_path, variation) == expected
