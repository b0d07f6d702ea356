"""From a hub's folder to records and findings. One pass over `content/`; each file is read once per change.

What a file says depends on its bytes and on `schemas/` only, so it is remembered by the digest of both, in this
user's cache folder: never in the checkout, where somebody else's pull request could plant a verdict.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from casehub.records import cache, images
from casehub.records.body import body_faults
from casehub.records.body_facts import Facts
from casehub.records.definitions import Definitions
from casehub.records.findings import Draft, Finding, closest
from casehub.records.front_matter import MAX_BYTES, read_file
from casehub.records.markdown import parse
from casehub.records.model import Hub, ImageFile, Key, Record, by_order
from casehub.records.plain_yaml import Place
from casehub.records.schema import RecordType

CONTENT = "content"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_RESERVED = frozenset(
    ["index", "by", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
"""Names that the site uses itself, or that Windows refuses."""

Progress = Callable[[Iterable["_Found"], str], Iterable["_Found"]]


def today() -> date:
    """The day that `SOURCE_DATE_EPOCH` gives, else the clock's (UTC). Called at the edge only.

    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    from datetime import UTC, datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.date()


@dataclass(frozen=True, slots=True)
class _Found:
    """A file that is a record by its place."""

    path: str
    type: RecordType
    id: str
    stamp: tuple[int, int, int]


@dataclass(slots=True)
class _Walk:
    """What stands in `content/`: records, images, and what does not belong there."""

    files: list[_Found] = field(default_factory=list)
    images: dict[str, list[str]] = field(default_factory=dict)
    drafts: list[tuple[str, Draft]] = field(default_factory=list)


def load(
    root: Path,
    *,
    on: date,
    definitions: Definitions | None = None,
    progress: Progress | None = None,
    use_cache: bool = True,
) -> Hub:
    """Read a whole hub. Raises `OSError` or `ValueError` only when `schemas/` or `content/` cannot be read at all."""
    definitions = definitions or Definitions.load(root / "schemas")
    if not (root / CONTENT).is_dir():
        raise FileNotFoundError(f"There is no folder {CONTENT}/ in {root}.")
    walk = _Walk()
    _walk_content(root, definitions, walk)
    store = cache.Store.open(root, definitions.digest) if use_cache else cache.Store.empty()
    catalogue = definitions.catalogue
    findings = [
        catalogue.finding(draft.code, path, _place(draft), draft.words, suggestion=draft.suggestion)
        for path, draft in walk.drafts
    ]
    records: dict[Key, Record] = {}
    reread: set[str] = set()
    todo: Iterable[_Found] = walk.files
    if progress:
        todo = progress(walk.files, "Reading")
    for found in todo:
        reading = store.get(found.path, found.stamp)
        if reading is None:
            reading = _read(root, found, definitions)
            store.put(found.path, found.stamp, reading)
            reread.add(found.path)
        findings += (cache.as_finding(raw) for raw in reading.findings)
        key = (found.type.name, found.id)
        if key in records:
            words = {"other": records[key].path}
            findings.append(catalogue.finding("CH122", found.path, Place(1, 1), words))
        elif reading.data is not None:
            beside, said = _images(root, found, walk.images.get(found.path, []), reading.facts, definitions)
            findings += said
            records[key] = Record(
                found.type.name,
                found.id,
                found.path,
                reading.stage,
                reading.data,
                reading.facts,
                reading.digest,
                beside,
            )
    store.save(keep={found.path for found in walk.files})
    return Hub(root, definitions, records, by_order(findings), on, frozenset(reread))


def hub_before(hub: Hub, earlier: Mapping[str, bytes | None]) -> Hub:
    """The hub as it was before some files changed, given what they said then. Its findings are left out."""
    records = {key: record for key, record in hub.records.items() if record.path not in earlier}
    for path, content in earlier.items():
        if content is None or not path.startswith(f"{CONTENT}/"):
            continue
        found = _by_path(path, hub.definitions)
        if found is None:
            continue
        reading = _examine(content, found, hub.definitions)
        if reading.data is not None:
            records[(found.type.name, found.id)] = Record(
                found.type.name, found.id, path, reading.stage, reading.data, reading.facts, reading.digest
            )
    return Hub(hub.root, hub.definitions, records, (), hub.today)


