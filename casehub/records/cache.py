"""What was read last time, so that an unchanged file is not read again.

The file lies in this user's cache folder and is written with `marshal`: fast, plain values only, and tied to one
version of Python, of CaseHub and of `schemas/`. Whatever cannot be read back is read anew from the records.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from casehub import __version__
from casehub.records.body_facts import Citation, Facts, Heading, Link
from casehub.records.findings import Finding, Severity

Stamp = tuple[int, int, int]


@dataclass(slots=True)
class Reading:
    """What one file says by itself: fields, stage, facts about its text, findings as tuples, digest of its bytes."""

    data: dict[str, Any] | None
    stage: str
    facts: Facts
    findings: tuple[tuple[Any, ...], ...]
    digest: str
    html: str


class Store:
    """Readings by path, valid while the file's stamp (time, size, inode) stays the same."""

    def __init__(self, path: Path | None, entries: dict[str, Any]) -> None:
        self._path = path
        self._entries = entries
        self._is_changed = False

    @classmethod
    def empty(cls) -> Store:
        """A store that remembers nothing."""
        return cls(None, {})

    @classmethod
    def open(cls, root: Path, definitions_digest: str) -> Store:
        """The store of a hub's folder; empty when there is none or it cannot be read."""
        path = folder_for(root) / f"readings-{edition(definitions_digest)}.bin"
        try:
            entries = marshal.loads(path.read_bytes())  # noqa: S302 - our own file, in this user's own folder
        except (OSError, EOFError, ValueError, TypeError):
            entries = {}
        return cls(path, entries if isinstance(entries, dict) else {})

    def get(self, path: str, stamp: Stamp) -> Reading | None:
        """What a file said when it had this stamp."""
        entry = self._entries.get(path)
        if entry is None or entry[0] != stamp or stamp == (0, 0, 0):
            return None
        return unpacked(entry[1])

    def put(self, path: str, stamp: Stamp, reading: Reading) -> None:
        """Remember what a file says."""
        self._entries[path] = (stamp, packed(reading))
        self._is_changed = True

    def save(self, keep: set[str]) -> None:
        """Write the store, without the files that are gone. What cannot be written is read again next time."""
        gone = self._entries.keys() - keep
        if self._path is None or not (self._is_changed or gone):
            return
        for path in gone:
            del self._entries[path]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self._path.parent, prefix="readings-")
            with os.fdopen(descriptor, "wb") as file:
                file.write(marshal.dumps(self._entries))
            Path(name).replace(self._path)
            for other in self._path.parent.glob("readings-*.bin"):
                if other != self._path:
                    other.unlink(missing_ok=True)
        except OSError:
            return


def packed(reading: Reading) -> tuple[Any, ...]:
    """A reading as plain values, for a file or another process."""
    facts = _raw_facts(reading.facts)
    return (reading.data, reading.stage, facts, reading.findings, reading.digest, reading.html)


def unpacked(entry: tuple[Any, ...]) -> Reading:
    """The reading of plain values."""
    data, stage, facts, findings, digest, html = entry
    return Reading(data, stage, _facts(facts), findings, digest, html)


def folder_for(root: Path) -> Path:
    """Where this user's machine keeps what it remembers of a hub's folder (`CASEHUB_CACHE` overrides it)."""
    base = os.environ.get("CASEHUB_CACHE")
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    return (Path(base) if base else user_cache_path("casehub")) / name


def as_raw(finding: Finding) -> tuple[Any, ...]:
    """A finding as a plain tuple."""
    return (
        finding.code,
        finding.severity.value,
        finding.path,
        finding.line,
        finding.column,
        finding.message,
        finding.remedy,
        finding.suggestion,
    )


def as_finding(raw: tuple[Any, ...]) -> Finding:
    """The finding of a plain tuple."""
    return Finding(raw[0], Severity(raw[1]), *raw[2:])


@once
def edition(definitions_digest: str) -> str:
    """Changes whenever a file might be found to say something else: Python, our own source, the definitions."""
    digest = hashlib.sha256(f"{sys.version}|{__version__}|{definitions_digest}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def _raw_facts(facts: Facts) -> tuple[Any, ...]:
    return (
        tuple((each.level, each.text, each.id, each.line, each.is_empty) for each in facts.headings),
        tuple((each.target, each.text, each.line, each.column, each.is_image) for each in facts.links),
        tuple((each.id, each.line, each.column) for each in facts.citations),
        facts.words,
        facts.section_words,
        facts.opening_words,
    )


def _facts(raw: tuple[Any, ...]) -> Facts:
    headings, links, citations, words, section_words, opening = raw
    return Facts(
        tuple(Heading(*each) for each in headings),
        tuple(Link(*each) for each in links),
        tuple(Citation(*each) for each in citations),
        (),
        words,
        section_words,
        opening,
    )
