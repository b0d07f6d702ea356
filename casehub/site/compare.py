"""The page that sets up to four cases side by side, and what it needs of each.

The table is made in the reader's browser from one small file per case, so that nothing is fetched that is not
compared. Its rows are fields of the schema, in the groups of `ROWS`, and a row for each indicator that was measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from casehub.records.model import Hub
from casehub.site.page import Page, View

MOST = 4
ROWS: Mapping[str, tuple[str, ...]] = {
    "in_short": ("verdict", "evidence.design", "evidence.independent", "evidence.data"),
    "who_took_part": (
        *("country", "region", "level", "lead_organisation", "partners.organisation", "beneficiaries", "population"),
    ),
    "when": ("started", "ended", "deployment"),
    "outcomes": (),
    "barriers": ("barriers.kind", "enablers"),
    "what_it_took": (
        *("cost.one_off", "cost.annual", "cost.basis", "staff_fte", "months_to_launch", "funding", "skills"),
        *("context.staff_size", "context.budget_size", "context.digital_readiness", "context.leadership_backing"),
        *("context.legal_basis", "context.earlier_collaboration"),
    ),
    "what_it_is_about": ("functions", "sdgs", "challenges", "practices", "technologies"),
    "what_it_was": ("innovation_types", "origin", "novelty", "stage", "mechanisms", "collaboration", "participation"),
    "transfer": ("transfer.core", "transfer.adaptable", "transfer.preconditions", "transfer.not_suitable_when"),
    "who_to_ask": ("contacts.role", "contacts.channel"),
}
"""Groups of rows by the label of each, with the fields of a case below it. Outcomes have a row for each indicator."""


def pages(hub: Hub) -> Iterable[Page]:
    """The page on which cases are compared."""
    words = hub.definitions.words
    view: View = {
        "title": words["compare_title"],
        "summary": words["compare_summary"],
        "url": "compare/",
        "groups": [
            {"key": group, "label": words[group], "rows": [{"key": key, "label": _label(hub, key)} for key in keys]}
            for group, keys in ROWS.items()
        ],
        "most": MOST,
        "words": {key.removeprefix("compare_"): text for key, text in words.items() if key.startswith("compare_")},
        "not_stated": words["not_stated"],
        "instance": _instance(hub),
    }
    yield Page("compare/", "compare.html", view, section="cases", is_indexed=False)


def compared(view: View, words: Mapping[str, str]) -> View:
    """What the comparison needs of a case, from the view of its page: what heads its column, and its cells."""
    keys = [key for keys in ROWS.values() for key in keys]
    return {
        "id": view["id"],
        "url": view["url"],
        "title": view["title"],
        "language": view["language"],
        "place": view["place"],
        "years": view["years"],
        "verdict": view["verdict"],
        "note": _note(view, words),
        "cells": {key: cell for key in keys if (cell := _cell(view, key))},
        "outcomes": [_measured(outcome, words) for outcome in view["outcomes"]],
    }


def _note(view: View, words: Mapping[str, str]) -> str:
    if view["is_example"]:
        return words["example"]
    return words["in_review"] if view["stage"] == "in-review" else ""


def _label(hub: Hub, key: str) -> str:
    """The title of a field in the schema; of one inside another, both titles."""
    properties = hub.definitions.types["case"].properties
    name, _, below = key.partition(".")
    title = str(properties[name].get("title", name))
    if not below:
        return title
    if below in ("kind", "organisation"):  # what the list is a list of
        return title
    inner = properties[name].get("items", properties[name])["properties"][below]
    own = str(inner.get("title", below))
    return f"{title}: {own[0].lower()}{own[1:]}"


def _cell(view: View, key: str) -> list[View]:
    name, _, below = key.partition(".")
    if name == "cost" and below in ("one_off", "annual"):  # the page has them with their currency
        return [{"text": view["cost"][below]}] if below in view["cost"] else []
    if name in view["days_of"]:
        return [{"text": view["days_of"][name]["text"]}]
    found = view["facts"].get(name)
    if not found:
        return []
    if not below:
        return [_value(item) for item in found["told"]]
    told: list[View] = []
    for row in found["rows"]:
        for cell in row:
            if cell["key"] == below:
                told.extend(_value(item) for item in cell["told"])
    return told


def _value(item: Mapping[str, Any]) -> View:
    return {key: item[key] for key in ("text", "url") if key in item}


def _measured(outcome: Mapping[str, Any], words: Mapping[str, str]) -> View:
    """An outcome in one cell: what the numbers were, what came of it, and when."""
    parts = [
        f"{words[word]} {outcome[key]}"
        for key, word in (("baseline", "before"), ("result", "after"), ("target", "target"))
        if key in outcome
    ]
    told = ", ".join(parts)
    text = told[:1] + told[1:].lower() if len(parts) > 1 else outcome.get("result", "") or told
    detail = [words[f"came_{outcome['came']}"] if outcome["came"] else "", outcome.get("period", "")]
    return {
        "id": outcome["id"],
        "label": outcome["indicator"],
        "text": text or outcome.get("statement", ""),
        "detail": "; ".join(each for each in detail if each),
    }


def _instance(hub: Hub) -> list[str]:
    """Two cases worth setting side by side: one and the one it was adapted from, or else the latest two."""
    cases = [each for each in hub.listed("case") if not each.is_example]
    for case in cases:
        for each in case.data.get("adapted_from", ()):
            model = hub.get("case", str(each.get("case", "")))
            if model and model.is_listed:
                return [model.id, case.id]
    return [each.id for each in sorted(cases, key=lambda each: str(each.data.get("published", "")))[-2:]]
