"""What the page of an event shows: when and where, how to take part or look back, and what it was about."""

from __future__ import annotations

from casehub.records.model import Hub, Record
from casehub.site import dates, lines
from casehub.site.index import Index
from casehub.site.page import View


def event_view(hub: Hub, record: Record, index: Index) -> View:
    """When, where, by whom, the recording, and the cases and challenges it is about."""
    data = record.data
    return {
        "kind": hub.definitions.label("event-kind", data.get("kind", "")),
        "when": dates.when(data.get("starts", ""), data.get("ends", ""), language=hub.language),
        "is_over": is_over(hub, record),
        "place": data.get("place", ""),
        "link": data.get("link", ""),
        "link_host": lines.host_of(str(data.get("link", ""))),
        "recording": data.get("recording", ""),
        "recording_host": lines.host_of(str(data.get("recording", ""))),
        "hosted_by": lines.link(hub, "organisation", data.get("hosted_by", "")),
        "group": lines.link(hub, "group", data.get("group", "")),
        "cases": [
            lines.line(hub, case)
            for id in data.get("cases", ())
            if (case := hub.get("case", str(id))) and case.is_public
        ],
        "challenges": [found for id in data.get("challenges", ()) if (found := lines.link(hub, "challenge", id))],
        "contacts": lines.contacts(hub, record),
        "elsewhere": [
            *("kind", "starts", "ends", "place", "link", "recording", "hosted_by", "group"),
            *("cases", "challenges", "contacts"),
        ],
    }


def is_over(hub: Hub, record: Record) -> bool:
    """Whether the event lies before the day of the build."""
    last = dates.last_day(record.data.get("starts", ""), record.data.get("ends", ""))
    return last is not None and last < hub.today
