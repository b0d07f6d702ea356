"""Lists of records, and what the home page shows of them."""

from __future__ import annotations

from collections.abc import Iterable

from casehub.records.model import Hub, Record
from casehub.site.address import url_of
from casehub.site.cases import place, years
from casehub.site.facts import summary
from casehub.site.page import Page, View


def pages(hub: Hub) -> Iterable[Page]:
    """The list of each type's published records."""
    for name, type in hub.definitions.types.items():
        if name != "page" and type.has_page:
            yield listing_page(hub, name)


def listing_page(hub: Hub, type_name: str) -> Page:
    """The list of a type's published records."""
    type = hub.definitions.types[type_name]
    records = sorted(hub.listed(type_name), key=lambda record: (record.title.lower(), record.id))
    if type_name == "case":
        records.sort(key=lambda record: str(record.data.get("published", "")), reverse=True)
    view: View = {
        "title": type.plural,
        "summary": type.schema["description"],
        "url": f"{type.folder}/",
        "type": type_name,
        "type_title": type.title,
        "plural": type.plural,
        "cards": [card(hub, record) for record in records],
    }
    return Page(f"{type.folder}/", "listing.html", view, section=type.folder)


def card(hub: Hub, record: Record) -> View:
    """A record as one entry of a list."""
    view: View = {
        "title": record.title,
        "url": url_of(record, hub),
        "summary": summary(record),
        "is_example": record.is_example,
        "stage": record.stage,
        "date": str(record.data.get("published", "")),
    }
    if record.type == "case":
        view.update(
            place=place(hub, record),
            years=years(record),
            verdict=record.data.get("verdict", ""),
            verdict_label=hub.definitions.label("verdict", record.data.get("verdict", "")),
            level=hub.definitions.label("level", record.data.get("level", "")),
        )
    elif "country" in record.data:
        view["place"] = place(hub, record)
    return view


def home_extras(hub: Hub) -> View:
    """What the home page shows beside its text: figures and the latest cases."""
    cases = [record for record in hub.listed("case") if not record.is_example]
    latest = sorted(cases, key=lambda each: (str(each.data.get("published", "")), each.id), reverse=True)
    return {
        "latest": [card(hub, record) for record in latest[:6]],
        "figures": {
            "cases": len(cases),
            "countries": len({record.data.get("country") for record in cases} - {None}),
            "practices": len([each for each in hub.listed("practice") if not each.is_example]),
            "organisations": len([each for each in hub.listed("organisation") if not each.is_example]),
        },
    }
