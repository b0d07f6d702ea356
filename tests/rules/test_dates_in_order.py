from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from mini_hub import case, checked, codes, edited, text_of
from mini_rules import drafts, told

from casehub.rules.dates_in_order import check

STARTED = "started: 2023-05"


@pytest.mark.parametrize(
    "dates",
    [
        "started: 2023\nended: 2023",
        "started: 2023-05-31\nended: 2023",
        "started: 2023-05-31\nended: 2023-05",
        "started: 2023\nended: 2023-01-01",
        "started: 2023-05-31\nended: 2023-05-31",
        "started: 2027",  # a plan
        "started: 2023-13\nended: 2022",  # no date is nothing to compare
        "ended: 2022",
    ],
)
def test_dates_that_do_not_contradict_each_other_are_silent(dates: str, hub_root: Path) -> None:
    files = {"cases/a.md": case((STARTED, dates))}
    assert drafts(check, hub_root, "case", "a", files) == []


@pytest.mark.parametrize("dates", ["started: 2023\nended: 2022", "started: 2023-05\nended: 2023-04-30"])
def test_what_ends_does_not_end_before_it_starts(dates: str, hub_root: Path) -> None:
    files = {"cases/a.md": case((STARTED, dates))}
    assert told(drafts(check, hub_root, "case", "a", files)) == [("CH320", ("ended",))]


def test_an_answer_does_not_come_before_its_question(hub_root: Path) -> None:
    files = {"questions/a.yml": edited(text_of("questions/first-question.yml"), ("2026-05-04", "2026-05-01"))}
    (draft,) = drafts(check, hub_root, "question", "a", files)
    assert (draft.code, draft.at, draft.words["later"]) == ("CH320", ("answer", "date"), "answer, date")


@pytest.mark.parametrize(
    ("starts", "ends", "is_in_order"),
    [
        ("2026-12-01", "2026-12-01", True),
        ("2026-12-01T14:00+01:00", "2026-12-01", True),
        ("2026-12-01T14:00+01:00", "2026-12-01T13:30Z", True),
        ("2026-12-02T00:30+02:00", "2026-12-01T23:00Z", True),
        ("2026-12-01T14:00+01:00", "2026-12-01T13:00+01:00", False),
        ("2026-12-01T14:00Z", "2026-12-01T14:30+01:00", False),
        ("2026-12-02", "2026-12-01T13:00+01:00", False),
    ],
)
def test_hours_are_compared_where_both_are_given(starts: str, ends: str, is_in_order: bool, hub_root: Path) -> None:
    text = edited(text_of("events/permit-workshop.md"), ("starts: 2026-12-01T14:00+01:00", f"starts: {starts}"))
    files = {"events/a.md": edited(text, ("ends: 2026-12-01T16:00+01:00", f"ends: {ends}"))}
    assert (drafts(check, hub_root, "event", "a", files) == []) is is_in_order


def test_an_event_of_one_day_may_end_on_it(hub_root: Path) -> None:
    assert drafts(check, hub_root, "event", "permit-workshop") == []


@pytest.mark.parametrize(
    ("change", "at"),
    [
        (("submitted: 2026-01-15", "submitted: 2026-11-22"), ("submitted",)),
        (("    relation: own\n", "    relation: own\n    published: 2027\n"), ("sources", 0, "published")),
        (("    relation: own\n", "    relation: own\n    accessed: 2026-11-22\n"), ("sources", 0, "accessed")),
        (("practices:", "follow_ups: [{date: 2026-12, still_running: yes}]\npractices:"), ("follow_ups", 0, "date")),
        (
            ("practices:", "notified: [{organisation: city-of-example, date: 2027-01-01}]\npractices:"),
            ("notified", 0, "date"),
        ),
    ],
)
def test_what_has_happened_does_not_lie_in_the_future(
    change: tuple[str, str], at: tuple[object], hub_root: Path
) -> None:
    found = told(drafts(check, hub_root, "case", "a", {"cases/a.md": case(change)}))
    assert ("CH321", at) in found


def test_today_is_no_future_and_neither_is_this_year(hub_root: Path) -> None:
    changes = (("submitted: 2026-01-15", "submitted: 2026-11-21"), ("published: 2026-02-10", "published: 2026-11-21"))
    files = {"cases/a.md": case(*changes, ("    relation: own\n", "    relation: own\n    published: 2026\n"))}
    assert drafts(check, hub_root, "case", "a", files) == []


def test_today_is_given_and_never_asked_of_the_clock(hub_root: Path) -> None:
    assert "CH321" in codes(checked(hub_root, date(2026, 1, 1)))
    assert codes(checked(hub_root, date(2090, 1, 1))) == []
