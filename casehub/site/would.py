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

_NAMES: Mapping[str, str] = {**VOCABULARIES, "languages": "language"}
"""The vocabulary of each field that has one."""
_IMPLIED = "divisions"
"""What the functions say more closely."""


class Teller:
    """Puts the places of a hub's cases into words. What many cases share, such as a country, it says once."""

    def __init__(self, hub: Hub, atlas: Atlas) -> None:
        self.hub = hub
        self.atlas = atlas
        words = hub.definitions.words
        self._words = words
        self._dimensions = [
            (
                words[f"dimension_{dimension['id']}"],
                [each["field"] for each in dimension["measures"] if each["field"] != _IMPLIED],
            )
            for dimension in atlas.definition["dimensions"]
        ]
        self._titles = {field: words[f"method_field_{field}"] for _, fields in self._dimensions for field in fields}
        self._told: dict[tuple[str, str], str] = {}

    def dimensions(self, profile: Profile) -> list[View]:
        """Each dimension of which something is known: its title, and what is known as one line."""
        found = []
        for title, fields in self._dimensions:
            known = "; ".join([self._line(field, profile[field]) for field in fields if field in profile])
            if known:
                found.append({"title": title, "text": known})
        return found

    def unknown(self, profile: Profile) -> list[str]:
        """The titles of what is not known."""
        return [title for field, title in self._titles.items() if field not in profile]

    def in_words(self, field: str, value: Any) -> str:
        """A value of a profile as a reader says it; one without a name as it stands."""
        if field == "population":
            return number(value, self.hub.language)
        if field == "areas":
            return ", ".join([self.hub.definitions.label("country", value[0]), *value[1:]])
        values = value if isinstance(value, list) else [value]
        if name := _NAMES.get(field):
            return ", ".join(self.hub.definitions.label(name, each) for each in values)
        return ", ".join(self._words.get(f"place_value_{field}_{each}", str(each)) for each in values)

    def _line(self, field: str, value: Any) -> str:
        key = (field, str(value))
        if key not in self._told:
            self._told[key] = f"{self._titles[field]}: {self.in_words(field, value)}"
        return self._told[key]


_kept: list[Teller] = []
"""What told of the hub that was asked about last."""


def would_view(hub: Hub, record: Record) -> View | None:
    """The place of a case in words, and what its script needs; None in a hub without a definition of places."""
    if not _kept or _kept[0].hub is not hub:
        atlas = known(hub).atlas
        if atlas is None:
            return None
        _kept[:] = [Teller(hub, atlas)]
    (teller,) = _kept
    answers = answers_of(record, hub)
    profile = teller.atlas.profile(answers)
    return {
        "url": URL,
        "dimensions": teller.dimensions(profile),
        "unknown": teller.unknown(profile),
        "script": {"answers": answers, "open": left_open(record)},
    }
