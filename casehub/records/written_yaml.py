"""Values as YAML that everybody reads alike: this hub's strict reader, and YAML 1.1 as PyYAML has it.

`plain_yaml` reads a narrow YAML 1.2, others still take `no` for false and `2026-03-01` for a day. So text stands
without quotes only where nobody can take it for anything else; lines are never folded, because a fold is easily lost.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from yaml import SafeLoader

_MAX_FLOW = 100
_MAX_DIGITS = 17
_OTHERWISE = re.compile(
    "[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ufdd0-\ufdef\ue000-\ue005\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]"
    "|[\U0001fffe-\U0010ffff]"
)
"""Characters that a file of a record may not hold as they are, or that other readers stumble over."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORDS = re.compile(r"[^\W\d_](?:[^\n\r\t:#]|:(?! |$)|(?<! )#)*\Z")
"""Text that begins with a letter and holds nothing that ends a plain text in YAML."""
_ITEM = re.compile(r"[A-Za-z][A-Za-z0-9._-]*\Z")
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")


def yaml_lines(data: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a mapping, one key after the other, without line breaks at their ends."""
    for key, value in data.items():
        yield from yaml_field(key, value)


def yaml_field(key: str, value: Any, indent: str = "") -> Iterator[str]:
    """The lines of one key and its value."""
    head = f"{indent}{_key(key)}:"
    if isinstance(value, Mapping) and value:
        yield head
        for name, below in value.items():
            yield from yaml_field(name, below, indent + "  ")
    elif _is_list(value) and value and not _fits_a_line(value):
        yield head
        for item in value:
            yield from _item(item, indent + "  ")
    elif isinstance(value, str) and (block := _block(value)):
        yield f"{head} {block}"
        yield from (f"{indent}  {line}" if line else "" for line in value.rstrip("\n").split("\n"))
    else:
        yield f"{head} {_flow(value) if _is_list(value) else yaml_scalar(value)}"


def _item(item: Any, indent: str) -> Iterator[str]:
    if isinstance(item, Mapping) and item:
        lines = [line for key, value in item.items() for line in yaml_field(key, value, indent + "  ")]
        yield f"{indent}- {lines[0].lstrip()}"
        yield from lines[1:]
    else:
        yield f"{indent}- {_flow(item) if _is_list(item) else yaml_scalar(item)}"


def yaml_scalar(value: Any) -> str:
    """A value on one line. Numbers that the hub's reader would take for text are written as text."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value) if len(str(abs(value))) <= _MAX_DIGITS + 1 else f'"{value}"'
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping | list | tuple):
        return _flow(value)
    text = str(value)
    return text if _is_plain(text) else _quoted(text)


def _key(key: str) -> str:
    return key if _KEY.match(key) and _is_plain(key) else _quoted(key)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _fits_a_line(items: Sequence[Any]) -> bool:
    """Whether a list reads best in brackets: a few short terms."""
    is_short = sum(len(str(item)) + 2 for item in items) <= _MAX_FLOW
    return is_short and all(isinstance(item, str) and _ITEM.match(item) for item in items)


def _flow(value: Any) -> str:
    """Anything on one line, in brackets: what is nested oddly still reads back equal."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(str(key))}: {_flow(below)}" for key, below in value.items()) + "}"
    if _is_list(value):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    if isinstance(value, str):
        return value if _ITEM.match(value) and _is_plain(value) else _quoted(value)
    return yaml_scalar(value)


def _number(value: float) -> str:
    """Digits without an exponent, which the hub's reader takes for text."""
    if not math.isfinite(value):
        return f'"{value}"'
    digits = format(Decimal(repr(value)), "f")
    whole, _, part = digits.lstrip("-").partition(".")
    fits = len(whole) <= _MAX_DIGITS + 1 and 0 < len(part or "0") <= _MAX_DIGITS
    return (digits if part else f"{digits}.0") if fits else f'"{digits}"'


def _is_plain(text: str) -> bool:
    if not _WORDS.match(text) or text != text.rstrip() or _OTHERWISE.search(text) or _SURROGATE.search(text):
        return False
    return text.isprintable() and not _means_something_else(text)


def _means_something_else(text: str) -> bool:
    """Whether YAML 1.1 or 1.2 takes a plain text for a word like true, a number, a day or nothing."""
    return any(
        pattern.match(text)
        for first in (text[0], None)
        for _, pattern in SafeLoader.yaml_implicit_resolvers.get(first, ())
    ) or text.lower() in ("y", "n", "null", "true", "false")


def _quoted(text: str) -> str:
    """A text in double quotes, on one line, as JSON writes it: YAML reads it alike."""
    written = json.dumps(_SURROGATE.sub("\ufffd", text), ensure_ascii=False)
    return _OTHERWISE.sub(lambda match: _escape(match.group()), written)


def _escape(character: str) -> str:
    return f"\\u{ord(character):04X}" if ord(character) <= 0xFFFF else f"\\U{ord(character):08X}"


def _block(text: str) -> str:
    """How a text of several lines opens as a block, or nothing where it cannot be one."""
    if "\n" not in text.strip("\n") or text[0] in " \t\n" or text.endswith("\n\n"):
        return ""
    lines = text.split("\n")
    is_simple = all(
        line == line.rstrip() and line.isprintable() and not _OTHERWISE.search(line) and not _SURROGATE.search(line)
        for line in lines
    )
    return ("|" if text.endswith("\n") else "|-") if is_simple else ""
