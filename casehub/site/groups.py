"""What the page of a working group shows: its remit, to whom it answers, what was due and what was delivered."""

from __future__ import annotations

from typing import Any

from casehub.records.forms import span
from casehub.records.model import Hub, Record
from casehub.site import lines
from casehub.site.dates import day_in_words
from casehub.site.index import Index
from casehub.site.page import View


def group_view(hub: Hub, record: Record, index: Index) -> View:
    """Who commissioned it, its reports with their state, its members and what came out of it."""
    data = record.data
    return {
        "commissioned_by": lines.link(hub, "organisation", data.get("commissioned_by", "")),
        "reports_to": lines.link(hub, "organisation", data.get("reports_to", "")),
        "steward": lines.link(hub, "person", data.get("steward", "")),
        "started": day_in_words(data["started"], hub.language) if "started" in data else None,
        "ended": day_in_words(data["ended"], hub.language) if "ended" in data else None,
        "is_over": has_ended(hub, record),
        "reports": [
            _report(hub, each) for each in sorted(data.get("reports", ()), key=lambda each: str(each["due"]))
        ],
        "members": [
            lines.line(hub, member)
            for id in data.get("members", ())
            if (member := hub.get("organisation", str(id))) and member.is_public
        ],
        "outputs": [_output(hub, each) for each in data.get("outputs", ())],
        "challenges": [found for id in data.get("challenges", ()) if (found := lines.link(hub, "challenge", id))],
        "events": lines.lines(hub, hub.mentions(record, "event", "group")),
        "contacts": lines.contacts(hub, record),
        "elsewhere": [
            *("commissioned_by", "reports_to", "steward", "members", "reports", "outputs"),
            *("challenges", "contacts", "started", "ended"),
        ],
    }


def has_ended(hub: Hub, record: Record) -> bool:
    """Whether the group's work is over on the day of the build."""
    ended = span(str(record.data.get("ended", "")))
    return bool(ended and ended[1] < hub.today)


def _report(hub: Hub, report: dict[str, Any]) -> View:
    """A report with its state: `on-time`, `late` (by how many days), `overdue` or `due`."""
    due, delivered = span(str(report["due"])), span(str(report.get("delivered", "")))
    view: View = {"due": day_in_words(report["due"], hub.language), "link": report.get("link", ""), "days": 0}
    if delivered:
        view["delivered"] = day_in_words(report["delivered"], hub.language)
        view["days"] = max(0, (delivered[0] - due[0]).days) if due else 0
        view["state"] = "late" if view["days"] else "on-time"
    else:
        view["state"] = "overdue" if due and due[1] < hub.today else "due"
    return view


def _output(hub: Hub, output: dict[str, Any]) -> View:
    return {
        "title": output.get("title", ""),
        "link": output.get("link", ""),
        "practice": lines.link(hub, "practice", output.get("practice", "")),
    }
