"""Lists of records."""

from __future__ import annotations

from collections.abc import Iterable

from casehub.records.model import Hub, Record
from casehub.records.translations import foreign
from casehub.site.address import url_of
from casehub.site.cases import place, years
from casehub.site.entries import groups_of, told
from casehub.site.facts import summary
from casehub.site.page import Page, View
from casehub.site.people import people_view


def pages(hub: Hub) -> Iterable[Page]:
    """The list of each type's published records; that of cases is the finder's (`casehub.site.finder`)."""
    for name, type in hub.definitions.types.items():
        if name not in ("page", "case") and type.has_page:
            yield listing_page(hub, name)


def listing_page(hub: Hub, type_name: str) -> Page:
    """The list of a type's published records, in groups where that helps to find one."""
    type = hub.definitions.types[type_name]
    records = sorted(hub.listed(type_name), key=lambda record: (record.title.casefold(), record.id))
    view: View = {
        "title": type.plural,
        "summary": type.schema["description"],
        "url": f"{type.folder}/",
        "type": type_name,
        "type_title": type.title,
        "plural": type.plural,
        "total": len(records),
    }
    template = "listing.html"
    if type_name == "person":
        template = "people.html"
        view.update(people_view(hub))
    else:
        view["groups"] = groups_of(hub, type_name, [card(hub, record) for record in records], records)
    return Page(f"{type.folder}/", template, view, section=type.folder)


def card(hub: Hub, record: Record) -> View:
    """A record as one entry of a list."""
    view: View = {
        "title": record.title,
        "url": url_of(record, hub),
        "summary": summary(record),
        "is_example": record.is_example,
        "stage": record.stage,
        "date": str(record.data.get("published", "")),
        **foreign(hub, record),
    }
    if record.type == "case":
        view.update(
            place=place(hub, record),
            years=years(hub, record),
            verdict=record.data.get("verdict", ""),
            verdict_label=hub.definitions.label("verdict", record.data.get("verdict", "")),
            level=hub.definitions.label("level", record.data.get("level", "")),
        )
    elif "country" in record.data:
        view["place"] = place(hub, record)
    view.update(told(hub, record))
    return view
