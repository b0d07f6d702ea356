"""The model: records and the hub that holds them. Values only; nothing here reads a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from casehub.records.body_facts import Facts
from casehub.records.definitions import Definitions
from casehub.records.findings import Finding
from casehub.records.plain_yaml import DataPath
from casehub.records.schema import Reference
from casehub.records.sensitive import CODES
from casehub.records.translations import TYPE as TRANSLATION
from casehub.records.translations import original_of

_FIRST_WORDS = 120
"""Characters of a question that stand for its title."""

Key = tuple[str, str]
"""A record's type and id, which name it for ever."""


@dataclass(frozen=True, slots=True)
class ImageFile:
    """An image beside a record: its name there, its path from the root, and the digest of its bytes."""

    name: str
    path: str
    digest: str


@dataclass(frozen=True)
class Record:
    """One record: what its file says, read and checked.

    Fields are not stated here: `schemas/` is their only statement, and `data` holds them under their own names.
    Values of the wrong kind have been left out of `data`, so that whoever reads it can rely on kinds.
    """

    type: str
    id: str
    path: str
    stage: str
    data: Mapping[str, Any]
    facts: Facts
    digest: str
    html: str = field(default="", repr=False)
    """The text as HTML, with slots for what only its page knows (`casehub.records.markdown.fill`)."""
    images: tuple[ImageFile, ...] = ()
    original: Record | None = field(default=None, repr=False, compare=False)
    """Of a record in another language: the record as its own file says it. Rules, reviews and figures judge that."""
    translation: Record | None = field(default=None, repr=False, compare=False)
    """Of a record in another language: the translation whose words it has."""

    @property
    def key(self) -> Key:
        """Type and id."""
        return (self.type, self.id)

    @property
    def subject(self) -> Key | None:
        """Type and id of what this record stands beside: of the case x for the review `case/x/2026-01-05-y`."""
        if self.type == TRANSLATION:
            return original_of(self.id)
        parts = self.id.split("/")
        return (parts[0], parts[1]) if len(parts) == 3 and self.type != "page" else None

    @property
    def title(self) -> str:
        """The title, the name of what has no title, or the first words of what has neither: a question."""
        if told := self.data.get("title") or self.data.get("name"):
            return str(told)
        words = " ".join(str(self.data.get("text") or self.id).split())
        return words if len(words) <= _FIRST_WORDS else words[:_FIRST_WORDS].rpartition(" ")[0] + " …"

    @property
    def is_public(self) -> bool:
        """Whether the record has a page: everything but drafts."""
        return self.stage != "draft"

    @property
    def is_listed(self) -> bool:
        """Whether the record stands in listings and figures: published, and not withdrawn."""
        return self.stage == "published"

    @property
    def is_example(self) -> bool:
        """A made-up example, which never counts."""
        return self.data.get("example") is True

    def values(self, pattern: tuple[str, ...]) -> Iterator[tuple[DataPath, Any]]:
        """The values at a data path in which `*` stands for every item of a list."""
        yield from _values(self.data, pattern, ())


@dataclass(frozen=True)
class Hub:
    """All records of a hub, what reading them found, and the definitions they follow.

    `today` decides what is overdue or in the future; it is given, never asked of the clock.
    """

    root: Path
    definitions: Definitions
    records: Mapping[Key, Record]
    findings: tuple[Finding, ...] = ()
    today: date = date.min
    reread: frozenset[str] = field(default_factory=frozenset)
    """Paths that were read from disk this time, because they are new or have changed."""
    unreadable: frozenset[Key] = field(default_factory=frozenset)
    """Records whose files cannot be read: findings say so there, and nobody is told that they do not exist."""
    memory: Path | None = None
    """The folder where what was worked out about records as they were read is remembered; None where nothing is."""
    original: Hub | None = field(default=None, repr=False, compare=False)
    """Of a hub in another language: the hub as its files say it, of which figures are told."""

    @property
    def language(self) -> str:
        """The language of its interface."""
        return self.definitions.language

    def get(self, type: str, id: str) -> Record | None:
        """A record, or None."""
        return self.records.get((type, id))

    def of(self, type: str) -> list[Record]:
        """The records of a type, by id."""
        return self._by_type.get(type, [])

    def listed(self, type: str) -> list[Record]:
        """The published records of a type, by id."""
        return [record for record in self.of(type) if record.is_listed]

    def public(self) -> Iterator[Record]:
        """Every record that has a page, by type and id."""
        types = self.definitions.types
        return (
            record for _, record in sorted(self.records.items()) if record.is_public and types[record.type].has_page
        )

    def beside(self, type: str, record: Record) -> list[Record]:
        """The records of a type that stand in the folder of another record, such as its reviews, by id."""
        return self._beside.get((type, *record.key), [])

    def references(self, record: Record) -> Iterator[tuple[DataPath, Reference, str]]:
        """Every mention of another record: where, by which field, and the id."""
        for reference in self.definitions.types[record.type].references:
            for path, value in record.values(reference.pattern):
                if isinstance(value, str) and value not in reference.also:
                    yield path, reference, value

    def mentions(self, record: Record, type: str, field: str) -> list[Record]:
        """The public records of a type whose field (its first step) names this record."""
        return self._mentioned.get(record.key, {}).get((type, field), [])

    def mentions_by_type(self, record: Record) -> dict[str, list[Record]]:
        """The public records that name this one in any field, by their type."""
        found: dict[str, dict[str, Record]] = {}
        for (type, _), records in self._mentioned.get(record.key, {}).items():
            found.setdefault(type, {}).update((each.id, each) for each in records)
        return {type: [each[id] for id in sorted(each)] for type, each in sorted(found.items())}

    @cached_property
    def guarded(self) -> frozenset[str]:
        """Paths of files that hold something sensitive: nothing that is said of them may quote it."""
        return frozenset(finding.path for finding in self.findings if finding.code in CODES)

    @cached_property
    def _by_type(self) -> dict[str, list[Record]]:
        grouped: dict[str, list[Record]] = {}
        for _, record in sorted(self.records.items()):
            grouped.setdefault(record.type, []).append(record)
        return grouped

    @cached_property
    def _beside(self) -> dict[tuple[str, str, str], list[Record]]:
        grouped: dict[tuple[str, str, str], list[Record]] = {}
        for _, record in sorted(self.records.items()):
            if subject := record.subject:
                grouped.setdefault((record.type, *subject), []).append(record)
        return grouped

    @cached_property
    def _mentioned(self) -> dict[Key, dict[tuple[str, str], list[Record]]]:
        found: dict[Key, dict[tuple[str, str], list[Record]]] = {}
        for record in self.public():
            for path, reference, id in self.references(record):
                mentions = found.setdefault((reference.type, id), {})
                among = mentions.setdefault((record.type, str(path[0])), [])
                if not among or among[-1] is not record:
                    among.append(record)
        return found


def _values(data: Any, pattern: tuple[str, ...], path: DataPath) -> Iterator[tuple[DataPath, Any]]:
    if not pattern:
        yield path, data
    elif pattern[0] == "*":
        if isinstance(data, list):
            for index, item in enumerate(data):
                yield from _values(item, pattern[1:], (*path, index))
    elif isinstance(data, Mapping) and pattern[0] in data:
        yield from _values(data[pattern[0]], pattern[1:], (*path, pattern[0]))


def by_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file and place, each said once."""
    return tuple(sorted(set(findings), key=lambda finding: finding.order))
