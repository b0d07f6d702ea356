"""Schemas: the only statement of fields, compiled once.

`schemas/<type>.schema.yaml` is JSON Schema 2020-12 in YAML with annotations of our own:

    x-type, x-folder(s), x-plural, x-file, x-sections  what kind of record it is and where it lives
    x-page: false                                    records of this type have no page of their own
    x-translates: true                               they stand in <language>/ as their originals do above it
    x-texts                                          the short texts of each kind of record that may be translated
    x-beside-records: true                           they stand in <folder>/<type>/<id>/, one folder for each record
    x-substantive: true | false                      a review judges the field; below such a field, false leaves out
    x-vocabulary                                     the value is a term of this vocabulary (or of these)
    x-reference, x-reference-also                    the value is the id of a record of this type (or such a word)
    x-required-from: draft | in-review | published   from which status on the field is required
    x-required-when: withdrawn                       the one status that requires it
    x-ask                                            the question that asks for the field
    x-help, x-example                                how to answer it, and an answer (made up where it names a place)
    x-editors: true                                  editors fill it in; nobody else is asked for it
    x-prompts                                        for each section the questions that its text answers
    x-form, x-message                                the form, or the rule, in words

A schema is compiled once per stage, because what is required grows with a record's status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jsonschema_rs

from casehub.records import forms
from casehub.records.findings import Draft, closest
from casehub.records.plain_yaml import DataPath, read
from casehub.records.vocabulary import CodeList, Vocabulary
from casehub.records.wording import names_of, told, value_at

STAGES = ("draft", "in-review", "published")
"""The statuses on the way to publication, in order. `withdrawn` requires what a draft does, and a reason."""

ALSO_WITHOUT_STATUS = "published"
"""Records of types without a status are public from the start."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that names another record: where it stands in the schema and the type it names.

    `pattern` is a data path in which `*` stands for every item of a list.
    """

    pattern: tuple[str, ...]
    type: str
    also: tuple[str, ...] = ()


class RecordType:
    """One kind of record: its fields, where it lives, and how it is checked."""

    def __init__(self, schema: dict[str, Any], vocabularies: Mapping[str, Vocabulary]) -> None:
        self.schema = schema
        self.vocabularies = vocabularies
        self.name: str = schema["x-type"]
        self.folder: str = schema["x-folder"]
        self.translates: bool = schema.get("x-translates", False)
        self.folders: tuple[str, ...] = () if self.translates else tuple(schema.get("x-folders", (self.folder,)))
        self.title: str = schema["title"]
        self.plural: str = schema["x-plural"]
        self.is_markdown: bool = schema["x-file"] == "markdown"
        self.has_page: bool = schema.get("x-page", True)
        self.stands_beside: bool = schema.get("x-beside-records", False)
        self.sections: tuple[str, ...] = tuple(schema.get("x-sections", ()))
        self.prompts: dict[str, str] = schema.get("x-prompts", {})
        self.properties: dict[str, dict[str, Any]] = schema["properties"]
        self.substantive: tuple[str, ...] = tuple(
            key for key, each in self.properties.items() if each.get("x-substantive")
        )
        self.has_status = "status" in self.properties
        self.references: tuple[Reference, ...] = tuple(_references(schema, self.name))
        self._validators: dict[str, jsonschema_rs.Validator] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Without the compiled validators, which cannot travel to another process and are made there anew."""
        return {**self.__dict__, "_validators": {}}

    @property
    def asks_for(self) -> tuple[str, ...]:
        """What publication asks for, in the schema's order."""
        return self.required_from("published")

    @property
    def begins_with(self) -> tuple[str, ...]:
        """What a new file cannot do without: a draft little, a record that is public from the start more."""
        return self.required_from(STAGES[0] if self.has_status else ALSO_WITHOUT_STATUS)

    def stage(self, data: Mapping[str, Any]) -> str:
        """The record's status if it is a known one, else the first."""
        if not self.has_status:
            return ALSO_WITHOUT_STATUS
        status = data.get("status")
        return status if status in (*STAGES, "withdrawn") else STAGES[0]

    def missing(self, data: Mapping[str, Any]) -> list[str]:
        """What publication still asks for, in the order of the schema."""
        return [key for key in self.required_from("published") if key not in data]

    def faults(self, data: dict[str, Any]) -> list[Draft]:
        """Everything in the fields that breaks the schema at the record's stage.

        Whole numbers where text belongs (a year in a date, a numeric title) are turned into text first, in place;
        values of the wrong kind are removed from `data`, so that what reads it later can rely on kinds.
        """
        validator = self._validator(self.stage(data))
        if validator.is_valid(data):
            return []
        faults = list(validator.iter_errors(data))
        changed = [_becomes_text(data, fault) for fault in faults]
        if any(changed):
            faults = list(validator.iter_errors(data))
        found = told(faults, data, self.schema, self.vocabularies)
        for fault in faults:
            if fault.kind.name == "type":
                _drop(data, tuple(fault.instance_path))
        return found

    def question(self, key: str) -> str:
        """The question that asks for a field."""
        schema = self.properties.get(key, {})
        return str(schema.get("x-ask") or schema.get("description") or schema.get("title") or key)

    def required_from(self, stage: str) -> tuple[str, ...]:
        """What a record of this status (one of `STAGES`, or `withdrawn`) cannot do without, in the schema's order."""
        if stage == "withdrawn":
            due: tuple[str, ...] = STAGES[:1]
        else:
            due = STAGES[: STAGES.index(stage) + 1]
        return tuple(
            key
            for key, schema in self.properties.items()
            if schema.get("x-required-from") in due or schema.get("x-required-when") == stage
        )

    def _validator(self, stage: str) -> jsonschema_rs.Validator:
        if stage not in self._validators:
            compiled = _compiled(self.schema, self.vocabularies)
            compiled["required"] = list(self.required_from(stage))
            self._validators[stage] = jsonschema_rs.Draft202012Validator(
                compiled, validate_formats=True, formats=self._formats
            )
        return self._validators[stage]

    @cached_property
    def _formats(self) -> dict[str, Any]:
        codes = {id: vocabulary.__contains__ for id, vocabulary in self.vocabularies.items()}
        return {**forms.FORMS, **{f"vocabulary-{id}": codes[id] for id in CodeList.TITLES if id in codes}}


