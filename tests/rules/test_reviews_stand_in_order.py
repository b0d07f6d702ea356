"""A file stands beside its record, under its own name, and later rounds come later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peer_hub import drafts_of

from casehub.rules.reviews_stand_in_order import check

BEN, EVA = {"who": "ben"}, {"who": "eva"}
DISCLOSED = {"declared": "disclosed", "statement": "I advised the city in 2024."}

SILENT: dict[str, dict[str, Any]] = {
    "in order": {},
    "two files of one day": {
        "reviews": [{**BEN, "recommendation": "revise"}, {**BEN, "round": 2, "file": "2026-03-05-ben-2"}]
    },
    "amended by the reviewer": {
        "reviews": [EVA, {**EVA, "date": "2026-03-09", "amends": "2026-03-05-eva", "comments": "Well done."}]
    },
}

FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "in the future": ({"reviews": [{**EVA, "date": "2026-11-22"}]}, [("2026-11-22-eva.yml", "CH321", ("date",))]),
    "amends nothing": (
        {"reviews": [{**EVA, "date": "2026-03-09", "amends": "2026-03-05-eva"}]},
        [("2026-03-09-eva.yml", "CH614", ("amends",))],
    ),
    "amends somebody else": (
        {"reviews": [BEN, {**EVA, "date": "2026-03-09", "amends": "2026-03-05-ben"}]},
        [("2026-03-09-eva.yml", "CH614", ("reviewer",))],
    ),
    "amends before it was given": (
        {"reviews": [EVA, {**EVA, "date": "2026-03-01", "amends": "2026-03-05-eva"}]},
        [("2026-03-01-eva.yml", "CH614", ("date",))],
    ),
    "amended by somebody else": (
        {"reviews": [EVA, {**EVA, "date": "2026-03-09", "amends": "2026-03-05-eva", "by": "kim"}]},
        [("2026-03-09-kim.yml", "CH614", ("by",))],
    ),
    "waived by oneself": (
        {
            "reviews": [
                EVA,
                {
                    **EVA,
                    "date": "2026-03-09",
                    "amends": "2026-03-05-eva",
                    "interests": {**DISCLOSED, "waived_by": "eva"},
                },
            ]
        },
        [("2026-03-09-eva.yml", "CH614", ("interests", "waived_by"))],
    ),
    "beside nothing": ({"reviews": [{**EVA, "about": "permit"}]}, [("2026-03-05-eva.yml", "CH615", ())]),
    "under another name": ({"reviews": [{**EVA, "file": "eva"}]}, [("eva.yml", "CH616", ())]),
    "one round twice": (
        {"reviews": [EVA, {**EVA, "date": "2026-03-09"}]},
        [("2026-03-09-eva.yml", "CH617", ("round",))],
    ),
    "rounds that count down": (
        {"reviews": [{**EVA, "round": 2}, {**EVA, "date": "2026-03-09"}]},
        [("2026-03-05-eva.yml", "CH617", ("round",))],
    ),
    "before it was handed in": (
        {"reviews": [{**EVA, "date": "2026-01-31"}]},
        [("2026-01-31-eva.yml", "CH617", ("date",))],
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(name: str, tmp_path: Path) -> None:
    assert drafts_of(check, tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_tells(name: str, tmp_path: Path) -> None:
    variation, expected = FAULTS[name]
    assert drafts_of(check, tmp_path, variation) == expected
