"""What each page shows, as plain data. A page is a function of its view and the theme, and of nothing else.

A view holds JSON values only, so that its digest is the page's key: where the key is the same, the file is the same.
The text of a record is not in it, but the digest of its file and what rendering it needs to know are.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from casehub.records.model import Hub, Record
from casehub.rules.links_resolve import is_outside, record_at
from casehub.rules.verdict_fits_outcomes import improved
from casehub.site.address import relative, rule_url, url_of
from casehub.site.facts import NOT_SHOWN, fact, number

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site: where it stands, the template that makes it, what it shows, and the part of the menu."""

    url: str
    template: str
    view: View
    section: str = ""
    source: str = ""
    """The file people edit to change it, from the hub's root; empty for generated pages."""
    is_indexed: bool = True
    modified: str = ""
    images: tuple[tuple[str, str], ...] = field(default=())
    """Names of images beside the record and their paths from the hub's root."""
    html: str = field(default="", repr=False)
    """The text of the record, with slots for what only the page knows."""


def record_page(hub: Hub, record: Record) -> Page:
    """The page of one record."""
    type = hub.definitions.types[record.type]
    url = url_of(record, hub)
    template = {"case": "case.html", "page": "page.html"}.get(record.type, "record.html")
    if record.stage == "withdrawn":
        template = "withdrawn.html"
    return Page(
        url=url,
        template=template,
        view=record_view(hub, record, url),
        section=type.folder if record.type != "page" else url.partition("/")[0],
        source=record.path,
        is_indexed=record.stage == "published",
        modified=str(record.data.get("published", "")),
        images=tuple((image.name, image.path) for image in record.images),
        html=record.html,
    )


def record_view(hub: Hub, record: Record, url: str) -> View:
    """Everything a record's page shows, whatever its type."""
    type = hub.definitions.types[record.type]
    data = record.data
    shown = [key for key in type.properties if key in data and key not in NOT_SHOWN]
    view: View = {
        "type": record.type,
        "id": record.id,
        "url": url,
        "title": record.title,
        "summary": str(data.get("summary") or data.get("about") or ""),
        "type_title": type.title,
        "plural": type.plural,
        "folder": type.folder,
        "stage": record.stage,
        "is_example": record.is_example,
        "language": data.get("language", "en"),
        "path": record.path,
        "facts": {key: told for key in shown if (told := fact(hub, record, key))},
        "dates": {key: data[key] for key in ("submitted", "published", "review_due") if key in data},
        "licence": data.get("licence", ""),
        "sources": _sources(hub, record),
        "mentions": _mentions(hub, record),
        "missing": _missing(hub, record),
        "contents": [
            {"id": heading.id, "text": heading.text} for heading in record.facts.headings if heading.level == 2
        ],
        "body": {
            "digest": record.digest,
            "has_text": bool(record.facts.words),
            "links": _links(hub, record, url),
            "images": [[image.name, image.digest] for image in record.images],
        },
    }
    if record.stage == "withdrawn":
        view["withdrawn"] = dict(data.get("withdrawn", {}))
        see = hub.get(record.type, str(view["withdrawn"].get("see", "")))
        view["withdrawn_see"] = _named(hub, see) if see else None
    if record.type == "case":
        view.update(_case(hub, record))
    return view


def _case(hub: Hub, record: Record) -> View:
    data = record.data
    label = hub.definitions.label
    evidence = data.get("evidence", {})
    return {
        "verdict": data.get("verdict", ""),
        "verdict_label": label("verdict", data.get("verdict", "")),
        "verdict_definition": _definition(hub, "verdict", data.get("verdict", "")),
        "evidence": evidence.get("design", ""),
        "evidence_label": label("evidence-design", evidence.get("design", "")),
        "evidence_definition": _definition(hub, "evidence-design", evidence.get("design", "")),
        "independent": evidence.get("independent", ""),
        "outcomes": [_outcome(hub, outcome) for outcome in data.get("outcomes", [])],
        "cost": _cost(hub, data.get("cost", {})),
        "adapted_by": [_named(hub, each) for each in hub.mentions(record, "case", "adapted_from")],
        "place": place(hub, record),
        "years": years(record),
    }


def place(hub: Hub, record: Record) -> str:
    """Where a case happened, in words: region and country."""
    parts = [
        hub.definitions.label(name, str(record.data[name])) for name in ("region", "country") if name in record.data
    ]
    return ", ".join(parts)


def years(record: Record) -> str:
    """When a case ran: `2006`, `2006 to 2013`."""
    start, end = str(record.data.get("started", ""))[:4], str(record.data.get("ended", ""))[:4]
    return f"{start} to {end}" if end and end != start else start


