"""Files of reviews: how they are named and written, so that reading gives back what was meant."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from casehub.records.model import Hub, Key
from casehub.review.reviews import name_of

_PLAIN = re.compile(r"[a-z][a-z0-9-]*|\d{4}-\d{2}-\d{2}")
_NOT_PLAIN = frozenset(("yes", "no", "on", "off", "true", "false", "null", "y", "n"))
"""Words that other readers of YAML take for something else."""


def path_for(hub: Hub, type: str, subject: Key, date: str, person: str) -> str:
    """Where a new review or note of a day goes: the first name that is not taken."""
    folder = f"content/{hub.definitions.types[type].folder}/{subject[0]}/{subject[1]}"
    taken = {name_of(each) for each in hub.of(type) if each.subject == subject}
    return f"{folder}/{free_name(f'{date}-{person}', taken)}.yml"


def free_name(name: str, taken: Collection[str]) -> str:
    """A name, or the same with -2, -3 and so on behind it."""
    number = 2
    free = name
    while free in taken:
        free = f"{name}-{number}"
        number += 1
    return free


def text_of(fields: Mapping[str, Any]) -> str:
    """Fields as YAML, in their order. Reading it gives the same values."""
    return "".join(f"{line}\n" for line in _lines(fields, ""))


def _lines(fields: Mapping[str, Any], indent: str) -> list[str]:
    lines = []
    for key, value in fields.items():
        if isinstance(value, Mapping):
            lines += [f"{indent}{key}:", *_lines(value, indent + "  ")]
        else:
            lines.append(f"{indent}{key}: {_scalar(value)}")
    return lines


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return text if _PLAIN.fullmatch(text) and text not in _NOT_PLAIN else json.dumps(text, ensure_ascii=False)
