"""From a hub's folder to records and findings. One pass over `content/`; each file is read once per change.

What a file says depends on its bytes and on `schemas/` only, so it is remembered by the digest of both, in this
user's cache folder: never in the checkout, where somebody else's pull request could plant a verdict.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import unquote

from casehub.records import cache, images, sensitive
from casehub.records.body import body_faults
from casehub.records.body_facts import Facts
from casehub.records.completeness import completeness
from casehub.records.definitions import Definitions
from casehub.records.findings import Draft, Finding, shown_path
from casehub.records.front_matter import MAX_BYTES, read_file
from casehub.records.markdown import parse
from casehub.records.model import Hub, ImageFile, Key, Record, by_order
from casehub.records.plain_yaml import Place
from casehub.records.processes import in_processes
from casehub.records.schema import RecordType
from casehub.records.tree import CONTENT, START, Found, found_at, tree_of

Item = TypeVar("Item")
_CHUNK = 50
"""Files that are read at a time: enough to be worth a message between processes."""


class Progress(Protocol):
    """Hands on the same items, and shows how far they are of how many."""

    def __call__(self, items: Iterable[Item], what: str, total: int) -> Iterable[Item]:
        """The items, one by one."""


def today() -> date:
    """The day that `SOURCE_DATE_EPOCH` gives, else the clock's (UTC). Called at the edge only.

    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    from datetime import UTC, datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.date()


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
    tree = tree_of(root, definitions)
    store = cache.Store.open(root, definitions.digest) if use_cache else cache.Store.empty()
    catalogue = definitions.catalogue
    findings = [
        catalogue.finding(draft.code, shown_path(path), START, draft.words, suggestion=draft.suggestion)
        for path, draft in tree.drafts
    ]
    records: dict[Key, Record] = {}
    unreadable: set[Key] = set()
    reread: set[str] = set()
    for found, reading, is_new in _readings(root, tree.files, store, definitions, progress):
        if is_new:
            store.put(found.path, found.stamp, reading)
            reread.add(found.path)
        findings += (cache.as_finding(raw) for raw in reading.findings)
        key = (found.type.name, found.id)
        if reading.data is None:
            unreadable.add(key)
        elif key not in records:
            beside, said = _images(root, tree.images.get(found.path, []), reading.facts, definitions)
            findings += said
            records[key] = _record(found, reading, reading.data, beside)
    store.save(keep={found.path for found in tree.files})
    memory = cache.folder_for(root) if use_cache else None
    return Hub(root, definitions, records, by_order(findings), on, frozenset(reread), frozenset(unreadable), memory)


def _readings(
    root: Path, files: list[Found], store: cache.Store, definitions: Definitions, progress: Progress | None
) -> Iterator[tuple[Found, cache.Reading, bool]]:
    """What each file says, remembered or read now. Many are read in as many processes as there are cores."""
    fresh: list[Found] = []
    for found in files:
        reading = store.get(found.path, found.stamp)
        if reading is None:
            fresh.append(found)
        else:
            yield found, reading, False
    chunks = [fresh[start : start + _CHUNK] for start in range(0, len(fresh), _CHUNK)]
    read = in_processes(chunks, lambda chunk: [cache.packed(_read(root, found, definitions)) for found in chunk])
    numbered = zip(chunks, read, strict=True)
    for chunk, packed in progress(numbered, "Reading", len(chunks)) if progress else numbered:
        for found, entry in zip(chunk, packed, strict=True):
            yield found, cache.unpacked(entry), True


def hub_before(hub: Hub, earlier: Mapping[str, bytes | None]) -> Hub:
    """The hub as it was before some files changed, given what they said then. Its findings are left out."""
    records = {key: record for key, record in hub.records.items() if record.path not in earlier}
    unreadable = set(hub.unreadable)
    for path, content in earlier.items():
        if content is None or not path.startswith(f"{CONTENT}/"):
            continue
        found = found_at(path, hub.definitions)
        if found is None:
            continue
        reading = _examine(content, found, hub.definitions)
        if reading.data is None:
            unreadable.add((found.type.name, found.id))
        else:
            records[(found.type.name, found.id)] = _record(found, reading, reading.data)
    return Hub(hub.root, hub.definitions, records, (), hub.today, unreadable=frozenset(unreadable))


def hub_with(hub: Hub, files: Mapping[str, bytes | None]) -> Hub:
    """The hub as it would be if some files said something else. Its findings are left out."""
    return hub_before(hub, files)


