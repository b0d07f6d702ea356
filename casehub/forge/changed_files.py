"""What a pull request changes in `content/`, read as data: bytes to look at, and what is not read, with reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from casehub.forge.client import Forge, ForgeError
from casehub.forge.pull_requests import PullRequest
from casehub.forge.trees import Trees
from casehub.records import images
from casehub.records.findings import shown_path
from casehub.records.front_matter import MAX_BYTES
from casehub.records.tree import CONTENT

MAX_FILES = 300
MAX_IN_ALL = 60_000_000
_MAX_PATH = 400
_MAX_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Unread:
    """A file of a pull request that was not read, and why not, in words."""

    path: str
    reason: str


@dataclass(frozen=True)
class ChangedFiles:
    """What a pull request writes and removes below `content/`; what was not read; and what it changes elsewhere."""

    written: Mapping[str, bytes]
    removed: frozenset[str] = frozenset()
    unread: tuple[Unread, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def paths(self) -> set[str]:
        """Every path below `content/` that changes."""
        return set(self.written) | self.removed


def changed_files(forge: Forge, pull: PullRequest, trees: Trees) -> ChangedFiles:
    """What a pull request changes, with the bytes that stand at its head. Raises `ForgeError`."""
    written: dict[str, bytes] = {}
    removed: set[str] = set()
    unread: list[Unread] = []
    elsewhere: set[str] = set()
    room = MAX_IN_ALL
    listed = list(islice(forge.pages(f"pulls/{pull.number}/files"), MAX_FILES + 1))
    for raw in listed[:MAX_FILES]:
        path, before, status = _change(raw)
        for each in filter(None, (path, before)):
            if not is_below_content(each):
                elsewhere.add(shown_path(each))
        if before and is_below_content(before) and not refusal(before):
            removed.add(before)
        if not is_below_content(path):
            continue
        if reason := refusal(path):
            unread.append(Unread(shown_path(path), reason))
        elif status == "removed":
            removed.add(path)
        else:
            content = _content(trees, pull.head, path, room)
            if isinstance(content, str):
                unread.append(Unread(shown_path(path), content))
            else:
                written[path] = content
                room -= len(content)
    left = max(pull.files, len(listed)) - MAX_FILES
    if left > 0:
        unread.append(Unread(f"{CONTENT}/", f"the pull request changes more than {MAX_FILES} files; {left} are left"))
    return ChangedFiles(written, frozenset(removed - set(written)), tuple(unread), tuple(sorted(elsewhere)))


def is_below_content(path: str) -> bool:
    """Whether a path leads into `content/`, or looks as if it did, and is then refused in words, not passed over."""
    steps = path.replace("\\", "/").split("/")
    return CONTENT in [step for step in steps if step not in ("", ".", "..")][:1]


def refusal(path: str) -> str:
    """Why a path is not written anywhere, in words; nothing where it can be."""
    steps = path.split("/")
    if "\\" in path or "\0" in path or any(step in ("", ".", "..") for step in steps):
        return "its name leads out of its folder"
    if not path.isprintable():
        return "its name holds a character that cannot be shown"
    if any(step.lower() in (".git", ".casehub") for step in steps):
        return "its name is one that git keeps for itself"
    if steps[0] != CONTENT or len(steps) < 2:
        return f"it does not stand in {CONTENT}/"
    if len(path.encode()) > _MAX_PATH or len(steps) > _MAX_DEPTH:
        return "its name is too long"
    return ""


def _change(raw: Mapping[str, Any]) -> tuple[str, str, str]:
    """Path, former path and status of an entry of the list. Raises `ForgeError` when it lacks them."""
    path, status = raw.get("filename"), raw.get("status")
    before = raw.get("previous_filename") if status == "renamed" else ""
    if not (isinstance(path, str) and path and isinstance(status, str) and isinstance(before, str)):
        raise ForgeError("The forge lists a changed file without its name or what became of it.")
    return path, before, status


def _content(trees: Trees, commit: str, path: str, room: int) -> bytes | str:
    """The bytes of a file at a commit, or in words why it is not read."""
    entry = trees.at(commit, path)
    if entry is None:
        return "it has changed again in the meantime"
    if entry.is_link:
        return "it is, or stands behind, a symbolic link, and links are not followed"
    if not entry.is_file:
        return "it is a folder of another repository" if entry.kind == "commit" else "it is not a file like others"
    limit = images.MAX_BYTES if path.lower().endswith(images.ENDINGS) else MAX_BYTES
    if entry.size > limit:
        return f"it is larger than {limit // 1000:,} kilobytes"
    if entry.size > room:
        return f"the pull request holds more than {MAX_IN_ALL // 1_000_000} megabytes"
    return trees.content(entry)
