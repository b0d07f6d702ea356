"""Schemas, vocabularies and the rubric as readers of another language see them.

They are written in English. `schemas/translations/<language>.yaml` has what they say in another language, by keys:

    case.title, case.plural, case.description      a kind of record: one, several, what it is
    case.sections.1                                the headings of its text, counted from 1
    common.country, case.country, case.cost.basis  titles of fields; `common` holds for every kind that has the field
    verdict.worked.definition                      the definition of a term
    rubric.clarity.title, .question, .anchors.0    a criterion of peer review

What is missing stays English. Labels of terms stand in the vocabularies themselves.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from casehub.records.schema import RecordType
from casehub.records.vocabulary import Vocabulary


@dataclass(frozen=True)
class Translated:
    """What one language has for what is written in English."""

    texts: Mapping[str, str]
    language: str

    def type(self, type: RecordType) -> RecordType:
        """A kind of record with its titles, and those of its fields and sections, in this language."""
        told = copy.copy(type)
        own = type.name
        told.title = self._said(f"{own}.title", type.title)
        told.plural = self._said(f"{own}.plural", type.plural)
        told.sections = tuple(
            self._said(f"{own}.sections.{number}", name) for number, name in enumerate(type.sections, start=1)
        )
        told.schema = {
            **self._fields(type.schema, own, ()),
            "description": self._said(f"{own}.description", str(type.schema.get("description", ""))),
            "title": told.title,
        }
        told.properties = told.schema["properties"]
        return told

    def vocabulary(self, vocabulary: Vocabulary) -> Vocabulary:
        """A vocabulary whose terms answer in this language."""
        told = vocabulary.in_language(self.language)
        if told.is_listed:
            told.terms = {
                id: replace(
                    term,
                    language=self.language,
                    definition=self._said(f"{vocabulary.id}.{id}.definition", term.definition),
                )
                for id, term in vocabulary.terms.items()
            }
        return told

    def rubric(self, rubric: Any) -> Any:
        """The rubric, its current edition in this language; one that is malformed stays as it is."""
        if not isinstance(rubric, Mapping) or not isinstance(rubric.get("editions"), list):
            return rubric
        return {
            **rubric,
            "editions": [
                self._edition(each)
                if isinstance(each, Mapping) and each.get("edition") == rubric.get("current")
                else each
                for each in rubric["editions"]
            ],
        }

    def _edition(self, edition: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**edition, "criteria": [self._criterion(each) for each in edition.get("criteria", ())]}

    def _criterion(self, criterion: Mapping[str, Any]) -> Mapping[str, Any]:
        own = f"rubric.{criterion.get('id', '')}"
        anchors = [self._said(f"{own}.anchors.{n}", text) for n, text in enumerate(criterion.get("anchors", ()))]
        titles = {
            key: self._said(f"{own}.{key}", criterion[key]) for key in ("title", "question") if key in criterion
        }
        return {**criterion, **titles, "anchors": anchors}

    def _fields(self, schema: Mapping[str, Any], own: str, path: tuple[str, ...]) -> dict[str, Any]:
        """A schema with the titles of the fields below it exchanged. Items of a list have the path of the list."""
        told = dict(schema)
        if isinstance(below := schema.get("properties"), Mapping):
            told["properties"] = {key: self._field(each, own, (*path, key)) for key, each in below.items()}
        if isinstance(items := schema.get("items"), Mapping):
            told["items"] = self._fields(items, own, path)
        return told

    def _field(self, schema: Mapping[str, Any], own: str, path: tuple[str, ...]) -> dict[str, Any]:
        told = self._fields(schema, own, path)
        if "title" in told:
            name = ".".join(path)
            told["title"] = self._said(f"{own}.{name}", self._said(f"common.{name}", str(told["title"])))
        return told

    def _said(self, key: str, english: str) -> str:
        return self.texts.get(key) or english
