"""Findings: what a check has to say to the author of a file, and the catalogue of everything it can say."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from casehub.records.plain_yaml import Place, read

MOST = 100
"""So many findings of a record at most come from its schema, and from each rule: nobody reads more at a time, and a
file built to have a hundred thousand must not keep the check busy with looking for what was meant."""


class Severity(StrEnum):
    """How much a finding weighs: an error stops publication, a warning asks for a look, advice makes better."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to look at, in the author's words.

    `path` is relative to the hub's root, with forward slashes; line and column count from 1.
    """

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    remedy: str
    suggestion: str = ""

    @property
    def sentence(self) -> str:
        """The message with its did-you-mean."""
        return f"{self.message} Did you mean “{self.suggestion}”?" if self.suggestion else self.message

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: by file, then by place, then by code."""
        return (self.path, self.line, self.column, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Entry:
    """One code of the catalogue: its sentence, its remedy, why it matters, and a bad and a good example."""

    code: str
    name: str
    severity: Severity
    message: str
    remedy: str
    why: str
    example: str
    bad: str
    good: str
    by_status: bool = False


class Catalogue:
    """Everything a check can say, by code."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: dict[str, Entry] = {entry.code: entry for entry in entries}

    @classmethod
    def load(cls, path: Path) -> Catalogue:
        """Read `schemas/findings.yaml`. Raises `ValueError` when the catalogue itself is malformed."""
        reading = read(path.read_text("utf-8"))
        if reading.faults:
            raise ValueError(f"{path}: {reading.faults[0]}")
        try:
            return cls(Entry(**{**raw, "severity": Severity(raw["severity"])}) for raw in reading.data["findings"])
        except (KeyError, TypeError) as error:
            raise ValueError(f"{path.name} is not a catalogue of findings: {error}") from error

    def finding(
        self,
        code: str,
        path: str,
        place: Place,
        words: Mapping[str, Any] | None = None,
        *,
        suggestion: str = "",
        draft: bool = False,
    ) -> Finding:
        """Say the sentence of a code with the author's own words put in. On a draft, errors become advice."""
        entry = self.entries[code]
        filled = {key: shortened(str(value)) for key, value in (words or {}).items()}
        severity = Severity.ADVICE if draft and entry.by_status else entry.severity
        return Finding(
            code=code,
            severity=severity,
            path=path,
            line=place.line,
            column=place.column,
            message=entry.message.format_map(filled),
            remedy=entry.remedy.format_map(filled),
            suggestion=shortened(suggestion),
        )

    def closest(self, code: str) -> str:
        """The known code nearest to a mistyped one, or an empty string."""
        return closest(code.upper(), self.entries)


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding before its place in the file is known: rules name the data path, the loader finds the line."""

    code: str
    at: tuple[str | int, ...] | Place
    words: Mapping[str, Any] = field(default_factory=dict)
    suggestion: str = ""
    on_key: bool = False
    early: bool = False
    """What is asked for is not due yet: an error that follows status is only advice."""


def shown_path(path: str) -> str:
    """A path as it can be shown and written anywhere: file names may hold bytes that are no text."""
    return "".join(char if char.isprintable() else "\ufffd" for char in path)


def shortened(text: str, limit: int = 240) -> str:
    """One line of at most `limit` characters, with control characters left out: findings quote hostile text."""
    line = "".join(char if char.isprintable() else " " for char in text[: limit + 1])
    return line if len(line) <= limit else line[: limit - 1] + "…"


def closest(word: str, known: Iterable[str]) -> str:
    """The known word nearest to a mistyped one, or an empty string when none is near."""
    word = word[:80]
    candidates = {item.lower(): item for item in known}
    if word.lower() in candidates:
        return candidates[word.lower()]
    matches = difflib.get_close_matches(word.lower(), candidates, n=1, cutoff=0.72)
    return candidates[matches[0]] if matches else ""
