"""What the page of a case says to a reader who asks whether it would work in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casehub.knowledge.context import Profile
from casehub.knowledge.left_open import left_open
from casehub.knowledge.profiles import Atlas, answers_of
from casehub.records.model import Hub, Record
from casehub.site.facts import number
from casehub.site.known import known
from casehub.site.page import View
from casehub.site.places import URL, VOCABULARIES

_IMPLIED = "divisions"
"""What the functions say more closely."""


def would_view(hub: Hub, record: Record) -> View | None:
    """The place of a case in words, and what its script needs; None in a hub without a definition of places."""
    atlas = known(hub).atlas
    if atlas is None:
        return None
    profile = atlas.profile_of(record, hub)
    dimensions = atlas.definition["dimensions"]
    fields = [measure["field"] for dimension in dimensions for measure in dimension["measures"]]
    words = hub.definitions.labels["en"]
    return {
        "url": URL,
        "dimensions": known_dimensions(hub, atlas, profile),
        "unknown": [words[f"method_field_{each}"] for each in fields if each not in profile and each != _IMPLIED],
        "script": {"answers": answers_of(record, hub), "open": left_open(record)},
    }


def known_dimensions(hub: Hub, atlas: Atlas, profile: Profile) -> list[View]:
    """Each dimension of which something is known, with a title and words for each of its measures that are."""
    words = hub.definitions.labels["en"]
    return [
        {"title": words[f"dimension_{dimension['id']}"], "measures": measures}
        for dimension in atlas.definition["dimensions"]
        if (
            measures := [
                {"title": words[f"method_field_{field}"], "text": in_words(hub, field, profile[field])}
                for measure in dimension["measures"]
                if (field := measure["field"]) in profile and field != _IMPLIED
            ]
        )
    ]


def in_words(hub: Hub, field: str, value: Any) -> str:
    """A value of a profile as a reader says it. Each is put into words once for a hub."""
    told = known(hub).told
    key = (field, *value) if isinstance(value, list) else (field, value)
    if key not in told:
        told[key] = _in_words(hub, field, value)
    return told[key]


def _in_words(hub: Hub, field: str, value: Any) -> str:
    if field == "population":
        return number(value)
    names = hub.definitions.labels["en"]
    if field == "areas":
        return ", ".join([hub.definitions.label("country", value[0]), *value[1:]])
    values = value if isinstance(value, list) else [value]
    return ", ".join(_name(hub, names, field, str(each)) for each in values)


def _name(hub: Hub, words: Mapping[str, str], field: str, value: str) -> str:
    vocabulary = {**VOCABULARIES, "languages": "language", "divisions": "function"}.get(field)
    if vocabulary:
        return hub.definitions.label(vocabulary, value)
    return words.get(f"place_value_{field}_{value}", value)
