"""`casehub translate`: a file to begin a translation with, holding every text that waits for its words."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from casehub.cli.record_names import write_new
from casehub.cli.terminal import CannotRun, find_root, load_hub
from casehub.records.findings import closest
from casehub.records.load import body_of
from casehub.records.model import Hub, Record
from casehub.records.translations import TYPE, texts_of, translation_of
from casehub.records.tree import found_at
from casehub.review.freshness import state_of


def translate(
    record: Annotated[str, typer.Argument(help="What is translated: case/<id>, about/<page>, or its file.")],
    language: Annotated[str, typer.Argument(help="The language to translate into, such as fr.")],
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Begin a translation: a file with each text of the original, in its place, waiting for its words."""
    folder = find_root(root)
    hub = load_hub(folder)
    known = sorted(hub.definitions.other_languages)
    if language not in known:
        raise CannotRun(f"The hub has no pages in “{language}”. It has: {', '.join(known) or 'none but English'}.")
    original = _named(hub, record)
    if translation := translation_of(hub, original, language):
        raise CannotRun(f"{translation.path} is there already. “casehub check” says whether it is up to date.")
    path = path_of(original, language)
    write_new(folder, path, skeleton(hub, original, language, hub.today))
    typer.echo(f"{path} is there. Put your words in the place of the English ones, then: casehub check")


def path_of(original: Record, language: str) -> str:
    """Where the translation of a record stands: `content/fr/` mirrors `content/`."""
    inside = original.path.removeprefix("content/")
    if original.type != "page" and inside.endswith("/index.md"):  # its images stay where they are
        inside = f"{posixpath.dirname(inside)}.md"
    return f"content/{language}/{inside}"


def skeleton(hub: Hub, original: Record, language: str, on: date) -> str:
    """The text of a new translation: the original's texts as comments, its own text below the translated headings."""
    lines = ["---", "schema_version: 1"]
    for key in ("title", "summary"):
        lines += [f"# {original.data.get(key, '')}", f'{key}: ""']
    lines += [f"translated: {on.isoformat()}", "translated_by: editors"]
    lines += [
        "# The state of the original. “casehub check” says when it has changed.",
        f"original: {state_of(hub, original)}",
    ]
    texts = texts_of(hub, original)
    if texts:
        lines += ["# Delete a text to leave it in the original's language.", "texts:"]
        for place, text in texts.items():
            lines += [f"  # {' '.join(text.split())}", f'  {json.dumps(place) if " " in place else place}: ""']
    body = "\n".join(_with_headings(hub, original, language))
    return "\n".join([*lines, "---", ""]) + body.strip("\n") + "\n"


def _with_headings(hub: Hub, original: Record, language: str) -> Iterator[str]:
    here = hub.definitions.types[original.type].sections
    there = dict(zip(here, hub.definitions.in_language(language).types[original.type].sections, strict=True))
    for line in body_of(hub, original)[0].splitlines():
        heading = re.fullmatch(r"## (.+?)\s*", line)
        yield f"## {there[heading[1]]}" if heading and heading[1] in there else line


def _named(hub: Hub, name: str) -> Record:
    path = Path(name).as_posix().removeprefix("./")
    able = [
        each for each in hub.records.values() if each.type != TYPE and hub.definitions.types[each.type].is_markdown
    ]
    names = {(each.id if each.type == "page" else f"{each.type}/{each.id}"): each for each in able}
    for key, record in names.items():
        if path in (key, record.path) or (
            (found := found_at(path, hub.definitions)) and (found.type.name, found.id) == record.key
        ):
            return record
    near = closest(name, names)
    hint = f" Did you mean “{near}”?" if near else ""
    raise CannotRun(f"There is nothing to translate that is called “{name}”.{hint}")
