"""What was reviewed, to the letter: a digest of the claims of a record, and the chain of editorial notes between two.

The digest `cm1-` is SHA-256 over canonical JSON of the fields that the schema marks `x-substantive: true`, the text,
and the digests of the images beside it. Canonical JSON follows RFC 8785 (JSON Canonicalization Scheme,
https://www.rfc-editor.org/rfc/rfc8785): keys in order of their UTF-16 code units, numbers as ECMAScript writes them.
Text is in Unicode's form NFC (https://unicode.org/reports/tr15/). White space is no claim: line endings, line breaks
within a field, blank lines and spaces at the end of a line do not count. Whole numbers keep all their digits.
"""

from __future__ import annotations

import hashlib
import json
import math
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from casehub.records.front_matter import read_file
from casehub.records.load import body_of
from casehub.records.model import Hub, Record
from casehub.records.schema import RecordType

PREFIX = "cm1-"


@dataclass(frozen=True)
class Content:
    """What of a record is reviewed: its substantive fields, its text, its images with the digests of their bytes."""

    type: RecordType
    fields: Mapping[str, Any]
    body: str
    images: tuple[tuple[str, str], ...] = ()

    @property
    def digest(self) -> str:
        """`cm1-` and 64 hexadecimal digits."""
        return PREFIX + hashlib.sha256(self.canonical.encode()).hexdigest()

    @property
    def canonical(self) -> str:
        """The text over which the digest is taken."""
        fields = {
            key: _kept(self.type.properties[key], self.fields[key])
            for key in self.type.substantive
            if key in self.fields
        }
        images = [list(image) for image in sorted(self.images)]
        return canonical_json({"fields": fields, "images": images, "text": normal_text(self.body)})


def content_of(hub: Hub, record: Record) -> Content:
    """What is to be reviewed of a record as it stands. Raises `OSError` when its file has gone."""
    record = record.original or record  # a translation is not what was reviewed
    type = hub.definitions.types[record.type]
    body = body_of(hub, record)[0] if type.is_markdown else ""
    return Content(type, record.data, body, tuple((image.name, image.digest) for image in record.images))


def content_from(content: bytes, type: RecordType, images: Iterable[tuple[str, str]] = ()) -> Content | None:
    """What is to be reviewed of a record, from the bytes of its file; None when its fields cannot be read."""
    text = read_file(content, markdown=type.is_markdown)
    if text.data is None:
        return None
    type.faults(text.data)  # turns numbers that stand for text into text, as reading a record does
    return Content(type, text.data, text.body, tuple(images))


def reaches(start: str, goal: str, steps: Iterable[tuple[str, str]]) -> bool:
    """Whether a chain of steps (from, to) leads from one digest to another; no step is needed between equal ones."""
    ahead: dict[str, list[str]] = {}
    for before, after in steps:
        ahead.setdefault(before, []).append(after)
    seen, todo = {start}, [start]
    while todo:
        here = todo.pop()
        if here == goal:
            return True
        fresh = [each for each in ahead.get(here, ()) if each not in seen]
        seen.update(fresh)
        todo += fresh
    return False


def canonical_json(value: Any) -> str:
    """A value of plain data as canonical JSON, its texts normalised. Raises `TypeError` for other values."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return "[" + ",".join(canonical_json(each) for each in value) + "]"
    if isinstance(value, Mapping):
        pairs = sorted(value.items(), key=lambda pair: str(pair[0]).encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{canonical_json(str(key))}:{canonical_json(each)}" for key, each in pairs) + "}"
    raise TypeError(f"{type(value).__name__} is no plain data")


def number(value: int | float) -> str:
    """A number as ECMAScript writes it (ECMA-262, Number::toString), whole numbers with all their digits.

    Raises `ValueError` for what is no number.
    """
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number")
    if value == 0:
        return "0"
    sign, figures, exponent = Decimal(repr(value)).normalize().as_tuple()
    digits = "".join(map(str, figures))
    point = len(digits) + int(exponent)
    if 0 < point <= 21:
        text = digits.ljust(point, "0") if point >= len(digits) else f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        fraction = f".{digits[1:]}" if len(digits) > 1 else ""
        text = f"{digits[0]}{fraction}e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return "-" + text if sign else text


def normal_text(text: str) -> str:
    """A text of several paragraphs without what white space adds to it."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept: list[str] = []
    for line in (each.rstrip() for each in lines):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")


def _kept(schema: Any, value: Any) -> Any:
    """A value without the parts that are marked as not substantive, its texts normalised."""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, list):
        items = schema.get("items", {})
        return [_kept(items, each) for each in value]
    if isinstance(value, Mapping):
        parts = schema.get("properties", {})
        others = schema.get("additionalProperties")
        rest = others if isinstance(others, Mapping) else {}
        return {
            unicodedata.normalize("NFC", key): _kept(parts.get(key, rest), each)
            for key, each in value.items()
            if parts.get(key, {}).get("x-substantive") is not False
        }
    return value
