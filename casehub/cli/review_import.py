"""`casehub review import`: the reviews of a pull request become records.

Who, when, of which commit and with which verdict come from the forge; scores and text only from the reviewer's block.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from casehub.cli.record_names import record_named, write_new
from casehub.cli.terminal import CannotRun, find_root, load_hub

MAX_BYTES = 50_000_000


def import_(
    file: Annotated[Path, typer.Argument(help="The reviews as JSON, as the forge's API gives them.")],
    record: Annotated[str | None, typer.Option(help="What they review, where blocks do not say it.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")] = False,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Write a file for each review of a pull request that has a sound block; say in words what the others lack.

    Reviews that are recorded already are left alone, so that it can be run again at any time. Exit code 1 when one
    could not be taken in.
    """
    from casehub.cli.repository import content_at
    from casehub.forge.harvest import planned
    from casehub.forge.reviews import forge_reviews

    hub = load_hub(find_root(root))
    subject = record_named(hub, record) if record else None
    reviews, problems = forge_reviews(_payload(file))
    results = planned(hub, reviews, subject, content_at)
    for result in results:
        for path, text in result.files:
            if not dry_run:
                write_new(hub.root, path, text)
            typer.echo(f"{'Would write' if dry_run else 'Wrote'} {path} ({result.who}).")
        if result.skipped:
            typer.echo(f"Left out: {result.who}: {result.skipped}")
        problems += [f"{result.who}: {problem}" for problem in result.problems]
    for problem in problems:
        typer.echo(f"Not taken in: {problem}", err=True)
    if not results and not problems:
        typer.echo("The pull request has no reviews.")
    if problems:
        raise typer.Exit(1)


def _payload(file: Path) -> object:
    try:
        content = file.read_bytes()
        if len(content) > MAX_BYTES:
            raise CannotRun(f"{file} is larger than {MAX_BYTES // 1_000_000} megabytes.")
        return json.loads(content)
    except OSError as error:
        raise CannotRun(f"{file} cannot be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        raise CannotRun(f"{file} does not hold JSON that can be read: {str(error)[:200]}.") from error
