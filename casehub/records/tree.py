"""The files of `content/`: which are records, which images beside them, and what does not belong there.

Only names and places are looked at here; nothing is read.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path

from casehub.records import images
from casehub.records.definitions import Definitions
from casehub.records.findings import Draft, closest
from casehub.records.front_matter import MAX_BYTES
from casehub.records.plain_yaml import Place
from casehub.records.schema import RecordType

CONTENT = "content"
START = Place(1, 1)
_MAX_LENGTH = 80
_MAX_FOLDERS = 8
_ADDRESS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_RESERVED = frozenset(
    ["index", "by", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
"""Names that the site uses itself, or that Windows refuses."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is a record by its place. Its stamp tells cheaply whether it may have changed."""

    path: str
    type: RecordType
    id: str
    stamp: tuple[int, int, int] = (0, 0, 0)


@dataclass(slots=True)
class Tree:
    """What stands in `content/`: records, the images of each by the record's path, and what is wrong with names."""

    files: list[Found] = field(default_factory=list)
    images: dict[str, list[str]] = field(default_factory=dict)
    drafts: list[tuple[str, Draft]] = field(default_factory=list)

    def refuse(self, path: str, code: str, words: dict[str, str] | None = None, near: str = "") -> None:
        """Note what is wrong with a file or folder."""
        self.drafts.append((path, Draft(code, START, words or {}, near)))


def is_address(name: str) -> bool:
    """Whether a name can be the permanent address of a record."""
    return bool(_ADDRESS.match(name)) and name not in _RESERVED and len(name) <= _MAX_LENGTH


def tree_of(root: Path, definitions: Definitions) -> Tree:
    """Everything below a hub's `content/`, by name. Raises `OSError` when a folder cannot be read."""
    tree = Tree()
    folders = sorted({folder for each in definitions.types.values() for folder in each.folders})
    for entry in _entries(root / CONTENT):
        path = f"{CONTENT}/{entry.name}"
        if entry.is_symlink():
            tree.refuse(path, "CH123")
        elif entry.is_dir():
            type = definitions.type_of_folder(entry.name)
            if type is None and entry.name in definitions.other_languages:
                _translations(entry.path, path, entry.name, definitions, tree)
            elif type is None:
                words = {"folder": entry.name, "folders": ", ".join(folders)}
                tree.refuse(path, "CH124", words, closest(entry.name, folders))
            elif type.name == "page":
                _pages(entry.path, path, type, tree)
            elif type.stands_beside:
                _beside(entry.path, path, type, definitions, tree)
            else:
                _records(entry.path, path, type, tree)
        elif entry.name == "index.md" and "page" in definitions.types:
            tree.files.append(Found(path, definitions.types["page"], "index", _stamp(entry)))
        else:
            _not_allowed(path, entry.name, "index.md and folders of records", tree)
    _twins(tree)
    return tree


def found_at(path: str, definitions: Definitions) -> Found | None:
    """What a file is by its path alone."""
    folder, _, name = path.removeprefix(f"{CONTENT}/").partition("/")
    if path == f"{CONTENT}/index.md" and "page" in definitions.types:
        return Found(path, definitions.types["page"], "index")
    if folder in definitions.other_languages:
        inner = found_at(f"{CONTENT}/{name}", definitions)
        return _translation(path, inner.type, inner.id, folder, definitions) if inner else None
    type = definitions.type_of_folder(folder)
    if type is None or not name.endswith(".md" if type.is_markdown else ".yml"):
        return None
    if type.name == "page":
        return Found(path, type, f"{folder}/{name}".removesuffix(".md"))
    if type.stands_beside:
        parts = name.removesuffix(".yml").split("/")
        of = definitions.types.get(parts[0])
        is_known = len(parts) == 3 and of is not None and of.substantive
        return Found(path, type, "/".join(parts)) if is_known else None
    if type.is_markdown:
        return Found(path, type, name.removesuffix("/index.md").removesuffix(".md"))
    return Found(path, type, name.removesuffix(".yml"))


def _records(folder: str, path: str, type: RecordType, tree: Tree) -> None:
    ending = ".md" if type.is_markdown else ".yml"
    for entry in _entries(folder):
        here = f"{path}/{entry.name}"
        if entry.is_symlink():
            tree.refuse(here, "CH123")
        elif entry.is_dir():
            if type.is_markdown:
                _record_with_images(entry.path, here, entry.name, type, tree)
            else:
                _not_allowed(here, entry.name, "files that end in .yml", tree)
        elif entry.name.endswith(ending):
            _found(here, entry.name.removesuffix(ending), type, entry, tree)
        else:
            beside = ", and folders that hold an index.md and its images" if type.is_markdown else ""
            _not_allowed(here, entry.name, f"files that end in {ending}{beside}", tree)


def _record_with_images(folder: str, path: str, id: str, type: RecordType, tree: Tree) -> None:
    """A folder that holds index.md and the images it shows."""
    text = f"{path}/index.md"
    entries = _entries(folder)
    for entry in entries:
        here = f"{path}/{entry.name}"
        if entry.is_symlink():
            tree.refuse(here, "CH123")
        elif entry.name == "index.md" and entry.is_file():
            _found(text, id, type, entry, tree)
        elif entry.is_file() and entry.name.lower().endswith(images.ENDINGS):
            if entry.name.isprintable():
                tree.images.setdefault(text, []).append(here)
            else:
                tree.refuse(here, "CH121", {"name": entry.name})
        else:
            _not_allowed(here, entry.name, "index.md and images (.png, .jpg, .webp)", tree)
    if "index.md" not in [entry.name for entry in entries]:
        tree.refuse(path, "CH129")


