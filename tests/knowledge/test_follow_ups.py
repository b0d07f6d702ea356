"""The clock asks after 12, 24 and 60 months, and stops asking when it was answered."""

from datetime import date

import pytest

from casehub.knowledge.follow_ups import due, later


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 11, 30), 1, date(2024, 12, 30)),
        (date(2024, 5, 15), -6, date(2023, 11, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_later(day, months, expected):
    assert later(day, months) == expected


def follow_ups(hub):
    return [(each.record.id, each.months) for each in due(hub) if each.kind == "follow-up"]


def test_the_latest_date_that_passed_is_asked_for(hub_of):
    hub = hub_of({"new": {"started": "2026-06"}, "year": {"started": "2025-03"}, "old": {"started": "2010"}})
    assert follow_ups(hub) == [("old", 60), ("year", 12)]


def test_an_answer_near_or_after_the_date_counts_and_an_old_one_does_not(hub_of):
    answered = {"started": "2020-01", "follow_ups": [{"date": "2024-12", "still_running": "yes"}]}
    stale = {"started": "2020-01", "follow_ups": [{"date": "2021-01", "still_running": "yes"}]}
    assert follow_ups(hub_of({"answered": answered, "stale": stale})) == [("stale", 60)]


def test_what_has_stopped_and_what_is_an_example_is_not_asked(hub_of):
    ended = {"started": "2015", "follow_ups": [{"date": "2016", "still_running": "no"}]}
    stopped = {"started": "2015", "deployment": "stopped"}
    example = {"started": "2015", "example": True}
    assert follow_ups(hub_of({"ended": ended, "stopped": stopped, "example": example})) == []


def test_reports_questions_and_reviews_have_their_days(hub_of):
    hub = hub_of(
        {"a": {"review_due": "2026-01"}},
        {
            ("group", "g"): {"reports": [{"due": "2026-01-01"}, {"due": "2026-02-01", "delivered": "2026-02-01"}]},
            ("question", "q"): {"asked": "2026-11-20"},
            ("question", "r"): {"asked": "2026-11-01", "answer": {"date": "2026-11-02"}},
        },
    )
    found = [(each.kind, each.day.isoformat(), each.is_overdue) for each in due(hub)]
    assert found == [
        ("report", "2026-01-01", True),
        ("review", "2026-01-31", True),
        ("question", "2026-12-04", False),
    ]
