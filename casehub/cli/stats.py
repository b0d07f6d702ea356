"""`casehub stats`: what the hub has, what it has learnt, and how it works, in figures."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from casehub.cli.terminal import CannotRun, find_root, load_hub
from casehub.records.model import Hub

_VOCABULARIES = {
    "verdict": "verdict",
    "country": "country",
    "level": "level",
    "function": "function",
    "design": "evidence-design",
    "deployment": "deployment",
}


def stats(
    format: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Print the figures of the dashboard. Examples never count."""
    from casehub.knowledge.statistics import statistics

    if format not in ("text", "json"):
        raise CannotRun(f"There is no format “{format}”. Choose one of: text, json.")
    hub = load_hub(find_root(root))
    figures = statistics(hub)
    if format == "json":
        sys.stdout.write(json.dumps(asdict(figures), ensure_ascii=False, indent=2) + "\n")
        return
    console = Console(highlight=False)
    console.print(_table("Records", {hub.definitions.types[k].plural: n for k, n in figures.totals.items()}))
    labels = hub.definitions.labels["en"]
    for name, counts in figures.by.items():
        console.print(_table(labels[f"stats_{name}"], {_label(hub, name, id): n for id, n in counts.items()}))
    for name in ("measured", "failures_told", "independent", "compared", "corrections", "reports_on_time", "fresh"):
        share = getattr(figures, name)
        percent = "" if share.percent is None else f" ({share.percent:.0f} %)"
        console.print(f"{labels[f'stats_{name}']}: {share.count} of {share.of}{percent}")
    console.print(f"{labels['stats_adapted']}: {figures.adapted}")
    for name in ("days_to_publication", "days_to_answer"):
        days = getattr(figures, name)
        console.print(f"{labels[f'stats_{name}']}: {'–' if days is None else f'{days:g}'}")
    console.print(f"{labels['stats_unanswered']}: {figures.unanswered}")


def _label(hub: Hub, name: str, id: str) -> str:
    return hub.definitions.label(_VOCABULARIES[name], id) if name in _VOCABULARIES else id


def _table(title: str, counts: dict[str, Any]) -> Table:
    table = Table(title, "", box=None, show_header=True, header_style="bold", pad_edge=False)
    for label, count in counts.items():
        table.add_row(label, str(count))
    return table
