"""`casehub due`: what somebody should look at again, answer or deliver: as text, JSON, a calendar, or issues."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from casehub.cli.terminal import CannotRun, find_root, load_hub, site_url

FORMATS = ("text", "json", "calendar", "issues")


def due(
    format: Annotated[str, typer.Option("--format", "-f", help=f"One of: {', '.join(FORMATS)}.")] = "text",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is past its day.")] = False,
    known: Annotated[
        Path | None, typer.Option(help="For issues: a JSON list of earlier ones, with their bodies.")
    ] = None,
    limit: Annotated[int, typer.Option(help="For issues: how many at most.", min=0, max=100)] = 10,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """List follow-ups, reviews, reports and questions that are due. Examples never count."""
    from casehub.exchange.calendar import create_calendar
    from casehub.knowledge.follow_ups import due as all_due

    if format not in FORMATS:
        raise CannotRun(f"There is no format “{format}”. Choose one of: {', '.join(FORMATS)}.")
    folder = find_root(root)
    hub = load_hub(folder)
    found = [each for each in all_due(hub) if each.is_overdue or not overdue]
    labels = hub.definitions.labels["en"]
    if format == "calendar":
        sys.stdout.write(create_calendar(hub, found, site_url(folder)))
        return
    if format == "issues":
        from casehub.forge.due_issues import issues

        wanted = issues(hub, found, _bodies(known), site_url(folder), limit)
        sys.stdout.write(json.dumps([asdict(each) for each in wanted], ensure_ascii=False) + "\n")
        return
    if format == "json":
        listed = [
            {
                "kind": each.kind,
                "type": each.record.type,
                "id": each.record.id,
                "title": each.title,
                "due": each.day.isoformat(),
                "overdue": each.is_overdue,
                "months": each.months,
            }
            for each in found
        ]
        sys.stdout.write(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")
        return
    console = Console(highlight=False, soft_wrap=True)
    for each in found:
        style = "bold yellow" if each.is_overdue else ""
        what = labels[f"due_{each.kind}"].format(months=each.months)
        console.print(Text(f"{each.day}  {what:<32} {each.title} ({each.record.path})", style=style))
    late = sum(each.is_overdue for each in found)
    console.print(f"{len(found)} due, {late} of them overdue.")


def _bodies(path: Path | None) -> list[str]:
    """The texts of issues, from a file as `gh issue list --json body` writes it. Raises `CannotRun`."""
    if path is None:
        return []
    try:
        listed = json.loads(path.read_text("utf-8"))
        return [str(each["body"]) for each in listed]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise CannotRun(f"{path} is no list of issues with their bodies: {error}") from error
