"""Cases by what they have in common, as plain lists: a page for each verdict, country, level, function, challenge and
technology, and overviews of these. They are the finder for readers without scripts, and addresses worth linking to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from casehub.knowledge.profiles import by_date
from casehub.records.model import Hub, Record
from casehub.records.translations import foreign
from casehub.search.document import Facet
from casehub.search.documents import FACETS, Names, facets_of, is_searched, language_of
from casehub.site.address import url_of
from casehub.site.page import Page, View

ADDRESSES = {
    "functions": "function",
    "challenges": "challenge",
    "technologies": "technology",
    "mechanisms": "mechanism",
    "beneficiaries": "beneficiary",
    "lead_organisation": "organisation",
}
"""What a facet is called in addresses, where that is not its own name."""
LISTED = ("verdict", "country", "level", "functions", "challenges", "technologies")
"""Facets whose values have pages of their own."""
BY_COUNT = frozenset({"country", "challenges", "technologies", "mechanisms", "beneficiaries", "lead_organisation"})
"""Facets without an order of their own: their values stand by how many cases have them."""
PER_PAGE = 100
ROOT = "cases/by/"


@dataclass(frozen=True)
class Value:
    """A value of a facet with the cases that have it."""

    id: str
    label: str
    cases: list[View]


@dataclass(frozen=True)
class Listed:
    """A facet of cases whose values have pages."""

    name: str
    title: str
    values: list[Value]
    ids: frozenset[str] = frozenset()
    """All values that cases have: of functions of government also the groups within divisions."""

    @property
    def url(self) -> str:
        """The address of the overview of its values."""
        return f"{ROOT}{address(self.name)}/"


@dataclass(frozen=True)
class Cases:
    """The published cases of a language in the order of the search index, as cards, and what they have in common."""

    hub: Hub
    language: str
    records: list[Record]
    cards: list[View] = field(repr=False)
    facets: list[Listed] = field(repr=False)
    titles: Mapping[str, str] = field(repr=False)
    """The title of every facet of the index."""

    @classmethod
    def of(cls, hub: Hub) -> Cases:
        """The newest cases come first."""
        language = hub.language
        records = by_date(record for record in hub.listed("case") if is_searched(hub, record))
        names = Names(hub)
        cards = [card(hub, record, names) for record in records]
        offered = facets_of(hub, language)
        listed = [_listed(hub, name, offered[name], records, cards) for name in LISTED]
        return cls(hub, language, records, cards, listed, {name: facet.title for name, facet in offered.items()})

    def narrows(self, name: str) -> bool:
        """Whether the cases differ in a facet, so that it helps to find one."""
        if not self.records:
            return False
        pattern = FACETS[name][0]

        def values(record: Record) -> list[object]:
            return [value for _, value in record.values(pattern)]

        field, first = pattern[0], self.records[0]
        told, known = first.data.get(field), values(first)
        # Where the whole field is the same, so are its values: most records need no closer look.
        return any(each.data.get(field) != told and values(each) != known for each in self.records)


def address(name: str) -> str:
    """What a facet is called in addresses."""
    return ADDRESSES.get(name, name)


def url_of_value(facet: str, id: str) -> str:
    """The address of the list of cases with a value of one of the `LISTED` facets: `cases/by/verdict/worked/`."""
    return f"{ROOT}{address(facet)}/{quote(id, safe='')}/"


def pages(cases: Cases) -> Iterator[Page]:
    """The overview of everything, of each facet, and the lists of each value."""
    labels = cases.hub.definitions.words
    others = _other_languages(cases)
    yield _overview(cases, others)
    for facet in cases.facets:
        if facet.values:
            yield _facet_page(cases, facet)
        for value in facet.values:
            url = url_of_value(facet.name, value.id)
            view: View = {
                "title": labels["finder_by_value"].format(facet=facet.title, value=value.label),
                "heading": value.label,
                "summary": labels["finder_by_value_summary"].format(facet=facet.title, value=value.label),
                "crumbs": [*_crumbs(cases), {"title": facet.title, "url": facet.url}],
                "finder": f"cases/?{address(facet.name)}={quote(value.id, safe='')}",
            }
            yield from list_pages(cases.hub, url, value.cases, view)
    for language in others:
        view = {
            "title": labels["finder_by_value"].format(facet=cases.titles["language"], value=language.label),
            "heading": language.label,
            "summary": labels["finder_by_value_summary"].format(facet=cases.titles["language"], value=language.label),
            "crumbs": _crumbs(cases),
        }
        yield from list_pages(cases.hub, url_of_value("language", language.id), language.cases, view)


def nouns(hub: Hub) -> View:
    """What cases are called: one, and several."""
    type = hub.definitions.types["case"]
    return {"type_title": type.title, "plural": type.plural}


def list_pages(hub: Hub, url: str, cards: Sequence[View], view: View) -> Iterator[Page]:
    """A list of cases, cut into pages."""
    words = hub.definitions.words
    for number, shown in enumerate(cut(cards), start=1):
        own = {**view, **nouns(hub), "url": page_url(url, number), "cards": shown}
        own["paging"] = paging(url, number, len(cards))
        if number > 1:
            here = words["finder_page"].format(number=number)
            own["title"] = f"{view['title']} – {here}"
            own["crumbs"] = [*view["crumbs"], {"title": view["heading"], "url": url}]
            own["heading"] = here
        yield Page(own["url"], "cases_by.html", own, section="cases")


def cut(cards: Sequence[View]) -> list[Sequence[View]]:
    """Cards in shares of a page; an empty list is one empty page."""
    return [cards[start : start + PER_PAGE] for start in range(0, max(len(cards), 1), PER_PAGE)]


def paging(url: str, number: int, total: int) -> View:
    """Where a page of a list stands among the others."""
    last = max(-(-total // PER_PAGE), 1)
    near = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    steps: list[View] = []
    for each in near:
        if steps and each > steps[-1]["number"] + 1:
            steps.append({"number": 0, "url": ""})  # pages in between, which have no link
        steps.append({"number": each, "url": page_url(url, each)})
    return {
        "total": total,
        "number": number,
        "last": last,
        "first_shown": (number - 1) * PER_PAGE + 1,
        "last_shown": min(number * PER_PAGE, total),
        "before": page_url(url, number - 1) if number > 1 else "",
        "after": page_url(url, number + 1) if number < last else "",
        "steps": steps,
    }


def page_url(url: str, number: int) -> str:
    """The address of a page of a list."""
    return url if number == 1 else f"{url}page/{number}/"


def card(hub: Hub, record: Record, names: Names) -> View:
    """A case as an entry of a list: what a card of the search index shows, under the same names."""
    data = record.data
    view: View = {
        "id": record.id,
        "url": url_of(record, hub),
        "title": record.title,
        "summary": str(data.get("summary", "")),
        "verdict_id": data.get("verdict", ""),
        "started": str(data.get("started", ""))[:4],
        "example": "yes" if record.is_example else "",
    }
    for key in ("verdict", "country", "level"):
        view[key] = names.of(key, data[key]) if key in data else ""
    if hub.original:
        view.update(foreign(hub, record))
    design = (data.get("evidence") or {}).get("design", "")
    view["design"] = names.of("evidence-design", design) if design else ""
    organisation = data.get("lead_organisation", "")
    view["lead_organisation"] = names.of("organisation", organisation) if organisation else ""
    return view


def _listed(hub: Hub, name: str, offered: Facet, records: Sequence[Record], cards: Sequence[View]) -> Listed:
    found: dict[str, list[View]] = {}
    for record, shown in zip(records, cards, strict=True):
        for id in _values(hub, record, name):
            found.setdefault(id, []).append(shown)
    values = [Value(id, label, found[id]) for id, label in offered.labels.items() if id in found]
    if name in BY_COUNT:
        values.sort(key=lambda value: -len(value.cases))
    ids = {id for record in records for id in _found(record, name) if id in offered.labels}
    return Listed(name, offered.title, values, frozenset(ids | found.keys()))


def _values(hub: Hub, record: Record, name: str) -> Iterable[str]:
    """The values of a record; of functions of government only the divisions, of which there are ten."""
    if name != "functions":
        return dict.fromkeys(_found(record, name))
    terms = hub.definitions.vocabularies["function"].terms
    return dict.fromkeys(terms[each].broader or each for each in _found(record, name) if each in terms)


def _found(record: Record, name: str) -> Sequence[str]:
    """What a record says: each of the listed facets is a field, or the items of one."""
    field, *rest = FACETS[name][0]
    value = record.data.get(field)
    if not value:
        return ()
    return value if rest else (value,)


def _overview(cases: Cases, others: Sequence[Value]) -> Page:
    labels = cases.hub.definitions.words
    view: View = {
        "title": labels["finder_by"],
        "summary": labels["finder_by_summary"],
        "url": ROOT,
        "crumbs": _crumbs(cases)[:1],
        "facets": [_shown(facet) for facet in cases.facets if facet.values],
    }
    if others:
        view["facets"].append(_shown(Listed("language", cases.titles["language"], list(others))))
    return Page(ROOT, "cases_facets.html", view, section="cases")


def _facet_page(cases: Cases, facet: Listed) -> Page:
    labels = cases.hub.definitions.words
    view: View = {
        "title": labels["finder_by_facet"].format(facet=facet.title),
        "summary": labels["finder_by_facet_summary"].format(facet=facet.title),
        "url": facet.url,
        "crumbs": _crumbs(cases),
        "facets": [_shown(facet)],
    }
    return Page(facet.url, "cases_facets.html", view, section="cases")


def _shown(facet: Listed) -> View:
    return {"title": facet.title, "options": values_shown(facet)}


def values_shown(facet: Listed, most: int | None = None) -> list[View]:
    """The first values of a facet with their counts and the addresses of their lists."""
    return [
        {
            "id": value.id,
            "label": value.label,
            "count": len(value.cases),
            "url": url_of_value(facet.name, value.id),
        }
        for value in facet.values[:most]
    ]


def _crumbs(cases: Cases) -> list[View]:
    labels = cases.hub.definitions.words
    plural = cases.hub.definitions.types["case"].plural
    return [{"title": plural, "url": "cases/"}, {"title": labels["finder_by"], "url": ROOT}]


def _other_languages(cases: Cases) -> list[Value]:
    """Cases in other languages than the site's, which its search index does not have."""
    grouped: dict[str, list[Record]] = {}
    for record in cases.hub.listed("case"):
        if not is_searched(cases.hub, record):
            grouped.setdefault(language_of(record), []).append(record)
    names = Names(cases.hub)
    found = []
    for id in sorted(grouped):
        records = by_date(grouped[id])
        own_name = names.of("language", id, id)
        found.append(Value(id, own_name, [card(cases.hub, record, names) for record in records]))
    return found
