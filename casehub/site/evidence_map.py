"""The evidence map: where the hub knows something, how surely, which way it points, and where the gaps are."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from casehub.exchange.tables import create_csv
from casehub.knowledge.evidence import TOP
from casehub.knowledge.evidence_map import Cell
from casehub.records.model import Hub
from casehub.site.known import known
from casehub.site.page import File, Page, View

URL = "map/"
SUBJECTS = {"division": "function", "challenge": "challenge"}
"""The maps, with what their rows are called in the addresses of the finder."""


def pages(hub: Hub) -> Iterable[Page]:
    """The page with a table for functions of government and one for challenges."""
    words = hub.definitions.words
    view: View = {
        "title": words["map_title"],
        "summary": words["map_summary"],
        "url": URL,
        "top": TOP,
        "tables": [_table(hub, subject) for subject in SUBJECTS],
        "dimensions": [
            {"label": term.label(), "definition": term.definition}
            for term in hub.definitions.vocabularies["dimension"].terms.values()
        ],
    }
    yield Page(URL, "map.html", view, section="map")


def files(hub: Hub) -> Iterable[File]:
    """Each map as CSV, one row for each cell, gaps too."""
    for subject in SUBJECTS:
        found = known(hub).maps[subject]
        rows = []
        for row in found.subjects:
            for dimension in found.dimensions:
                cell = found.cells.get((row, dimension), Cell((), 0, 0, 0, 0))
                rows.append(
                    (
                        row,
                        _name(hub, subject, row),
                        dimension,
                        hub.definitions.label("dimension", dimension),
                        len(cell.cases),
                        cell.strongest if cell.cases else None,
                        *(cell.better, cell.worse, cell.unclear, " ".join(cell.cases)),
                    )
                )
        header = (subject, "name", "dimension", "dimension_name", "cases", "strongest", "better", "worse", "unclear")
        yield File.of(f"{URL}{SUBJECTS[subject]}s.csv", create_csv((*header, "ids"), rows))


def _table(hub: Hub, subject: str) -> View:
    words = hub.definitions.words
    found = known(hub).maps[subject]
    rows = [
        {
            "label": _name(hub, subject, row),
            "url": f"challenges/{row}/" if subject == "challenge" else "",
            "cells": [_cell(hub, subject, row, dimension) for dimension in found.dimensions],
        }
        for row in found.subjects
    ]
    empty = sum(cell is None for row in rows for cell in row["cells"])
    return {
        "id": SUBJECTS[subject],
        "title": words[f"map_by_{SUBJECTS[subject]}"],
        "subject": words[f"map_{SUBJECTS[subject]}"],
        "columns": [hub.definitions.label("dimension", each) for each in found.dimensions],
        "rows": rows,
        "gaps": empty,
        "of": len(found.subjects) * len(found.dimensions),
        "csv": f"{URL}{SUBJECTS[subject]}s.csv",
    }


def _cell(hub: Hub, subject: str, row: str, dimension: str) -> View | None:
    cell = known(hub).maps[subject].cells.get((row, dimension))
    if cell is None:
        return None
    words = hub.definitions.words
    count = len(cell.cases)
    directions = [
        words[f"map_told_{name}"].format(count=number)
        for name, number in (("better", cell.better), ("worse", cell.worse), ("unclear", cell.unclear))
        if number
    ]
    return {
        "count": count,
        "level": cell.strongest,
        "better": cell.better,
        "worse": cell.worse,
        "unclear": cell.unclear,
        "url": f"cases/?{urlencode({SUBJECTS[subject]: row, 'dimension': dimension})}",
        "told": ", ".join(
            [
                words["count_cases_one"] if count == 1 else words["count_cases"].format(count=count),
                words["map_told_level"].format(level=cell.strongest, top=TOP),
                *directions,
            ]
        ),
    }


def _name(hub: Hub, subject: str, id: str) -> str:
    if subject == "division":
        return hub.definitions.label("function", id)
    record = hub.get("challenge", id)
    return record.title if record else id
