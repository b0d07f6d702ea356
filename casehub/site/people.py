"""Peers: the list that can be filtered by topic, language, country and offer, and the page of a person."""

from __future__ import annotations

from collections import Counter

from casehub.records.model import Hub, Record
from casehub.site import lines
from casehub.site.address import url_of
from casehub.site.index import Index
from casehub.site.page import View
from casehub.site.recognition import given
from casehub.site.reviews import given_lines

FILTERS = {
    "topic": ("topics", "function"),
    "language": ("languages", "language"),
    "offer": ("offers", "contact-offer"),
}
"""What people are filtered by besides the country: the name in the address, the field, its vocabulary."""


def people_view(hub: Hub) -> View:
    """Everybody who is listed, and the values that the filters offer: those that somebody has."""
    people = sorted(hub.listed("person"), key=lambda each: (each.title.casefold(), each.id))
    counted: dict[str, Counter[str]] = {name: Counter() for name in ("topic", "country", "language", "offer")}
    for person in people:
        for name, ids in _values(person).items():
            counted[name].update(ids)
    vocabularies = {**{name: vocabulary for name, (_, vocabulary) in FILTERS.items()}, "country": "country"}
    filters: list[View] = []
    for name, values in counted.items():
        label = hub.definitions.label
        options: list[View] = [
            {"id": id, "label": label(vocabularies[name], id), "count": count} for id, count in values.items()
        ]
        if options:
            filters.append({"name": name, "options": sorted(options, key=lambda each: str(each["label"]).casefold())})
    return {"people": [_card(hub, person) for person in people], "filters": filters}


def person_view(hub: Hub, record: Record, index: Index) -> View:
    """Role and place, what the person offers, how to reach them, and what they gave to this hub."""
    data = record.data
    offers = hub.definitions.vocabularies["contact-offer"].terms
    return {
        **_card(hub, record),
        "summary": str(data.get("about", "")),
        "offer_terms": [
            {"label": offers[id].label(), "definition": offers[id].definition}
            for id in data.get("offers", ())
            if id in offers
        ],
        "identifier": str(data.get("identifier", "")),
        "contacts": lines.contacts(hub, record),
        "wrote": [
            {**lines.line(hub, case), "why": _roles(hub, case, record)}
            for case in hub.mentions(record, "case", "contributors")
            if case.is_listed
        ],
        "reviewed": given_lines(hub, index.reviews_by(record.id)),
        "groups": lines.lines(hub, hub.mentions(record, "group", "steward")),
        "given": given(hub, record),
        "elsewhere": list(hub.definitions.types["person"].properties),
    }


def _values(person: Record) -> dict[str, list[str]]:
    found = {name: [str(each) for each in person.data.get(field, ())] for name, (field, _) in FILTERS.items()}
    return {**found, "country": [str(person.data["country"])] if "country" in person.data else []}


def _card(hub: Hub, person: Record) -> View:
    data = person.data
    label = hub.definitions.label
    return {
        "title": person.title,
        "url": url_of(person, hub),
        "role": data.get("role", ""),
        "organisation": lines.link(hub, "organisation", data.get("organisation", "")),
        "country": label("country", data["country"]) if "country" in data else "",
        "topics": [label("function", each) for each in data.get("topics", ())],
        "languages": [label("language", each) for each in data.get("languages", ())],
        "offers": [label("contact-offer", each) for each in data.get("offers", ())],
        "values": {name: " ".join(values) for name, values in _values(person).items()},
        "is_example": person.is_example,
    }


def _roles(hub: Hub, case: Record, person: Record) -> str:
    found = [
        hub.definitions.label("contributor-role", role)
        for each in case.data.get("contributors", ())
        if each.get("person") == person.id
        for role in each.get("roles", ())
    ]
    return ", ".join(found)
