"""A review stands under the name of somebody who has agreed to that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peer_hub import drafts_of

from casehub.rules.reviewers_agree_to_be_named import check

EVA = {"who": "eva"}

SILENT: dict[str, dict[str, Any]] = {
    "agreed": {},
}

FAULTS: dict[str, tuple[dict[str, Any], list[tuple[str, str, Any]]]] = {
    "not agreed": ({"reviews": [{**EVA, "consent": "no"}]}, [("2026-03-05-eva.yml", "CH618", ("consent",))]),
}


@pytest.mark.parametrize("name", SILENT)
def test_it_is_silent(name: str, tmp_path: Path) -> None:
    assert drafts_of(check, tmp_path, SILENT[name]) == []


@pytest.mark.parametrize("name", FAULTS)
def test_it_tells(name: str, tmp_path: Path) -> None:
    variation, expected = FAULTS[name]
    assert drafts_of(check, tmp_path, variation) == expected
