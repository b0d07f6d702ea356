"""What git knows: which files changed since a revision, and what they said before."""

from __future__ import annotations

import subprocess
from pathlib import Path

from casehub.cli.terminal import CannotRun


def changed_since(root: Path, revision: str) -> set[str]:
    """Paths, relative to the hub's root, that differ from a revision: committed, staged, unstaged or new."""
    if revision.startswith("-"):
        raise CannotRun(f"“{revision}” is not a revision. Try --changed-since origin/main.")
    base = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", missing=revision).strip()
    changed = _git(root, "diff", "--name-only", "--no-renames", "--relative", "-z", base)
    fresh = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return {path for path in (changed + fresh).split("\0") if path}


def before(root: Path, revision: str, path: str) -> bytes | None:
    """The content of a file in a revision, or None when it was not there."""
    done = subprocess.run(  # noqa: S603 - no shell, and the path follows the revision's colon
        ["git", "show", f"{revision}:./{path}"],  # noqa: S607 - git is found where the user's PATH has it
        cwd=root,
        capture_output=True,
        check=False,
    )
    return done.stdout if done.returncode == 0 else None


def _git(root: Path, *arguments: str, missing: str = "") -> str:
    try:
        done = subprocess.run(  # noqa: S603 - no shell
            ["git", *arguments],  # noqa: S607 - git is found where the user's PATH has it
            cwd=root,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise CannotRun("git is not installed, and --changed-since needs it.") from error
    if done.returncode:
        if missing:
            raise CannotRun(f"git knows no revision “{missing}” here. Fetch it first, or try --changed-since HEAD.")
        raise CannotRun(f"git could not answer: {done.stderr.decode('utf-8', 'replace').strip()}")
    return done.stdout.decode("utf-8", "surrogateescape")
