"""Everything that `schemas/` says, loaded once: record types, vocabularies, findings, words of the interface."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casehub.records.carried import digest_parts, label_files, schema_file, schema_files
from casehub.records.findings import Catalogue
from casehub.records.plain_yaml import read
from casehub.records.schema import RecordType, load_types
from casehub.records.vocabulary import Vocabulary, load_vocabularies


@dataclass(frozen=True, eq=False)
class Definitions:
    """What a hub's records may say and how it is told when they do not.

    What a hub's `schemas/` does not state is the library's. `digest` changes with every byte of both: what was
    checked under other definitions is checked again.
    """

    types: Mapping[str, RecordType]
    vocabularies: Mapping[str, Vocabulary]
    catalogue: Catalogue
    labels: Mapping[str, Mapping[str, str]]
    digest: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What the other files of `schemas/` say, by name: `policy`, `rubric`. Whoever uses one checks its form."""

    @classmethod
    def load(cls, folder: Path) -> Definitions:
        """Read a `schemas/` folder. Raises `ValueError` or `OSError` when it is missing or malformed."""
        vocabularies = load_vocabularies(schema_files(folder, "vocabularies/*.yaml").values())
        digest = hashlib.sha256()
        for name, content in digest_parts(folder):
            digest.update(name.encode() + b"\0" + content + b"\0")
        files = schema_files(folder, "*.yaml")
        return cls(
            types=load_types(files, vocabularies),
            vocabularies=vocabularies,
            catalogue=Catalogue.load(schema_file(folder, "findings.yaml")),
            labels={language: _words(paths) for language, paths in label_files(folder).items()},
            digest=digest.hexdigest(),
            settings={path.stem: _settings(path) for path in files.values() if _is_settings(path)},
        )

    def type_of_folder(self, folder: str) -> RecordType | None:
        """The record type that lives in a folder of `content/`."""
        return next((each for each in self.types.values() if folder in each.folders), None)

    def label(self, vocabulary: str, id: str, language: str = "en") -> str:
        """The label of a term, or the id itself."""
        return self.vocabularies[vocabulary].label(id, language)


def _is_settings(path: Path) -> bool:
    return not path.name.endswith(".schema.yaml") and path.name != "findings.yaml"


def _settings(path: Path) -> Any:
    reading = read(path.read_text("utf-8"))
    if reading.faults:
        raise ValueError(f"{path.name} cannot be read: {reading.faults[:1]}")
    return reading.data


def _words(paths: Iterable[Path]) -> Mapping[str, str]:
    words: dict[str, str] = {}
    for path in paths:
        words |= _labels(path)
    return words


def _labels(path: Path) -> Mapping[str, str]:
    reading = read(path.read_text("utf-8"))
    if reading.faults or not isinstance(reading.data, dict):
        raise ValueError(f"{path.name} does not hold labels: {reading.faults[:1]}")
    return {key: str(value) for key, value in reading.data.items()}
