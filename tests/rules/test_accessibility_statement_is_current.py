from __future__ import annotations

from pathlib import Path

import pytest
from mini_hub import PAGE, edited
from mini_rules import drafts, told

from casehub.rules.accessibility_statement_is_current import check


def statement(reviewed: str) -> dict[str, str]:
    fields = "accessibility: {organisation: City of Example, contact: https://example.org, jurisdiction: eu, "
    fields += f"reviewed: {reviewed}}}"
    return {"about/accessibility.md": edited(PAGE, ("title: A page\n", f"title: A page\n{fields}\n"))}


@pytest.mark.parametrize("reviewed", ["2026-11-21", "2025-11-21", "2099-01-01", "lately", "[]"])
def test_a_statement_that_somebody_looked_at_within_a_year_is_silent(reviewed: str, hub_root: Path) -> None:
    assert drafts(check, hub_root, "page", "about/accessibility", statement(reviewed)) == []


@pytest.mark.parametrize("reviewed", ["2025-11-20", "2024-02-29", "2020-01-01"])
def test_an_older_one_is_told(reviewed: str, hub_root: Path) -> None:
    found = drafts(check, hub_root, "page", "about/accessibility", statement(reviewed))
    assert told(found) == [("CH360", ("accessibility", "reviewed"))]


def test_other_pages_are_not_asked(hub_root: Path) -> None:
    assert drafts(check, hub_root, "page", "about/method") == []
