"""Pages of records: what the page of any record shows, whatever its type."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import unquote

from casehub.records.model import Hub, Record
from casehub.rules.links_resolve import is_outside, made_at, record_at
from casehub.site import lines
from casehub.site.address import relative, url_of
from casehub.site.cases import case_view, place
from casehub.site.ceilings import evidence_view
from casehub.site.challenges import challenge_view
from casehub.site.dates import day_in_words
from casehub.site.editorial import page_view
from casehub.site.events import event_view
from casehub.site.facts import NOT_SHOWN, fact, summary
from casehub.site.families import family_link
from casehub.site.groups import group_view
from casehub.site.index import Index
from casehub.site.learning import learning_view
from casehub.site.organisations import organisation_view
from casehub.site.page import Page, View
from casehub.site.people import person_view
from casehub.site.practices import practice_view
from casehub.site.questions import question_view
from casehub.site.reviews import review_view
from casehub.site.similar_cases import similar_view
from casehub.site.terms import term_view
from casehub.site.translation import translation_view
from casehub.site.would import would_view

VIEWS: Mapping[str, Callable[[Hub, Record, Index], View]] = {
    "case": lambda hub, record, index: {
        **case_view(hub, record),
        "contacts": lines.contacts(hub, record),
        "ceiling": evidence_view(hub, record),
        "family": family_link(hub, record),
        "would": would_view(hub, record),
        "similar": similar_view(hub, record),
    },
    "practice": practice_view,
    "challenge": challenge_view,
    "organisation": organisation_view,
    "person": person_view,
    "group": group_view,
    "event": event_view,
    "learning": learning_view,
    "term": term_view,
    "question": question_view,
    "page": page_view,
}
"""What the page of a type shows beyond what every record's page does. Its template has the name of the type."""


def pages(hub: Hub) -> Iterable[Page]:
    """A page for each public record, and one at each former address."""
    index = Index(hub)
    if hub.original:  # of another language only what is translated
        yield from (record_page(hub, record, index) for record in hub.public() if record.translation)
        return
    for record in hub.public():
        yield record_page(hub, record, index)
    yield from moved_pages(hub)


def record_page(hub: Hub, record: Record, index: Index) -> Page:
    """The page of one record."""
    type = hub.definitions.types[record.type]
    url = url_of(record, hub)
    template = f"{record.type}.html" if record.type in VIEWS else "record.html"
    if record.stage == "withdrawn":
        template = "withdrawn.html"
    return Page(
        url=url,
        template=template,
        view=record_view(hub, record, url, index),
        section=type.folder if record.type != "page" else record.id.partition("/")[0],
        source=record.translation.path if record.translation else record.path,
        is_indexed=record.stage == "published",
        modified=str(record.data.get("published", "")),
        images=tuple((image.name, image.path) for image in record.images),
        html=record.html,
    )


def record_view(hub: Hub, record: Record, url: str, index: Index) -> View:
    """Everything a record's page shows, whatever its type."""
    type = hub.definitions.types[record.type]
    data = record.data
    shown = [key for key in type.properties if key in data and key not in NOT_SHOWN]
    view: View = {
        "type": record.type,
        "id": record.id,
        "url": url,
        "title": record.title,
        "summary": summary(record),
        "type_title": type.title,
        "plural": type.plural,
        "folder": type.folder,
        "stage": record.stage,
        "is_example": record.is_example,
        "language": data.get("language", "en"),
        "direction": lines.direction(str(data.get("language", "en"))),
        "path": record.translation.path if record.translation else record.path,
        **({"translation": translation_view(hub, record)} if record.translation else {}),
        "facts": {key: told for key in shown if (told := fact(hub, record, key))},
        "dates": {key: data[key] for key in ("submitted", "published", "review_due") if key in data},
        "days": {
            key: day_in_words(data[key], hub.language)
            for key in ("submitted", "published", "review_due")
            if key in data
        },
        "licence": data.get("licence", ""),
        "sources": _sources(hub, record),
        "mentions": _mentions(hub, record),
        "questions": lines.questions(hub, index.questions_about(record)),
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
        view["withdrawn_see"] = named(hub, see) if see else None
    elif record.type in VIEWS:
        view.update(VIEWS[record.type](hub, record, index))
        if type.substantive:
            view["review"] = review_view(hub, record)
    return view


def moved_pages(hub: Hub) -> Iterable[Page]:
    """A page at each former address, which leads to the record."""
    for record in hub.public():
        for id in record.data.get("formerly", ()):
            url = f"{hub.definitions.types[record.type].folder}/{id}/"
            target = url_of(record, hub)
            view: View = {"title": record.title, "summary": "", "url": url, "target": target}
            yield Page(url, "moved.html", {**view, "target_title": record.title}, is_indexed=False)


def named(hub: Hub, record: Record) -> View:
    """A record as a link with its place."""
    return {"title": record.title, "url": url_of(record, hub), "place": place(hub, record)}


def _sources(hub: Hub, record: Record) -> list[View]:
    """Each source with its number, how often the text cites it, and which outcomes rest on it."""
    cited = Counter(citation.id for citation in record.facts.citations)
    outcomes: dict[str, list[int]] = {}
    for number, outcome in enumerate(record.data.get("outcomes", []), start=1):
        outcomes.setdefault(str(outcome.get("source", "")), []).append(number)
    return [
        {
            **source,
            "number": number,
            "relation_label": hub.definitions.label("source-relation", source["relation"]),
            "cited": cited[source["id"]],
            "outcomes": outcomes.get(source["id"], []),
        }
        for number, source in enumerate(record.data.get("sources", []), start=1)
    ]


def _mentions(hub: Hub, record: Record) -> list[View]:
    return [
        {
            "plural": hub.definitions.types[type].plural,
            "records": [named(hub, each) for each in records if each.is_listed],
        }
        for type, records in hub.mentions_by_type(record).items()
        if any(each.is_listed for each in records)
    ]


def _links(hub: Hub, record: Record, url: str) -> dict[str, str]:
    """Where each link inside the hub leads, from this page."""
    found = {}
    for link in record.facts.links:
        if link.is_image or is_outside(link.target):
            continue
        target = record_at(link.target, record, hub)
        if target is None and (folder := made_at(link.target, record, hub)):
            found[link.target] = relative(f"{folder}/", url)
        if target is None or not target.is_public:
            continue
        anchor = unquote(link.target.partition("#")[2])
        own = target.key == record.key and not posixpath.basename(link.target.partition("#")[0])
        page = "" if own else relative(url_of(target, hub), url)
        found[link.target] = page + (f"#{anchor}" if anchor else "")
    return found