def card(hub: Hub, record: Record) -> View:
    """A record as one entry of a list."""
    view: View = {
        "title": record.title,
        "url": url_of(record, hub),
        "summary": str(record.data.get("summary") or record.data.get("about") or ""),
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


def moved_pages(hub: Hub) -> Iterable[Page]:
    """A page at each former address, which leads to the record."""
    for record in hub.public():
        for id in record.data.get("formerly", ()):
            url = f"{hub.definitions.types[record.type].folder}/{id}/"
            target = url_of(record, hub)
            view: View = {"title": record.title, "summary": "", "url": url, "target": target}
            yield Page(url, "moved.html", {**view, "target_title": record.title}, is_indexed=False)


def rule_pages(hub: Hub) -> Iterable[Page]:
    """A page for each code of the catalogue."""
    for entry in hub.definitions.catalogue.entries.values():
        view: View = {
            "title": f"{entry.code}: {entry.name.replace('-', ' ')}",
            "summary": entry.why,
            "url": rule_url(entry.code),
            "entry": {
                "code": entry.code,
                "severity": entry.severity.value,
                "message": entry.message,
                "remedy": entry.remedy,
                "why": entry.why,
                "example": entry.example,
                "bad": entry.bad.rstrip(),
                "good": entry.good.rstrip(),
                "by_status": entry.by_status,
            },
        }
        yield Page(rule_url(entry.code), "rule.html", view, section="contribute")


def rules_page(hub: Hub) -> Page:
    """The list of all codes."""
    labels = hub.definitions.labels["en"]
    entries = [
        {"code": entry.code, "severity": entry.severity.value, "message": entry.message, "url": rule_url(entry.code)}
        for entry in hub.definitions.catalogue.entries.values()
    ]
    view = {
        "title": labels["rules_title"],
        "summary": labels["rules_summary"],
        "url": "contribute/rules/",
        "entries": entries,
    }
    return Page("contribute/rules/", "rules.html", view, section="contribute")


def _definition(hub: Hub, vocabulary: str, id: str) -> str:
    term = hub.definitions.vocabularies[vocabulary].terms.get(id)
    return term.definition if term else ""


def _named(hub: Hub, record: Record) -> View:
    return {"title": record.title, "url": url_of(record, hub), "place": place(hub, record)}


def _sources(hub: Hub, record: Record) -> list[View]:
    return [
        {**source, "number": number, "relation_label": hub.definitions.label("source-relation", source["relation"])}
        for number, source in enumerate(record.data.get("sources", []), start=1)
    ]


def _mentions(hub: Hub, record: Record) -> list[View]:
    return [
        {
            "plural": hub.definitions.types[type].plural,
            "records": [_named(hub, each) for each in records if each.is_listed],
        }
        for type, records in hub.mentions_by_type(record).items()
        if any(each.is_listed for each in records)
    ]


_WELCOME = ("cost", "staff_fte", "months_to_launch", "barriers", "enablers", "transfer", "contacts", "population")
"""What a published case may lack and a reader would like to know."""


def _missing(hub: Hub, record: Record) -> list[str]:
    if record.type != "case":
        return []
    properties = hub.definitions.types["case"].properties
    return [str(properties[key].get("title", key)) for key in _WELCOME if key not in record.data]


_NUMBERS = ("baseline", "result", "target")


def _outcome(hub: Hub, outcome: dict[str, Any]) -> View:
    label = hub.definitions.label
    unit = outcome.get("unit", "")
    shown: View = {key: amount(hub, outcome[key], unit) for key in _NUMBERS if key in outcome}
    return {
        **{key: outcome[key] for key in ("statement", "period", "method", "comparison", "source") if key in outcome},
        **shown,
        "indicator": label("indicator", outcome.get("indicator", "")),
        "dimension": label("dimension", outcome.get("dimension", "")),
        "better": outcome.get("better", ""),
        "improved": improved(outcome),
        "numbers": {key: outcome[key] for key in _NUMBERS if key in outcome},
    }


def amount(hub: Hub, value: float, unit: str) -> str:
    """A number with its unit, in words: `38.7 %`, `SEK 1 400 000`, `12 days`."""
    text = number(value)
    if unit == "percent":
        return f"{text}\u202f%"
    if unit in hub.definitions.vocabularies["currency"]:
        return f"{unit}\u00a0{text}"
    return f"{text}\u00a0{hub.definitions.label('unit', unit).lower()}" if unit else text


def _cost(hub: Hub, cost: dict[str, Any]) -> View:
    currency = cost.get("currency", "")
    shown: View = {key: amount(hub, cost[key], currency) for key in ("one_off", "annual") if key in cost}
    return {**{key: cost[key] for key in ("basis", "price_year", "source") if key in cost}, **shown}


def _links(hub: Hub, record: Record, url: str) -> dict[str, str]:
    """Where each link inside the hub leads, from this page."""
    found = {}
    for link in record.facts.links:
        if link.is_image or is_outside(link.target):
            continue
        target = record_at(link.target, record, hub)
        if target is None or not target.is_public:
            continue
        anchor = unquote(link.target.partition("#")[2])
        own = target.key == record.key and not posixpath.basename(link.target.partition("#")[0])
        page = "" if own else relative(url_of(target, hub), url)
        found[link.target] = page + (f"#{anchor}" if anchor else "")
    return found
