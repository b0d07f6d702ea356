"""Everything that `schemas/` says, loaded once: record types, vocabularies, findings, words of the interface."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from casehub.records.carried import digest_parts, label_files, schema_file, schema_files
from casehub.records.findings import Catalogue
from casehub.records.plain_yaml import read
from casehub.records.schema import RecordType, load_types
from casehub.records.translated import Translated
from casehub.records.translations import TYPE as TRANSLATION
from casehub.records.vocabulary import Vocabulary, load_vocabularies

ENGLISH = "en"
"""The language in which schemas are written, and every label exists."""


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
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What schemas and vocabularies say in English, in other languages: `schemas/translations/<language>.yaml`."""
    language: str = ENGLISH
    """The language of the interface."""

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
            translations={
                Path(name).stem: _labels(path) for name, path in schema_files(folder, "translations/*.yaml").items()
            },
            digest=digest.hexdigest(),
            settings={path.stem: _settings(path) for path in files.values() if _is_settings(path)},
        )

    def type_of_folder(self, folder: str) -> RecordType | None:
        """The record type that lives in a folder of `content/`."""
        return next((each for each in self.types.values() if folder in each.folders), None)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the interface, English first: each has a file in `schemas/labels/`."""
        return (ENGLISH, *sorted(self.labels.keys() - {ENGLISH}))

    @cached_property
    def other_languages(self) -> frozenset[str]:
        """The languages into which records may be translated."""
        return frozenset(self.labels.keys() - {ENGLISH}) if TRANSLATION in self.types else frozenset()

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What the interface says in this language; what is not translated yet, in English."""
        return {**self.labels[ENGLISH], **self.labels.get(self.language, {})}

    def label(self, vocabulary: str, id: str, language: str = "") -> str:
        """The label of a term in a language (in that of the interface by default), or the id itself."""
        return self.vocabularies[vocabulary].label(id, language or self.language)

    def in_language(self, language: str) -> Definitions:
        """The same definitions as readers of a language see them: its labels, and titles of types and fields."""
        return self if language == self.language else _in_language(self, language)


@lru_cache(maxsize=32)
def _in_language(definitions: Definitions, language: str) -> Definitions:
    told = Translated(definitions.translations.get(language, {}), language)
    rubric = definitions.settings.get("rubric")
    return replace(
        definitions,
        language=language,
        types={name: told.type(type) for name, type in definitions.types.items()},
        vocabularies={id: told.vocabulary(each) for id, each in definitions.vocabularies.items()},
        settings={**definitions.settings, **({"rubric": told.rubric(rubric)} if rubric else {})},
    )


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