def _record(found: Found, reading: cache.Reading, data: dict[str, Any], beside: tuple[ImageFile, ...] = ()) -> Record:
    type, facts = found.type.name, reading.facts
    return Record(type, found.id, found.path, reading.stage, data, facts, reading.digest, reading.html, beside)


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
    if record.path in hub.guarded:
        words = sensitive.words_of(hub.definitions)
        parts = sensitive.parts_of(text.text, sensitive.found(text.text, words))
        drafts = [sensitive.without(draft, parts) for draft in drafts]
    return list(_say(drafts, record.path, record.stage, text, hub.definitions))


def _say(drafts: list[Draft], path: str, stage: str, text: Any, definitions: Definitions) -> Iterator[Finding]:
    reading = None
    for draft in drafts:
        if isinstance(draft.at, Place):
            place = draft.at
        else:
            reading = reading or text.locate()
            place = text.place(reading, draft.at, on_key=draft.on_key)
        yield definitions.catalogue.finding(
            draft.code,
            path,
            place,
            draft.words,
            suggestion=draft.suggestion,
            draft=draft.early or (stage == "draft" and not _is_about_status(draft)),
        )


def _is_about_status(draft: Draft) -> bool:
    """Without a status that can be read a record counts as a draft; that alone must not make it look fine."""
    return draft.at == ("status",) or (draft.code == "CH201" and draft.words.get("key") == "status")


def _read(root: Path, found: Found, definitions: Definitions) -> cache.Reading:
    """Read and check one file by itself: its fields against the schema, its text against the rules for texts."""
    content = _content(root / found.path, MAX_BYTES)
    if isinstance(content, Draft):
        said = definitions.catalogue.finding(content.code, found.path, START, content.words)
        return cache.Reading(None, "draft", Facts(), (cache.as_raw(said),), "", "")
    return _examine(content, found, definitions)


def _content(path: Path, limit: int) -> bytes | Draft:
    """What a file holds, up to one byte more than it may; a draft of a finding when it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        return Draft("CH116", START, {"problem": error.strerror or type(error).__name__})


def _examine(content: bytes, found: Found, definitions: Definitions) -> cache.Reading:
    text = read_file(content, markdown=found.type.is_markdown)
    drafts = [Draft(fault.code, fault.place, fault.words) for fault in text.faults]
    data = text.data
    stage, facts, html = "draft", Facts(), ""
    if data is not None:
        stage = found.type.stage(data)
        drafts += found.type.faults(data)
        drafts += _next_question(found.type, data, stage)
    if found.type.is_markdown and data is not None:
        parsed = parse(text.body)
        facts, html = parsed.facts, parsed.html
        drafts += body_faults(_written_as(found, definitions), parsed, text.body_line)
    drafts = guarded(text.text, drafts, definitions)
    findings = tuple(cache.as_raw(finding) for finding in _say(drafts, found.path, stage, text, definitions))
    return cache.Reading(data, stage, facts, findings, hashlib.sha256(content).hexdigest(), html)


def guarded(text: str, drafts: list[Draft], definitions: Definitions) -> list[Draft]:
    """What is to be said of a file, together with what in it is sensitive, which no sentence then quotes."""
    words = sensitive.words_of(definitions)
    matches = sensitive.found(text, words)
    if not matches:
        return drafts
    parts = sensitive.parts_of(text, matches)
    return [*(sensitive.without(draft, parts) for draft in drafts), *sensitive.drafts(text, matches, words)]


def _written_as(found: Found, definitions: Definitions) -> RecordType:
    """The type whose sections a text has; for a translation that of its original, in its language."""
    if not found.type.translates:
        return found.type
    return definitions.in_language(found.id.rpartition("/")[2]).types[found.id.partition("/")[0]]


def _next_question(type: RecordType, data: dict[str, Any], stage: str) -> list[Draft]:
    if stage not in ("draft", "in-review"):
        return []
    how = completeness(type, data)
    if how.next is None or how.step == len(how.steps):
        return []
    missing = len(type.missing(data))
    count = f"{missing} more questions have" if missing > 1 else "1 more question has"  # as older catalogues say it
    return [Draft("CH215", (), {"state": how.state, "ask": how.next.ask, "key": how.next.key, "count": count})]


def _images(
    root: Path, paths: list[str], facts: Facts, definitions: Definitions
) -> tuple[tuple[ImageFile, ...], list[Finding]]:
    """The images beside a record, and what is to be said of them."""
    shown = {unquote(link.target) for link in facts.links if link.is_image}
    beside, said = [], []
    for path in paths:
        name = path.rpartition("/")[2]
        content = _content(root / path, images.MAX_BYTES)
        drafts = [content] if isinstance(content, Draft) else images.faults(name, content)
        if name not in shown:
            drafts.append(Draft("CH127", START))
        said += [definitions.catalogue.finding(each.code, path, START, each.words) for each in drafts]
        digest = "" if isinstance(content, Draft) else hashlib.sha256(content).hexdigest()
        beside.append(ImageFile(name, path, digest))
    return tuple(beside), said
