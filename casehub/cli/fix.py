"""`casehub fix`: mend what can be mended without asking the author, shown before it is written."""

from __future__ import annotations

import difflib
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from casehub import rules
from casehub.cli.terminal import CannotRun, find_root, load_hub, wanted_paths, with_progress
from casehub.records.front_matter import MAX_BYTES
from casehub.records.mending import Said, mended, said_of
from casehub.records.model import Hub
from casehub.records.sensitive import found, words_of
from casehub.records.tree import Found, tree_of

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def fix(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders to mend; all by default.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 when something would change.")
    ] = False,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Mend slips whose remedy is plain: misspelt fields and terms, dates, brackets, order, invisible characters.

    What would change is shown first. Nothing that could mean two things is touched.
    """
    folder = find_root(root or (paths[0] if paths and paths[0].exists() else None))
    hub = load_hub(folder)
    console = Console(soft_wrap=True, highlight=False)
    changes, hidden = _changes(hub, wanted_paths(paths or [], folder))
    for path in hidden:
        console.print(Text(f"{path} holds something sensitive, so it is not shown here. See: casehub check {path}"))
    for path, (before, after) in changes.items():
        for line in diff_lines(path, before, after):
            console.print(Text(line, style=_style(line)))
    if not changes:
        console.print(Text("Nothing to mend without you. What else there is says: casehub check", style="bold green"))
        return
    count = f"{len(changes)} file{'s' if len(changes) > 1 else ''}"
    if check or not (yes or _is_terminal()):
        how = "" if check else " Write it with: casehub fix --yes"
        console.print(Text(f"{count} would change; nothing was written.{how}", style="bold yellow"))
        raise typer.Exit(1)
    if not yes and not _agreed(count):
        console.print(Text("Nothing was written."))
        raise typer.Exit(1)
    for path, (before, after) in changes.items():
        _write(folder, path, before, after)
    console.print(Text(f"{count} mended. What is left says: casehub check", style="bold green"))


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _agreed(count: str) -> bool:
    try:
        return typer.confirm(f"Write this to {count}?", default=True)
    except typer.Abort:
        typer.echo()
        return False


def _changes(hub: Hub, wanted: list[str]) -> tuple[dict[str, tuple[bytes, bytes]], list[str]]:
    """What each file says and would say, by path; and the paths of files that cannot be shown."""
    tree = tree_of(hub.root, hub.definitions)
    files = [each for each in tree.files if rules.is_among(each.path, wanted)]
    changes, hidden = {}, []
    for file in with_progress(files, "Looking", len(files)):
        try:
            before = (hub.root / file.path).read_bytes()
        except OSError as error:
            raise CannotRun(f"{file.path} cannot be read: {error.strerror}") from error
        if len(before) > MAX_BYTES:
            continue
        after = mended(before, file.type, partial(_said, hub, file))
        if after == before:
            continue
        secrets = list(found(before.decode("utf-8", "replace"), words_of(hub.definitions)))
        if any(each.code != "CH520" for each in secrets):
            hidden.append(file.path)
        else:
            changes[file.path] = (before, after)
    return changes, hidden


def _said(hub: Hub, file: Found, data: Mapping[str, Any]) -> Said:
    """What the rules across records would say of a file with these fields."""
    record = hub.get(file.type.name, file.id)
    if record is None:
        return frozenset()
    changed = replace(record, data=data, stage=file.type.stage(data))
    then = Hub(hub.root, hub.definitions, {**hub.records, record.key: changed}, (), hub.today)
    return said_of(draft for rule in rules.RULES for draft in rule(changed, then))


def diff_lines(path: str, before: bytes, after: bytes) -> Iterator[str]:
    """A unified diff, with what cannot be seen in it said in words."""
    old, new = before.decode("utf-8", "replace"), after.decode("utf-8", "replace")
    if old.startswith("\ufeff"):
        yield f"{path}: the invisible byte order mark goes"
    if "\r" in old:
        yield f"{path}: line ends become those of other systems (LF)"
    old = old.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = difflib.unified_diff(old.split("\n"), new.split("\n"), path, path, lineterm="")
    for line in lines:
        yield _visible(line)


def _visible(line: str) -> str:
    """A changed line with spaces at its end as dots and tabs as arrows: nobody would see what changes."""
    if not line.startswith(("+", "-")):
        return line
    bare = line.rstrip(" \t")
    return (bare + line[len(bare) :].replace(" ", "·")).replace("\t", "→")


def _style(line: str) -> str:
    if line.startswith(("+++", "---")):
        return "bold"
    return _STYLES.get(line[:1], "")


def _write(root: Path, name: str, before: bytes, after: bytes) -> None:
    """Replace a file as a whole, or leave it as it is."""
    path = root / name
    try:
        if path.read_bytes() != before:
            raise CannotRun(f"{name} has changed in the meantime and was left as it is.")
        descriptor, beside = tempfile.mkstemp(dir=root, prefix=".casehub-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(after)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).chmod(path.stat().st_mode & 0o777)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CannotRun(f"{name} could not be written: {error.strerror}") from error
