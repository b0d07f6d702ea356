"""The text of an issue that came through a form, cut into answers again; and such a text from a record's answers.

The forge writes each question as `### label` and the answer below it. People edit that afterwards, browsers translate
it, forms change. So headings are found by their words first; by their order where there are as many as questions; and
what belongs to no question is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casehub.forge.issue_forms import FILLED_IN, Element, Kind
from casehub.records.written_yaml import yaml_field, yaml_lines

NO_ANSWER = "_No response_"
NOTHING_CHOSEN = "None"
_HEADING = re.compile(r"###[ \t]+(.+?)[ \t]*#*[ \t]*\Z")
_MARK = re.compile(r"[_*][^_*\n]{1,40}[_*]\Z")
"""A whole answer in italics: how the forge says, in any translation, that there is none."""
_TICKED = re.compile(r"\s*- \[[ xX]\] |_No response_$")
_SIGNATURE = re.compile(r"^--[ \u00a0]?$", re.MULTILINE)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\u061c\ufeff\ufffe\uffff"
    "\ufdd0-\ufdef\ue000-\ue005\ud800-\udfff]"
)


@dataclass(frozen=True)
class Cut:
    """An issue's text by question: answers by the element's id, questions that nobody knows, and what is left."""

    answers: Mapping[str, str]
    unknown: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()
    by_position: bool = False


def tidy(text: str) -> str:
    """A text without what nobody sees: line ends of other systems, control characters, marks of direction."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u0085", "\n").replace("\u2028", "\n")
    return _UNSEEN.sub("", text)


def cut(body: str, elements: Sequence[Element]) -> Cut:
    """The answers in an issue's text. Every word of it stands in one of the parts."""
    lines = tidy(body).split("\n")
    headings = [(number, match[1]) for number, line in enumerate(lines) if (match := _HEADING.match(line))]
    found = _by_words(headings, elements)
    by_position = False
    if len(found) < len(elements) and (placed := _by_position(headings, found, elements, lines)):
        found, by_position = placed, True
    starts = sorted((number, element) for element, number in found.items())
    known = {each.id: each for each in elements}
    answers: dict[str, str] = {}
    unknown: list[tuple[str, str]] = []
    left = [_text(lines[: starts[0][0]])] if starts else [_text(lines)]
    for at, (number, id) in enumerate(starts):
        end = starts[at + 1][0] if at + 1 < len(starts) else len(lines)
        answer, others = _without_strangers(lines[number + 1 : end], known[id].kind)
        unknown += others
        answer, signature = _without_signature(answer, known[id].kind)
        left.append(signature)
        if known[id].kind is Kind.AGREED:
            left.append(_text(line for line in answer.split("\n") if not _TICKED.match(line)))
        elif not _is_empty(answer, known[id].kind, by_position):
            answers[id] = answer
    unknown = [(label, text) for label, text in unknown if not _is_empty(text, Kind.CHOICE, by_position)]
    return Cut(answers, tuple(unknown), tuple(each for each in left if each), by_position)


def issue_body(elements: Sequence[Element], data: Mapping[str, Any], sections: Mapping[str, str]) -> str:
    """The text that the form would make of a record's answers. What the form does not ask for stands in the rest."""
    asked = {each.key for each in elements if each.key}
    rest = {key: value for key, value in data.items() if key not in asked and key not in FILLED_IN}
    parts = []
    for each in elements:
        answer = NO_ANSWER
        if each.kind is Kind.SECTION:
            answer = sections.get(each.key) or NO_ANSWER
        elif each.kind is Kind.AGREED:
            answer = "- [X] Yes."
        elif each.kind is Kind.REST:
            answer = _fenced("\n".join(yaml_lines(rest))) if rest else NO_ANSWER
        elif each.key in data:
            answer = _written(each, data[each.key])
        elif each.kind is Kind.CHOICES:
            answer = NOTHING_CHOSEN
        parts.append(f"### {each.label}\n\n{answer}")
    return "\n\n".join(parts) + "\n"


