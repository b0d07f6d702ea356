"""What the page of a practice shows: whether to use it, how, and which cases speak for and against it."""

from __future__ import annotations

from casehub.records.model import Hub, Record
from casehub.site import lines
from casehub.site.index import Index, latest_first
from casehub.site.page import View

_PLACES = {"How to do it": "steps", "What the evidence says": "evidence", "When not to use it": "not"}
"""The section of the text after which a part of the page stands."""


def practice_view(hub: Hub, record: Record, index: Index) -> View:
    """The cases for and against with the reason why, others that used it, and what to learn it from."""
    told = {
        "for": _cases(hub, record, "supported_by"),
        "against": _cases(hub, record, "contradicted_by"),
    }
    named = {
        str(each.get("case")) for key in ("supported_by", "contradicted_by") for each in record.data.get(key, ())
    }
    others = [case for case in hub.mentions(record, "case", "practices") if case.id not in named]
    return {
        **told,
        "challenges": [
            found for id in record.data.get("challenges", ()) if (found := lines.link(hub, "challenge", id))
        ],
        "steps": list(record.data.get("steps", ())),
        "not_when": list(record.data.get("when_not_to_use", ())),
        "used_in": lines.listed(hub, latest_first(others)),
        "learning": lines.lines(hub, hub.mentions(record, "learning", "practices")),
        "groups": lines.lines(hub, hub.mentions(record, "group", "outputs")),
        "places": {
            heading.id: _PLACES[heading.text]
            for heading in record.facts.headings
            if heading.level == 2 and heading.text in _PLACES
        },
        "contacts": lines.contacts(hub, record),
        "elsewhere": ["challenges", "steps", "when_not_to_use", "supported_by", "contradicted_by", "contacts"],
    }


def _cases(hub: Hub, record: Record, key: str) -> list[View]:
    found = []
    for each in record.data.get(key, ()):
        case = hub.get("case", str(each.get("case", "")))
        if case and case.is_public:
            found.append({**lines.line(hub, case), "why": each.get("why", "")})
    return found
