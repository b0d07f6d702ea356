"""Records in one line, and what several of them come to: what pages show of the records beside their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from casehub.records.model import Hub, Record
from casehub.records.translations import foreign
from casehub.site.address import url_of
from casehub.site.cases import place, years
from casehub.site.dates import day_in_words
from casehub.site.page import View

SHOWN = 60
"""Records that a page lists before it sends readers to the finder."""


def line(hub: Hub, record: Record) -> View:
    """A record as a link; a case with its verdict, place, years and how its effect was studied."""
    view: View = {
        "title": record.title,
        "url": url_of(record, hub),
        **foreign(hub, record),
    }
    if record.is_example:
        view["is_example"] = True
    if record.type == "case":
        label = hub.definitions.label
        evidence = record.data.get("evidence", {})
        view.update(
            place=place(hub, record),
            years=years(hub, record),
            verdict=record.data.get("verdict", ""),
            verdict_label=label("verdict", record.data.get("verdict", "")),
            evidence_label=label("evidence-design", evidence.get("design", "")),
            independent=evidence.get("independent", ""),
        )
    elif "country" in record.data:
        view["place"] = place(hub, record)
    return view


def lines(hub: Hub, records: Iterable[Record]) -> list[View]:
    """The published ones among records, each in one line."""
    return [line(hub, record) for record in records if record.is_listed]


def listed(hub: Hub, records: Iterable[Record]) -> View:
    """The first `SHOWN` published records in lines, and how many there are."""
    found = [record for record in records if record.is_listed]
    return {"lines": [line(hub, record) for record in found[:SHOWN]], "total": len(found)}


def link(hub: Hub, type: str, id: object) -> View | None:
    """A record that another one names, as a link; None when it has no page."""
    record = hub.get(type, str(id))
    if record is None or not record.is_public:
        return None
    return {"title": record.title, "url": url_of(record, hub)}


def verdicts(hub: Hub, cases: Iterable[Record]) -> list[View]:
    """How many cases have which verdict, in the vocabulary's order; `share` is in percent of the most frequent."""
    counted = Counter(str(case.data.get("verdict", "")) for case in cases)
    most = max(counted.values(), default=1)
    return [
        {"id": id, "label": term.label(), "count": counted[id], "share": round(100 * counted[id] / most)}
        for id, term in hub.definitions.vocabularies["verdict"].terms.items()
        if counted[id]
    ]


def contacts(hub: Hub, record: Record) -> list[View]:
    """Who can be asked, through which channel, and what they offer."""
    found = []
    for contact in record.data.get("contacts", ()):
        channel = str(contact.get("channel", ""))
        found.append(
            {
                "role": contact.get("role", ""),
                "organisation": link(hub, "organisation", contact.get("organisation", "")),
                "channel": channel,
                "text": channel.removeprefix("mailto:") if channel.startswith("mailto:") else host_of(channel),
                "is_mail": channel.startswith("mailto:"),
                "offers": [hub.definitions.label("contact-offer", offer) for offer in contact.get("offers", ())],
            }
        )
    return found


def questions(hub: Hub, asked: Iterable[Record]) -> list[View]:
    """What readers asked or corrected, and what was answered."""
    found = []
    for question in asked:
        data = question.data
        view: View = {
            "id": question.id,
            "kind": hub.definitions.label("question-kind", data.get("kind", "")),
            "asked": day_in_words(data.get("asked", ""), hub.language),
            "text": data.get("text", ""),
            "url": url_of(question, hub),
            "is_example": question.is_example,
        }
        if answer := data.get("answer"):
            view["answer"] = {
                "date": day_in_words(answer.get("date", ""), hub.language),
                "by": link(hub, "person", answer.get("by", "")),
                "text": answer.get("text", ""),
                "corrected": answer.get("corrected", ""),
            }
        found.append(view)
    return found


def host_of(address: str) -> str:
    """The part of a web address by which people know whose it is: `example.org`."""
    return address.partition("://")[2].partition("/")[0].partition("?")[0].removeprefix("www.") or address


@lru_cache(maxsize=256)
def direction(language: str) -> str:
    """Whether a language is written from left to right (`ltr`) or from right to left (`rtl`)."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"
