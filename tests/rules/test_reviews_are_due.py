from __future__ import annotations

from pathlib import Path

import pytest
from mini_hub import case
from mini_rules import drafts, told

from casehub.rules.reviews_are_due import check


def due(day: str, status: str = "published") -> dict[str, str]:
    changes = (
        ("published: 2026-02-10", f"published: 2026-02-10\nreview_due: {day}"),
        ("status: published", f"status: {status}"),
    )
    return {"cases/a.md": case(*changes)}


@pytest.mark.parametrize("day", ["2026-11-21", "2026-11-22", "2099-01-01", "soon"])
def test_a_review_that_is_due_today_or_later_is_silent(day: str, hub_root: Path) -> None:
    assert drafts(check, hub_root, "case", "a", due(day)) == []


@pytest.mark.parametrize("status", ["published", "in-review", "draft"])
def test_a_review_that_was_due_is_told(status: str, hub_root: Path) -> None:
    found = drafts(check, hub_root, "case", "a", due("2026-11-20", status))
    assert told(found) == [("CH340", ("review_due",))]


def test_nobody_looks_again_at_what_was_withdrawn(hub_root: Path) -> None:
    assert drafts(check, hub_root, "case", "a", due("2026-11-20", "withdrawn")) == []
