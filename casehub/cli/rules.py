"""`casehub rules`: what a code means, with a bad and a good example."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from casehub.cli.terminal import CannotRun, find_root
from casehub.records.carried import schema_file
from casehub.records.findings import Catalogue


def rules(
    code: Annotated[str | None, typer.Argument(help="A code such as CH204; all codes by default.")] = None,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Explain a code, or list all of them."""
    try:
        catalogue = Catalogue.load(schema_file(find_root(root) / "schemas", "findings.yaml"))
    except (OSError, ValueError) as error:
        raise CannotRun(f"The catalogue of findings cannot be read: {error}") from error
    console = Console(highlight=False)
    if code is None:
        table = Table("code", "weight", "says", box=None)
        for each in catalogue.entries.values():
            table.add_row(each.code, each.severity.value, Text(each.message))
        console.print(table)
        return
    entry = catalogue.entries.get(code.upper())
    if entry is None:
        near = catalogue.closest(code)
        hint = f" Did you mean {near}?" if near else " List them with: casehub rules"
        raise CannotRun(f"There is no code “{code}”.{hint}")
    draft = " On a draft it is only advice." if entry.by_status else ""
    console.print(Text(f"{entry.code} · {entry.severity.value}", style="bold"))
    console.print(Text(f"{entry.message}\n\n{entry.why}{draft}\n\nRemedy: {entry.remedy}\n"))
    console.print(Text("Not so:", style="bold red"), Text(f"{_indented(entry.bad)}"), sep="\n")
    console.print(Text("But so:", style="bold green"), Text(f"{_indented(entry.good)}"), sep="\n")


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.rstrip().split("\n"))
