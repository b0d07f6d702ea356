"""What the home page shows beside its text: ways in, figures, the latest cases, and what did not work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from casehub.records.model import Hub, Record
from casehub.records.vocabulary import Vocabulary
from casehub.search.documents import is_searched
from casehub.site.address import url_of
from casehub.site.facets import address, url_of_value
from casehub.site.known import known
from casehub.site.listings import card
from casehub.site.page import View
from casehub.site.places import URL

_LATEST = 6
_TOLD = 3
_WAYS = 12
_UNWELL = ("did-not-work", "mixed")
_FACETS = ("verdict", "functions", "country")


def home_extras(hub: Hub) -> View:
    """Examples count nowhere here."""
    cases = [record for record in hub.listed("case") if not record.is_example]
    latest = sorted(cases, key=lambda each: (str(each.data.get("published", "")), each.id), reverse=True)
    listed = [each for each in cases if is_searched(hub, each)]
    unwell = [each for verdict in _UNWELL for each in latest if each.data.get("verdict") == verdict][:_TOLD]
    told = {each.id for each in unwell}
    others = [each for each in latest if each.id not in told]  # nothing stands on the page twice
    return {
        "place": URL if known(hub).atlas else "",
        "latest": [card(hub, record) for record in others[:_LATEST]],
        "unwell": [card(hub, record) for record in unwell],
        "challenges": _challenges(hub, cases),
        "ways": [{"facet": address(field), "values": _values(hub, field, listed)} for field in _FACETS],
        "figures": {
            "cases": len(cases),
            "countries": len({record.data.get("country") for record in cases} - {None}),
            "failures": len([each for each in cases if each.data.get("verdict") == "did-not-work"]),
            "practices": len([each for each in hub.listed("practice") if not each.is_example]),
        },
    }


def _challenges(hub: Hub, cases: Sequence[Record]) -> list[View]:
    """The challenges that most cases answer, each with how many."""
    counted = Counter(str(id) for case in cases for id in case.data.get("challenges", ()))
    found = [each for each in hub.listed("challenge") if not each.is_example]
    found.sort(key=lambda each: (-counted[each.id], each.title.casefold(), each.id))
    return [
        {"label": each.title, "url": url_of(each, hub), "count": counted[each.id]} for each in found[: _WAYS // 2]
    ]


def _values(hub: Hub, field: str, cases: Iterable[Record]) -> list[View]:
    """The values of a field that most cases have; verdicts in the order of their vocabulary.

    Functions of government are told by their divisions, as the lists that these lead to are.
    """
    vocabulary = hub.definitions.vocabularies[address(field)]
    counted: Counter[str] = Counter()
    for case in cases:
        value = case.data.get(field, ())
        ids = [value] if isinstance(value, str) else value
        counted.update({_division(vocabulary, id) for id in ids} if field == "functions" else set(ids))
    shown = sorted(counted, key=lambda id: (-counted[id], id))[:_WAYS]
    if field == "verdict":
        shown = [id for id in vocabulary.terms if counted[id]]
    return [
        {"id": id, "label": vocabulary.label(id), "count": counted[id], "url": url_of_value(field, id)}
        for id in shown
    ]


def _division(vocabulary: Vocabulary, id: str) -> str:
    return vocabulary.terms[id].broader or id
