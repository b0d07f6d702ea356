"""The finder: all published cases as a list that works without scripts, and what its script needs to search them.

With scripts the same page searches, narrows, sorts, compares and exports (`assets/site/finder.js`), over the index
that `search_index` writes. Both show the same cards in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from casehub.records.model import Hub
from casehub.search.documents import FACETS
from casehub.site import facets, places
from casehub.site.facets import Cases, Listed
from casehub.site.known import known
from casehub.site.page import Page, View

URL = "cases/"
OPEN = ("verdict", "country", "level")
"""Facets that are open at first."""
SHOWN = 8
"""Values of a long facet that are shown at first."""
LONG = 10
"""Facets with more values are long: typing narrows their values."""
EVERYTHING = "type"
"""The facet that only a search of everything has."""


def pages(hub: Hub) -> Iterator[Page]:
    """The finder, the further pages of its list, and the lists by facet."""
    cases = Cases.of(hub)
    title = hub.definitions.types["case"].plural
    view: View = {"title": title, "heading": title, "summary": "", "crumbs": [], "finder": URL}
    yield Page(URL, "finder.html", finder_view(cases), section="cases")
    yield from islice(facets.list_pages(hub, URL, cases.cards, view), 1, None)
    yield from facets.pages(cases)


def finder_view(cases: Cases) -> View:
    """What the finder shows before its script runs, and what the script has to know."""
    hub = cases.hub
    type = hub.definitions.types["case"]
    shown = [_group(facet) for facet in cases.facets if len(facet.values) > 1]
    has_page = {facet.name for facet in cases.facets}
    everything = {"name": EVERYTHING, "title": cases.titles[EVERYTHING], "is_open": True, "is_everything": True}
    others = [name for name in FACETS if name not in has_page and name != EVERYTHING and cases.narrows(name)]
    return {
        "title": type.plural,
        **facets.nouns(hub),
        "summary": type.schema["description"],
        "url": URL,
        "cards": cases.cards[: facets.PER_PAGE],
        "paging": facets.paging(URL, 1, len(cases.cards)),
        "facets": [everything, *shown, *({"name": name, "title": cases.titles[name]} for name in others)],
        "by": facets.ROOT,
        "place": places.URL if known(hub).atlas else "",
        "other_languages": sum(1 for record in hub.listed("case")) - len(cases.cards),
        "script": _script(cases, [*(each["name"] for each in shown), *others]),
    }


def _group(facet: Listed) -> View:
    """A facet as links to the lists of its values, which the script turns into boxes to tick."""
    is_long = len(facet.values) > LONG
    return {
        "name": facet.name,
        "title": facet.title,
        "url": facet.url,
        "is_open": facet.name in OPEN,
        "is_long": is_long,
        "total": len(facet.ids),
        "options": facets.values_shown(facet, SHOWN if is_long else None),
        "more": len(facet.values) - SHOWN if is_long else 0,
    }


def _script(cases: Cases, names: list[str]) -> View:
    """The facets with their names in addresses, and every word that the script says."""
    definitions = cases.hub.definitions
    terms = definitions.vocabularies["function"].terms
    functions = next((facet.ids for facet in cases.facets if facet.name == "functions"), frozenset())
    parents = {id: terms[id].broader for id in terms if id in functions and terms[id].broader}
    words = {key: text for key, text in definitions.words.items() if key.startswith("find_")}
    return {
        "facets": [
            {
                "name": name,
                "address": facets.address(name),
                "title": cases.titles[name],
                **({"by_count": True} if name in facets.BY_COUNT else {}),
                **({"parents": parents} if name == "functions" else {}),
            }
            for name in [EVERYTHING, *names]
        ],
        "total": len(cases.cards),
        "shown": SHOWN,
        "long": LONG,
        "words": words,
        "noun_one": definitions.types["case"].title.lower(),
        "noun_many": definitions.types["case"].plural.lower(),
    }
