"""Fields as readers see them: each with its label from the schema and values in words, as plain data for templates.

A value is `{"text": ...}`, with `"url"` when it leads somewhere (from the top of the site, or outside), and with
`"code"` when it is a term. A list of groups becomes rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from casehub.records.model import Hub, Record
from casehub.site.address import TERM_PAGES, url_of

Fact = dict[str, Any]
Value = dict[str, Any]

NOT_SHOWN = frozenset(
    {
        *("schema_version", "title", "name", "summary", "status", "withdrawn", "example", "sources", "imported"),
        *("formerly", "submitted", "submitted_by", "edited_by", "published", "review_due", "licence", "language"),
    }
)
"""What a page shows elsewhere, or keeps to itself."""


def summary(record: Record) -> str:
    """What a record says in short: its summary, what it is about, or the question it asks."""
    told = (record.data.get(key) for key in ("summary", "about", "text"))
    return next((text for text in told if isinstance(text, str)), "")


def fact(hub: Hub, record: Record, key: str, language: str = "") -> Fact | None:
    """One field with its label and its values, or None when the record does not have it."""
    if key not in record.data:
        return None
    language = language or hub.definitions.language
    schema = hub.definitions.types[record.type].properties[key]
    value = record.data[key]
    told: Fact = {"key": key, "label": schema.get("title", key)}
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return {**told, "rows": [_row(hub, schema.get("items", {}), item, language, record.type) for item in value]}
    if isinstance(value, Mapping) and "properties" in schema:
        return {**told, "rows": [_row(hub, schema, value, language, record.type)]}
    if isinstance(value, Mapping):
        by_language = [
            {"text": text, "lang": code}
            for code, texts in sorted(value.items())
            for text in (texts if isinstance(texts, list) else [texts])
        ]
        return {**told, "told": by_language}
    values = value if isinstance(value, list) else [value]
    below = schema.get("items", schema) if isinstance(value, list) else schema
    return {**told, "told": [told_value(hub, below, item, language, record.type) for item in values]}


def told_value(hub: Hub, schema: Mapping[str, Any], value: Any, language: str, own: str) -> Value:
    """One value in words: a term's label, a record's title with its address, a number with its separators."""
    if "x-vocabulary" in schema:
        names = schema["x-vocabulary"]
        for name in names if isinstance(names, list) else [names]:
            if value in hub.definitions.vocabularies[name]:
                told = {"text": hub.definitions.label(name, value, language), "code": value, "vocabulary": name}
                return {**told, "url": f"{TERM_PAGES[name]}/{value}/"} if name in TERM_PAGES else told
        return {"text": str(value)}
    if "x-reference" in schema:
        type = own if schema["x-reference"] == "self" else schema["x-reference"]
        found = hub.get(type, str(value))
        if found and found.is_public:
            return {"text": found.title, "url": url_of(found, hub)}
        return {"text": str(value)}
    if isinstance(value, bool):
        return {"text": hub.definitions.words["yes" if value else "no"]}
    if isinstance(value, int | float):
        return {"text": number(value, language)}
    text = str(value)
    if text.startswith(("https://", "http://", "mailto:")):
        return {"text": text.removeprefix("mailto:"), "url": text, "outside": True}
    return {"text": text}


def number(value: float, language: str = "en") -> str:
    """A number with thin separators and no needless decimals: 12 400, 3.5; in French 3,5."""
    whole = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
    told = whole.replace(",", "\u202f")
    return told if language == "en" else told.replace(".", _point(language))


def counted(value: int, language: str) -> str:
    """How many there are, as a language writes it: 12,400 in English, 12 400 in French."""
    if language == "en":
        return f"{value:,}"
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=language.replace("-", "_")))


@lru_cache(maxsize=64)
def _point(language: str) -> str:
    from babel.numbers import get_decimal_symbol

    return str(get_decimal_symbol(language.replace("-", "_")))


def _row(hub: Hub, schema: Mapping[str, Any], item: Mapping[str, Any], language: str, own: str) -> list[Fact]:
    cells = []
    for key, below in schema.get("properties", {}).items():
        if key not in item:
            continue
        value = item[key]
        told: Fact = {"key": key, "label": below.get("title", key)}
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            told["rows"] = [_row(hub, below.get("items", {}), each, language, own) for each in value]
        else:
            values = value if isinstance(value, list) else [value]
            deeper = below.get("items", below) if isinstance(value, list) else below
            told["told"] = [told_value(hub, deeper, each, language, own) for each in values]
        cells.append(told)
    return cells
