"""What the page of an organisation shows: what it led, took part in and faces, and where it belongs."""

from __future__ import annotations

from casehub.records.model import Hub, Record
from casehub.site import lines
from casehub.site.dates import day_in_words
from casehub.site.index import Index, latest_first
from casehub.site.page import View
from casehub.site.recognition import given
from casehub.site.reviews import given_lines

_REGISTERS = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{id}"),
    "ror": ("ROR", "https://ror.org/{id}"),
}


def organisation_view(hub: Hub, record: Record, index: Index) -> View:
    """Its cases with their verdicts, its challenges, groups, events, people, its parent and its parts."""
    data = record.data
    led = latest_first([case for case in hub.mentions(record, "case", "lead_organisation") if case.is_listed])
    helped = latest_first([case for case in hub.mentions(record, "case", "partners") if case.is_listed])
    return {
        "local_name": data.get("local_name", ""),
        "kind": hub.definitions.label("organisation-type", data.get("type", "")),
        "country": hub.definitions.label("country", data["country"]) if "country" in data else "",
        "size": hub.definitions.label("staff-size", data.get("size", "")),
        "closed": day_in_words(data["closed"], hub.language) if "closed" in data else None,
        "website": data.get("website", ""),
        "website_host": lines.host_of(str(data.get("website", ""))),
        "identifier": identifier(str(data.get("identifier", ""))),
        "parent": lines.link(hub, "organisation", data.get("parent", "")),
        "parts": lines.lines(hub, hub.mentions(record, "organisation", "parent")),
        "led": lines.listed(hub, led),
        "verdicts": lines.verdicts(hub, led),
        "helped": {
            "lines": [{**lines.line(hub, case), "why": _role(case, record)} for case in helped[: lines.SHOWN]],
            "total": len(helped),
        },
        "given": given(hub, record),
        "asked": lines.lines(hub, hub.mentions(record, "challenge", "asked_by")),
        "reviewed": given_lines(hub, index.reviews_from(record.id), with_names=True),
        "faces": lines.lines(hub, hub.mentions(record, "challenge", "faced_by")),
        "groups": _groups(hub, record),
        "events": lines.lines(hub, hub.mentions(record, "event", "hosted_by")),
        "learning": lines.lines(hub, hub.mentions(record, "learning", "provider")),
        "people": [
            {**lines.line(hub, person), "place": person.data.get("role", "")}
            for person in hub.mentions(record, "person", "organisation")
            if person.is_listed
        ],
        "elsewhere": ["local_name", "type", "country", "website", "identifier", "parent", "size", "about", "closed"],
    }


def identifier(text: str) -> View | None:
    """A public identifier as a link: `wikidata:Q42` leads to Wikidata, `ror:0...` to the registry ROR."""
    register, _, id = text.partition(":")
    if register not in _REGISTERS or not id:
        return None
    name, address = _REGISTERS[register]
    return {"register": name, "id": id, "url": address.format(id=id)}


def _role(case: Record, organisation: Record) -> str:
    roles = [
        each.get("role", "") for each in case.data.get("partners", ()) if each.get("organisation") == organisation.id
    ]
    return next((role for role in roles if role), "")


def _groups(hub: Hub, record: Record) -> list[View]:
    """Each working group once, with everything that the organisation is in it."""
    found: dict[str, View] = {}
    for field in ("commissioned_by", "reports_to", "members"):
        for group in hub.mentions(record, "group", field):
            if group.is_listed:
                found.setdefault(group.id, {**lines.line(hub, group), "roles": []})["roles"].append(field)
    return [found[id] for id in sorted(found)]
