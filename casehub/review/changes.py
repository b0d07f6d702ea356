"""What between two editions of a record can never be called editorial: a number, a date, a link, a chosen term.

Words of a sentence may change; what stands in a field as a value, and every number, date and address within a text,
may not. Numbers in words are known in English, French and Spanish. The list is meant to err on the strict side.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from casehub.records.markdown import parse
from casehub.review.digest import Content, number

_LINE = "^[^\\n\\r]*$"
"""The pattern of a line of free text; any other pattern is the form of a value."""

_WORDS = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "billion half halved halve third thirds quarter quarters fifth fifths tenth once twice double doubled triple "
    "tripled dozen",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente "
    "quarante cinquante soixante cent cents mille million millions milliard milliards moitié "
    "tiers quart double triple",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta "
    "cincuenta sesenta setenta ochenta noventa cien ciento mil millón millones mitad tercio cuarto doble triple",
}
_MONTHS = (
    "january february march april may june july august september october november december janvier février mars "
    "avril mai juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio "
    "agosto septiembre octubre noviembre diciembre jan feb mar apr jun jul aug sep sept oct nov dec"
)
_MONTH = "|".join(_MONTHS.split())
_NUMBER = "|".join(sorted({word for words in _WORDS.values() for word in words.split()}, key=len, reverse=True))
_MARK = re.compile(
    r"(?P<link>\b(?:https?://|mailto:|www\.|10\.\d{4,9}/)[^\s<>\"')\]]+)"
    rf"|(?P<date>\d{{1,4}}(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?(?:{_MONTH})\b(?:\s+(?:de\s+)?\d{{4}})?"
    rf"|\b(?:{_MONTH})\.?\s+(?:de\s+)?\d{{1,4}}(?:,\s*\d{{4}})?|\d{{4}}-\d{{2}}(?:-\d{{2}})?)"
    r"|(?P<number>(?<!\w)[-+\u2212]?\d+(?:[.,:/ \u00a0\u202f]\d+)*\s?[%\u2030]?)"
    r"|(?P<inside>\d+)"
    rf"|\b(?P<word>{_NUMBER})\b",
    re.IGNORECASE,
)


def never_editorial(before: Content, after: Content) -> list[str]:
    """Each change between two texts that asks for a new round of review, in words; nothing where only words did."""
    old, new = dict(_values(before)), dict(_values(after))
    found = [
        f"{place}: {_shown(old.get(place))} → {_shown(new.get(place))}"
        for place in sorted(old.keys() | new.keys())
        if old.get(place) != new.get(place)
    ]
    gone, come = _marks(before), _marks(after)
    for kind in ("number", "date", "link", "citation", "heading"):
        lost = sorted((gone[kind] - come[kind]).elements())
        won = sorted((come[kind] - gone[kind]).elements())
        if lost or won:
            found.append(f"a {kind}: {', '.join(lost) or 'none'} → {', '.join(won) or 'none'}")
    if sorted(before.images) != sorted(after.images):
        found.append("an image")
    return found


def _values(content: Content) -> Iterator[tuple[str, str]]:
    """Every value that is no free text, by the way to it."""
    for key in content.type.substantive:
        if key in content.fields:
            yield from _leaves(content.type.properties[key], content.fields[key], key)


def _leaves(schema: Mapping[str, Any], value: Any, way: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        yield way, f"{len(value)} entries"
        for position, each in enumerate(value, 1):
            yield from _leaves(schema.get("items", {}), each, f"{way}, {position}")
    elif isinstance(value, Mapping):
        for key, each in value.items():
            below = schema.get("properties", {}).get(key, {})
            if below.get("x-substantive") is not False:
                yield from _leaves(below, each, f"{way}, {key}")
    elif isinstance(value, str):
        yield way, "a text" if _is_free(schema) else value
    else:
        yield way, number(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _is_free(schema: Mapping[str, Any]) -> bool:
    """Whether a field holds words rather than a value of some form."""
    bound = ("x-vocabulary", "x-reference", "format", "enum", "const")
    return (
        schema.get("type") == "string"
        and schema.get("pattern", _LINE) == _LINE
        and not any(each in schema for each in bound)
    )


def _texts(schema: Mapping[str, Any], value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _texts(schema.get("items", {}), each)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            below = schema.get("properties", {}).get(key, {})
            if below.get("x-substantive") is not False:
                yield from _texts(below, each)
    elif isinstance(value, str) and _is_free(schema):
        yield value


def _marks(content: Content) -> dict[str, Counter[str]]:
    """Numbers, dates and links of all texts, citations and headings of the body, each as often as it occurs."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in ("number", "date", "link", "citation", "heading")}
    facts = parse(content.body).facts
    found["link"].update(link.target for link in facts.links)
    found["citation"].update(citation.id for citation in facts.citations)
    found["heading"].update(heading.text for heading in facts.headings)
    texts = [content.body]
    for key in content.type.substantive:
        if key in content.fields:
            texts += _texts(content.type.properties[key], content.fields[key])
    for text in texts:
        for match in _MARK.finditer(unicodedata.normalize("NFC", text)):
            kind = {"inside": "number", "word": "number"}.get(str(match.lastgroup), str(match.lastgroup))
            found[kind][" ".join(match.group().lower().split()).rstrip(".,;:")] += 1
    return found


def _shown(value: str | None) -> str:
    return "nothing" if value is None else value
