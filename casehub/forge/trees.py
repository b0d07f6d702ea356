"""Files of a commit on the forge, read as data: nothing is checked out, and nothing of it is run.

Source: https://docs.github.com/en/rest/git/trees and https://docs.github.com/en/rest/git/blobs
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casehub.forge.client import Forge, ForgeError
from casehub.records import images
from casehub.records.front_matter import MAX_BYTES
from casehub.records.model import Hub, Record
from casehub.review.digest import Content, content_from

SHA = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
_LINK = "120000"


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at a path of a commit: a `blob`, a `tree` or a `commit` (a submodule), and its size in bytes."""

    name: str
    mode: str
    kind: str
    sha: str
    size: int

    @property
    def is_file(self) -> bool:
        """Whether it is a file like others: no link, no folder, no submodule."""
        return self.kind == "blob" and self.mode in ("100644", "100755")

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link."""
        return self.mode == _LINK


@dataclass
class Trees:
    """The folders and files of commits, each asked for once."""

    forge: Forge
    _known: dict[str, dict[str, Entry]] = field(default_factory=dict)

    def at(self, commit: str, path: str) -> Entry | None:
        """What stands at a path. A link on the way is not followed. Raises `ForgeError`."""
        *folders, name = path.split("/")
        here = commit
        for folder in folders:
            entry = self._entries(here).get(folder)
            if entry is None or entry.kind != "tree":
                return entry if entry is not None and entry.is_link else None
            here = entry.sha
        return self._entries(here).get(name)

    def folder(self, commit: str, path: str) -> list[Entry]:
        """What a folder holds; nothing where there is none."""
        entry = self.at(commit, path)
        return list(self._entries(entry.sha).values()) if entry is not None and entry.kind == "tree" else []

    def content(self, entry: Entry) -> bytes:
        """The bytes of a file, which must be those that its name promises. Raises `ForgeError`."""
        raw = self.forge.get(f"git/blobs/{entry.sha}")
        encoded = raw.get("content") if isinstance(raw, Mapping) else None
        if not isinstance(encoded, str) or raw.get("encoding") != "base64":
            raise ForgeError(f"The forge gives the file {entry.sha[:12]} without its content.")
        try:
            content = base64.b64decode("".join(encoded.split()), validate=True)
        except (ValueError, binascii.Error) as error:
            raise ForgeError(f"The forge gives the file {entry.sha[:12]} in a form that cannot be read.") from error
        if git_name(content, len(entry.sha)) != entry.sha:
            raise ForgeError(f"The forge gives the file {entry.sha[:12]} with other bytes than its name promises.")
        return content

    def _entries(self, sha: str) -> dict[str, Entry]:
        if sha not in self._known:
            raw = self.forge.get(f"git/trees/{sha}")
            if not isinstance(raw, Mapping) or not isinstance(raw.get("tree"), list):
                raise ForgeError(f"The forge gives the folder {sha[:12]} without what is in it.")
            if raw.get("truncated"):
                raise ForgeError(f"The folder {sha[:12]} is too large for the forge to list.")
            entries = (_entry(each) for each in raw["tree"])
            self._known[sha] = {each.name: each for each in entries}
        return self._known[sha]


def git_name(content: bytes, length: int = 40) -> str:
    """The name that git gives to the bytes of a file."""
    algorithm = hashlib.sha1 if length == 40 else hashlib.sha256
    return algorithm(b"blob %d\0" % len(content) + content).hexdigest()


def content_on(trees: Trees, hub: Hub, record: Record, commit: str) -> Content | None:
    """What of a record stood in a commit: its fields, its text and its images. None where the forge lost it."""
    try:
        entry = trees.at(commit, record.path)
        if entry is None or not entry.is_file or entry.size > MAX_BYTES:
            return None
        text = trees.content(entry)
        pictures = []
        if record.path.endswith("/index.md"):
            for beside in trees.folder(commit, record.path.removesuffix("/index.md")):
                is_image = beside.is_file and beside.name.lower().endswith(images.ENDINGS)
                if is_image and beside.size <= images.MAX_BYTES:
                    pictures.append((beside.name, hashlib.sha256(trees.content(beside)).hexdigest()))
    except ForgeError as error:
        if error.status in (404, 409, 422):
            return None
        raise
    return content_from(text, hub.definitions.types[record.type], pictures)


def _entry(raw: Any) -> Entry:
    if isinstance(raw, Mapping):
        name, mode, kind, sha = (raw.get(key) for key in ("path", "mode", "type", "sha"))
        size = raw.get("size", 0)
        texts = all(isinstance(each, str) for each in (name, mode, kind, sha))
        if texts and SHA.match(str(sha)) and isinstance(size, int) and name:
            return Entry(str(name), str(mode), str(kind), str(sha), size)
    raise ForgeError("The forge lists a file without its name, kind or content.")
