"""Every number that a case states: where it stands, which source it is bound to, and whether somebody read it twice.

The first reading is the author's. The second is a record beside the case (`second-readings/`), in which somebody else
lists the figures that they found again in each source, and those that the authors reckoned from others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from casehub.records.model import Hub, Record
from casehub.records.plain_yaml import DataPath

_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_FIGURE = re.compile(
    r"(?<![\w.,-])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:[\u00a0 -](?P<scale>hundred|thousand|million|billion|trillion)\b)?(?![\w]|[.,]\d)",
)
_SHARED_SCALE = re.compile(r"\s(?:and|to|or|–|-)\s|–")
_CITATION = re.compile(r"\[@([a-z0-9-]+)\]")
_ADDRESS = re.compile(r"\]\([^)]*\)|https?://\S+")
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s|\s*\|)")

_TEXTS: tuple[tuple[str, ...], ...] = (
    ("title",),
    ("summary",),
    ("barriers", "*", "how_met"),
    ("unexpected", "*"),
    ("safeguards", "*", "type"),
    ("context", "legal_basis"),
    ("transfer", "*", "*"),
    ("interests",),
)
_NUMBERS: tuple[tuple[str, ...], ...] = (("population",), ("staff_fte",), ("months_to_launch",))
_SOURCED: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (("outcomes", "*"), ("baseline", "result", "target"), ("statement", "method", "comparison", "period")),
    (("cost",), ("one_off", "annual"), ("basis",)),
    (("benefit_cost",), ("ratio",), ("basis",)),
    (("follow_ups", "*"), (), ("note",)),
)
"""Groups with a source of their own: their numbers, which only that source can bear out, and their texts."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a case states, as it is written and as a value.

    `sources` can bear it out: those cited behind it, or the group's own. Where a number stands in a text without a
    citation, such as the summary, `sources` are those that bear out the same number elsewhere in the case.
    """

    case: str
    place: str
    written: str
    value: Decimal
    sources: tuple[str, ...]
    read_again: str
    """The day on which a second reader found it in one of the sources, or empty."""
    in_source: str = ""
    """The source in which the second reader found it, or `reckoned`."""


@dataclass(frozen=True, slots=True)
class _Stated:
    place: str
    written: str
    value: Decimal
    sources: tuple[str, ...]
    is_bound: bool


def figures_of(hub: Hub, record: Record, body: str, first_line: int) -> list[Figure]:
    """The numbers of a case in the order of its file. Years and dates in the text are no figures."""
    stated = [*_fields(record), *_body(body, first_line)]
    bearing: dict[Decimal, list[str]] = {}
    for each in stated:
        for source in each.sources:
            if source not in bearing.setdefault(each.value, []):
                bearing[each.value].append(source)
    seen = _second_readings(hub, record)
    found = []
    for each in stated:
        sources = (
            each.sources if each.is_bound else tuple(dict.fromkeys((*each.sources, *bearing.get(each.value, ()))))
        )
        where = (*sources, "reckoned") if each.is_bound else (*sources, *seen)
        in_source = next((source for source in where if each.value in seen.get(source, {})), "")
        day = seen[in_source][each.value] if in_source else ""
        if not sources and in_source not in ("", "reckoned"):
            sources = (in_source,)
        found.append(Figure(record.id, each.place, each.written, each.value, sources, day, in_source))
    return found


def _second_readings(hub: Hub, record: Record) -> dict[str, dict[Decimal, str]]:
    """The figures found again, by source, each with the day. Those that were reckoned stand under `reckoned`."""
    found: dict[str, dict[Decimal, str]] = {}
    for reading in hub.beside("reading", record):
        if reading.is_example and not record.is_example:
            continue
        day = str(reading.data.get("date", ""))
        for group in reading.data.get("seen", ()):
            for number in group.get("figures", ()):
                found.setdefault(group.get("source", ""), {})[_decimal(number)] = day
        for group in reading.data.get("reckoned", ()):
            for number in group.get("figures", ()):
                found.setdefault("reckoned", {})[_decimal(number)] = day
    return found


def _fields(record: Record) -> Iterator[_Stated]:
    for pattern in _NUMBERS:
        for path, number in record.values(pattern):
            yield _Stated(_name(path), _written(number), _decimal(number), (), is_bound=False)
    for group, numbers, texts in _SOURCED:
        for path, data in record.values(group):
            source = tuple(filter(None, (data.get("source"),)))
            for key in numbers:
                if key in data:
                    yield _Stated(
                        _name((*path, key)), _written(data[key]), _decimal(data[key]), source, is_bound=bool(source)
                    )
            for key in texts:
                yield from _in_text(str(data.get(key, "")), _name((*path, key)), source)
    for pattern in _TEXTS:
        for path, text in _texts(record.data, pattern, ()):
            yield from _in_text(text, _name(path), ())


def _texts(data: Any, pattern: tuple[str, ...], path: DataPath) -> Iterator[tuple[DataPath, str]]:
    """Texts at a path in which `*` stands for every item of a list or every field of a group."""
    if not pattern:
        if isinstance(data, str):
            yield path, data
    elif pattern[0] == "*":
        items = data.items() if isinstance(data, Mapping) else enumerate(data if isinstance(data, list) else ())
        for key, item in items:
            yield from _texts(item, pattern[1:], (*path, key))
    elif isinstance(data, Mapping) and pattern[0] in data:
        yield from _texts(data[pattern[0]], pattern[1:], (*path, pattern[0]))


def _in_text(text: str, place: str, sources: tuple[str, ...]) -> Iterator[_Stated]:
    for written, value, _ in _numbers(text):
        yield _Stated(place, written, value, sources, is_bound=False)


def _body(body: str, first_line: int) -> Iterator[_Stated]:
    """Each number is borne out by the citations that follow it in its paragraph: the nearest run of them."""
    start = 0
    for block in _blocks(body):
        at = body.index(block, start)
        start = at + len(block)
        marks = [(match.start(), match.end(), match[1]) for match in _CITATION.finditer(block)]
        for written, value, where in _numbers(block):
            line = first_line + body[: at + where].count("\n")
            sources = tuple(_following(block, marks, where))
            yield _Stated(f"line {line}", written, value, sources, is_bound=bool(sources))


def _blocks(body: str) -> list[str]:
    return [block for block in _BLOCK.split(body) if block and block.strip()]


def _following(block: str, marks: list[tuple[int, int, str]], where: int) -> Iterator[str]:
    end = None
    for start, stop, id in marks:
        if start < where or (end is not None and block[end:start].strip(" ,;.")):
            if end is not None:
                return
            continue
        yield id
        end = stop


def _numbers(text: str) -> Iterator[tuple[str, Decimal, int]]:
    """Numbers as written, as values, and where they stand. `84 to 89 million` are two numbers of millions."""
    blanked = _ADDRESS.sub(lambda each: " " * len(each[0]), _CITATION.sub(lambda each: " " * len(each[0]), text))
    matches = list(_FIGURE.finditer(blanked))
    for index, match in enumerate(matches):
        if _is_date(blanked, match):
            continue
        scale = match["scale"]
        if scale is None and index + 1 < len(matches):
            following = matches[index + 1]
            if following["scale"] and _SHARED_SCALE.fullmatch(blanked[match.end() : following.start()]):
                scale = following["scale"]
        value = _decimal(match["number"].replace(",", "")) * _SCALES.get(scale or "", 1)
        yield match[0], value.normalize(), match.start()


@cache
def _date_pattern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    return re.compile(rf"\s(?:{months})\b"), re.compile(rf"(?:{months})\s$")


def _is_date(text: str, match: re.Match[str]) -> bool:
    """Years, days of a month, and the second half of 2014/15."""
    number = match["number"]
    if match["scale"] or not number.isdigit():
        return False
    month_after, month_before = _date_pattern()
    if len(number) == 4 and 1700 <= int(number) <= 2100:
        return True
    if re.search(r"\d{4}[/–-]$", text[: match.start()]) and len(number) == 2:
        return True
    is_day = len(number) <= 2 and 1 <= int(number) <= 31
    return is_day and bool(month_after.match(text, match.end()) or month_before.search(text[: match.start()]))


def _decimal(number: object) -> Decimal:
    return Decimal(str(number)).normalize()


def _written(number: object) -> str:
    return f"{Decimal(str(number)).normalize():f}"


def _name(path: DataPath) -> str:
    return ", ".join(f"item {step + 1}" if isinstance(step, int) else str(step) for step in path)
