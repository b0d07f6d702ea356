"""Record types as JSON Schema that editors read: everything written out, terms as enumerations with their meaning.

The check itself uses `records.schema`; this says the same to whoever completes and underlines while one types.
Source: JSON Schema 2020-12 (https://json-schema.org/draft/2020-12); `enumDescriptions` is what the YAML language
server and Visual Studio Code show beside a choice.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from casehub.records.examples import example_of
from casehub.records.schema import STAGES, RecordType
from casehub.records.vocabulary import Vocabulary
from casehub.records.wording import names_of

_REGION = "^[A-Z]{2}-[A-Z0-9]{1,3}$"
"""The form of ISO 3166-2: there are five thousand of them, too many for an editor."""
_PATTERNS = {
    "partial-date": r"^\d{4}(-\d{2}(-\d{2})?)?$",
    "date": r"^\d{4}-\d{2}-\d{2}$",
    "moment": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?$",
    "web-address": r"^https?://[^\s<>\"'`\\]+$",
    "contact-channel": r"^(https?://|mailto:)[^\s<>\"'`\\]+$",
}
_STATED = ("description", "x-help", "x-form")


def json_schema(type: RecordType, vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """The schema of a type's fields. What each status asks for stands in conditions."""
    whole = _plain(type.schema, vocabularies)
    first = STAGES[0] if type.has_status else "published"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Made by `casehub generate` from schemas/. Change the schema there, and run it again.",
        **{key: value for key, value in whole.items() if key != "examples"},
        "required": list(type.required_from(first)),
        **({"allOf": [_from(status, type) for status in (*STAGES[1:], "withdrawn")]} if type.has_status else {}),
    }


def json_schema_text(type: RecordType, vocabularies: Mapping[str, Vocabulary]) -> str:
    """The same as a file."""
    return json.dumps(json_schema(type, vocabularies), indent=1, ensure_ascii=False) + "\n"


def _from(status: str, type: RecordType) -> dict[str, Any]:
    condition = {"properties": {"status": {"const": status}}, "required": ["status"]}
    return {"if": condition, "then": {"required": list(type.required_from(status))}}


def _plain(schema: Mapping[str, Any], vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    """A schema without our annotations: their sense is put into words and keywords that editors know."""
    plain: dict[str, Any] = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            plain[key] = {name: _plain(below, vocabularies) for name, below in value.items()}
        elif key in ("items", "additionalProperties", "propertyNames") and isinstance(value, Mapping):
            plain[key] = _plain(value, vocabularies)
        elif key == "format" and value in _PATTERNS:
            plain["pattern"] = _PATTERNS[value]
        elif not key.startswith("x-") and key not in ("$id", "$schema", "description"):
            plain[key] = value
    if schema.get("format") == "partial-date":
        plain["type"] = ["string", "integer"]  # a year without quotes is a number to an editor
    said = [schema[key] for key in ("x-ask", *_STATED) if key in schema]
    if said:
        plain["description"] = " ".join(f"{each[0].upper()}{each[1:]}".rstrip(".") + _end(each) for each in said)
    if "x-example" in schema or ("properties" in schema and "type" in plain):
        example = example_of(dict(schema))
        plain |= {"examples": [example]} if example is not None else {}
    if "x-vocabulary" in schema:
        plain |= _terms(names_of(schema["x-vocabulary"]), vocabularies)
    return plain


def _end(sentence: str) -> str:
    return "" if sentence.endswith("?") else "."


def _terms(names: list[str], vocabularies: Mapping[str, Vocabulary]) -> dict[str, Any]:
    if "region" in names:
        return {"pattern": _REGION}
    terms = [term for name in names for term in vocabularies[name].terms.values()]
    meanings = [f"{term.label()}. {term.definition}".strip() for term in terms]
    return {"enum": [term.id for term in terms], "enumDescriptions": meanings}
