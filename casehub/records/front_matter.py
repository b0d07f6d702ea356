"""From the bytes of a file to front matter, body and faults, without ever raising.

python-frontmatter finds the boundaries, `plain_yaml` reads what stands between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from frontmatter.default_handlers import YAMLHandler

from casehub.records.plain_yaml import DataPath, Place, YamlFault, YamlReading, read

MAX_BYTES = 400_000
"""A record of twenty thousand words is about a third of this."""

_HANDLER = YAMLHandler()
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ufdd0-\ufdef\u2028\u2029\ue000-\ue005]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


@dataclass(slots=True)
class TextFile:
    """A file, read: its fields, its text, the line on which the text starts, and what could not be read."""

    data: Any = None
    body: str = ""
    body_line: int = 1
    faults: list[YamlFault] = field(default_factory=list)
    fields: str = ""
    fields_line: int = 1
    text: str = ""
    """The whole file, as far as it could be decoded: what its places count in."""

    def locate(self) -> YamlReading:
        """Read the fields once more, with places. Only files that have findings pay for it."""
        return read(self.fields, with_places=True)

    def place(self, reading: YamlReading, at: DataPath, *, on_key: bool = False) -> Place:
        """Where the value (or key) at a data path stands; for what is missing, where its parent stands."""
        path = at
        while path:
            place = reading.key_places.get(path) if on_key else reading.places.get(path)
            if place := place or reading.key_places.get(path) or reading.places.get(path):
                return Place(place.line + self.fields_line - 1, place.column)
            path, on_key = path[:-1], True
        return Place(1, 1)


def read_file(content: bytes, *, markdown: bool, fields: bool = True) -> TextFile:
    """Read a record: Markdown with front matter, or fields alone. Whatever is wrong stands in `faults`.

    Without `fields` only the text is taken out, and the fields are left unread.
    """
    result = TextFile()
    text = _decode(content, result.faults)
    if text is None:
        return result
    result.text = text
    if markdown:
        boundary = _HANDLER.FM_BOUNDARY.match(text)
        if boundary is None:
            result.faults.append(YamlFault("CH105", Place(1, 1)))
            result.body = text
            return result
        try:
            result.fields, result.body = _HANDLER.split(text)
        except ValueError:
            result.faults.append(YamlFault("CH106", Place(1, 1)))
            return result
        # The boundary ends before a line break, with which the fields then start.
        result.fields = result.fields[1:]
        result.fields_line = text.count("\n", 0, boundary.end()) + 2
        result.body_line = text.count("\n", 0, len(text) - len(result.body)) + 1
    else:
        result.fields = text
    if not fields:
        return result
    reading = read(result.fields)
    shift = result.fields_line - 1
    result.faults += [
        YamlFault(fault.code, Place(fault.place.line + shift, fault.place.column), fault.words)
        for fault in reading.faults
    ]
    result.data = reading.data
    if not isinstance(reading.data, dict):
        if not reading.faults:
            result.faults.append(YamlFault("CH113", Place(1, 1)))
        result.data = None
    return result


def _decode(content: bytes, faults: list[YamlFault]) -> str | None:
    if len(content) > MAX_BYTES:
        faults.append(YamlFault("CH112", Place(1, 1), {"limit": f"{MAX_BYTES // 1000} kilobytes"}))
        return None
    if content.startswith(b"version https://git-lfs"):
        faults.append(YamlFault("CH128", Place(1, 1)))
        return None
    if content.startswith(b"\xef\xbb\xbf"):
        faults.append(YamlFault("CH102", Place(1, 1)))
        content = content[3:]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        faults.append(YamlFault("CH101", _place(before, len(before))))
        return None
    if "\r" in text:
        faults.append(YamlFault("CH114", Place(1, 1)))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    for pattern, code in ((_CONTROL, "CH103"), (_DIRECTION, "CH104")):
        if match := pattern.search(text):
            character = f"U+{ord(match.group()):04X}"
            faults.append(YamlFault(code, _place(text, match.start()), {"character": character}))
            text = pattern.sub(" ", text)
    return text


def _place(text: str, at: int) -> Place:
    return Place(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
