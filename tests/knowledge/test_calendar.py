"""The calendar of what is due is read back by its own library, and the same hub gives the same bytes."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import icalendar
import pytest

from casehub.exchange.calendar import create_calendar
from casehub.knowledge.follow_ups import due


@pytest.fixture
def hub(hub_of):
    cases = {"one": {"title": "Ein Fall; mit, Zeichen\\n", "started": "2024-01-31", "review_due": "2027-02"}}
    return hub_of(
        cases, {("question", "q"): {"asked": "2026-11-10", "text": "A question\nin two lines " + "long " * 40}}
    )


def test_what_is_written_is_read_back(hub):
    dues = due(hub)
    text = create_calendar(hub, dues, "https://hub.example.org/")
    calendar = icalendar.Calendar.from_ical(text)
    events = calendar.walk("VEVENT")
    assert calendar["prodid"] and calendar["version"] == "2.0"
    assert [each.decoded("dtstart") for each in events] == [each.day for each in dues]
    assert [str(each["url"]) for each in events] == [
        "https://hub.example.org/cases/one/",
        "https://hub.example.org/questions/q/",
        "https://hub.example.org/cases/one/",
    ]
    assert str(events[0]["summary"]) == "Follow-up after 24 months: Ein Fall; mit, Zeichen\\n"
    assert len({str(each["uid"]) for each in events}) == 3
    assert events[0].decoded("dtstamp") == datetime(2026, 1, 31, tzinfo=UTC)
    assert [each.errors for each in events] == [[], [], []]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_same_hub_gives_the_same_bytes(hub):
    assert create_calendar(hub, due(hub), "") == create_calendar(hub, due(hub), "")


def test_the_library_is_loaded_only_when_a_calendar_is_asked_for():
    import subprocess

    code = "import sys, casehub.cli.main, casehub.cli.due, casehub.site.builder; sys.exit('icalendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
