"""What git knows: which files changed since a revision, and what they said before."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from casehub.cli.terminal import CannotRun
from casehub.records import images
from casehub.records.model import Hub, Record
from casehub.review.digest import Content, content_from


def base_of(root: Path, revision: str) -> str:
    """The commit at which this work and a revision parted: what came later over there is not part of this change."""
    if revision.startswith("-"):
        raise CannotRun(f"“{revision}” is not a revision. Try --changed-since origin/main.")
    if (inside := _git(root, "rev-parse", "--is-inside-work-tree")).returncode:
        raise CannotRun(f"{root} is not in a git repository that can be read: {_words(inside)}")
    commit = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if commit.returncode:
        raise CannotRun(f"git knows no revision “{revision}” here. Fetch it first, or try --changed-since HEAD.")
    parted = _git(root, "merge-base", commit.stdout.decode().strip(), "HEAD")  # none in a shallow clone
    return (commit if parted.returncode else parted).stdout.decode().strip()


def changed_since(root: Path, commit: str) -> set[str]:
    """Paths, relative to the hub's root, that differ from a commit: committed, staged, unstaged or new."""
    changed = _paths(_git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", commit))
    return changed | _paths(_git(root, "ls-files", "--others", "--exclude-standard", "-z"))


def before(root: Path, commit: str, path: str) -> bytes | None:
    """The content of a file in a commit, or None when it was not there."""
    done = _git(root, "show", f"{commit}:./{path}")
    return done.stdout if done.returncode == 0 else None


def content_at(hub: Hub, record: Record, revision: str) -> Content | None:
    """What of a record stood in a revision: its fields, its text and its images. None where git does not have it."""
    commit = _git(hub.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit.returncode:
        return None
    name = commit.stdout.decode().strip()
    text = before(hub.root, name, record.path)
    if text is None:
        return None
    pictures = []
    if record.path.endswith("/index.md"):
        folder = record.path.removesuffix("index.md")
        for path in sorted(_paths(_git(hub.root, "ls-tree", "--name-only", "-z", name, f"./{folder}"))):
            if path.lower().endswith(images.ENDINGS):
                content = before(hub.root, name, path) or b""
                pictures.append((path.rpartition("/")[2], hashlib.sha256(content).hexdigest()))
    return content_from(text, hub.definitions.types[record.type], pictures)


def _paths(done: subprocess.CompletedProcess[bytes]) -> set[str]:
    if done.returncode:
        raise CannotRun(f"git could not answer: {_words(done)}")
    return {path for path in done.stdout.decode("utf-8", "surrogateescape").split("\0") if path}


def _words(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode("utf-8", "replace").strip()


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - no shell
            ["git", *arguments],  # noqa: S607 - git is found where the user's PATH has it
            cwd=root,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise CannotRun("git is not installed, and --changed-since needs it.") from error
