"""What is due as an iCalendar file (RFC 5545), which calendars subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time

from casehub.knowledge.follow_ups import Due
from casehub.records.model import Hub


def create_calendar(hub: Hub, dues: Iterable[Due], site_url: str) -> str:
    """One all-day event for each thing due, which lies in nobody's way. The same input gives the same bytes.

    RFC 5545 wants a stamp on every event; the day that the event is for stands in for the clock, which would change
    the file with every build.
    """
    from icalendar import Calendar, Event

    labels = hub.definitions.labels["en"]
    calendar = Calendar()
    calendar.add("prodid", "-//CaseHub//Due//EN")
    calendar.add("version", "2.0")
    for each in dues:
        event = Event()
        event.add("uid", f"{each.kind}-{each.months}-{each.record.type}-{each.record.id}-{each.day}@casehub")
        event.add("dtstamp", datetime.combine(each.day, time(), UTC))
        event.add("dtstart", each.day)
        event.add("summary", f"{labels[f'due_{each.kind}'].format(months=each.months)}: {each.title}")
        event.add("transp", "TRANSPARENT")
        if site_url:
            folder = hub.definitions.types[each.record.type].folder
            event.add("url", f"{site_url.rstrip('/')}/{folder}/{each.record.id}/")
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))
