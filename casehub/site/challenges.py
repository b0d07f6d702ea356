"""What the page of a challenge shows: who has it, what would help, and what answers there are."""

from __future__ import annotations

from casehub.records.model import Hub, Record
from casehub.site import lines
from casehub.site.index import Index, latest_first
from casehub.site.page import View


def challenge_view(hub: Hub, record: Record, index: Index) -> View:
    """Whether help is still wanted, the wishes, the cases and practices that answer it, and who faces it."""
    data = record.data
    cases = latest_first([case for case in hub.mentions(record, "case", "challenges") if case.is_listed])
    return {
        "is_open": data.get("open", "") == "yes",
        "asked_by": lines.link(hub, "organisation", data.get("asked_by", "")),
        "wanted": list(data.get("wanted", ())),
        "faced_by": [
            {**found, "contact": each.get("contact", "")}
            for each in data.get("faced_by", ())
            if (found := _organisation(hub, each.get("organisation", "")))
        ],
        "cases": lines.listed(hub, cases),
        "verdicts": lines.verdicts(hub, cases),
        "practices": lines.lines(hub, hub.mentions(record, "practice", "challenges")),
        "groups": lines.lines(hub, hub.mentions(record, "group", "challenges")),
        "events": lines.lines(hub, hub.mentions(record, "event", "challenges")),
        "contacts": lines.contacts(hub, record),
        "elsewhere": ["open", "asked_by", "wanted", "faced_by", "contacts"],
    }


def _organisation(hub: Hub, id: object) -> View | None:
    record = hub.get("organisation", str(id))
    return lines.line(hub, record) if record and record.is_public else None
