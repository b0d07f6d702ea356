"""What is due as an iCalendar file (RFC 5545), which calendars subscribe to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casehub.knowledge.follow_ups import Due


def create_calendar(dues: Iterable[Due], labels: Mapping[str, str], site_url: str) -> str:
    """One all-day event for each thing due. `labels` hold `due_<kind>`; the same input gives the same bytes."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//CaseHub//Due//EN")
    calendar.add("version", "2.0")
    for each in dues:
        event = Event()
        event.add("uid", f"{each.kind}-{each.months}-{each.record.type}-{each.record.id}-{each.day}@casehub")
        event.add("dtstamp", each.day)
        event["dtstamp"].params.clear()
        event.add("dtstart", each.day)
        event.add("summary", f"{labels[f'due_{each.kind}'].format(months=each.months)}: {each.record.title}")
        if site_url:
            event.add("url", f"{site_url.rstrip('/')}/")
        calendar.add_component(event)
    return str(calendar.to_ical().decode("utf-8"))
