"""A build writes a new tree beside the last one and puts it in its place when it is whole.

Where the system can exchange two folders in one step (Linux: renameat2 with RENAME_EXCHANGE, man 2 rename), a reader
sees the old site or the new one, never a mixture. Elsewhere two renames follow each other at once.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_SIGNS = ("404.html", "sitemap.xml")
"""Files that every site has, by which a site is told from a folder that holds somebody's work."""


def staging(target: Path) -> Path:
    """A new, empty folder beside `target`. What builds that were killed left behind is cleared away.

    Raises `OSError` when it cannot be made, or when `target` holds something that is not a site: a build replaces
    the whole folder, and a mistyped one must not cost anybody their files.
    """
    if target.is_dir() and any(target.iterdir()) and not all((target / name).is_file() for name in _SIGNS):
        raise FileExistsError(errno.EEXIST, f"{target} holds files that no build made", str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.glob(f".{target.name}.new-*"):
        if not _is_running(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)
    folder = target.parent / f".{target.name}.new-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def exchange(new: Path, target: Path) -> None:
    """Put `new` where `target` is, and remove what was there."""
    if target.exists():
        if not _exchange(new, target):
            old = new.with_name(new.name + ".old")
            target.rename(old)
            new.rename(target)
            new = old
        shutil.rmtree(new, ignore_errors=True)
    else:
        new.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    paths = (_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(rename(*paths) == 0)


def _is_running(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (OSError, ValueError):
        return pid.isdigit()
    return True
