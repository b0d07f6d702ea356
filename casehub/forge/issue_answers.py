"""From the answers of an issue to fields and sections of a draft. What cannot be read as asked is kept, and told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt

from casehub.forge.issue_body import Cut, cut
from casehub.forge.issue_forms import FILLED_IN, Element, Kind, elements
from casehub.records.addresses import slug
from casehub.records.definitions import Definitions
from casehub.records.drafts import closed
from casehub.records.findings import shortened
from casehub.records.plain_yaml import MAX_SCALAR, Place, YamlFault, read
from casehub.records.schema import RecordType
from casehub.records.tree import is_address

KEPT = "imported"
"""The field that keeps what has no place."""
_CURLY = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"})
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*\n(.*?)(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_QUOTED = re.compile(r"(?<=:[ \u00a0])[“„«]([^“”„«»\"\n\\]*)[”“»](?=[ \t]*$)", re.MULTILINE)
"""A value in the quotation marks of a word processor."""
_BULLET = re.compile(r"\s*(?:[-*+•–]|\d{1,2}[.)])\s+")
_CODE = re.compile(r"\(([\w.-]+)\)\s*\Z")
_ATX = re.compile(r" {0,3}#{1,2}(?=[ \t]|$)")
_MOST_PARTS, _LONGEST = 200, 8
"""So many commas are looked at, and so many at most stand in one option."""

Named = Callable[[str, str], str]
"""The id of the record of a type that has a name, or nothing."""


@dataclass
class Answers:
    """What an issue says: fields, sections, remarks by the element's id, and what is left in the issue itself."""

    data: dict[str, Any] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    by_position: bool = False

    def remark(self, id: str, words: str) -> None:
        """Note how an answer was read, or why not."""
        self.remarks.setdefault(id, []).append(words)


def answers_of(type: RecordType, body: str, definitions: Definitions, day: str, named: Named) -> Answers:
    """The fields and sections that an issue's text gives. `day` is when it was opened."""
    found = cut(body, elements(type))
    answers = Answers(left=found.left, by_position=found.by_position)
    given: dict[str, Any] = {}
    for element in elements(type):
        if element.id in found.answers:
            _take(element, found.answers[element.id], type, definitions, named, answers, given)
    fixed = {"schema_version": 1, "status": "draft", "submitted": day, "submitted_by": "editors", "asked": day}
    given |= {key: value for key, value in fixed.items() if key in type.properties}
    given.pop("published", None)
    answers.data = {key: given[key] for key in type.properties if key in given} | given
    _keep(type, found, answers)
    return answers


def _take(
    element: Element,
    text: str,
    type: RecordType,
    definitions: Definitions,
    named: Named,
    answers: Answers,
    given: dict[str, Any],
) -> None:
    """Read one answer as its kind asks for, into `given`, the sections, or what is kept."""
    match element.kind:
        case Kind.SECTION:
            answers.sections[element.key] = closed(_lowered(text))
        case Kind.CHOICE:
            given[element.key] = _chosen(element, text)
        case Kind.CHOICES:
            given[element.key] = _all_chosen(element, text)
        case Kind.ITEMS:
            lines = (line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("```"))
            given[element.key] = [_BULLET.sub("", line, count=1).strip() for line in lines]
        case Kind.RECORD:
            record = _record(text, definitions)
            if record is None:
                answers.kept[element.label] = text
                answers.remark(element.id, "It is not the address of a record here. Write it as type and id.")
            else:
                given[element.key] = record
        case Kind.FIELDS | Kind.REST:
            _take_fields(element, text, type, definitions, answers, given)
        case _:
            given[element.key] = _said(element, text, type, named, answers)


def _said(element: Element, text: str, type: RecordType, named: Named, answers: Answers) -> Any:
    """A line or a text; the id of a record where its name was written."""
    schema = type.properties[element.key]
    said = " ".join(text.split()) if element.kind is Kind.LINE else text.strip()
    if "x-reference" in schema and not is_address(said):
        id = named(schema["x-reference"], said)
        answers.remark(element.id, f"Read as “{id or slug(said)}”." + ("" if id else " An editor will add it."))
        return id or slug(said) or said
    return said


def _chosen(element: Element, text: str) -> str:
    """The id behind an option; its code where the label was translated; else what was written, for the check."""
    said = " ".join(text.split())
    ids = {id.casefold(): id for id in element.options.values()}
    by_label = {label.casefold(): id for label, id in element.options.items()}
    code = _CODE.search(said)
    return by_label.get(said.casefold()) or ids.get((code[1] if code else said).casefold()) or said


def _all_chosen(element: Element, text: str) -> list[str]:
    """The ids of several options, which the forge joins by commas that labels may hold too."""
    parts = [each.strip() for each in text.replace("\n", ",").split(",") if each.strip()][:_MOST_PARTS]
    labels = {label.casefold(): id for label, id in element.options.items()}
    found: list[str] = []
    while parts:
        joined = [", ".join(parts[:count]) for count in range(1, min(_LONGEST, len(parts)) + 1)]
        known = next((count for count in range(len(joined), 0, -1) if joined[count - 1].casefold() in labels), 0)
        known = known or next((at for at, each in enumerate(joined, 1) if _chosen(element, each) != each), 1)
        known = next((at for at in range(1, known) if ", ".join(parts[at:known]).casefold() in labels), known)
        id = _chosen(element, joined[known - 1])
        if id not in found:
            found.append(id)
        del parts[:known]
    return found


