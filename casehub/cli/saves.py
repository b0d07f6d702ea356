"""`casehub check --watch`: what each save comes to, while one writes."""

from __future__ import annotations

import time
from collections.abc import Collection
from pathlib import Path

from rich.console import Console
from rich.text import Text

from casehub import rules
from casehub.cli import watching
from casehub.cli.terminal import CannotRun, load_hub
from casehub.records.definitions import Definitions
from casehub.records.findings import Finding, Severity
from casehub.records.model import Hub, by_order
from casehub.reports.text import text_lines, verdict_line

_ENDINGS = (".md", ".yml", ".yaml", ".png", ".jpg", ".jpeg", ".webp")
"""Other files that editors write beside what one saves are none of the hub's."""


def watch_saves(folder: Path, wanted: list[str]) -> None:
    """Check everything once, then on every save what was saved, what it broke elsewhere, and what is still open.

    Ends quietly with Ctrl+C. What cannot be read is told in words and waited for.
    """
    console = Console(soft_wrap=True, highlight=False)
    hub: Hub | None = None
    still: set[str] = set()
    try:
        for events in watching.saved([folder / "content", folder / "schemas"]):
            paths = _paths(folder, events)
            if hub is not None and not paths:
                continue
            try:
                now = load_hub(folder, definitions=_definitions(hub, paths))
                findings, checked = _said(now, hub, paths, still, wanted)
            except (CannotRun, OSError) as problem:
                _begin(console, paths)
                console.print(str(problem), style="bold red", markup=False)
                hub = None  # whatever is saved next, everything is looked at again
                continue
            _begin(console, paths)
            _show_by_place(console, findings, checked, paths)
            console.print(_waiting(folder, hub is None))
            still = {each.path for each in findings if hub is not None and each.severity is not Severity.ADVICE}
            hub = now
    except KeyboardInterrupt:
        console.print()


def _show_by_place(console: Console, findings: tuple[Finding, ...], checked: int, paths: set[str]) -> None:
    """First what was saved, then what it broke elsewhere and what is still open from before."""
    here = tuple(each for each in findings if each.path in paths)
    elsewhere = tuple(each for each in findings if each.path not in paths)
    if not paths or not elsewhere:
        show(console, findings, checked)
        return
    for line in text_lines(here):
        console.print(line)
    if not here:
        console.print(Text("Nothing to mend in what was saved.", style="green"))
    console.print(Text("Elsewhere, because of this or from before:", style="bold"))
    console.print()
    show(console, elsewhere, checked, of=findings)


def show(
    console: Console, findings: tuple[Finding, ...], checked: int, *, of: tuple[Finding, ...] | None = None
) -> None:
    """Findings by file, and what they (or all `of` which they are) come to."""
    for line in text_lines(findings):
        console.print(line)
    console.print(verdict_line(findings if of is None else of, checked))
    if findings:
        console.print(f"What a code means: casehub rules {findings[0].code}", style="dim")


def _said(
    hub: Hub, past: Hub | None, paths: set[str], still: set[str], wanted: Collection[str]
) -> tuple[tuple[Finding, ...], int]:
    """What is to be said after a save, and of how many records; of everything wanted where there was no save yet."""
    if past is None or any(path.startswith("schemas") for path in paths):
        records = [record for record in hub.records.values() if rules.is_among(record.path, wanted)]
        found = rules.check(hub) if rules.is_among("", wanted) else rules.check(hub, records)
        return by_order([*found, *(each for each in hub.findings if rules.is_among(each.path, wanted))]), len(records)
    open_before = [each for each in hub.records.values() if each.path in still - paths]
    found = (*rules.check_saved(hub, past, paths), *(rules.check(hub, open_before) if open_before else ()))
    findings = by_order([*found, *(each for each in hub.findings if each.path in still)])
    looked_at = paths | still | {each.path for each in findings}
    return findings, sum(each.path in looked_at for each in hub.records.values())


def _definitions(hub: Hub | None, paths: set[str]) -> Definitions | None:
    """What the schemas say, read again only when one of them was saved."""
    return None if hub is None or any(path.startswith("schemas") for path in paths) else hub.definitions


def _paths(folder: Path, events: set[str]) -> set[str]:
    """The files of the hub among what was saved, from its root."""
    found = set()
    for event in events:
        path = Path(event) if Path(event).is_absolute() else folder / event
        name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""
        if name.startswith(("content/", "schemas")) and (name.endswith(_ENDINGS) or name == "schemas"):
            found.add(name)
    return found


def _begin(console: Console, paths: set[str]) -> None:
    """A fresh screen, or a line where there is no screen, that says what was saved and when."""
    if console.is_terminal:
        console.clear()
    names = ", ".join(sorted(paths)[:3]) + (" and others" if len(paths) > 3 else "")
    console.print(Text(f"{time.strftime('%H:%M:%S')}  {f'saved: {names}' if names else 'everything'}", style="dim"))


def _waiting(folder: Path, is_first: bool) -> Text:
    where = f" {folder}" if is_first else ""
    return Text(f"Waiting for the next save in{where or ' the hub'}. Stop with Ctrl+C.", style="dim")
