"""A note is signed by somebody else, and leads from one text to another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peer_hub import drafts_of

from casehub.rules.notes_are_not_the_authors import check

SILENT: dict[str, dict[str, Any]] = {
    "by somebody else": {"edit": ["The forms moved", "The forms went"], "notes": [{"by": "kim"}]},
}

FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "by a contributor": (
        {"edit": ["The forms moved", "The forms went"], "notes": [{"by": "ann"}]},
        [("2026-04-01-ann.yml", "CH641", ("by",))],
    ),
    "from a text to itself": ({"notes": [{"by": "kim"}]}, [("2026-04-01-kim.yml", "CH642", ("to",))]),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(name: str, tmp_path: Path) -> None:
    assert drafts_of(check, tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_tells(name: str, tmp_path: Path) -> None:
    variation, expected = FAULTS[name]
    assert drafts_of(check, tmp_path, variation) == expected