def _record(text: str, definitions: Definitions) -> dict[str, str] | None:
    """The type and id in an address of the site, or in `case/permits-online`."""
    path = unquote(urlsplit(" ".join(text.split())).path) if "://" in text else text.strip()
    parts = [each for each in path.strip("/").removesuffix(".md").split("/") if each]
    if len(parts) < 2 or not is_address(parts[-1]):
        return None
    folder = parts[-2]
    type = definitions.types.get(folder) or definitions.type_of_folder(folder)
    return {"type": type.name, "id": parts[-1]} if type else None


# ---- fields as YAML


def _take_fields(
    element: Element,
    text: str,
    type: RecordType,
    definitions: Definitions,
    answers: Answers,
    given: dict[str, Any],
) -> None:
    blocks = [match[2] for match in _FENCE.finditer(text)]
    outside = _FENCE.sub("", text).strip()
    written = "\n".join(blocks) if blocks else text
    data, problem, remarks = _fields(written, definitions)
    for remark in remarks:
        answers.remark(element.id, remark)
    if problem:
        answers.kept[element.label] = text
        answers.remark(element.id, f"{problem} It is kept as it was written, and an editor will help.")
        return
    if blocks and outside:
        answers.kept[element.label] = outside
        answers.remark(element.id, "What stands outside of the fields is kept.")
    if data is None:
        return
    if element.kind is Kind.FIELDS:
        if isinstance(data, dict) and list(data) == [element.key]:
            data = data[element.key]
        schema = type.properties[element.key]
        is_list = schema.get("type") == "array"
        fields = schema.get("properties") or schema["items"]["properties"]
        if isinstance(data, dict) and not set(data) & set(fields):
            answers.kept[element.label] = text
            answers.remark(element.id, "It is a text, not fields. It is kept as it was written.")
            return
        given[element.key] = [data] if is_list and isinstance(data, dict) else data
        return
    if not isinstance(data, dict):
        answers.kept[element.label] = text
        answers.remark(element.id, "A list stands there without the name of its field. It is kept as it was written.")
        return
    for key, value in data.items():
        if key in FILLED_IN or key in given or not _can_be_a_key(key):
            answers.kept[f"{element.label}: {shortened(key, 60)}"] = str(value)
            answers.remark(
                element.id, f"“{shortened(key, 60)}” is answered elsewhere, or is filled in by the editors."
            )
        else:
            given[key] = value


def _can_be_a_key(key: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z_][\w-]{0,59}", key, re.ASCII))


def _fields(text: str, definitions: Definitions) -> tuple[Any, str, list[str]]:
    """What YAML says, in words why it cannot be read, and remarks. Typographic marks are mended where that helps."""
    straight = _QUOTED.sub(r'"\1"', text)
    plain = straight.replace("\u00a0", " ").replace("\t", "  ")
    lines = [line for line in plain.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines), default=0)
    plain = "\n".join(line[margin:] if not line[:margin].strip() else line for line in plain.split("\n"))
    readings = [read(attempt) for attempt in (straight, plain, plain.translate(_CURLY))]
    cut_off = {fault.place: fault for fault in readings[0].faults if fault.code == "CH118"}
    for reading in readings:
        if not isinstance(reading.data, str) and not [each for each in reading.faults if each.code != "CH118"]:
            return reading.data, "", [_told(fault, definitions) for fault in cut_off.values()]
    faults = [each for reading in readings for each in reading.faults if each.code != "CH118"]
    return None, _told(faults[0], definitions) if faults else "It is a text, not fields.", []


def _told(fault: YamlFault, definitions: Definitions) -> str:
    said = definitions.catalogue.finding(fault.code, "", Place(1, 1), fault.words)
    return f"Line {fault.place.line}: {said.message} {said.remedy}"


# ---- what is kept


def _lowered(text: str) -> str:
    """A text in which no heading is as high as those of the sections."""
    lines = text.split("\n")
    for token in reversed(_markdown().parse(text)):
        if token.type == "heading_open" and token.tag in ("h1", "h2") and token.level == 0 and token.map:
            first, behind = token.map
            if token.markup.startswith("#"):
                lines[first] = _ATX.sub("###", lines[first], count=1)
            else:
                lines[first:behind] = [f"### {' '.join(' '.join(lines[first : behind - 1]).split())}"]
    return "\n".join(lines)


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark")


def _keep(type: RecordType, found: Cut, answers: Answers) -> None:
    """What has no place goes where the schema keeps such things, in pieces that a file can hold."""
    answers.kept |= dict(found.unknown)
    if not answers.kept or KEPT not in type.properties:
        return
    standing = answers.data.get(KEPT)
    kept: dict[str, Any] = dict(standing) if isinstance(standing, Mapping) else {}
    for label, text in answers.kept.items():
        name = " ".join(label.split())[:200].strip("\0") or "not placed"
        pieces = [text[start : start + MAX_SCALAR // 2] for start in range(0, len(text), MAX_SCALAR // 2)]
        kept[name] = pieces[0] if len(pieces) == 1 else pieces
    answers.data[KEPT] = kept