def _written(element: Element, value: Any) -> str:
    names = {id: option for option, id in element.options.items()}
    match element.kind:
        case Kind.CHOICE:
            return names.get(str(value), str(value))
        case Kind.CHOICES:
            return ", ".join(names.get(str(each), str(each)) for each in value)
        case Kind.ITEMS:
            return "\n".join(map(str, value))
        case Kind.RECORD:
            return f"{value['type']}/{value['id']}"
        case Kind.FIELDS:
            lines = list(yaml_field(element.key, value))
            return _fenced("\n".join(line.removeprefix("  ") for line in lines[1:]))
        case _:
            return str(value)


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall("`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}yaml\n{text}\n{fence}"


# ---- headings


def _by_words(headings: Sequence[tuple[int, str]], elements: Sequence[Element]) -> dict[str, int]:
    """The line of each question that stands there in its own words, in the order of the form.

    Where the same words stand there twice, the last that still leaves the order is the question: what people paste
    into an answer comes before the questions that follow it.
    """
    found: dict[str, int] = {}
    before = max((number for number, _ in headings), default=-1) + 1
    lost = []
    for element in reversed(elements):
        lines = [number for number, words in headings if _same(words, element.label)]
        fitting = [number for number in lines if number < before]
        if fitting:
            before = found[element.id] = fitting[-1]
        elif lines:
            lost.append((element.id, lines[0]))
    taken = set(found.values())
    found |= {id: number for id, number in lost if number not in taken}  # somebody changed the order
    return found


def _by_position(
    headings: Sequence[tuple[int, str]], found: Mapping[str, int], elements: Sequence[Element], lines: Sequence[str]
) -> dict[str, int] | None:
    """The same by order, if there are as many headings as questions and none stands where another belongs."""
    outside = _outside_fences(lines)
    numbers = [number for number, _ in headings if outside[number]]
    if len(numbers) != len(elements):
        return None
    placed = {element.id: number for element, number in zip(elements, numbers, strict=True)}
    return placed if all(placed[id] == number for id, number in found.items()) else None


def _outside_fences(lines: Sequence[str]) -> list[bool]:
    fence, outside = "", []
    for line in lines:
        mark = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if mark and not fence:
            fence = mark[1]
            outside.append(False)
        elif fence:
            outside.append(False)
            if mark and mark[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
        else:
            outside.append(True)
    return outside


def _same(words: str, label: str) -> bool:
    return " ".join(words.split()).casefold().rstrip("?:. ") == label.casefold().rstrip("?:. ")


def _without_strangers(lines: list[str], kind: Kind) -> tuple[str, list[tuple[str, str]]]:
    """An answer without the questions of an older form that follow it.

    A heading in a section is part of its text; behind anything else, or around no answer, it is a question.
    """
    outside = _outside_fences(lines)
    found = [number for number, line in enumerate(lines) if outside[number] and _HEADING.match(line)]
    if not found:
        return _text(lines), []
    starts: list[int] = []
    said = [number for number, line in enumerate(lines) if line.strip()]
    no_answer = said[:1] and lines[said[0]].strip() == NO_ANSWER
    for number, end in zip(found, [*found[1:], len(lines)], strict=True):
        is_empty = _text(lines[number + 1 : end]) in (NO_ANSWER, NOTHING_CHOSEN)
        if starts or kind is not Kind.SECTION or is_empty or (no_answer and said[1] == number):
            starts.append(number)
    if not starts:
        return _text(lines), []
    others = []
    for number, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        match = _HEADING.match(lines[number])
        others.append((match[1] if match else "", _text(lines[number + 1 : end])))
    return _text(lines[: starts[0]]), others


def _without_signature(text: str, kind: Kind) -> tuple[str, str]:
    """A text without the signature of a mail below it, which names people and is no part of a record."""
    match = _SIGNATURE.search(text)
    if match is None or kind in (Kind.FIELDS, Kind.REST) or len(text[match.end() :]) > 1500:
        return text, ""
    return text[: match.start()].strip("\n"), text[match.start() :].strip()


def _is_empty(text: str, kind: Kind, by_position: bool) -> bool:
    if text in ("", NO_ANSWER) or (text == NOTHING_CHOSEN and kind in (Kind.CHOICE, Kind.CHOICES)):
        return True
    return by_position and bool(_MARK.match(text))


def _text(lines: Any) -> str:
    return "\n".join(lines).strip("\n").rstrip()
