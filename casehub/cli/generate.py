"""`casehub generate`: every file that says what `schemas/` says, made from it, or compared with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from casehub.cli.terminal import CannotRun, find_root, site_url
from casehub.exchange.editors import editor_extensions, editor_settings, editor_tasks, schema_path
from casehub.exchange.json_schema import json_schema_text
from casehub.exchange.templates import (
    CONTRIBUTED,
    TEMPLATES,
    pull_request_template,
    review_template,
    template,
    template_path,
)
from casehub.forge.issue_forms import form_settings, issue_form
from casehub.records.definitions import Definitions

ISSUE_FORMS = ".github/ISSUE_TEMPLATE"


def generate(
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; say which files are not what the schemas say.")
    ] = False,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Make the forms, templates and editor files anew from schemas/. With --check, only compare them."""
    folder = find_root(root)
    try:
        definitions = Definitions.load(folder / "schemas")
        texts = {path: made() for path, made in generated(definitions, site_url(folder)).items()}
        drifted = [path for path, text in texts.items() if _read(folder / path) != text]
        if not check:
            for path in drifted:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(texts[path].encode())
    except (OSError, ValueError) as error:
        raise CannotRun(f"The files cannot be made: {error}") from error
    files = f"{len(texts)} files"
    if not drifted:
        typer.echo(f"{files} are what schemas/ says.")
    for path in drifted:
        there = (folder / path).exists()
        if not check:
            typer.echo(f"Written: {path}")
        else:
            typer.echo(f"{path} {'is not what schemas/ says' if there else 'is missing'}.", err=True)
    if check and drifted:
        typer.echo(f"{len(drifted)} of {files} drifted. Make them anew with: casehub generate", err=True)
        raise typer.Exit(1)


def generated(definitions: Definitions, site: str) -> Mapping[str, Callable[[], str]]:
    """Every generated file by its path: the one list of them. `site` is the address of the hub's site, or empty."""
    types = definitions.types
    contributed = [types[name] for name in CONTRIBUTED if name in types]
    return {
        **{f"{ISSUE_FORMS}/{type.name}.yml": partial(issue_form, type, site) for type in contributed},
        f"{ISSUE_FORMS}/config.yml": partial(form_settings, site),
        **{template_path(type): partial(template, type) for type in contributed},
        f"{TEMPLATES}/review.md": partial(review_template, definitions),
        ".github/pull_request_template.md": partial(pull_request_template, definitions),
        **{schema_path(type): partial(json_schema_text, type, definitions.vocabularies) for type in types.values()},
        ".vscode/settings.json": partial(editor_settings, definitions),
        ".vscode/extensions.json": partial(editor_extensions, definitions),
        ".vscode/tasks.json": partial(editor_tasks, definitions),
    }


def _read(path: Path) -> str | None:
    """What a file says; nothing where there is none. Line ends of another system are no drift."""
    try:
        return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    except FileNotFoundError:
        return None
