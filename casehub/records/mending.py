"""What can be mended in a file without asking its author what was meant.

Every remedy is tried on its own and kept only when it holds what it promises: the finding is gone, nothing else in
the record has another value, the page reads the same, and nothing new is to be said of the file. What could mean two
things is left to the author.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from casehub.records.body import body_faults
from casehub.records.findings import Draft
from casehub.records.front_matter import TextFile, read_file
from casehub.records.markdown import parse
from casehub.records.plain_yaml import DataPath, Place, YamlReading
from casehub.records.schema import RecordType
from casehub.records.vocabulary import Vocabulary
from casehub.records.wording import names_of, value_at
from casehub.records.written_dates import as_record_date
from casehub.records.written_yaml import yaml_scalar

Said = frozenset[tuple[str, Any]]
"""What is to be said of a file: codes with the data path, or with the words where they stand by line."""
Beyond = Callable[[Mapping[str, Any]], Said]
"""What rules across records would say of these fields."""

_SWEEPS = 6
_FEW = 40
"""Up to so many spaces at the ends of lines are tried one by one, where they cannot all go."""
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Edit:
    """Part of a remedy: where in the text, what stands there then, and the data path whose value changes, if any."""

    start: int
    end: int
    text: str
    at: DataPath | None = None
    code: str = ""


def mended(content: bytes, type: RecordType, beyond: Beyond = lambda data: frozenset()) -> bytes:
    """The file with everything mended that is safe to mend; the same bytes where nothing is.

    Mending what was mended changes nothing. A file that is no UTF-8 text comes back as it is.
    """
    try:
        text = content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        return content
    state = _State.of(text.replace("\r\n", "\n").replace("\r", "\n"), type, beyond)
    for _ in range(_SWEEPS):
        swept = _swept(state)
        if swept is state:
            break
        state = swept
    return state.text.encode()


def _swept(state: _State) -> _State:
    """The text after every remedy has been tried once: what fails is not tried again before the next sweep."""
    failed: set[object] = set()
    while True:
        for edits in _remedies(state):
            name = tuple((edit.at, edit.text, state.text[max(edit.start - 40, 0) : edit.end + 40]) for edit in edits)
            if name in failed:
                continue
            if (after := state.after(edits)) is not None:
                state = after
                break
            failed.add(name)
        else:
            return state


@dataclass(frozen=True)
class _State:
    """A text with everything that a remedy is measured against."""

    text: str
    type: RecordType
    beyond: Beyond
    file: TextFile
    reading: YamlReading
    drafts: tuple[Draft, ...]
    said: Said
    html: str
    checked: Mapping[str, Any] | None
    """The fields as rules see them: without values of the wrong kind."""

    @classmethod
    def of(cls, text: str, type: RecordType, beyond: Beyond) -> _State:
        file = read_file(text.encode(), markdown=type.is_markdown)
        data = deepcopy(file.data)
        drafts = [Draft(fault.code, fault.place, fault.words) for fault in file.faults]
        html = ""
        if data is not None:
            drafts += type.faults(data)
            if type.is_markdown:
                parsed = parse(file.body)
                html = unicodedata.normalize("NFC", parsed.html)
                drafts += body_faults(type, parsed, 1)
        return cls(text, type, beyond, file, file.locate(), tuple(drafts), said_of(drafts), html, data)

    def after(self, edits: list[Edit]) -> _State | None:
        """The text with some edits, which belong together; None when they do not keep what they promise."""
        text = self.text
        for edit in sorted(edits, key=lambda each: each.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        if text == self.text:
            return None
        other = _State.of(text, self.type, self.beyond)
        changed = [edit.at for edit in edits if edit.at is not None]
        if self.file.data is None:  # nothing could be read before, so whatever is said of the fields now is no news
            return other if other.file.data is not None and not other.reading.faults else None
        if other.said - self.said or self.html != other.html:
            return None
        if changed and not self.said - other.said:
            return None
        if _without(self.file.data, changed) != _without(other.file.data, changed):
            return None
        if changed and self.checked is not None and other.checked is not None:
            return None if self.beyond(other.checked) - self.beyond(self.checked) else other
        return other

    @property
    def begin(self) -> int:
        """Where the fields begin."""
        return self.offset(Place(1, 1))

    def offset(self, place: Place) -> int:
        """Where in the text a place of the fields lies."""
        line = place.line + self.file.fields_line - 2
        start = 0
        for _ in range(line):
            start = self.text.find("\n", start) + 1
        return start + place.column - 1


def said_of(drafts: Iterable[Draft]) -> Said:
    """What drafts come to when lines move."""
    return frozenset((each.code, _where(each)) for each in drafts)


def _where(draft: Draft) -> Any:
    """What stays the same of a draft when lines move."""
    if isinstance(draft.at, tuple):
        return (*draft.at, draft.words.get("key", "")) if draft.code in ("CH201", "CH202") else draft.at
    return tuple(sorted((key, str(value)) for key, value in draft.words.items()))


def _without(data: Any, paths: Iterable[DataPath]) -> Any:
    """A normalised copy of the data with the values at some paths left out."""
    left = _normal(data)
    for path in paths:
        parent = value_at(left, path[:-1]) if path else None
        if isinstance(parent, dict):
            parent.pop(path[-1], None)
        elif isinstance(parent, list) and isinstance(path[-1], int) and path[-1] < len(parent):
            parent[path[-1]] = None
    return left


def _normal(data: Any) -> Any:
    if isinstance(data, dict):
        return {unicodedata.normalize("NFC", key): _normal(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_normal(item) for item in data]
    return unicodedata.normalize("NFC", data) if isinstance(data, str) else data


# ---- remedies, in the order in which they are tried


def _remedies(state: _State) -> Iterator[list[Edit]]:
    yield from _characters(state)
    yield from _tabs(state)
    if state.file.data is None:
        return
    for draft in state.drafts:
        if isinstance(draft.at, tuple):
            yield from _of_draft(state, draft, draft.at)
    yield from _order(state)


def _characters(state: _State) -> Iterator[list[Edit]]:
    """Letters put together from their parts, and spaces at the ends of lines."""
    composed = unicodedata.normalize("NFC", state.text)
    if composed != state.text:
        yield [Edit(0, len(state.text), composed)]
    ends = [Edit(match.start(), match.end(), "") for match in re.finditer(r"[ \t]+(?=\n|\Z)", state.text)]
    if ends:
        yield ends
        yield [edit for edit in ends if not re.match(r"\n[ \t]*[^ \t\n]", state.text[edit.end : edit.end + 200])]
        if len(ends) <= _FEW:  # two of them before another line break it there, so what may not go stays
            yield from ([edit] for edit in ends)


def _tabs(state: _State) -> Iterator[list[Edit]]:
    """Tabs before the first word of a field's line, where YAML wants spaces."""
    if not any(draft.code == "CH107" for draft in state.drafts):
        return
    start = state.begin
    tabs = [
        Edit(start + match.start(), start + match.end(), match.group().replace("\t", "  "), code="CH107")
        for match in re.finditer(r"(?m)^ *\t[ \t]*", state.file.fields)
    ]
    if tabs:
        yield tabs


