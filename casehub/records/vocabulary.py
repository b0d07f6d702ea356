"""Shared terms: what a field may say, with labels by language.

Most vocabularies are files in `schemas/vocabularies/`. Codes of countries, their parts and currencies come from
pycountry (ISO 3166-1, 3166-2, 4217), their names from CLDR through Babel; both are loaded when first asked for.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from casehub.records.findings import closest
from casehub.records.plain_yaml import read


@dataclass(frozen=True, slots=True)
class Term:
    """One term: what the file says (`id`), what people read (`labels`), and what they also call it."""

    id: str
    labels: Mapping[str, str]
    definition: str = ""
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notation: str = ""
    broader: str = ""
    exact_match: str = ""
    unit: str = ""
    better: str = ""
    language: str = "en"
    """The language in which it answers by default."""

    def label(self, language: str = "") -> str:
        """The preferred label in a language, else in English, else the id."""
        return self.labels.get(language or self.language) or self.labels.get("en") or self.id

    def names(self) -> Iterator[str]:
        """Every name people may use for it, in any language."""
        yield self.id
        yield from self.labels.values()
        for names in self.alternatives.values():
            yield from names


class Vocabulary:
    """The terms of one vocabulary file, in the file's order."""

    is_listed = True
    """Whether its terms stand in a file, and not with a standard."""
    language = "en"
    """The language in which it answers by default."""

    def __init__(self, id: str, title: str, terms: Mapping[str, Term], source: Mapping[str, str]) -> None:
        self.id = id
        self.title = title
        self.terms = terms
        self.source = source

    def __contains__(self, id: object) -> bool:
        return id in self.terms

    def suggestion(self, value: str) -> str:
        """The id that somebody probably meant: by id, by label or alternative label, or by likeness."""
        wanted = value.strip().lower()
        for term in self.terms.values():
            if any(name.lower() == wanted for name in term.names()):
                return term.id
        if near := closest(wanted, self.terms):
            return near
        by_name = {name.lower(): term.id for term in self.terms.values() for name in term.names()}
        return by_name.get(closest(wanted, by_name), "")

    def label(self, id: str, language: str = "") -> str:
        """The label of a term; the id itself when it is not known."""
        term = self.terms.get(id)
        return term.label(language or self.language) if term else id

    def in_language(self, language: str) -> Vocabulary:
        """The same vocabulary, answering in another language by default."""
        told = copy.copy(self)
        told.language = language
        return told

    def choices(self, limit: int = 12) -> str:
        """The ids in words, for a remedy."""
        ids = list(self.terms)
        more = f" and {len(ids) - limit} more" if len(ids) > limit else ""
        return ", ".join(ids[:limit]) + more


class CodeList(Vocabulary):
    """Codes kept by a standard: `country` (ISO 3166-1), `region` (ISO 3166-2), `currency` (ISO 4217)."""

    TITLES: Mapping[str, tuple[str, str]] = {
        "country": ("Country", "two capital letters of ISO 3166-1, such as FR"),
        "region": ("Region", "a code of ISO 3166-2, such as FR-IDF"),
        "currency": ("Currency", "three capital letters of ISO 4217, such as EUR"),
    }
    is_listed = False

    def __init__(self, id: str) -> None:
        self.id = id
        self.title, self.form = self.TITLES[id]
        self.source = {"title": "ISO 4217" if id == "currency" else "ISO 3166", "publisher": "ISO"}

    @cached_property
    def terms(self) -> Mapping[str, Term]:  # type: ignore[override]
        """Loaded when first asked for: reading five thousand regions takes a while."""
        return _codes(self.id)

    def in_language(self, language: str) -> Vocabulary:
        """Countries also answer one by one in that language; parts of countries have the names of the standard."""
        told = super().in_language(language)
        if self.id == "country":
            told.terms = _InLanguage(self, language)
        return told

    def label(self, id: str, language: str = "") -> str:
        """The CLDR name in a language, else the standard's."""
        language = language or self.language
        if self.id in ("country", "currency") and id in self.terms:
            names = _locale(language).territories if self.id == "country" else _locale(language).currencies
            return str(names.get(id) or super().label(id, language))
        return super().label(id, language)

    def choices(self, limit: int = 12) -> str:
        """A list of hundreds of codes helps nobody: the form does."""
        return self.form


@lru_cache(maxsize=3)
def _codes(id: str) -> Mapping[str, Term]:
    import pycountry

    if id == "region":
        return {
            entry.code: Term(entry.code, {"en": entry.name.partition(" [")[0]}) for entry in pycountry.subdivisions
        }
    if id == "currency":
        return {entry.alpha_3: Term(entry.alpha_3, {"en": entry.name}) for entry in pycountry.currencies}
    others = {"GB": ("UK", "Britain"), "US": ("USA",), "KR": ("South Korea",), "TR": ("Turkey",)}
    return {
        entry.alpha_2: Term(
            entry.alpha_2,
            {"en": getattr(entry, "common_name", entry.name)},
            alternatives={"en": (entry.alpha_3, entry.name, *others.get(entry.alpha_2, ()))},
        )
        for entry in pycountry.countries
    }


class _InLanguage(Mapping[str, Term]):
    """The terms of a list of codes, each with its name in a language, made when first asked for."""

    def __init__(self, codes: CodeList, language: str) -> None:
        self._codes = codes
        self._language = language

    @cached_property
    def _terms(self) -> Mapping[str, Term]:
        return {
            id: replace(
                term,
                labels={**term.labels, self._language: self._codes.label(id, self._language)},
                language=self._language,
            )
            for id, term in self._codes.terms.items()
        }

    def __getitem__(self, id: str) -> Term:
        return self._terms[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)


@lru_cache(maxsize=32)
def _locale(language: str) -> Any:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def load_vocabularies(files: Iterable[Path]) -> dict[str, Vocabulary]:
    """Every vocabulary of these files by id. Raises `ValueError`, naming the file, when one is malformed."""
    found: dict[str, Vocabulary] = {id: CodeList(id) for id in CodeList.TITLES}
    for path in files:
        reading = read(path.read_text("utf-8"))
        if reading.faults or not isinstance(reading.data, dict):
            raise ValueError(f"{path.name} is not a vocabulary: {reading.faults[:1]}")
        try:
            terms = {raw["id"]: _term(raw, path) for raw in reading.data["terms"]}
            id, title = reading.data["id"], reading.data["title"]
        except (KeyError, TypeError) as error:
            raise ValueError(f"{path.name} is not a vocabulary: {error}") from error
        if len(terms) != len(reading.data["terms"]):
            raise ValueError(f"{path.name} gives an id twice")
        found[id] = Vocabulary(id, title, terms, reading.data.get("source", {}))
    return found


def _term(raw: Mapping[str, Any], path: Path) -> Term:
    try:
        return Term(
            id=raw["id"],
            labels=raw["labels"],
            definition=raw.get("definition", ""),
            alternatives={lang: tuple(names) for lang, names in raw.get("alternatives", {}).items()},
            notation=raw.get("notation", ""),
            broader=raw.get("broader", ""),
            exact_match=raw.get("exact_match", ""),
            unit=raw.get("unit", ""),
            better=raw.get("better", ""),
        )
    except (KeyError, AttributeError, TypeError) as error:
        raise ValueError(f"{path.name}: a term is malformed: {raw!r:.120}") from error