def _by_path(path: str, definitions: Definitions) -> _Found | None:
    """What a file is by its path alone."""
    stamp = (0, 0, 0)
    folder, _, name = path.removeprefix(f"{CONTENT}/").partition("/")
    if path == f"{CONTENT}/index.md" and "page" in definitions.types:
        return _Found(path, definitions.types["page"], "index", stamp)
    type = definitions.type_of_folder(folder)
    if type is None:
        return None
    if type.name == "page":
        return _Found(path, type, f"{folder}/{name}".removesuffix(".md"), stamp)
    if type.is_markdown and name.endswith(".md"):
        return _Found(path, type, name.removesuffix("/index.md").removesuffix(".md"), stamp)
    if not type.is_markdown and name.endswith(".yml"):
        return _Found(path, type, name.removesuffix(".yml"), stamp)
    return None


def body_of(hub: Hub, record: Record) -> tuple[str, int]:
    """The text of a record, as it stands in its file, and the line on which it starts."""
    text = read_file((hub.root / record.path).read_bytes(), markdown=True, fields=False)
    return text.body, text.body_line


def located(hub: Hub, record: Record, drafts: list[Draft]) -> list[Finding]:
    """Drafts of a rule as findings with their places, which are looked up in the file."""
    if not drafts:
        return []
    content = (hub.root / record.path).read_bytes()
    text = read_file(content, markdown=hub.definitions.types[record.type].is_markdown)
    return list(_say(drafts, record.path, record.stage, text, hub.definitions))


def _place(draft: Draft) -> Place:
    return draft.at if isinstance(draft.at, Place) else Place(1, 1)


def _say(drafts: list[Draft], path: str, stage: str, text: Any, definitions: Definitions) -> Iterator[Finding]:
    reading = None
    for draft in drafts:
        if isinstance(draft.at, Place):
            place = draft.at
        else:
            reading = reading or text.locate()
            place = text.place(reading, draft.at, on_key=draft.on_key)
        yield definitions.catalogue.finding(
            draft.code, path, place, draft.words, suggestion=draft.suggestion, draft=stage == "draft"
        )


def _read(root: Path, found: _Found, definitions: Definitions) -> cache.Reading:
    """Read and check one file by itself: its fields against the schema, its text against the rules for texts."""
    try:
        content = (root / found.path).read_bytes()
    except OSError as error:
        problem = error.strerror or type(error).__name__
        said = definitions.catalogue.finding("CH116", found.path, Place(1, 1), {"problem": problem})
        return cache.Reading(None, "draft", Facts(), (cache.as_raw(said),), "")
    return _examine(content, found, definitions)


def _examine(content: bytes, found: _Found, definitions: Definitions) -> cache.Reading:
    text = read_file(content, markdown=found.type.is_markdown)
    drafts = [Draft(fault.code, fault.place, fault.words) for fault in text.faults]
    data = text.data
    stage, facts = "draft", Facts()
    if data is not None:
        stage = found.type.stage(data)
        drafts += found.type.faults(data)
        drafts += _next_question(found.type, data, stage)
    if found.type.is_markdown and data is not None:
        parsed = parse(text.body)
        facts = parsed.facts
        drafts += body_faults(found.type, parsed, text.body_line)
    findings = tuple(cache.as_raw(finding) for finding in _say(drafts, found.path, stage, text, definitions))
    return cache.Reading(data, stage, facts, findings, hashlib.sha256(content).hexdigest())


def _next_question(type: RecordType, data: dict[str, Any], stage: str) -> list[Draft]:
    if stage not in ("draft", "in-review"):
        return []
    missing = type.missing(data)
    if not missing:
        return []
    count = f"{len(missing)} more questions have" if len(missing) > 1 else "1 more question has"
    return [Draft("CH215", (), {"count": count, "ask": type.question(missing[0]), "key": missing[0]})]


def _images(
    root: Path, found: _Found, paths: list[str], facts: Facts, definitions: Definitions
) -> tuple[tuple[ImageFile, ...], list[Finding]]:
    """The images beside a record, and what is to be said of them."""
    shown = {link.target for link in facts.links if link.is_image}
    beside, said = [], []
    for path in paths:
        name = path.rpartition("/")[2]
        content = (root / path).read_bytes()
        drafts = images.faults(name, content)
        if name not in shown:
            drafts.append(Draft("CH127", Place(1, 1)))
        said += [definitions.catalogue.finding(each.code, path, _place(each), each.words) for each in drafts]
        beside.append(ImageFile(name, path, hashlib.sha256(content).hexdigest()))
    return tuple(beside), said