def _of_draft(state: _State, draft: Draft, at: DataPath) -> Iterator[list[Edit]]:
    schema = _schema_at(state.type.schema, at)
    if draft.code == "CH202" and (key := _only_key(_schema_at(state.type.schema, at[:-1]), str(at[-1]))):
        parent = value_at(state.file.data, at[:-1])
        place = state.reading.key_places.get(at)
        if place and isinstance(parent, dict) and key not in parent:
            start = state.offset(place)
            if state.text.startswith(str(at[-1]), start):
                edit = Edit(start, start + len(str(at[-1])), key, at, "CH202")
                yield [edit, Edit(start, start, "", (*at[:-1], key), "CH202")]
        return
    scalar = _scalar(state, at)
    if scalar is None:
        return
    start, end = scalar
    value = value_at(state.file.data, at)
    if draft.code == "CH206" and (date := as_record_date(str(value))):
        yield [Edit(start, end, date, at, "CH206")]
    elif draft.code == "CH204" and (near := _only_term(state.type, schema, value)):
        yield [Edit(start, end, yaml_scalar(near), at, "CH204")]
    elif draft.code == "CH203" and schema.get("type") == "array" and value not in (None, ""):
        for items in _as_lists(state.type, schema.get("items", {}), value):
            yield [Edit(start, end, f"[{', '.join(map(yaml_scalar, items))}]", at, "CH203")]


