"""The text of a record's file, and its parts again: what the terminal, the forms and the templates write.

A file that was written here reads back equal: every field, every section, and what the schema does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt

from casehub.records.examples import example_of
from casehub.records.schema import RecordType
from casehub.records.vocabulary import CodeList
from casehub.records.wording import names_of
from casehub.records.written_yaml import yaml_field, yaml_scalar

OPENING = ""
"""The name under which a text stands that comes before the first section."""
EMPTY = "…"
"""What stands where nothing has been written yet."""


class Guidance(Enum):
    """How much a new file says, in comments, about what could still be answered."""

    NONE = "nothing"
    QUESTIONS = "what publication asks for"
    ALL = "every field, with help, choices and an example"


def record_text(
    type: RecordType,
    data: Mapping[str, Any],
    sections: Mapping[str, str] | str | None = None,
    *,
    guidance: Guidance = Guidance.QUESTIONS,
) -> str:
    """The text of a record's file: fields in the schema's order, others behind them, then the body.

    `sections` gives the text of each section by its name (`OPENING` for what stands before the first, other names for
    sections that the schema does not know), or the whole body as one text. Sections that are not given are there with
    the questions that they answer.
    """
    fields = "\n".join(_fields(type, data, guidance))
    if not type.is_markdown:
        return fields + "\n"
    body = sections.strip("\n") if isinstance(sections, str) else _body(type, data, sections or {}, guidance)
    return f"---\n{fields}\n---\n\n{body}\n"


def sections_of(type: RecordType, body: str) -> dict[str, str]:
    """The sections of a body by name, in its order; what no section holds stands under `OPENING`.

    What stands under a second heading of the same words joins the first; a section that nobody filled in is left out.
    """
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    lines = body.split("\n")
    known = {name.lower(): name for name in type.sections}
    found: dict[str, str] = {}
    name, start = OPENING, 0
    for heading, first, behind in (*_headings(body), (OPENING, len(lines), len(lines))):
        text = "\n".join(lines[start:first]).strip("\n")
        if not _is_blank(type, name, text):
            found[name] = f"{found[name]}\n\n{text}" if name in found else text
        name, start = known.get(heading.lower(), heading), behind
    return found


def comment_of(text: str) -> str:
    """A comment of a body, which nobody sees on the page."""
    return f"<!-- {text} -->"


def _is_blank(type: RecordType, name: str, text: str) -> bool:
    left = text.replace(comment_of(type.prompts[name]), "") if name in type.prompts else text
    return left.strip() in ("", EMPTY) and (name == OPENING or name in type.sections)


# ---- fields


def _fields(type: RecordType, data: Mapping[str, Any], guidance: Guidance) -> Iterator[str]:
    for key in type.properties:
        if key in data:
            yield from yaml_field(key, data[key])
        elif guidance is Guidance.ALL:
            yield from _explained(type, key)
        elif guidance is Guidance.QUESTIONS and key in type.asks_for:
            yield from _asked(type, key)
    for key in data:
        if key not in type.properties:
            yield from yaml_field(key, data[key])


def _asked(type: RecordType, key: str) -> Iterator[str]:
    """A question of publication as a comment, with the key to answer it by."""
    example = example_of(type.properties[key])
    if isinstance(example, dict) or (isinstance(example, list) and isinstance(example[0], dict)):
        yield f"# {type.question(key)} Such as (made up):"
        yield from (f"# {line}" for line in yaml_field(key, example))
    else:
        line = " ".join(yaml_field(key, example)).partition(": ")[2]
        yield f"# {type.question(key)}" + (f" Such as: {line}" if line and len(line) <= 60 else "")
        yield f"# {key}:"


def _explained(type: RecordType, key: str) -> Iterator[str]:
    """A field with everything that its schema says of it, and an example to overwrite, all as comments."""
    schema = type.properties[key]
    yield ""
    asked = f" {schema['x-ask']}" if "x-ask" in schema else ""
    yield f"# {schema['title']}.{asked}"
    for part in ("description", "x-help"):
        if part in schema:
            yield f"# {schema[part]}"
    if choices := _choices(type, schema):
        yield f"# {choices}"
    example = example_of(schema)
    yield from (f"# {line}" for line in (yaml_field(key, example) if example is not None else [f"{key}:"]))


def _choices(type: RecordType, schema: Mapping[str, Any]) -> str:
    item = schema if "x-vocabulary" in schema or "enum" in schema else schema.get("items", {})
    kind = "Any of" if item is not schema else "One of"
    if "enum" in item:
        return f"{kind}: {', '.join(map(yaml_scalar, item['enum']))}."
    several = [type.vocabularies[name] for name in names_of(item.get("x-vocabulary", []))]
    told = [each.form if isinstance(each, CodeList) else f"{kind}: {each.choices()}" for each in several]
    return f"{'; or '.join(told)}." if told else ""


# ---- body


def _body(type: RecordType, data: Mapping[str, Any], sections: Mapping[str, str], guidance: Guidance) -> str:
    parts = [closed(sections[OPENING])] if sections.get(OPENING) else []
    if not type.sections and not parts:
        parts.append(str(data.get("summary", EMPTY)))
    for name in (*type.sections, *(each for each in sections if each not in type.sections and each != OPENING)):
        asked = comment_of(type.prompts[name]) if guidance is not Guidance.NONE and name in type.prompts else EMPTY
        heading = f"## {name} ##" if name.endswith("#") else f"## {name}"
        parts.append(f"{heading}\n\n{closed(sections.get(name, asked))}".rstrip("\n"))
    return "\n\n".join(parts)


_PROBE = "## Next"
_CLOSERS = ("-->", "?>", "]]>", "</script>", "</style>", "</pre>", "</textarea>", ">")


def closed(text: str) -> str:
    """A text behind which a heading is a heading: a fence or a comment that was left open is closed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    fence = next((token.markup for token in reversed(_markdown().parse(text)) if token.type == "fence"), "```")
    for closer in ("", fence, *_CLOSERS):
        whole = f"{text}\n{closer}" if closer else text
        if _headings(f"{whole}\n\n{_PROBE}")[-1:] == [("Next", whole.count("\n") + 2, whole.count("\n") + 3)]:
            return whole
    return text


def _headings(body: str) -> list[tuple[str, int, int]]:
    """Each heading of a section: its words, the line on which it stands, and the line behind it (from 0)."""
    tokens = _markdown().parse(body)
    return [
        (" ".join(after.content.split()), token.map[0], token.map[1])
        for token, after in pairwise(tokens)
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0 and token.map and after.content
    ]


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark")
