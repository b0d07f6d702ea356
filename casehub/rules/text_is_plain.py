"""A text that is being written is told where it could be plainer. What is published is left in peace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from casehub.knowledge.plain_language import remarks
from casehub.records.definitions import Definitions
from casehub.records.findings import Draft
from casehub.records.load import body_of
from casehub.records.model import Hub, Record
from casehub.records.plain_yaml import Place

_CODES = {"long-sentence": "CH550", "acronym": "CH551", "passives": "CH552"}


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH550, CH551, CH552."""
    if record.stage not in ("draft", "in-review") or not hub.definitions.types[record.type].sections:
        return
    text, first_line = body_of(hub, record)
    known = _known(hub.definitions) | _glossary(hub)
    for remark in remarks(text, str(record.data.get("language", "en")), known):
        place = Place(first_line + remark.line, 1)
        yield Draft(_CODES[remark.kind], place, {"words": remark.words, "count": remark.count})


@lru_cache(maxsize=4)
def _known(definitions: Definitions) -> frozenset[str]:
    """What vocabularies are called by, and codes of countries and currencies, need no expansion."""
    vocabularies = (each for name, each in definitions.vocabularies.items() if name != "region")
    return _acronyms(name for each in vocabularies for term in each.terms.values() for name in term.names())


def _glossary(hub: Hub) -> frozenset[str]:
    """Acronyms that a term of the glossary explains."""
    named = (record.values((field, *rest)) for record in hub.of("term") for field, rest in _NAMES)
    return _acronyms(str(name) for each in named for _, name in each)


_NAMES = (("labels", ("en",)), ("alternatives", ("en", "*")))


def _acronyms(names: Iterable[str]) -> frozenset[str]:
    words = (word.strip("(),") for name in names for word in name.split())
    return frozenset(word for word in words if word.isupper())
