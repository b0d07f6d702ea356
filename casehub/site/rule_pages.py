"""Pages of the catalogue of findings: the list of codes, and a page for each."""

from __future__ import annotations

from collections.abc import Iterable

from casehub.records.model import Hub
from casehub.site.address import rule_url
from casehub.site.page import Page, View


def pages(hub: Hub) -> Iterable[Page]:
    """The list of codes and the page of each."""
    yield rules_page(hub)
    yield from rule_pages(hub)


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
