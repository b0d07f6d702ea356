"""What the page about the method prints from the definitions themselves, so that it cannot differ from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casehub.records.carried import schema_file
from casehub.records.model import Hub
from casehub.records.plain_yaml import read
from casehub.site.dashboard import PARTS
from casehub.site.page import View

PAGE = "about/method"
"""The editorial page that has these parts below its text."""


def method_view(hub: Hub) -> View:
    """The dimensions with their measures, the sources of the facts about countries, and how each figure is reckoned.

    A hub without these definitions has a method page without these parts.
    """
    words = hub.definitions.words
    context, countries = _definition(hub, "context"), _definition(hub, "countries")
    columns = countries.get("columns", {})
    group_of = {id: group["id"] for group in context.get("groups", ()) for id in group["dimensions"]}
    return {
        "dimensions": [
            {
                "group": words[f"group_{group_of[each['id']]}"],
                "title": words[f"dimension_{each['id']}"],
                "measures": [_measure(words, columns, measure) for measure in each["measures"]],
            }
            for each in context.get("dimensions", ())
        ],
        "columns": [
            {"title": each["title"], "sources": [each["source"], *each.get("also", ())]} for each in columns.values()
        ],
        "figures": [
            {"title": words[f"stats_{name}"], "how": words[f"stats_how_{name}"]}
            for names in PARTS.values()
            for name in names
        ],
    }


def _measure(words: Mapping[str, str], columns: Mapping[str, Any], measure: Mapping[str, Any]) -> View:
    field = measure["field"]
    source = "country" if field in columns else field if f"method_data_{field}" in words else "record"
    return {
        "field": words[f"method_field_{field}"],
        "how": words[f"measure_{measure['measure']}"],
        "limit": measure.get("limit", 0),
        "weight": measure["weight"],
        "data": words[f"method_data_{source}"],
    }


def _definition(hub: Hub, name: str) -> Mapping[str, Any]:
    try:
        data = read(schema_file(hub.root / "schemas", f"{name}.yaml").read_text("utf-8")).data
    except OSError:
        return {}
    return data if isinstance(data, dict) else {}
