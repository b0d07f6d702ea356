"""What is wrong with a text, seen by itself: sections, headings, links and images that say something, no HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from casehub.records.body_facts import Facts, Heading
from casehub.records.findings import MOST, Draft, closest
from casehub.records.links import EMPTY_LINK_TEXTS, forbidden_scheme
from casehub.records.markdown import Parsed
from casehub.records.plain_yaml import Place
from casehub.records.schema import RecordType


def body_faults(type: RecordType, parsed: Parsed, first_line: int) -> list[Draft]:
    """The faults of a text, so many of each kind. `first_line` is the line of the file on which the text starts."""
    facts = parsed.facts
    found = [
        Draft(each.code, Place(each.at.line + first_line - 1, each.at.column), each.words)
        for each in facts.faults
        if isinstance(each.at, Place)
    ]
    if not facts.words and not facts.headings:
        order = _order(type) or "at least a paragraph"
        return [*found, Draft("CH433", Place(first_line, 1), {"order": order})]
    found += _headings(facts, first_line)
    if type.sections:
        found += _sections(type, facts, first_line)
    found += _links(facts, first_line)
    if not parsed.is_safe:
        found.append(Draft("CH431", Place(parsed.unsafe_line + first_line, 1)))
    return list(_some_of_each(found))


def _some_of_each(drafts: list[Draft]) -> Iterator[Draft]:
    """At most `MOST` of each code, so that no kind of fault is lost behind many of another."""
    seen: Counter[str] = Counter()
    for draft in drafts:
        seen[draft.code] += 1
        if seen[draft.code] <= MOST:
            yield draft


def _order(type: RecordType) -> str:
    return " · ".join(type.sections)


def _headings(facts: Facts, first_line: int) -> Iterator[Draft]:
    level = 1
    for heading in facts.headings:
        place = Place(heading.line + first_line, 1)
        if heading.is_empty:
            yield Draft("CH407", place)
        if heading.level == 1:
            yield Draft("CH406", place, {"heading": heading.text})
            continue
        if heading.level > level + 1:
            words = {"heading": heading.text, "found": heading.level, "expected": level + 1}
            yield Draft("CH405", place, words)
        level = heading.level


def _sections(type: RecordType, facts: Facts, first_line: int) -> Iterator[Draft]:
    """Exactly the schema's sections, in their order, none of them empty, and nothing before the first."""
    order = _order(type)
    if facts.opening_words:
        yield Draft("CH432", Place(first_line + 1, 1), {"section": type.sections[0]})
    second = [heading for heading in facts.headings if heading.level == 2]
    known = {name.lower(): name for name in type.sections}
    standing: list[tuple[str, Heading]] = []
    meant: set[str] = set()
    for heading, words in zip(second, facts.section_words, strict=True):
        place = Place(heading.line + first_line, 1)
        name = known.get(heading.text.lower())
        if name is None:
            near = closest(heading.text, type.sections)
            meant.add(near)
            yield Draft("CH403", place, {"section": heading.text, "order": order}, near)
            continue
        if name in [each for each, _ in standing]:
            yield Draft("CH408", place, {"section": name})
            continue
        standing.append((name, heading))
        if not words:
            yield Draft("CH404", place, {"section": name})
    lines = {name: heading.line for name, heading in standing}
    for index, name in enumerate(type.sections):
        if name not in lines and name not in meant:
            # where it should stand: before the first of those that follow it, else at the last that stands
            following = [lines[each] for each in type.sections[index + 1 :] if each in lines]
            line = min(following) if following else max(lines.values(), default=0)
            yield Draft("CH401", Place(line + first_line, 1), {"section": name})
    furthest = -1
    for name, heading in standing:
        index = type.sections.index(name)
        if index < furthest:
            yield Draft("CH402", Place(heading.line + first_line, 1), {"section": name, "order": order})
        furthest = max(furthest, index)


def _links(facts: Facts, first_line: int) -> Iterator[Draft]:
    for link in facts.links:
        place = Place(link.line + first_line, link.column)
        if link.is_image:
            if not link.text:
                yield Draft("CH420", place, {"image": link.target})
            continue
        if scheme := forbidden_scheme(link.target):
            yield Draft("CH412", place, {"scheme": scheme})
        if not link.text or link.text.strip(" .:!…»>").lower() in EMPTY_LINK_TEXTS:
            yield Draft("CH410", place, {"text": link.text})
