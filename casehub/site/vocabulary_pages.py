"""Pages of the terms of two vocabularies: the technologies that cases used, and the indicators they measured.

Every term has a page under its id, used or not, so that no address goes away; lists tell the used from the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

from casehub.records.model import Hub
from casehub.records.vocabulary import Term
from casehub.site.address import TERM_PAGES
from casehub.site.index import Index
from casehub.site.indicators import indicator_view
from casehub.site.page import Page, View
from casehub.site.technologies import technology_view
from casehub.site.terms import names

_VIEWS = {"technology": technology_view, "indicator": indicator_view}


def pages(hub: Hub) -> Iterable[Page]:
    """For each of the vocabularies the list of its terms, and the page of each term."""
    index = Index(hub)
    for vocabulary, folder in TERM_PAGES.items():
        planned = [
            term_page(hub, index, vocabulary, term)
            for term in hub.definitions.vocabularies[vocabulary].terms.values()
        ]
        yield list_page(hub, vocabulary, folder, planned)
        yield from planned


def term_page(hub: Hub, index: Index, vocabulary: str, term: Term) -> Page:
    """The page of one term. Search engines are told of it only when a case uses it."""
    words = hub.definitions.words
    folder = TERM_PAGES[vocabulary]
    terms = hub.definitions.vocabularies[vocabulary].terms
    url = f"{folder}/{term.id}/"
    view: View = {
        "id": term.id,
        "title": term.label(),
        "summary": term.definition,
        "url": url,
        "folder": folder,
        "plural": words[folder],
        "type_title": words[f"{vocabulary}_kind"],
        "names": names(hub, term.labels, term.alternatives),
        "same_as": term.exact_match,
        "broader": _link(folder, terms[term.broader]) if term.broader in terms else None,
        "narrower": [_link(folder, each) for each in terms.values() if each.broader == term.id],
        **_VIEWS[vocabulary](hub, index, term),
    }
    return Page(url, f"{vocabulary}.html", view, section=folder, is_indexed=bool(view["total"]))


def list_page(hub: Hub, vocabulary: str, folder: str, planned: list[Page]) -> Page:
    """The terms in use, the most used first, and those that no case uses yet."""
    words = hub.definitions.words
    entries = [
        {
            "title": page.view["title"],
            "url": page.url,
            "summary": page.view["summary"],
            "count": page.view["total"],
            "note": page.view["note"],
        }
        for page in sorted(planned, key=lambda page: (-page.view["total"], str(page.view["title"]).casefold()))
    ]
    view: View = {
        "title": words[folder],
        "summary": words[f"{folder}_summary"],
        "url": f"{folder}/",
        "used": [entry for entry in entries if entry["count"]],
        "unused": [entry for entry in entries if not entry["count"]],
    }
    return Page(f"{folder}/", "terms.html", view, section=folder)


def _link(folder: str, term: Term) -> View:
    return {"title": term.label(), "url": f"{folder}/{term.id}/"}
