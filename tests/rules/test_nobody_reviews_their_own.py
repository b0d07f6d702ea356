"""Whoever wrote, handed in or edited a record is told apart from its reviewers, under whatever id."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peer_hub import drafts_of

from casehub.rules.nobody_reviews_their_own import check

BEN = {"who": "ben"}

SILENT: dict[str, dict[str, Any]] = {
    "others": {},
    "an example": {"case": {"edited_by": "kim"}, "reviews": [{"who": "kim", "example": True}]},
    "taken back": {
        "case": {"edited_by": "kim"},
        "reviews": [
            {"who": "kim"},
            {"who": "kim", "date": "2026-03-09", "amends": "2026-03-05-kim", "retracted": True},
        ],
    },
    "a draft": {"case": {"status": "draft"}, "reviews": [{"who": "ann"}]},
}

FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "a contributor": ({"reviews": [{"who": "ann"}]}, [("2026-03-05-ann.yml", "CH603", ("reviewer",))]),
    "the editor": (
        {"case": {"edited_by": "kim"}, "reviews": [{"who": "kim"}]},
        [("2026-03-05-kim.yml", "CH603", ("reviewer",))],
    ),
    "the editor under a former id": (
        {"case": {"edited_by": "kim"}, "people": {"ben": {"formerly": ["kim"]}}, "reviews": [BEN]},
        [("2026-03-05-ben.yml", "CH603", ("reviewer",))],
    ),
    "the editor with the same mailbox": (
        {
            "case": {"edited_by": "kim"},
            "people": {
                id: {"contacts": [{"role": "Officer", "channel": "mailto:Office@example.org"}]}
                for id in ("kim", "ben")
            },
            "reviews": [BEN],
        },
        [("2026-03-05-ben.yml", "CH603", ("reviewer",))],
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(name: str, tmp_path: Path) -> None:
    assert drafts_of(check, tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_tells(name: str, tmp_path: Path) -> None:
    variation, expected = FAULTS[name]
    assert drafts_of(check, tmp_path, variation) == expected
