"""`casehub new`: a draft to start from, with every question that publication asks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from casehub.cli.terminal import CannotRun, find_root
from casehub.records.addresses import slug
from casehub.records.definitions import Definitions
from casehub.records.drafts import record_text
from casehub.records.findings import closest
from casehub.records.load import today
from casehub.records.schema import RecordType
from casehub.records.tree import is_address


def new(
    type: Annotated[str, typer.Argument(help="case, practice, challenge, group, event, learning, term, …")],
    title: Annotated[str | None, typer.Option(help="Its title, or the name of a person or organisation.")] = None,
    id: Annotated[str | None, typer.Option(help="Its permanent address; made from the title by default.")] = None,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Write a draft that passes the check, with the questions to answer as comments.

    Records that are public from the start are asked for what they cannot do without.
    """
    folder = find_root(root)
    try:
        definitions = Definitions.load(folder / "schemas")
    except (OSError, ValueError) as error:
        raise CannotRun(f"The schemas cannot be read: {error}") from error
    record_type = definitions.types.get(type)
    if record_type is not None and not record_type.has_page:
        raise CannotRun(f"{record_type.plural} belong to a record. Write one with: casehub review --help")
    if record_type is None:
        near = closest(type, definitions.types)
        hint = f" Did you mean “{near}”?" if near else ""
        raise CannotRun(f"There is no type “{type}”.{hint} Choose one of: {', '.join(definitions.types)}.")
    named = next(key for key in ("title", "name", "text") if key in record_type.properties)
    try:
        title = title or typer.prompt(record_type.question(named))
        path = _path(folder, record_type, id or slug(title or ""))
        answers = {**answers_for(record_type, definitions, named), named: title or ""}
    except typer.Abort as error:
        raise CannotRun("Nothing was written: an answer is missing. Give it at the prompt.") from error
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(record_text(record_type, answers), encoding="utf-8")
    typer.echo(f"{path.relative_to(folder)} is there. Open it, answer what you can, then: casehub check")


def _path(root: Path, type: RecordType, id: str) -> Path:
    """The file to write. Raises `CannotRun` when the address is no address, or is taken."""
    if not is_address(id):
        raise CannotRun(f"“{id}” cannot be an address. Give one with --id: lower-case letters, digits, hyphens.")
    folder = root / "content" / type.folder
    path = folder / f"{id}{'.md' if type.is_markdown else '.yml'}"
    for taken in (path, folder / id / "index.md"):
        if taken.exists():
            raise CannotRun(f"{taken.relative_to(root)} exists already. Choose another --id.")
    return path


def answers_for(type: RecordType, definitions: Definitions, named: str) -> dict[str, Any]:
    """What a new file of this type cannot do without, as far as it is not known already."""
    answers: dict[str, Any] = {}
    for key in type.begins_with:
        if key == "schema_version":
            answers[key] = 1
        elif key == "status":
            answers[key] = "draft"
        elif key != named:
            answers[key] = _asked(key, type, definitions)
    if answers.get("consent") == "no":
        raise CannotRun("Nothing was written: people are listed only when they have agreed to it.")
    return answers


def _asked(key: str, type: RecordType, definitions: Definitions) -> Any:
    """An answer that fits the schema. Asks again, and says why, until there is one."""
    while True:
        answer = _answer(type.properties[key], type.question(key), definitions)
        faults = [
            draft for draft in type.faults({key: answer}) if isinstance(draft.at, tuple) and draft.at[:1] == (key,)
        ]
        if not faults:
            return answer
        for draft in faults:
            entry = definitions.catalogue.entries[draft.code]
            near = f" Did you mean “{draft.suggestion}”?" if draft.suggestion else ""
            typer.echo(
                f"{entry.message.format_map(draft.words)}{near} {entry.remedy.format_map(draft.words)}", err=True
            )


def _answer(schema: dict[str, Any], question: str, definitions: Definitions) -> Any:
    if schema.get("type") == "object":
        return {
            key: _answer(schema["properties"][key], f"{question} {schema['properties'][key]['title']}", definitions)
            for key in schema["required"]
        }
    choices = list(schema.get("enum", ()))
    if "x-vocabulary" in schema:
        choices = list(definitions.vocabularies[schema["x-vocabulary"]].terms)
    hint = f" ({', '.join(choices)})" if choices else ""
    return str(typer.prompt(question + hint, default=today().isoformat() if schema.get("format") == "date" else None))
