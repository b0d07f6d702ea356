"""Profiles of places: of a case from its record, of a reader from what they say; both filled up with country facts.

Facts about countries come from `schemas/countries.yaml`, each column with its source (regions of the world are the
UN's M49); official languages come from CLDR through Babel.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from casehub.knowledge.context import Profile
from casehub.records.carried import schema_file
from casehub.records.model import Hub, Record
from casehub.records.plain_yaml import read

ANSWERS = (
    *("country", "level", "functions", "organisation_type", "staff_size", "budget_size", "population"),
    *("digital_readiness", "leadership_backing", "earlier_collaboration"),
)
"""What a reader may say of their place. Everything else follows from the country."""

_AREAS = ("subregion", "region")
_FROM_CONTEXT = ("staff_size", "budget_size", "digital_readiness", "leadership_backing", "earlier_collaboration")


class Atlas:
    """Facts about countries, and the definition of the distance with its scales written out."""

    def __init__(self, countries: Mapping[str, Mapping[str, str]], definition: Mapping[str, Any]) -> None:
        self.countries = countries
        self.definition = definition

    @classmethod
    def load(cls, schemas: Path, hub: Hub) -> Atlas:
        """Read `countries.yaml` and `context.yaml`. Raises `ValueError` when one is malformed."""
        countries = _read(schema_file(schemas, "countries.yaml"))["countries"]
        definition = _read(schema_file(schemas, "context.yaml"))
        for dimension in definition["dimensions"]:
            for measure in dimension["measures"]:
                if measure.get("scale") == "vocabulary":
                    vocabulary = hub.definitions.vocabularies[measure["field"].replace("_", "-")]
                    measure["scale"] = list(vocabulary.terms)
        return cls(countries, definition)

    def profile_of(self, record: Record, hub: Hub) -> Profile:
        """What a case's record says of its place, and what follows from it."""
        return self.profile(answers_of(record, hub))

    def profile(self, answers: Mapping[str, Any]) -> Profile:
        """A place's answers with what follows from them. Answers that nobody asked for are left out."""
        known = {key: answers[key] for key in ANSWERS if answers.get(key) not in (None, "", [])}
        if functions := known.get("functions"):
            known["divisions"] = sorted({code[:4] for code in functions})
        if country := known.get("country"):
            facts = self.countries.get(country, {})
            known.update({key: value for key, value in facts.items() if key not in _AREAS})
            known["areas"] = [country, *(facts[key] for key in _AREAS if key in facts)]
            if languages := languages_of(country):
                known["languages"] = list(languages)
        return known


def answers_of(record: Record, hub: Hub) -> dict[str, Any]:
    """What a case's record says of its place: the same fields as a reader's `ANSWERS`, where they are known."""
    data = record.data
    answers = {key: data[key] for key in ("country", "level", "functions", "population") if key in data}
    context = data.get("context") or {}
    answers |= {key: context[key] for key in _FROM_CONTEXT if key in context}
    lead = hub.get("organisation", str(data.get("lead_organisation", "")))
    if lead and "type" in lead.data:
        answers["organisation_type"] = lead.data["type"]
    if lead and "size" in lead.data:
        answers.setdefault("staff_size", lead.data["size"])
    return {key: answers[key] for key in ANSWERS if answers.get(key) not in (None, "", [])}


def by_date(records: Iterable[Record]) -> list[Record]:
    """Cases in the order of every list of them: the newest first, then by id. Equal distances keep this order."""
    return sorted(sorted(records, key=lambda each: each.id), key=_date, reverse=True)


def _date(record: Record) -> tuple[bool, str]:
    date = str(record.data.get("published") or record.data.get("submitted") or "")
    return (bool(date), f"{date:~<10}")


def regions_of(schemas: Path) -> dict[str, str]:
    """The region of the world of each country, by M49. Raises `ValueError` when the file is malformed."""
    facts: Mapping[str, Mapping[str, str]] = _read(schema_file(schemas, "countries.yaml"))["countries"]
    return {country: each["region"] for country, each in facts.items() if "region" in each}


@lru_cache(maxsize=512)
def languages_of(country: str) -> tuple[str, ...]:
    """The official languages of a country, nationally or in a part of it, by CLDR."""
    from babel.languages import get_official_languages

    return tuple(sorted(get_official_languages(country, regional=True, de_facto=True)))


def _read(path: Path) -> Any:
    reading = read(path.read_text("utf-8"))
    if reading.faults or not isinstance(reading.data, dict):
        raise ValueError(f"{path.name} cannot be read: {reading.faults[:1]}")
    return reading.data