def _beside(folder: str, path: str, type: RecordType, definitions: Definitions, tree: Tree) -> None:
    """Files that belong to records of other types: `<folder>/<type>/<id>/<name>.yml`."""
    known = sorted(each.name for each in definitions.types.values() if each.substantive)
    for of_type in _entries(folder):
        here = f"{path}/{of_type.name}"
        if of_type.is_symlink():
            tree.refuse(here, "CH123")
        elif not of_type.is_dir():
            _not_allowed(here, of_type.name, "folders named after a type, in them folders named after a record", tree)
        elif of_type.name not in known:
            words = {"folder": here.removeprefix(f"{CONTENT}/"), "folders": ", ".join(known)}
            tree.refuse(here, "CH124", words, closest(of_type.name, known))
        else:
            _beside_records(of_type.path, here, type, tree)


def _beside_records(folder: str, path: str, type: RecordType, tree: Tree) -> None:
    for of_record in _entries(folder):
        here = f"{path}/{of_record.name}"
        if of_record.is_symlink():
            tree.refuse(here, "CH123")
        elif not of_record.is_dir():
            _not_allowed(here, of_record.name, "folders named after a record", tree)
        elif not is_address(of_record.name):
            tree.refuse(here, "CH121", {"name": of_record.name})
        else:
            for entry in _entries(of_record.path):
                file = f"{here}/{entry.name}"
                name = entry.name.removesuffix(".yml")
                if entry.is_symlink():
                    tree.refuse(file, "CH123")
                elif entry.name.endswith(".yml") and entry.is_file():
                    id = f"{path.rpartition('/')[2]}/{of_record.name}/{name}"
                    _found(file, id, type, entry, tree, name=name)
                else:
                    _not_allowed(file, entry.name, "files that end in .yml", tree)


def _pages(folder: str, path: str, type: RecordType, tree: Tree) -> None:
    for entry in _entries(folder):
        here = f"{path}/{entry.name}"
        if entry.is_symlink():
            tree.refuse(here, "CH123")
        elif entry.is_dir():
            if _ADDRESS.match(entry.name) and path.count("/") < _MAX_FOLDERS:
                _pages(entry.path, here, type, tree)
            else:
                tree.refuse(here, "CH121", {"name": entry.name})
        elif entry.name.endswith(".md"):
            id = here.removeprefix(f"{CONTENT}/").removesuffix(".md")
            _found(here, id, type, entry, tree, name=entry.name.removesuffix(".md"))
        else:
            _not_allowed(here, entry.name, "files that end in .md", tree)


def _translations(folder: str, path: str, language: str, definitions: Definitions, tree: Tree) -> None:
    """Files that hold the words of records in a language: they stand as those records do above the folder."""
    for entry in _entries(folder):
        here = f"{path}/{entry.name}"
        inner = found_at(here.replace(f"{CONTENT}/{language}/", f"{CONTENT}/", 1), definitions)
        if entry.is_symlink():
            tree.refuse(here, "CH123")
        elif entry.is_dir():
            if _ADDRESS.match(entry.name) and path.count("/") < _MAX_FOLDERS:
                _translations(entry.path, here, language, definitions, tree)
            else:
                tree.refuse(here, "CH121", {"name": entry.name})
        elif inner is None or not inner.type.is_markdown or not entry.is_file(follow_symlinks=False):
            allowed = "files named as those that they translate, such as cases/<id>.md, about/<name>.md or index.md"
            _not_allowed(here, entry.name, allowed, tree)
        else:
            found = _translation(here, inner.type, inner.id, language, definitions)
            tree.files.append(replace(found, stamp=_stamp(entry)))


def _translation(path: str, type: RecordType, id: str, language: str, definitions: Definitions) -> Found:
    return Found(path, definitions.types["translation"], f"{type.name}/{id}/{language}")


def _found(
    path: str, id: str, type: RecordType, entry: os.DirEntry[str], tree: Tree, name: str | None = None
) -> None:
    name = id if name is None else name
    if not is_address(name) and not (type.name == "page" and name == "index"):
        tree.refuse(path, "CH121", {"name": name})
        if not _ADDRESS.match(name):
            return
    if not entry.is_file(follow_symlinks=False):
        tree.refuse(path, "CH116", {"problem": "it is not a file like others"})
        return
    tree.files.append(Found(path, type, id, _stamp(entry)))


def _twins(tree: Tree) -> None:
    """Two files of one address: each is told of the other, because either may be the one that came later."""
    first: dict[tuple[str, str], str] = {}
    for found in tree.files:
        other = first.setdefault((found.type.name, found.id.removesuffix("/index")), found.path)
        if other != found.path:
            tree.refuse(found.path, "CH122", {"other": other})
            tree.refuse(other, "CH122", {"other": found.path})


def _not_allowed(path: str, name: str, allowed: str, tree: Tree) -> None:
    ending = "." + name.rpartition(".")[2] if "." in name else "a folder or a name without an ending"
    tree.refuse(path, "CH120", {"ending": ending, "allowed": allowed})


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted((entry for entry in entries if entry.name != ".DS_Store"), key=lambda entry: entry.name)


def _stamp(entry: os.DirEntry[str]) -> tuple[int, int, int]:
    status = entry.stat(follow_symlinks=False)
    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
        return (0, 0, 0)
    return (status.st_mtime_ns, status.st_size, status.st_ino)