def _becomes_text(data: Any, fault: Any) -> bool:
    """Turn a whole number into text where the schema wants text."""
    if fault.kind.name != "type" or "string" not in fault.kind.types or not fault.instance_path:
        return False
    parent = value_at(data, tuple(fault.instance_path[:-1]))
    key = fault.instance_path[-1]
    value = value_at(parent, (key,))
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    parent[key] = str(value)
    return True


def _drop(data: Any, path: DataPath) -> None:
    """Take a value of the wrong kind out of its group. A list goes as a whole: positions must keep their meaning."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    parent = value_at(data, path[:-1])
    if path and isinstance(parent, dict):
        parent.pop(path[-1], None)


def _references(schema: Any, own: str, pattern: tuple[str, ...] = ()) -> Iterator[Reference]:
    if "x-reference" in schema:
        named = schema["x-reference"]
        yield Reference(pattern, own if named == "self" else named, tuple(schema.get("x-reference-also", ())))
    for key, below in schema.get("properties", {}).items():
        yield from _references(below, own, (*pattern, key))
    if isinstance(schema.get("items"), dict):
        yield from _references(schema["items"], own, (*pattern, "*"))


def _compiled(schema: Any, vocabularies: Mapping[str, Vocabulary]) -> Any:
    """The schema as the validator wants it: vocabularies become enumerations, or formats where they are codes."""
    if isinstance(schema, list):
        return [_compiled(item, vocabularies) for item in schema]
    if not isinstance(schema, dict):
        return schema
    compiled = {
        key: _compiled(value, vocabularies)
        for key, value in schema.items()
        if not key.startswith("x-") and key not in ("$id", "$schema")
    }
    if "x-vocabulary" in schema:
        names = names_of(schema["x-vocabulary"])
        listed = [name for name in names if name not in CodeList.TITLES]
        coded = [name for name in names if name in CodeList.TITLES]
        options: list[dict[str, Any]] = [{"format": f"vocabulary-{name}"} for name in coded]
        if listed:
            options.append({"enum": [id for name in listed for id in vocabularies[name].terms]})
        if len(options) == 1:
            compiled.update(options[0])
        else:
            compiled["anyOf"] = options
    return compiled


def load_types(files: Mapping[str, Path], vocabularies: Mapping[str, Vocabulary]) -> dict[str, RecordType]:
    """Every record type by name, from those of the files that end in `.schema.yaml`.

    Raises `ValueError`, naming the file, when a schema is malformed.
    """
    raw = {}
    for name, path in files.items():
        if name.endswith(".schema.yaml"):
            reading = read(path.read_text("utf-8"))
            if reading.faults or not isinstance(reading.data, dict):
                raise ValueError(f"{name} cannot be read: {reading.faults[:1]}")
            raw[name] = reading.data
    types = {}
    for name, schema in raw.items():
        if "x-type" in schema:
            try:
                whole = _resolved(schema, raw, name)
                types[schema["x-type"]] = RecordType(whole, vocabularies)
            except (KeyError, TypeError, AttributeError) as error:
                raise ValueError(f"{name} lacks a part, or has it in the wrong form: {error}") from error
            for wanted in _vocabularies_of(whole):
                if wanted not in vocabularies:
                    near = closest(wanted, vocabularies)
                    raise ValueError(f"{name} uses the vocabulary {wanted}, which does not exist ({near}?)")
    return types


def _resolved(schema: Any, raw: Mapping[str, Any], name: str) -> Any:
    """References to shared parts are written out, so that every fault has one plain path."""
    if isinstance(schema, list):
        return [_resolved(item, raw, name) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        match = re.fullmatch(r"([\w.-]*)#/\$defs/(\w+)", schema["$ref"])
        if not match:
            raise ValueError(f"{name} has a reference that cannot be followed: {schema['$ref']}")
        shared = raw[match[1] or name]["$defs"][match[2]]
        schema = {**shared, **{key: value for key, value in schema.items() if key != "$ref"}}
        return _resolved(schema, raw, match[1] or name)
    return {key: _resolved(value, raw, name) for key, value in schema.items()}


def _vocabularies_of(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from _vocabularies_of(item)
    elif isinstance(schema, dict):
        yield from names_of(schema.get("x-vocabulary", []))
        for value in schema.values():
            yield from _vocabularies_of(value)
