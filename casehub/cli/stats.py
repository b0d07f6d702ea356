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
from casehub.knowledge.statistics import Share
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
    from casehub.knowledge.profiles import regions_of
    from casehub.knowledge.statistics import statistics

    if format not in ("text", "json"):
        raise CannotRun(f"There is no format “{format}”. Choose one of: text, json.")
    folder = find_root(root)
    hub = load_hub(folder)
    try:
        figures = statistics(hub, regions_of(folder / "schemas"))
    except (OSError, ValueError, KeyError) as error:
        raise CannotRun(f"The facts about countries cannot be read: {error}") from error
    if format == "json":
        sys.stdout.write(json.dumps(asdict(figures), ensure_ascii=False, indent=2) + "\n")
        return
    console = Console(highlight=False)
    labels = hub.definitions.labels["en"]
    console.print(
        _table(labels["stats_totals"], {hub.definitions.types[k].plural: n for k, n in figures.totals.items()})
    )
    for name, counts in figures.by.items():
        console.print(_table(labels[f"stats_{name}"], {_label(hub, name, id): n for id, n in counts.items()}))
    told = {labels[f"stats_bias_{name}"]: _told(share) for name, share in figures.bias.items()}
    console.print(_table(labels["stats_bias"], told))
    console.print(
        _table(
            labels["stats_shares"], {labels[f"stats_{name}"]: _told(share) for name, share in figures.shares.items()}
        )
    )
    for name, waiting in figures.waiting.items():
        console.print(f"{labels[f'stats_{name}']}: {'–' if waiting.median is None else f'{waiting.median:g}'}")


def _told(share: Share) -> str:
    percent = "" if share.percent is None else f" ({share.percent:.0f} %)"
    return f"{share.count} of {share.of}{percent}"


def _label(hub: Hub, name: str, id: str) -> str:
    return hub.definitions.label(_VOCABULARIES[name], id) if name in _VOCABULARIES else id


def _table(title: str, counts: dict[str, Any]) -> Table:
    table = Table(title, "", box=None, show_header=True, header_style="bold", pad_edge=False)
    for label, count in counts.items():
        table.add_row(label, str(count))
    return table