def _as_lists(type: RecordType, items: Mapping[str, Any], value: Any) -> Iterator[list[Any]]:
    """The lists that a value outside brackets can mean: terms or ids with commas between them, or one item."""
    parts = [part.strip() for part in str(value).split(",")]
    if "x-vocabulary" in items:
        terms = [_only_term(type, items, part) for part in parts]
        if all(terms):
            yield terms
    elif "x-reference" in items:
        yield parts
    yield [value]


def _scalar(state: _State, at: DataPath) -> tuple[int, int] | None:
    """Where a text or number on one line starts and ends; None for what goes over several lines."""
    place, end = state.reading.places.get(at), state.reading.ends.get(at)
    if place is None or end is None or place.line != end.line:
        return None
    start = state.offset(place)
    return start, start + end.column - place.column


def _only_key(schema: Mapping[str, Any], key: str) -> str:
    """The one known field that a misspelt one can mean."""
    return _only(key, schema.get("properties", {}))


def _only_term(type: RecordType, schema: Mapping[str, Any], value: Any) -> str:
    """The one term that a value can mean: by the same name in any language, or as the only one that is like it."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    wanted = str(value).strip().lower()
    vocabularies = [type.vocabularies[name] for name in names_of(schema.get("x-vocabulary", []))]
    named = {id for each in vocabularies for id in _named(each, wanted)}
    if named:
        return named.pop() if len(named) == 1 else ""
    ids = [id for each in vocabularies for id in each.terms] or [str(each) for each in schema.get("enum", ())]
    return _only(wanted, ids)


def _named(vocabulary: Vocabulary, name: str) -> Iterator[str]:
    return (term.id for term in vocabulary.terms.values() if any(each.lower() == name for each in term.names()))


def _only(word: str, known: Iterable[str]) -> str:
    candidates = {item.lower(): item for item in known}
    near = difflib.get_close_matches(word[:80].lower(), candidates, n=2, cutoff=0.72)
    if word.lower() in candidates:
        return candidates[word.lower()]
    return candidates[near[0]] if len(near) == 1 else ""


def _schema_at(schema: Mapping[str, Any], at: DataPath) -> Mapping[str, Any]:
    for step in at:
        schema = schema.get("items", {}) if isinstance(step, int) else schema.get("properties", {}).get(step, {})
    return schema


def _order(state: _State) -> Iterator[list[Edit]]:
    """The fields of a draft in the order of the schema. A published record keeps the order that it was read in."""
    data, type = state.file.data, state.type
    if state.file.faults or not type.has_status or data.get("status") != "draft":
        return
    ranks = {key: rank for rank, key in enumerate(type.properties)}
    rank, ranked = -1, []
    for key in data:  # what the schema does not know stays behind what it stood behind
        rank = ranks.get(key, rank)
        ranked.append((rank, key))
    wanted = [key for _, key in sorted(ranked, key=lambda each: each[0])]
    if wanted == list(data):
        return
    begin = state.begin
    blocks = _blocks(state.file.fields, {key: state.reading.key_places[(key,)].line for key in data})
    if blocks is None:
        return
    head, parts, tail = blocks
    yield [Edit(begin, begin + len(state.file.fields), head + "".join(parts[key] for key in wanted) + tail)]


def _blocks(fields: str, lines: Mapping[str, int]) -> tuple[str, dict[str, str], str] | None:
    """The text of each field with the comments right above it; what stands before the first and after the last.

    None where the fields do not stand on lines of their own.
    """
    if len(set(lines.values())) != len(lines):
        return None
    text = fields.split("\n")
    if any(not re.match(rf"[\"']?{re.escape(key)}[\"']?[ ]*:", text[line - 1]) for key, line in lines.items()):
        return None
    starts = []
    for line in sorted(lines.values()):
        start = line - 1
        while start > 0 and text[start - 1].startswith("#"):
            start -= 1
        starts.append(start)
    end = len(text)
    while end > starts[-1] + 1 and (not text[end - 1].strip() or text[end - 1].startswith("#")):
        end -= 1
    parts = {}
    for key, start, stop in zip(sorted(lines, key=lambda each: lines[each]), starts, [*starts[1:], end], strict=True):
        parts[key] = "".join(f"{line}\n" for line in text[start:stop])
    tail = "\n".join(text[end:])
    return "".join(f"{line}\n" for line in text[: starts[0]]), parts, tail
