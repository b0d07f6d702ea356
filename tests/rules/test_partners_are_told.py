"""Every named partner is told seven days before publication, or agrees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peer_hub import drafts_of

from casehub.rules.partners_are_told import check

SILENT: dict[str, dict[str, Any]] = {
    "told in time": {},
    "told on the seventh day": {
        "case": {"notified": [{"organisation": "ministry-of-interior", "date": "2026-03-13"}]}
    },
    "agreed": {
        "case": {"notified": [{"organisation": "ministry-of-interior", "date": "2026-03-19", "agreed": "yes"}]}
    },
    "no partners": {"case": {"partners": None, "notified": None}},
    "a founding record": {"founding": True, "case": {"notified": None}},
}

FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "not told": ({"case": {"notified": None}}, [("permits.md", "CH620", ("partners", 0, "organisation"))]),
    "told too late": (
        {"case": {"notified": [{"organisation": "ministry-of-interior", "date": "2026-03-14"}]}},
        [("permits.md", "CH621", ("partners", 0, "organisation"))],
    ),
    "in review, told yesterday": (
        {
            "case": {
                "status": "in-review",
                "published": None,
                "notified": [{"organisation": "ministry-of-interior", "date": "2026-11-20"}],
            }
        },
        [("permits.md", "CH621", ("partners", 0, "organisation"))],
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(name: str, tmp_path: Path) -> None:
    assert drafts_of(check, tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_tells(name: str, tmp_path: Path) -> None:
    variation, expected = FAULTS[name]
    assert drafts_of(check, tmp_path, variation) == expected
