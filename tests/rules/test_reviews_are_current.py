"""What was read is what stands there, or notes lead from the one to the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peer_hub import drafts_of

from casehub.rules.reviews_are_current import check

BEN, EVA = {"who": "ben"}, {"who": "eva"}

SILENT: dict[str, dict[str, Any]] = {
    "as it was read": {},
    "covered by a note": {"edit": ["The forms moved online", "The forms went online"], "notes": [{"by": "kim"}]},
    "enough have read it since": {
        "edit": ["result: 10", "result: 8"],
        "reviews": [BEN, {**EVA, "of": "after"}, {"who": "kim", "of": "after"}],
    },
}

FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "changed": (
        {"edit": ["result: 10", "result: 8"], "reviews": [BEN, {**EVA, "of": "after"}]},
        [("permits.md", "CH613", ("status",))],
    ),
    "covered by an author only": (
        {"edit": ["The forms moved online", "The forms went online"], "reviews": [BEN], "notes": [{"by": "ann"}]},
        [("permits.md", "CH613", ("status",))],
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(name: str, tmp_path: Path) -> None:
    assert drafts_of(check, tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_tells(name: str, tmp_path: Path) -> None:
    variation, expected = FAULTS[name]
    assert drafts_of(check, tmp_path, variation) == expected
