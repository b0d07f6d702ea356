"""The part of YAML that people may write here, read without surprises and without ever raising.

Scalars follow the YAML 1.2 core schema, narrowed so that codes stay text: `no` and `on` are words, `12:30` and
`07302` are text, `2024-02-30` is text until a schema asks for a date. Anchors, aliases and tags are not read,
because they make a page mean something else than it says. Events, not nodes, are read: libyaml hands them over one
by one, so that depth and size can be bounded before anything recurses.

Source of the scalar forms: YAML 1.2.2, section 10.3.2 (https://yaml.org/spec/1.2.2/#1032-tag-resolution).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

try:
    from yaml._yaml import CParser
except ImportError:  # a PyYAML built without libyaml reads the same events, slower
    from yaml import SafeLoader as CParser  # type: ignore[assignment]
from yaml.events import AliasEvent, DocumentStartEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent

MAX_DEPTH = 12
MAX_NODES = 20_000
MAX_SCALAR = 20_000

DataPath = tuple[str | int, ...]
"""The way to a value: keys and list positions, from the top of the file."""

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}\Z")
_HASH = re.compile(r"[ \t]+#(?=[^\s#!])")
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: line and column, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class YamlFault:
    """One thing that cannot be read as it stands: a finding's code, where, and the words for its sentence."""

    code: str
    place: Place
    words: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class YamlReading:
    """What a text says: its data (None where it says nothing), its faults, and on request the place of each value.

    `places` maps the way to a value to where it starts, `ends` to where a text or number ends; `key_places` to where
    its key starts.
    """

    data: Any = None
    faults: list[YamlFault] = field(default_factory=list)
    places: dict[DataPath, Place] = field(default_factory=dict)
    key_places: dict[DataPath, Place] = field(default_factory=dict)
    ends: dict[DataPath, Place] = field(default_factory=dict)


class _TooMuchError(Exception):
    """Depth or number of values beyond the bounds: reading ends there."""


def read(text: str, *, with_places: bool = False) -> YamlReading:
    """Read one YAML document. Never raises: what is wrong stands in `faults`, the rest is still read.

    Where reading had to end early there is no data: half a record would be told that its other half is missing.
    """
    reading = YamlReading()
    builder = _Builder(reading, with_places, text.split("\n") if _HASH.search(text) else [])
    try:
        builder.build(_events(CParser(text)))
    except yaml.MarkedYAMLError as error:
        mark, problem = _mark(error), _plainly(error)
        if builder.long_quote and mark and mark.line == builder.long_quote.end_mark.line:
            mark, problem = builder.long_quote.start_mark, _OPEN_QUOTE
        place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
        reading.faults.append(YamlFault("CH107", place, {"problem": problem}))
        reading.data = None
    except (yaml.YAMLError, UnicodeError) as error:  # the reader's own errors carry no mark
        reading.faults.append(YamlFault("CH107", Place(1, 1), {"problem": str(error).splitlines()[0]}))
        reading.data = None
    except _TooMuchError:
        reading.data = None
    return reading


def _events(parser: Any) -> Iterator[Any]:
    while True:
        event = parser.get_event()
        if event is None:
            return
        yield event


