"""Translations: files that hold the words of a record in another language, and nothing else.

`content/<language>/` mirrors `content/`: `content/fr/cases/x.md` has the words of `content/cases/x.md` in French.
Numbers, dates, codes and sources are never copied, so that they cannot differ: a record in another language is its
original with its words exchanged. A short text is named by its place, with numbers that count from 1:
`outcomes.2.statement`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from casehub.records.model import Hub, Record

TYPE = "translation"
ORIGINAL = "en"
"""The language of whatever does not say in which it is written."""

Steps = tuple[str | int, ...]


def original_of(id: str) -> tuple[str, str]:
    """Type and id of the record that a translation translates: `case/x/fr` translates the case x."""
    type, _, rest = id.partition("/")
    return type, rest.rpartition("/")[0]


def language_of(record: Record) -> str:
    """The language that a record is written in, or a translation translates into."""
    if record.type == TYPE:
        return record.id.rpartition("/")[2]
    return str(record.data.get("language") or ORIGINAL)


def translation_of(hub: Hub, record: Record, language: str) -> Record | None:
    """The translation of a record into a language, if there is one."""
    return hub.get(TYPE, f"{record.type}/{record.id}/{language}")


def texts_of(hub: Hub, record: Record) -> dict[str, str]:
    """The short texts of a record that a translation may have, by their places, in the order of the schema."""
    patterns = hub.definitions.types[TYPE].schema["x-texts"].get(record.type, ()) if _knows(hub) else ()
    return {
        ".".join(str(step + 1) if isinstance(step, int) else step for step in path): value
        for pattern in patterns
        for path, value in _found(record.data, tuple(pattern.split(".")), ())
    }


def translated(record: Record, translation: Record) -> Record:
    """A record in the language of its translation."""
    data: dict[str, Any] = _copy(record.data)
    for place, text in translation.data.get("texts", {}).items():
        _put(data, place.split("."), text)
    data.update({key: translation.data[key] for key in ("title", "summary") if key in translation.data})
    data["language"] = language_of(translation)
    return replace(
        record,
        data=data,
        facts=translation.facts,
        html=translation.html,
        digest=f"{record.digest}+{translation.digest}",
        original=record,
        translation=translation,
    )


def hub_in(hub: Hub, language: str) -> Hub:
    """A hub as readers of a language see it: its words, and the records that are translated in translation."""
    if language == hub.definitions.language:
        return hub
    records = dict(hub.records)
    for each in hub.of(TYPE):
        original = hub.get(*each.subject) if each.subject else None
        if original and language_of(each) == language:
            records[original.key] = translated(original, each)
    definitions = hub.definitions.in_language(language)
    return replace(hub, definitions=definitions, records=records, findings=(), original=hub)


def speaks(hub: Hub, record: Record) -> bool:
    """Whether a record is written, or translated, in the language of the hub's interface."""
    return language_of(record).partition("-")[0].lower() == hub.definitions.language.partition("-")[0].lower()


def foreign(hub: Hub, record: Record) -> dict[str, str]:
    """The language of a record that is in another one than the hub, as a code and in words; else nothing."""
    if speaks(hub, record) or "language" not in hub.definitions.types[record.type].properties:
        return {}
    language = language_of(record)
    told = hub.definitions.label("language", language)
    return {"lang": language, "in_language": hub.definitions.words["in_language"].format(language=told)}


def _knows(hub: Hub) -> bool:
    return TYPE in hub.definitions.types


def _found(value: Any, pattern: tuple[str, ...], path: Steps) -> Iterator[tuple[Steps, str]]:
    if not pattern:
        if isinstance(value, str):
            yield path, value
    elif pattern[0] == "*":
        for index, item in enumerate(value if isinstance(value, list) else ()):
            yield from _found(item, pattern[1:], (*path, index))
    elif isinstance(value, Mapping) and pattern[0] in value:
        yield from _found(value[pattern[0]], pattern[1:], (*path, pattern[0]))


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(each) for key, each in value.items()}
    return [_copy(each) for each in value] if isinstance(value, list) else value


def _put(data: Any, steps: list[str], text: str) -> None:
    """Exchange a text at its place; a place that is not there is left alone (CH562 says so)."""
    *way, last = steps
    for step in way:
        data = _below(data, step)
    if isinstance(data, dict) and isinstance(data.get(last), str):
        data[last] = text
    elif isinstance(data, list) and isinstance(_below(data, last), str):
        data[int(last) - 1] = text


def _below(data: Any, step: str) -> Any:
    if isinstance(data, dict):
        return data.get(step)
    if isinstance(data, list) and step.isdigit() and 0 < int(step) <= len(data):
        return data[int(step) - 1]
    return None
