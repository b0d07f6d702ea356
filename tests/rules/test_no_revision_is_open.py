"""Whoever asked for changes reads the record again before it is published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peer_hub import drafts_of

from casehub.rules.no_revision_is_open import check

BEN, EVA = {"who": "ben"}, {"who": "eva"}

SILENT: dict[str, dict[str, Any]] = {
    "all accept": {},
    "read again": {"reviews": [BEN, {**EVA, "recommendation": "revise"}, {**EVA, "round": 2, "date": "2026-03-09"}]},
    "a reviewer who is not independent blocks nothing": {"reviews": [{"who": "ned", "recommendation": "reject"}]},
}

FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "open": ({"reviews": [BEN, {**EVA, "recommendation": "revise"}]}, [("permits.md", "CH612", ("status",))]),
    "two are open": (
        {"reviews": [{**BEN, "recommendation": "reject"}, {**EVA, "recommendation": "revise"}]},
        [("permits.md", "CH612", ("status",)), ("permits.md", "CH612", ("status",))],
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(name: str, tmp_path: Path) -> None:
    assert drafts_of(check, tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_tells(name: str, tmp_path: Path) -> None:
    variation, expected = FAULTS[name]
    assert drafts_of(check, tmp_path, variation) == expected
