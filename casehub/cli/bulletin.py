"""`casehub bulletin`: what is new, asked, answered and due since a day, as a mail text or a page."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from casehub.cli.terminal import CannotRun, find_root, load_hub, site_url


def bulletin(
    since: Annotated[str, typer.Option(help="The first day to tell of, such as 2026-10-01.")],
    format: Annotated[str, typer.Option("--format", "-f", help="text, html or markdown.")] = "text",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Write what is new, asked, answered and due, to send to the network. Examples never count."""
    from casehub.exchange.bulletins import FORMATS
    from casehub.knowledge.bulletin import bulletin as news

    if format not in FORMATS:
        raise CannotRun(f"There is no format “{format}”. Choose one of: {', '.join(FORMATS)}.")
    try:
        first = date.fromisoformat(since)
    except ValueError as error:
        raise CannotRun(f"“{since}” is no day. Write it as year-month-day, such as 2026-10-01.") from error
    folder = find_root(root)
    hub = load_hub(folder)
    if first > hub.today:
        raise CannotRun(f"{since} lies in the future: today is {hub.today}.")
    text = FORMATS[format](news(hub, first), hub, _name(folder), site_url(folder))
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        raise CannotRun(f"{output} cannot be written: {error.strerror or error}.") from error


def _name(root: Path) -> str:
    """The hub's name, from `mkdocs.yml`."""
    try:
        text = (root / "mkdocs.yml").read_text("utf-8")
    except OSError:
        return "CaseHub"
    match = re.search(r"^site_name:\s*[\"']?(.+?)[\"']?\s*$", text, re.MULTILINE)
    return match[1] if match else "CaseHub"
