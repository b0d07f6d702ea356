"""The reference of fields: which kinds of record there are, and what each field asks, means and may hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from casehub.records.definitions import Definitions
from casehub.records.examples import example_of
from casehub.records.model import Hub
from casehub.records.schema import STAGES, RecordType
from casehub.records.vocabulary import CodeList
from casehub.records.wording import names_of
from casehub.records.written_yaml import yaml_field
from casehub.site.address import TERM_PAGES
from casehub.site.page import Page, View

URL = "contribute/fields/"
_FIRST = ("case", "practice", "challenge", "question")
"""What people contribute stands first; the rest is mostly the editors' business."""
_MOST_TERMS = 120
_FEW_TERMS = 16
"""So many terms at most are shown with their definitions."""
_FORMATS = {
    "date": "day",
    "moment": "day",
    "partial-date": "date",
    "web-address": "address",
    "contact-channel": "address",
}


def pages(hub: Hub) -> Iterable[Page]:
    """The list of kinds of record, and the page of the fields of each."""
    words = hub.definitions.labels["en"]
    types = hub.definitions.types
    order = [*(types[name] for name in _FIRST if name in types), *(types[n] for n in types if n not in _FIRST)]
    view: View = {
        "title": words["fields_title"],
        "summary": words["fields_summary"],
        "url": URL,
        "types": [
            {
                "title": type.plural,
                "url": f"{URL}{type.name}/",
                "about": type.schema.get("description", ""),
                "asked": len(type.asks_for),
                "fields": len(type.properties),
                "folder": type.folder,
            }
            for type in order
        ],
    }
    yield Page(URL, "fields.html", view, section="contribute")
    for type in order:
        yield Page(f"{URL}{type.name}/", "fields-of.html", type_view(type, hub.definitions), section="contribute")


def type_view(type: RecordType, definitions: Definitions) -> View:
    """What a file of a type holds: the sections of its text, what publication asks for, and everything else."""
    words = definitions.labels["en"]
    asked = set(type.asks_for)
    name = "…/…/…" if type.stands_beside else "…"
    fields = [_field(key, schema, type, definitions, key) for key, schema in type.properties.items()]
    parts = [
        {
            "id": "for-publication" if is_asked else "also-welcome",
            "title": words["fields_asked" if is_asked else "fields_welcome"],
            "about": words["fields_asked_about" if is_asked else "fields_welcome_about"],
            "fields": [each for each in fields if (each["key"] in asked) is is_asked],
        }
        for is_asked in (True, False)
    ]
    return {
        "title": words["fields_of"].format(type=type.plural),
        "summary": type.schema.get("description", words["fields_summary"]),
        "url": f"{URL}{type.name}/",
        "file": f"content/{type.folder}/{name}{'.md' if type.is_markdown else '.yml'}",
        "sections": [{"title": name, "prompt": type.prompts.get(name, "")} for name in type.sections],
        "parts": [part for part in parts if part["fields"]],
    }


def _field(key: str, schema: Mapping[str, Any], type: RecordType, definitions: Definitions, id: str) -> View:
    """One field: what is shown of it, and of what stands in it."""
    item = schema.get("items", {})
    below = schema.get("properties") or item.get("properties") or {}
    required = set(schema.get("required", ())) | set(item.get("required", ()))
    example = None if below else example_of(dict(schema))
    return {
        "key": key,
        "id": id,
        "title": schema.get("title", key),
        "ask": schema.get("x-ask", ""),
        "about": schema.get("description", ""),
        "help": schema.get("x-help", ""),
        "form": schema.get("x-form", "") or item.get("x-form", ""),
        "rule": schema.get("x-message", "") or item.get("x-message", ""),
        "kind": _kind(schema),
        "most": schema.get("maxItems") or schema.get("maxLength") or 0,
        "from": _stage(schema),
        "terms": _terms(schema if "x-vocabulary" in schema or "enum" in schema else item, definitions),
        "example": "\n".join(yaml_field(key, example)) if example is not None else "",
        "parts": [
            {**_field(name, part, type, definitions, f"{id}-{name}"), "needed": name in required}
            for name, part in below.items()
        ],
    }


def _stage(schema: Mapping[str, Any]) -> str:
    """The status from which a field is asked for, or nothing."""
    status = schema.get("x-required-from") or schema.get("x-required-when") or ""
    return str(status) if status in (*STAGES, "withdrawn") else ""


def _kind(schema: Mapping[str, Any]) -> str:
    """The kind of answer, as the end of its label's key."""
    item = schema.get("items", {})
    if schema.get("type") == "array":
        single = _kind(item)
        return {"term": "terms", "reference": "references", "group": "groups"}.get(single, "list")
    if "const" in schema:
        return "fixed"
    if "x-vocabulary" in schema or "enum" in schema:
        return "term"
    if "x-reference" in schema:
        return "reference"
    if "format" in schema:
        return _FORMATS.get(schema["format"], "line")
    kinds = {"object": "group", "boolean": "boolean", "integer": "whole", "number": "number"}
    return kinds.get(schema.get("type", ""), "line" if "pattern" in schema else "text")


def _terms(schema: Mapping[str, Any], definitions: Definitions) -> View | None:
    """What may be chosen, or in words what form a code has, or the page on which terms stand."""
    if "enum" in schema:
        return {
            "listed": [{"id": str(each), "label": "", "about": ""} for each in schema["enum"]],
            "form": "",
            "url": "",
        }
    names = names_of(schema.get("x-vocabulary", []))
    if not names:
        return None
    several = [definitions.vocabularies[name] for name in names]
    coded = [each.form for each in several if isinstance(each, CodeList)]
    listed = [term for each in several if not isinstance(each, CodeList) for term in each.terms.values()]
    url = next((f"{TERM_PAGES[name]}/" for name in names if name in TERM_PAGES), "")
    shown = listed if len(listed) <= _MOST_TERMS else []
    return {
        "listed": [
            {"id": each.id, "label": each.label(), "about": each.definition if len(listed) <= _FEW_TERMS else ""}
            for each in shown
        ],
        "form": "; ".join(coded),
        "url": url,
    }
