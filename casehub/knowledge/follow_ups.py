"""The clock that asks what became of it: 12, 24, 60 months after a case's start, reports due, open questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casehub.records.forms import span
from casehub.records.model import Hub, Record

MONTHS = (12, 24, 60)
"""When a case is asked again, in months after its start."""
GRACE = 6
"""A follow-up within so many months before its date answers it."""
ANSWER_DAYS = 14
"""An unanswered question is due after so many days."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that somebody should do: what, about which record, by which day, and whether the day is past."""

    kind: str
    record: Record
    day: date
    is_overdue: bool
    months: int = 0

    @property
    def title(self) -> str:
        """The title of the record; of a question, which has none, what was asked."""
        asked = self.record.data.get("text")
        return " ".join(str(asked).split()) if self.record.type == "question" and asked else self.record.title


def due(hub: Hub) -> tuple[Due, ...]:
    """Everything due or overdue, the oldest first. Examples never count."""
    found = [each for record in hub.records.values() if not record.is_example for each in _of(record, hub)]
    return tuple(sorted(found, key=lambda each: (each.day, each.kind, each.record.key)))


def follow_up_days(record: Record) -> tuple[tuple[int, date], ...]:
    """When a case is asked again: months after its start, and the day."""
    started = span(str(record.data.get("started", "")))
    if started is None:
        return ()
    return tuple((months, later(started[1], months)) for months in MONTHS)


def later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(day.day, last))


def _of(record: Record, hub: Hub) -> Iterator[Due]:
    if record.type == "case" and record.is_listed:
        yield from _case(record, hub)
    if record.is_listed and (review := span(str(record.data.get("review_due", "")))):
        yield Due("review", record, review[1], review[1] < hub.today)
    if record.type == "group" and record.is_listed:
        for _, report in record.values(("reports", "*")):
            day = span(str(report.get("due", "")))
            if day and "delivered" not in report:
                yield Due("report", record, day[0], day[0] < hub.today)
    if (
        record.type == "question"
        and "answer" not in record.data
        and (asked := span(str(record.data.get("asked", ""))))
    ):
        day_due = date.fromordinal(asked[0].toordinal() + ANSWER_DAYS)
        yield Due("question", record, day_due, day_due < hub.today)


def _case(record: Record, hub: Hub) -> Iterator[Due]:
    """The next follow-up that nobody has answered. A case that is known to have stopped is not asked again."""
    answers = [
        (days[1], each.get("still_running"))
        for _, each in record.values(("follow_ups", "*"))
        if (days := span(str(each.get("date", ""))))
    ]
    if record.data.get("deployment") == "stopped" or any(running == "no" for _, running in answers):
        return
    for months, day in reversed(follow_up_days(record)):
        if day > hub.today:
            continue
        if not any(answered >= later(day, -GRACE) for answered, _ in answers):
            yield Due("follow-up", record, day, True, months)
        return
