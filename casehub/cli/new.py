"""`casehub new`: a draft to start from, with every question that publication asks."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Annotated

import typer

from casehub.cli.terminal import CannotRun, find_root
from casehub.records.definitions import Definitions
from casehub.records.findings import closest
from casehub.records.schema import RecordType

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


def new(
    type: Annotated[str, typer.Argument(help="case, practice, challenge, group, event, learning, term, …")],
    title: Annotated[str | None, typer.Option(help="Its title, or the name of a person or organisation.")] = None,
    id: Annotated[str | None, typer.Option(help="Its permanent address; made from the title by default.")] = None,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Write a draft that passes the check, with the questions to answer as comments."""
    folder = find_root(root)
    try:
        definitions = Definitions.load(folder / "schemas")
    except (OSError, ValueError) as error:
        raise CannotRun(f"The schemas cannot be read: {error}") from error
    record_type = definitions.types.get(type)
    if record_type is None:
        near = closest(type, definitions.types)
        hint = f" Did you mean “{near}”?" if near else ""
        raise CannotRun(f"There is no type “{type}”.{hint} Choose one of: {', '.join(definitions.types)}.")
    title = title or typer.prompt("What is it called, and where is it?" if record_type.has_status else "Name")
    id = id or slug(title or "")
    if not _ID.match(id):
        raise CannotRun(f"“{id}” cannot be an address. Give one with --id: lower-case letters, digits, hyphens.")
    path = folder / "content" / record_type.folder / f"{id}{'.md' if record_type.is_markdown else '.yml'}"
    if path.exists():
        raise CannotRun(f"{path.relative_to(folder)} exists already. Choose another --id.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(draft_of(record_type, title or ""), encoding="utf-8")
    typer.echo(f"{path.relative_to(folder)} is there. Open it, answer what you can, then: casehub check")


def slug(title: str) -> str:
    """A first suggestion for an address: the words of a title in plain ASCII."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")


def draft_of(type: RecordType, title: str) -> str:
    """The text of a new draft: what a draft needs, and every other question of publication as a comment."""
    quoted = title.replace("\\", "\\\\").replace('"', '\\"')
    known = {"schema_version": "1", "title": f'"{quoted}"', "name": f'"{quoted}"', "status": "draft", "consent": "no"}
    lines = []
    for key in type.asks_for:
        if key in known:
            lines.append(f"{key}: {known[key]}")
        else:
            lines += [f"# {type.question(key)}", f"# {key}:"]
    fields = "\n".join(lines)
    if not type.is_markdown:
        return fields + "\n"
    body = "\n\n".join(f"## {section}\n\n…" for section in type.sections) or "…"
    return f"---\n{fields}\n---\n\n{body}\n"
