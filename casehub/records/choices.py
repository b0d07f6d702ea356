"""What a field may be answered with, found by part of a word in any language."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casehub.records.definitions import Definitions
from casehub.records.vocabulary import CodeList
from casehub.records.wording import names_of

LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "nl")
"""Languages in which countries are known by name, besides those of the vocabularies."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: what the record says, what people read, and every other name that finds it."""

    id: str
    label: str
    names: tuple[str, ...] = ()
    note: str = ""


def choices_of(
    schema: Mapping[str, Any], definitions: Definitions, known: Mapping[str, Iterable[Choice]]
) -> list[Choice]:
    """The possible answers of a field (or of each item of a list); empty where any text may be one.

    `known` gives the records that a reference may name, by their type.
    """
    item = schema.get("items", schema)
    if "x-reference" in item:
        return list(known.get(item["x-reference"], ()))
    if "x-vocabulary" not in item:
        return [Choice(str(each), str(each)) for each in item.get("enum", ())]
    return [each for name in names_of(item["x-vocabulary"]) for each in _terms(name, definitions)]


def _terms(name: str, definitions: Definitions) -> Iterator[Choice]:
    vocabulary = definitions.vocabularies[name]
    for id, term in vocabulary.terms.items():
        names = dict.fromkeys(term.names())
        if isinstance(vocabulary, CodeList) and name != "region":
            names |= dict.fromkeys(vocabulary.label(id, language) for language in LANGUAGES)
        yield Choice(id, vocabulary.label(id), tuple(names), term.definition)


def matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """The choices that somebody may mean, the likeliest first: the same, then beginning so, then holding it.

    Capitals and accents make no difference. What holds none of it is looked for by likeness, as a slip of the pen.
    """
    wanted = _folded(typed)
    if not wanted:
        return list(choices)
    ranked: list[tuple[int, int]] = []
    for place, choice in enumerate(choices):
        rank = min((_rank(_folded(name), wanted) for name in (choice.id, choice.label, *choice.names)), default=9)
        if rank < 9:
            ranked.append((rank, place))
    if not ranked:
        by_name = {_folded(name): place for place, each in enumerate(choices) for name in (each.label, *each.names)}
        near = difflib.get_close_matches(wanted[:80], by_name, n=3, cutoff=0.7)
        ranked = [(0, place) for place in dict.fromkeys(by_name[name] for name in near)]
    return [choices[place] for _, place in sorted(ranked)]


def _rank(name: str, wanted: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if f" {wanted}" in name or f"-{wanted}" in name:
        return 2
    return 3 if wanted in name else 9


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in apart if not unicodedata.combining(char)).split())
