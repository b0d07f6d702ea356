"""`casehub export`: what the hub knows, as files for other programs and other eyes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from casehub.cli.record_names import record_named
from casehub.cli.terminal import CannotRun, find_root, load_hub

app = typer.Typer(name="export", help="Write what the hub knows for other programs.", no_args_is_help=True)


@app.callback()
def _export() -> None:
    """Write what the hub knows for other programs."""


@app.command()
def figures(
    cases: Annotated[list[str] | None, typer.Argument(help="Ids of cases; all published ones by default.")] = None,
    unread: Annotated[bool, typer.Option("--unread", help="Only figures that nobody has read twice.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Write every number of every case with its source as CSV, and tell how many were read twice.

    Examples never count.
    """
    from casehub.exchange.figures_table import figures_csv
    from casehub.knowledge.figures import figures_of
    from casehub.records.load import body_of

    hub = load_hub(find_root(root))
    chosen = [record_named(hub, each) for each in cases or ()]
    if practice := next((each for each in chosen if each.type != "case"), None):
        raise CannotRun(f"“{practice.id}” is no case. Figures are told of cases.")
    records = chosen or [each for each in hub.listed("case") if not each.is_example]
    stated = [figure for each in records for figure in figures_of(hub, each, *body_of(hub, each))]
    table = figures_csv(hub, (each for each in stated if not (unread and each.read_again)))
    if output is not None:
        try:
            output.write_bytes(table)
        except OSError as error:
            raise CannotRun(f"{output} cannot be written: {error.strerror or error}.") from error
    else:
        sys.stdout.buffer.write(table)
        sys.stdout.flush()
    twice = sum(bool(each.read_again) for each in stated)
    share = f" ({100 * twice / len(stated):.1f} %)" if stated else ""
    cases_told = "1 case" if len(records) == 1 else f"{len(records)} cases"
    typer.echo(f"{len(stated)} figures in {cases_told}; {twice} were read twice{share}.", err=True)
