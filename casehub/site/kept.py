"""What the last tree of a site had: a new tree takes over every file that would come out the same.

A file is taken over (a hard link, which costs no reading) when its key is the one remembered, and when nobody has
touched it since: its time and size are those that were remembered with the key.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casehub.records.cache import folder_for

Stamp = tuple[int, int]
"""When a file was last changed, in nanoseconds, and its size."""


class Kept:
    """Which file of the last tree belongs to which key. Paths are relative to the tree, with slashes."""

    def __init__(self, path: Path, entries: Mapping[str, Any], last: Path, new: Path) -> None:
        self._path = path
        self._entries = entries
        self._last = str(last)
        self._new = str(new)
        self._stamps: dict[str, Stamp] = {}

    @classmethod
    def open(cls, root: Path, last: Path, new: Path) -> Kept:
        """What this user's cache remembers of the tree `last` of the hub in `root`, for the tree `new`."""
        name = hashlib.sha256(str(last.resolve()).encode()).hexdigest()[:16]
        path = folder_for(root) / f"site-{name}.bin"
        try:
            entries = marshal.loads(path.read_bytes())  # noqa: S302 - our own file, in this user's own folder
        except (OSError, EOFError, ValueError, TypeError):
            entries = {}
        return cls(path, entries if isinstance(entries, dict) else {}, last, new)

    def take_over(self, path: str, key: str) -> bool:
        """Link the last tree's file into the new one if it would come out the same. Says whether it did.

        The stamp is read after linking: another build may swap its tree in at any moment.
        """
        entry = self._entries.get(path)
        if entry is None or entry[0] != key:
            return False
        target = f"{self._new}/{path}"
        try:
            try:
                os.link(f"{self._last}/{path}", target)
            except FileNotFoundError:  # the folder, most often; asking first would cost more
                os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120 - ten thousand times
                os.link(f"{self._last}/{path}", target)
            stamp = _stamp(target)
        except OSError:
            return False
        if stamp != entry[1]:
            os.unlink(target)  # noqa: PTH108
            return False
        self._stamps[path] = stamp
        return True

    def save(self, keys: Mapping[str, str]) -> None:
        """Remember the new tree, in which each path has this key. Without a place to write to, nothing is kept."""
        stamps = self._stamps
        entries = {path: (key, stamps.get(path) or _stamp(f"{self._new}/{path}")) for path, key in keys.items()}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            whole = self._path.with_suffix(f".{os.getpid()}")
            whole.write_bytes(marshal.dumps(entries))
            whole.replace(self._path)
        except OSError:
            return


def write_file(folder: Path, path: str, content: bytes) -> None:
    """Write a file of a tree, in a folder that may have to be made."""
    target = f"{folder}/{path}"
    try:
        file = open(target, "wb")  # noqa: PTH123, SIM115
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
        file = open(target, "wb")  # noqa: PTH123, SIM115
    with file:
        file.write(content)


def _stamp(path: str) -> Stamp:
    status = os.stat(path)  # noqa: PTH116
    return status.st_mtime_ns, status.st_size
