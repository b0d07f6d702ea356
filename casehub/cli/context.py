"""`casehub context`: the cases closest to a place, and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from casehub.cli.terminal import CannotRun, find_root, load_hub
from casehub.knowledge.context import Distance, closeness, distance, kind_of, percent
from casehub.knowledge.profiles import Atlas, by_date
from casehub.records.findings import closest
from casehub.records.model import Hub, Record


def context(
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 code, such as GB.")] = None,
    level: Annotated[str | None, typer.Option(help="local, regional, national or international.")] = None,
    function: Annotated[list[str] | None, typer.Option(help="COFOG code, such as GF0405; may be repeated.")] = None,
    organisation_type: Annotated[str | None, typer.Option(help="A term of organisation-type.")] = None,
    staff_size: Annotated[str | None, typer.Option(help="A term of staff-size.")] = None,
    budget_size: Annotated[str | None, typer.Option(help="A term of budget-size.")] = None,
    population: Annotated[int | None, typer.Option(help="How many people live there.", min=1)] = None,
    digital_readiness: Annotated[str | None, typer.Option(help="low, medium or high.")] = None,
    leadership_backing: Annotated[str | None, typer.Option(help="yes or no.")] = None,
    earlier_collaboration: Annotated[str | None, typer.Option(help="yes or no.")] = None,
    top: Annotated[int, typer.Option(help="How many cases.", min=1)] = 10,
    format: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Order published cases by how close their context is to a place, and say what matches and what differs."""
    folder = find_root(root)
    hub = load_hub(folder)
    answers: dict[str, Any] = {
        "country": country,
        "level": level,
        "functions": function,
        "organisation_type": organisation_type,
        "staff_size": staff_size,
        "budget_size": budget_size,
        "population": population,
        "digital_readiness": digital_readiness,
        "leadership_backing": leadership_backing,
        "earlier_collaboration": earlier_collaboration,
    }
    _check(hub, answers)
    try:
        atlas = Atlas.load(folder / "schemas", hub)
    except (OSError, ValueError) as error:
        raise CannotRun(f"The facts about countries cannot be read: {error}") from error
    here = atlas.profile(answers)
    if not here:
        raise CannotRun("Say at least one thing about the place, for example --country GB --level local.")
    if country and not atlas.countries.get(country):
        Console(stderr=True, highlight=False).print(
            Text(
                hub.definitions.labels["en"]["context_no_facts"].format(
                    country=hub.definitions.label("country", country)
                ),
                style="yellow",
            )
        )
    found = [
        (record, distance(here, atlas.profile_of(record, hub), atlas.definition))
        for record in by_date(hub.listed("case"))
    ]
    found.sort(key=lambda each: round(each[1].overall.middle, 12))
    _print(hub, atlas.definition, found[:top], format)


def _print(hub: Hub, definition: Mapping[str, Any], found: list[tuple[Record, Distance]], format: str) -> None:
    if format == "json":
        listed = [
            {
                "id": record.id,
                "title": record.title,
                "low": round(told.overall.low, 6),
                "high": round(told.overall.high, 6),
                "closeness": closeness(told.overall, definition),
                "dimensions": {id: [round(each.low, 6), round(each.high, 6)] for id, each in told.dimensions.items()},
                **_by_kind(told, definition),
            }
            for record, told in found
        ]
        sys.stdout.write(json.dumps(listed, ensure_ascii=False, indent=2) + "\n")
        return
    labels = hub.definitions.labels["en"]
    console = Console(highlight=False, soft_wrap=True)
    for record, told in found:
        alike, spread = percent(told.overall)
        word = labels[f"place_{closeness(told.overall, definition)}"]
        console.print(Text(f"{alike:3d} % alike (± {spread})  {record.title}", style="bold"))
        console.print(Text(f"     {word}", style="dim"))
        for kind, fields in _by_kind(told, definition).items():
            if fields:
                titles = ", ".join(labels[f"method_field_{field}"] for field in fields)
                console.print(Text(f"     {labels[f'context_{kind}']}: {titles}", style="dim"))


def _by_kind(told: Distance, definition: Mapping[str, Any]) -> dict[str, list[str]]:
    """The fields in which two places are alike, in which they differ, and of which one is not known."""
    found: dict[str, list[str]] = {"alike": [], "differs": [], "unknown": []}
    for measures in told.measures.values():
        for each in measures:
            found[kind_of(each.distance, definition)].append(each.field)
    return found


def _check(hub: Hub, answers: dict[str, Any]) -> None:
    """Every answer is a known term. Raises `CannotRun` with a did-you-mean."""
    vocabularies = {
        **{key: key for key in ("country", "level")},
        "functions": "function",
        **{key: key.replace("_", "-") for key in ("organisation_type", "staff_size", "budget_size")},
        "digital_readiness": "digital-readiness",
        "leadership_backing": "yes-no",
        "earlier_collaboration": "yes-no",
    }
    for key, name in vocabularies.items():
        vocabulary = hub.definitions.vocabularies[name]
        given = answers[key] if isinstance(answers[key], list) else [answers[key]]
        for value in given:
            if value is not None and value not in vocabulary:
                near = vocabulary.suggestion(value) or closest(value, vocabulary.terms)
                hint = f" Did you mean “{near}”?" if near else ""
                option = "--" + {"functions": "function"}.get(key, key).replace("_", "-")
                raise CannotRun(f"“{value}” is not known for {option}.{hint} Choose one of: {vocabulary.choices()}.")
