"""The `casehub` command. Each command imports what it needs when it runs, so that all of them start quickly."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from casehub import __version__
from casehub.cli import (
    build,
    bulletin,
    check,
    context,
    due,
    export,
    fix,
    forge,
    generate,
    init,
    new,
    review,
    rules,
    search,
    serve,
    stats,
    translate,
)
from casehub.cli.terminal import CannotRun, complain

app = typer.Typer(
    name="casehub",
    help="Check, build and serve a hub of case studies that lives in a git repository.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 nothing stops publication, 1 something does, 2 the command could not run.",
)
app.command("check")(check.check)
app.command("fix")(fix.fix)
app.command("build")(build.build)
app.command("serve")(serve.serve)
app.command("new")(new.new)
app.command("init")(init.init)
app.command("renew")(init.renew)
app.command("translate")(translate.translate)
app.command("rules")(rules.rules)
app.command("generate")(generate.generate)
app.command("stats")(stats.stats)
app.command("due")(due.due)
app.command("context")(context.context)
app.command("bulletin")(bulletin.bulletin)
app.command("search")(search.search)
app.add_typer(export.app)
app.add_typer(review.app)
app.add_typer(forge.app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"casehub {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Check, build and serve a hub of case studies that lives in a git repository."""


def run() -> None:
    """Entry point. Whatever stops a command is told in words, with exit code 2; no traceback reaches a user."""
    try:
        app()
    except CannotRun as problem:
        complain(str(problem))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