def _walk_content(root: Path, definitions: Definitions, walk: _Walk) -> None:
    folders = sorted({folder for each in definitions.types.values() for folder in each.folders})
    for entry in _entries(root / CONTENT):
        path = f"{CONTENT}/{entry.name}"
        if entry.is_symlink():
            walk.drafts.append((path, Draft("CH123", Place(1, 1))))
        elif entry.is_dir():
            type = definitions.type_of_folder(entry.name)
            if type is None:
                words = {"folder": entry.name, "folders": ", ".join(folders)}
                near = closest(entry.name, folders)
                walk.drafts.append((path, Draft("CH124", Place(1, 1), words, near)))
            elif type.name == "page":
                _walk_pages(entry.path, path, type, walk)
            else:
                _walk_records(entry.path, path, type, walk)
        elif entry.name == "index.md" and "page" in definitions.types:
            walk.files.append(_Found(path, definitions.types["page"], "index", _stamp(entry)))
        else:
            _not_allowed(path, entry.name, "index.md and folders of records", walk)


def _walk_records(folder: str, path: str, type: RecordType, walk: _Walk) -> None:
    ending = ".md" if type.is_markdown else ".yml"
    for entry in _entries(folder):
        here = f"{path}/{entry.name}"
        if entry.is_symlink():
            walk.drafts.append((here, Draft("CH123", Place(1, 1))))
        elif entry.is_dir():
            if type.is_markdown:
                _walk_folder_record(entry.path, here, entry.name, type, walk)
            else:
                _not_allowed(here, entry.name, "files that end in .yml", walk)
        elif entry.name.endswith(ending):
            _found(here, entry.name.removesuffix(ending), type, entry, walk)
        else:
            _not_allowed(here, entry.name, f"files that end in {ending}", walk)


def _walk_folder_record(folder: str, path: str, id: str, type: RecordType, walk: _Walk) -> None:
    """A record with images: a folder that holds index.md and the images it shows."""
    text = f"{path}/index.md"
    for entry in _entries(folder):
        here = f"{path}/{entry.name}"
        if entry.is_symlink():
            walk.drafts.append((here, Draft("CH123", Place(1, 1))))
        elif entry.name == "index.md" and entry.is_file():
            _found(text, id, type, entry, walk)
        elif entry.is_file() and entry.name.lower().endswith(images.ENDINGS):
            walk.images.setdefault(text, []).append(here)
        else:
            _not_allowed(here, entry.name, "index.md and images (.png, .jpg, .webp)", walk)


def _walk_pages(folder: str, path: str, type: RecordType, walk: _Walk) -> None:
    for entry in _entries(folder):
        here = f"{path}/{entry.name}"
        if entry.is_symlink():
            walk.drafts.append((here, Draft("CH123", Place(1, 1))))
        elif entry.is_dir():
            _walk_pages(entry.path, here, type, walk)
        elif entry.name.endswith(".md"):
            id = here.removeprefix(f"{CONTENT}/").removesuffix(".md")
            _found(here, id, type, entry, walk, name=entry.name.removesuffix(".md"))
        else:
            _not_allowed(here, entry.name, "files that end in .md", walk)


def _found(
    path: str, id: str, type: RecordType, entry: os.DirEntry[str], walk: _Walk, name: str | None = None
) -> None:
    name = id if name is None else name
    reserved = name in _RESERVED and not (type.name == "page" and name == "index")
    if not _ID.match(name) or reserved or len(name) > 80:
        walk.drafts.append((path, Draft("CH121", Place(1, 1), {"name": name})))
        if not _ID.match(name):
            return
    walk.files.append(_Found(path, type, id, _stamp(entry)))


def _not_allowed(path: str, name: str, allowed: str, walk: _Walk) -> None:
    ending = "." + name.rpartition(".")[2] if "." in name else "a folder or a name without an ending"
    walk.drafts.append((path, Draft("CH120", Place(1, 1), {"ending": ending, "allowed": allowed})))


def _entries(folder: str | Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted((entry for entry in entries if entry.name != ".DS_Store"), key=lambda entry: entry.name)


def _stamp(entry: os.DirEntry[str]) -> tuple[int, int, int]:
    """What tells cheaply whether a file may have changed."""
    status = entry.stat(follow_symlinks=False)
    if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
        return (0, 0, 0)
    return (status.st_mtime_ns, status.st_size, status.st_ino)
