"""Two reviews from two houses suffice; fewer are told on the record's status."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peer_hub import drafts_of

from casehub.rules.reviews_suffice import check

BEN, EVA = {"who": "ben"}, {"who": "eva"}

SILENT: dict[str, dict[str, Any]] = {
    "two of two houses": {},
    "a draft": {"case": {"status": "draft"}, "reviews": []},
    "an example": {"case": {"example": True}, "reviews": []},
    "a founding record": {"founding": True, "reviews": []},
    "what has changed since is told by another rule": {"edit": ["result: 10", "result: 8"]},
}

FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "none": ({"reviews": []}, [("permits.md", "CH601", ("status",))]),
    "one": ({"reviews": [BEN]}, [("permits.md", "CH601", ("status",))]),
    "two of one house": ({"reviews": [BEN, {"who": "bea"}]}, [("permits.md", "CH602", ("status",))]),
    "one, and one that asks for changes": (
        {"reviews": [BEN, {**EVA, "recommendation": "revise"}]},
        [("permits.md", "CH601", ("status",))],
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(name: str, tmp_path: Path) -> None:
    assert drafts_of(check, tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_tells(name: str, tmp_path: Path) -> None:
    variation, expected = FAULTS[name]
    assert drafts_of(check, tmp_path, variation) == expected
