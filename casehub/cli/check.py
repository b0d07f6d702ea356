"""`casehub check`: is what people wrote fit to publish, and if not, what to do about it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from casehub.cli.saves import show, watch_saves
from casehub.cli.terminal import CannotRun, find_root, load_hub, site_url, wanted_paths
from casehub.records.findings import Finding, Severity, closest
from casehub.records.model import Hub, by_order
from casehub.reports import REPORTS
from casehub.reports.github import create_summary

FORMATS = ("text", *REPORTS)


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders to report on; everything by default.")
    ] = None,
    format: Annotated[
        str,
        typer.Option("--format", "-f", help=f"One of: {', '.join(FORMATS)}.", autocompletion=lambda: list(FORMATS)),
    ] = "text",
    changed_since: Annotated[
        str | None,
        typer.Option(help="Report only what changed since this revision, and what the change broke elsewhere."),
    ] = None,
    strict: Annotated[bool, typer.Option(help="Warnings stop publication too.")] = False,
    watch: Annotated[bool, typer.Option(help="Check again whenever a file is saved.")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Read every file anew.")] = False,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Check records against the schemas and the rules, and say what to mend."""
    if format not in FORMATS:
        near = closest(format, FORMATS)
        hint = f" Did you mean “{near}”?" if near else ""
        raise CannotRun(f"There is no format “{format}”.{hint} Choose one of: {', '.join(FORMATS)}.")
    folder = find_root(root or (paths[0] if paths and paths[0].exists() else None))
    wanted = wanted_paths(paths or [], folder)
    if watch:
        if format != "text" or changed_since:
            raise CannotRun("--watch shows text, and only what is saved: leave out --format and --changed-since.")
        watch_saves(folder, wanted)
        return
    hub = load_hub(folder, use_cache=not no_cache)
    findings, checked = _findings(hub, wanted, changed_since)
    _print(findings, checked, format, hub)
    if format == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(create_summary(findings, site_url(folder)))
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(finding.severity in stopping for finding in findings):
        raise typer.Exit(1)


def _findings(hub: Hub, wanted: list[str], revision: str | None) -> tuple[tuple[Finding, ...], int]:
    """What is to be said of the wanted paths (of all where there are none), and of how many records."""
    from casehub import rules

    everything = rules.is_among("", wanted)

    def among(path: str) -> bool:
        return rules.is_among(path, wanted)

    records = [record for record in hub.records.values() if among(record.path)]
    try:
        if revision is None or (earlier := _earlier(hub.root, revision)) is None:
            if everything:
                return rules.check(hub), len(records)
            found = {*rules.check(hub, records), *(each for each in hub.findings if among(each.path))}
            return by_order(found), len(records)
        findings = tuple(each for each in rules.check_change(hub, earlier) if among(each.path))
        return findings, sum(record.path in earlier for record in records)
    except OSError as error:
        raise CannotRun(f"A file changed while it was read: {error}") from error


def _earlier(root: Path, revision: str) -> dict[str, bytes | None] | None:
    """What the files that changed since a revision said then; None when that makes everything worth a look."""
    from casehub.cli import repository

    commit = repository.base_of(root, revision)
    changed = repository.changed_since(root, commit)
    if any(path.startswith("schemas/") for path in changed):
        return None
    return {path: repository.before(root, commit, path) for path in changed}


def _print(findings: tuple[Finding, ...], checked: int, format: str, hub: Hub) -> None:
    if format != "text":
        sys.stdout.write(REPORTS[format](findings, hub.definitions.catalogue, site_url(hub.root)))
        return
    show(Console(soft_wrap=True, highlight=False), findings, checked)
