"""Pages of the catalogue of findings: the list of codes by what they are about, and a page for each."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casehub.records.findings import Entry
from casehub.records.model import Hub
from casehub.site.address import rule_url
from casehub.site.page import Page, View

_KINDS = (
    (100, 119, "reading"),
    (120, 199, "files"),
    (200, 299, "fields"),
    (300, 399, "across"),
    (400, 499, "text"),
    (520, 539, "sensitive"),
    (550, 559, "plain"),
    (560, 569, "translations"),
    (600, 699, "review"),
)
"""What codes are about, by their number: the first and the last code of a kind, and the key of its label."""


def pages(hub: Hub) -> Iterable[Page]:
    """The list of codes and the page of each."""
    yield rules_page(hub)
    yield from rule_pages(hub)


def kind_of(code: str) -> str:
    """What a code is about: reading, files, fields, across records, text, or something else."""
    digits = int(code.removeprefix("CH"))
    return next((kind for first, last, kind in _KINDS if first <= digits <= last), "other")


def plain(sentence: str) -> str:
    """A sentence of the catalogue with an ellipsis wherever a check puts in the author's own words."""
    return re.sub(r"\{\w+\}\.?", "…", sentence)


def rules_page(hub: Hub) -> Page:
    """The list of all codes, by what they are about."""
    labels = hub.definitions.words
    grouped: dict[str, list[View]] = {}
    for entry in hub.definitions.catalogue.entries.values():
        grouped.setdefault(kind_of(entry.code), []).append(
            {
                "code": entry.code,
                "severity": entry.severity.value,
                "message": plain(entry.message),
                "url": rule_url(entry.code),
                "by_status": entry.by_status,
            }
        )
    view: View = {
        "title": labels["rules_title"],
        "summary": labels["rules_summary"],
        "url": "contribute/rules/",
        "groups": [
            {"id": kind, "title": labels[f"rules_{kind}"], "about": labels[f"rules_{kind}_about"], "entries": entries}
            for kind, entries in grouped.items()
        ],
    }
    return Page("contribute/rules/", "rules.html", view, section="contribute")


def rule_pages(hub: Hub) -> Iterable[Page]:
    """A page for each code of the catalogue, with its neighbours."""
    labels = hub.definitions.words
    entries = list(hub.definitions.catalogue.entries.values())
    for number, entry in enumerate(entries):
        kind = kind_of(entry.code)
        view: View = {
            "title": f"{entry.code}: {entry.name.replace('-', ' ')}",
            "summary": entry.why,
            "url": rule_url(entry.code),
            "kind": {"id": kind, "title": labels[f"rules_{kind}"]},
            "before": _neighbour(entries[number - 1]) if number else None,
            "after": _neighbour(entries[number + 1]) if number + 1 < len(entries) else None,
            "entry": {
                "code": entry.code,
                "severity": entry.severity.value,
                "message": plain(entry.message),
                "remedy": plain(entry.remedy),
                "why": entry.why,
                "example": entry.example,
                "bad": entry.bad.rstrip(),
                "good": entry.good.rstrip(),
                "by_status": entry.by_status,
            },
        }
        yield Page(rule_url(entry.code), "rule.html", view, section="contribute")


def _neighbour(entry: Entry) -> View:
    return {"code": entry.code, "message": plain(entry.message), "url": rule_url(entry.code)}
