"""Reviewers come from elsewhere: neither the same organisation, nor one above or below it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peer_hub import drafts_of

from casehub.rules.reviewers_are_independent import check

BEN = {"who": "ben"}

SILENT: dict[str, dict[str, Any]] = {
    "others": {},
    "a sister organisation": {
        "organisations": {
            "city-of-south": {"parent": "region-of-north"},
            "city-of-north": {"parent": "region-of-north"},
        }
    },
    "organisations in a circle": {
        "organisations": {
            "city-of-north": {"parent": "region-of-north"},
            "region-of-north": {"parent": "city-of-north"},
        }
    },
}

FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "the lead": ({"reviews": [{"who": "ned"}]}, [("2026-03-05-ned.yml", "CH604", ("organisation",))]),
    "a partner": ({"reviews": [{"who": "ian"}]}, [("2026-03-05-ian.yml", "CH604", ("organisation",))]),
    "above": (
        {"organisations": {"city-of-north": {"parent": "region-of-north"}}, "reviews": [{"who": "roy"}]},
        [("2026-03-05-roy.yml", "CH604", ("organisation",))],
    ),
    "below": (
        {"organisations": {"city-of-south": {"parent": "city-of-north"}}, "reviews": [BEN]},
        [("2026-03-05-ben.yml", "CH604", ("organisation",))],
    ),
    "in a circle": (
        {
            "organisations": {
                "city-of-north": {"parent": "region-of-north"},
                "region-of-north": {"parent": "city-of-north"},
            },
            "reviews": [{"who": "roy"}],
        },
        [("2026-03-05-roy.yml", "CH604", ("organisation",))],
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(name: str, tmp_path: Path) -> None:
    assert drafts_of(check, tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_tells(name: str, tmp_path: Path) -> None:
    variation, expected = FAULTS[name]
    assert drafts_of(check, tmp_path, variation) == expected
