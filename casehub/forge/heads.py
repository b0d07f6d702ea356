"""The hub as a pull request would make it: its files laid over those of the base branch, and read like any others.

The base branch's schemas and rules judge them; what a pull request changes outside `content/` takes no part.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from casehub.forge.changed_files import ChangedFiles, Unread
from casehub.records.definitions import Definitions
from casehub.records.findings import shown_path
from casehub.records.load import load
from casehub.records.model import Hub, Record
from casehub.records.tree import CONTENT, found_at


@dataclass(frozen=True)
class Head:
    """A hub with the files of a pull request in it, what the changed files said before, and what changed."""

    hub: Hub
    earlier: Mapping[str, bytes | None]
    changed: ChangedFiles

    @property
    def records(self) -> list[Record]:
        """The changed records that can be read, by path."""
        return sorted((each for each in self.hub.records.values() if each.path in self.earlier), key=_path)

    @property
    def reviewed(self) -> list[Record]:
        """Cases and practices that change, or whose reviews or notes do, by path."""
        keys = {each.key for each in self.records}
        for path in self.earlier:  # what was removed or cannot be read is known by its place
            found = found_at(path, self.hub.definitions)
            if found is not None:
                parts = found.id.split("/")
                beside = (parts[0], parts[1]) if found.type.stands_beside and len(parts) == 3 else None
                keys.add(beside or (found.type.name, found.id))
        types = self.hub.definitions.types
        found_records = (self.hub.get(*key) for key in keys)
        return sorted((each for each in found_records if each and types[each.type].substantive), key=_path)


def head_of(root: Path, folder: Path, changed: ChangedFiles, definitions: Definitions, today: date) -> Head:
    """The hub of `root` with changes laid over it, in an empty folder. Raises `OSError` when there is no room."""
    shutil.copytree(root / CONTENT, folder / CONTENT, symlinks=True)
    earlier = {path: _bytes(root / path) for path in sorted(changed.paths)}
    unread = list(changed.unread)
    for path in sorted(changed.removed):
        _remove(folder, path)
    for path, content in sorted(changed.written.items()):
        try:
            write(folder, path, content)
        except OSError as error:
            unread.append(Unread(shown_path(path), f"it does not fit beside the others ({error.strerror or error})"))
    hub = load(folder, on=today, definitions=definitions, use_cache=False)
    return Head(hub, earlier, replace(changed, unread=tuple(unread)))


def write(folder: Path, path: str, content: bytes) -> None:
    """Put a file into a folder, never through a link and never out of it. Raises `OSError`."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.parent.resolve().is_relative_to(folder.resolve()):
        raise OSError(0, "a link leads out of the folder")
    target.unlink(missing_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o644)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def only(records: Iterable[Record]) -> Record | None:
    """The one record of several, if there is just one."""
    found = list(records)
    return found[0] if len(found) == 1 else None


def _remove(folder: Path, path: str) -> None:
    target = folder / path
    if not target.parent.resolve().is_relative_to(folder.resolve()):
        return
    if target.is_symlink() or target.is_file():
        target.unlink()
    above = target.parent
    while above != folder / CONTENT and above.is_dir() and not any(above.iterdir()):
        above.rmdir()  # git knows no empty folders
        above = above.parent


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _path(record: Record) -> str:
    return record.path
