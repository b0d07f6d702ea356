"""What commands share at the terminal: where the hub is, progress on long work, and words for what went wrong."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from rich.console import Console

from casehub.records.definitions import Definitions
from casehub.records.findings import closest
from casehub.records.load import load, today
from casehub.records.model import Hub
from casehub.review.policy import policy_of
from casehub.review.rubric import rubric_of

Item = TypeVar("Item")
_LONG = 10
"""Below this many portions the work takes less than a second, and a bar would only flicker."""


class CannotRun(Exception):
    """The command cannot do its work; the text says why and what to do."""


def complain(text: str) -> None:
    """Say on standard error why a command cannot run."""
    Console(stderr=True).print(text, style="bold red", markup=False, highlight=False)


def find_root(start: Path | None) -> Path:
    """The hub's folder: the one given, or the nearest above with `content/` and `schemas/`."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "content").is_dir() and (folder / "schemas").is_dir():
            return folder
    raise CannotRun(
        f"No hub here: {here} and the folders above it have no content/ and schemas/. "
        "Go to the hub's folder, or name it with --root."
    )


def wanted_paths(paths: list[Path], root: Path) -> list[str]:
    """Paths relative to the root, each of which must exist."""
    wanted = []
    for path in paths:
        absolute = path if path.is_absolute() else Path.cwd() / path
        if not absolute.exists():
            beside = [each.name for each in absolute.parent.iterdir()] if absolute.parent.is_dir() else []
            near = closest(absolute.name, beside)
            hint = f" Did you mean “{path.parent / near}”?" if near else ""
            raise CannotRun(f"There is no file {path}.{hint}")
        resolved = absolute.resolve()
        if not resolved.is_relative_to(root):
            raise CannotRun(f"{path} does not belong to the hub in {root}.")
        wanted.append(resolved.relative_to(root).as_posix())
    return wanted


def load_hub(root: Path, *, use_cache: bool = True, definitions: Definitions | None = None) -> Hub:
    """The hub of a folder, with a progress bar when it is large and somebody watches."""
    try:
        hub = load(root, on=today(), progress=with_progress, use_cache=use_cache, definitions=definitions)
        policy_of(hub.definitions), rubric_of(hub.definitions)  # malformed, they stop every command in words
        return hub
    except (OSError, ValueError) as error:
        raise CannotRun(f"The hub in {root} cannot be read: {error}") from error


def with_progress(items: Iterable[Item], what: str, total: int) -> Iterator[Item]:
    """The same items, with a bar on a terminal when there are many."""
    if total < _LONG or not sys.stderr.isatty():
        yield from items
        return
    from rich.progress import track

    yield from track(items, what, total=total, console=Console(stderr=True), transient=True)


def site_url(root: Path) -> str:
    """The address of the hub's site, from `mkdocs.yml`, without loading MkDocs. Empty when there is none."""
    try:
        text = (root / "mkdocs.yml").read_text("utf-8")
    except (OSError, ValueError):
        return ""
    match = re.search(r"^site_url:\s*[\"']?(https?://[^\s\"'#]+)", text, re.MULTILINE)
    return match[1] if match else ""
