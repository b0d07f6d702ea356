"""Entries of lists: what each type's entry tells beside title and summary, and the groups in which they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence

from casehub.records.model import Hub, Record
from casehub.site import dates, lines
from casehub.site.events import is_over
from casehub.site.groups import has_ended
from casehub.site.page import View
from casehub.site.terms import names

Sorted = list[tuple[str, str, list[View]]]
"""Groups as they stand on the page: id, title (empty for one that needs none), entries."""


def told(hub: Hub, record: Record) -> View:
    """What an entry tells beside title and summary; nothing for types that have nothing to add."""
    tell = _TOLD.get(record.type)
    return tell(hub, record) if tell else {}


def groups_of(hub: Hub, type: str, entries: Sequence[View], records: Sequence[Record]) -> list[View]:
    """The entries of a type in groups, empty ones left out. `records` are those of the entries, in the same order."""
    group = _GROUPS.get(type, _ungrouped)
    return [
        {"id": id, "title": title, "entries": among}
        for id, title, among in group(hub, list(zip(entries, records, strict=True)))
        if among
    ]


def letter_of(title: str) -> str:
    """The letter under which a title stands: without accents, in capitals; figures and signs stand together."""
    first = next((char for char in unicodedata.normalize("NFKD", title) if char.isalnum()), "0")
    return first.upper()[:1] if first.isalpha() else "0–9"


def _practice(hub: Hub, record: Record) -> View:
    return {
        "for": len(record.data.get("supported_by", ())),
        "against": len(record.data.get("contradicted_by", ())),
    }


def _challenge(hub: Hub, record: Record) -> View:
    cases = [case for case in hub.mentions(record, "case", "challenges") if case.is_listed]
    asked_by = lines.link(hub, "organisation", record.data.get("asked_by", ""))
    return {
        "is_open": record.data.get("open", "") == "yes",
        "answers": len(cases),
        "asked_by": asked_by["title"] if asked_by else "",
    }


def _organisation(hub: Hub, record: Record) -> View:
    label = hub.definitions.label
    return {
        "kind": label("organisation-type", record.data.get("type", "")),
        "led": sum(case.is_listed for case in hub.mentions(record, "case", "lead_organisation")),
        "is_closed": "closed" in record.data,
    }


def _group(hub: Hub, record: Record) -> View:
    commissioned = lines.link(hub, "organisation", record.data.get("commissioned_by", ""))
    return {
        "commissioned_by": commissioned["title"] if commissioned else "",
        "members": len(record.data.get("members", ())),
    }


def _event(hub: Hub, record: Record) -> View:
    return {
        "kind": hub.definitions.label("event-kind", record.data.get("kind", "")),
        "when": dates.when(record.data.get("starts", ""), record.data.get("ends", ""), language=hub.language),
        "where": record.data.get("place", ""),
        "has_recording": "recording" in record.data,
    }


def _learning(hub: Hub, record: Record) -> View:
    provider = lines.link(hub, "organisation", record.data.get("provider", ""))
    return {
        "provider": provider["title"] if provider else "",
        "resource_language": hub.definitions.label("language", record.data.get("resource_language", "")),
        "duration": record.data.get("duration", ""),
        "checked": dates.day_in_words(record.data["checked"], hub.language) if "checked" in record.data else None,
    }


def _term(hub: Hub, record: Record) -> View:
    told = names(hub, record.data.get("labels", {}), record.data.get("alternatives", {}))
    own = str(record.data.get("language", "en"))
    return {
        "names": [each for each in told if each["lang"] != own and each["name"]],
        "others": next((each["others"] for each in told if each["lang"] == own), []),
    }


def _question(hub: Hub, record: Record) -> View:
    about = record.data.get("about", {})
    return {
        "summary": "",
        "kind": hub.definitions.label("question-kind", record.data.get("kind", "")),
        "asked": dates.day_in_words(record.data.get("asked", ""), hub.language),
        "subject": lines.link(hub, str(about.get("type", "")), about.get("id", "")),
        "answer": str(record.data.get("answer", {}).get("text", "")),
    }


def _ungrouped(hub: Hub, entries: list[tuple[View, Record]]) -> Sorted:
    return [("all", "", [entry for entry, _ in entries])]


def _by_country(hub: Hub, entries: list[tuple[View, Record]]) -> Sorted:
    found: dict[str, list[View]] = {}
    for entry, record in entries:
        found.setdefault(str(record.data.get("country", "")), []).append(entry)
    named = [(hub.definitions.label("country", code) if code else "", code, each) for code, each in found.items()]
    elsewhere = hub.definitions.words["no_country"]
    return [
        (code.lower() or "none", name or elsewhere, each)
        for name, code, each in sorted(named, key=lambda each: (not each[1], each[0].casefold()))
    ]


def _by_letter(hub: Hub, entries: list[tuple[View, Record]]) -> Sorted:
    found: dict[str, list[View]] = {}
    for entry, record in entries:
        found.setdefault(letter_of(record.title), []).append(entry)
    ordered = sorted(found.items(), key=lambda each: (each[0] != "0–9", each[0]))
    return [(f"letter-{number}", letter, each) for number, (letter, each) in enumerate(ordered, start=1)]


def _by_kind(hub: Hub, entries: list[tuple[View, Record]]) -> Sorted:
    terms = hub.definitions.vocabularies["resource-kind"].terms
    return [
        (id, term.label(), [entry for entry, record in entries if record.data.get("kind") == id])
        for id, term in terms.items()
    ]


def _by_time(hub: Hub, entries: list[tuple[View, Record]]) -> Sorted:
    """What is to come, the next first; then what is over, the latest first."""
    words = hub.definitions.words
    ordered = sorted(entries, key=lambda each: (str(each[1].data.get("starts", "")), each[1].id))
    return [
        ("coming", words["events_coming"], [entry for entry, record in ordered if not is_over(hub, record)]),
        ("past", words["events_past"], [entry for entry, record in reversed(ordered) if is_over(hub, record)]),
    ]


def _by(test: Callable[[Hub, Record], bool], yes: str, no: str) -> Callable[[Hub, list[tuple[View, Record]]], Sorted]:
    """Two groups: those of which something holds, and the others; both titled by labels."""

    def group(hub: Hub, entries: list[tuple[View, Record]]) -> Sorted:
        words = hub.definitions.words
        return [
            (yes.replace("_", "-"), words[yes], [entry for entry, record in entries if test(hub, record)]),
            (no.replace("_", "-"), words[no], [entry for entry, record in entries if not test(hub, record)]),
        ]

    return group


def _latest_questions(hub: Hub, entries: list[tuple[View, Record]]) -> Sorted:
    ordered = sorted(entries, key=lambda each: (str(each[1].data.get("asked", "")), each[1].id), reverse=True)
    return _by(lambda hub, record: "answer" not in record.data, "questions_waiting", "questions_answered")(
        hub, ordered
    )


_TOLD: Mapping[str, Callable[[Hub, Record], View]] = {
    "practice": _practice,
    "challenge": _challenge,
    "organisation": _organisation,
    "group": _group,
    "event": _event,
    "learning": _learning,
    "term": _term,
    "question": _question,
}

_GROUPS: Mapping[str, Callable[[Hub, list[tuple[View, Record]]], Sorted]] = {
    "organisation": _by_country,
    "term": _by_letter,
    "learning": _by_kind,
    "event": _by_time,
    "challenge": _by(
        lambda hub, record: record.data.get("open", "") == "yes", "challenges_open", "challenges_closed"
    ),
    "group": _by(lambda hub, record: not has_ended(hub, record), "groups_active", "groups_ended"),
    "question": _latest_questions,
}