class _Builder:
    """Builds data from events with a stack of its own, so that nesting cannot exhaust Python's."""

    def __init__(self, reading: YamlReading, with_places: bool, lines: list[str]) -> None:
        self.reading = reading
        self.lines = lines
        self.with_places = with_places
        self.root: Any = None
        self.nodes = 0
        self.long_quote: Any = None  # the last text in quotes that goes on over several lines

    def build(self, events: Iterator[Any]) -> None:
        """Consume the events of one document into `reading.data`."""
        containers: list[Any] = []
        paths: list[DataPath] = []
        keys: list[str | None] = []  # for each open mapping the key that waits for its value
        documents = 0
        skip = 0  # depth inside a key that is itself a list or mapping
        faults = self.reading.faults
        for event in events:
            kind = type(event)
            if kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    faults.append(YamlFault("CH115", _place(event)))
                    return
                continue
            is_container = kind is MappingStartEvent or kind is SequenceStartEvent
            is_value = is_container or kind is ScalarEvent or kind is AliasEvent
            if not is_value:
                if kind.__name__ in ("MappingEndEvent", "SequenceEndEvent"):
                    if skip:
                        skip -= 1
                    else:
                        containers.pop()
                        paths.pop()
                        keys.pop()
                continue
            self.nodes += 1
            if self.nodes > MAX_NODES:
                faults.append(YamlFault("CH112", _place(event), {"limit": f"{MAX_NODES:,} values"}))
                raise _TooMuchError
            if len(containers) + skip >= MAX_DEPTH and is_container:
                faults.append(YamlFault("CH111", _place(event), {"limit": str(MAX_DEPTH)}))
                raise _TooMuchError
            if skip:
                skip += is_container
                continue
            parent = containers[-1] if containers else None
            if type(parent) is dict and keys[-1] is None:  # this event is a key
                if kind is not ScalarEvent:
                    faults.append(YamlFault("CH117", _place(event)))
                    keys[-1] = ""
                    if is_container:
                        skip = 1
                    continue
                self._key(event, parent, paths[-1], keys)
                continue
            value: Any
            if kind is ScalarEvent:
                value = self._scalar(event)
            elif kind is AliasEvent:
                faults.append(YamlFault("CH109", _place(event), {"name": "*" + event.anchor}))
                value = "*" + event.anchor
            else:
                self._plain(event)
                value = {} if kind is MappingStartEvent else []
            path: DataPath
            if parent is None:
                path = ()
                self.root = self.reading.data = value
            elif type(parent) is dict:
                key = keys[-1]
                keys[-1] = None
                path = (*paths[-1], key or "")
                if key and not key.startswith("\0"):
                    parent[key] = value
            else:
                path = (*paths[-1], len(parent))
                parent.append(value)
            if self.with_places:
                self.reading.places.setdefault(path, _place(event))
                if kind is ScalarEvent:
                    self.reading.ends.setdefault(path, Place(event.end_mark.line + 1, event.end_mark.column + 1))
            if is_container:
                containers.append(value)
                paths.append(path)
                keys.append(None)

    def _key(self, event: Any, parent: dict[str, Any], path: DataPath, keys: list[str | None]) -> None:
        self._plain(event)
        key = event.value
        if key == "":
            self.reading.faults.append(YamlFault("CH117", _place(event)))
        if key in parent:
            self.reading.faults.append(YamlFault("CH108", _place(event), {"key": key}))
            key = "\0" + key  # read on, but keep the first value
        elif self.with_places:
            self.reading.key_places[(*path, key)] = _place(event)
        keys[-1] = key

    def _plain(self, event: Any) -> None:
        """Anchors and explicit tags are faults; the value itself is read on."""
        if event.anchor is not None:
            self.reading.faults.append(YamlFault("CH109", _place(event), {"name": "&" + event.anchor}))
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.reading.faults.append(YamlFault("CH110", _place(event), {"tag": tag}))

    def _scalar(self, event: Any) -> Any:
        if event.anchor is not None or event.tag is not None:
            self._plain(event)
        text: str = event.value
        if event.style in ("'", '"') and event.start_mark.line != event.end_mark.line:
            self.long_quote = event
        if len(text) > MAX_SCALAR:
            self.reading.faults.append(
                YamlFault("CH112", _place(event), {"limit": f"{MAX_SCALAR:,} characters in one value"})
            )
            return text[:MAX_SCALAR]
        if event.style in (None, ""):
            if self.lines:
                self._hash(event.end_mark)
            if text in _WORDS:
                return _WORDS[text]
            if text[:1] in "-0123456789":
                if _INTEGER.match(text):
                    return int(text)
                if _FLOAT.match(text):
                    return float(text)
        return text

    def _hash(self, end: Any) -> None:
        """A # with a word right behind it was hardly meant to begin a comment: `Ranked #1 of 20`."""
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        if match := _HASH.match(rest):
            place = Place(end.line + 1, end.column + match.end())
            self.reading.faults.append(YamlFault("CH118", place, {"text": rest.strip()}))


def _place(event: Any) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


def _mark(error: yaml.MarkedYAMLError) -> Any:
    """Where to look: what is opened and never closed is found missing far below, so its opening is shown."""
    problem, context = error.problem_mark, error.context_mark
    if not problem or not context:
        return problem or context
    opens = str(error.context).startswith(("while scanning a", "while parsing a flow"))
    return context if opens and context.line < problem.line else problem


_OPEN_QUOTE = "a quotation mark is opened here and closed only further below"

# libyaml's sentences, in words that say what to look for
_PLAINLY = {
    "mapping values are not allowed in this context": "a colon and a space stand inside a text that is not in quotes",
    "could not find expected ':'": "a line has a word but no colon after it",
    "did not find expected key": "it does not fit the lines above: look at quotation marks, dashes, indentation",
    "did not find expected '-' indicator": "a list item without its dash, or with another indentation",
    "did not find expected ',' or ']'": "a list that opens with [ is not closed with ]",
    "did not find expected ',' or '}'": "a group that opens with { is not closed with }",
    "found unexpected end of stream": "a quotation mark or bracket is opened and never closed",
    "found character that cannot start any token": "a tab, or @, ` or % at the start of a text that is not in quotes",
    "found a tab character that violates indentation": "a tab where spaces are needed",
    "found undefined alias": "a * at the start of a value that is not in quotes",
    "block sequence entries are not allowed in this context": "a dash of a list stands where none can stand",
    "mapping keys are not allowed in this context": "a question mark stands at the start of a text without quotes",
    "found unknown escape character": "a backslash stands in a text in double quotes; write two of them",
    "did not find expected hexdecimal number": "a backslash stands in a text in double quotes; write two of them",
    "did not find expected comment or line break": "nothing may follow | or > on their line",
    "did not find expected <document start>": "nothing may follow a line of three dots",
    "did not find expected alphabetic or numeric character": "& or * stands at the start of a text without quotes",
}


def _plainly(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or "it is not well formed"
    return _PLAINLY.get(problem, problem)
