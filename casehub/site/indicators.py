"""What the page of an indicator shows: every outcome on it, side by side, one table for each unit."""

from __future__ import annotations

from typing import Any

from casehub.records.model import Hub, Record
from casehub.records.vocabulary import Term
from casehub.rules.verdict_fits_outcomes import improved
from casehub.site import lines
from casehub.site.facts import number
from casehub.site.index import Index
from casehub.site.page import View

ROWS = 200
"""Rows that a table shows; the latest cases come first."""


def indicator_view(hub: Hub, index: Index, term: Term) -> View:
    """Outcomes with numbers by unit, the unit of most cases first, and outcomes told in words."""
    cases = index.cases_measuring(term.id)
    measured: dict[str, list[View]] = {}
    told: list[View] = []
    for case in cases:
        for outcome in case.data.get("outcomes", ()):
            if outcome.get("indicator") != term.id:
                continue
            if "result" in outcome or "baseline" in outcome:
                measured.setdefault(str(outcome.get("unit", "")), []).append(_row(hub, case, outcome))
            elif outcome.get("statement"):
                told.append({**lines.line(hub, case), "why": outcome["statement"]})
    units = [
        {"id": unit, "label": unit_label(hub, unit), "rows": rows[:ROWS], "total": len(rows)}
        for unit, rows in sorted(measured.items(), key=lambda each: (-len(each[1]), each[0]))
    ]
    return {
        "units": units,
        "told": told[:ROWS],
        "total": len(cases),
        "note": ", ".join(str(unit["label"]) for unit in units),
        "better": term.better,
    }


def unit_label(hub: Hub, unit: str) -> str:
    """A unit in words; a currency by its name."""
    if unit in hub.definitions.vocabularies["unit"]:
        return hub.definitions.label("unit", unit)
    return f"{hub.definitions.label('currency', unit)} ({unit})" if unit else ""


def change(outcome: dict[str, Any]) -> View:
    """How far the result lies from the baseline: the difference, and its share of it where that says more."""
    if "result" not in outcome or "baseline" not in outcome:
        return {}
    before, after = float(outcome["baseline"]), float(outcome["result"])
    difference = round(after - before, 10)
    view: View = {"difference": signed(difference), "improved": improved(outcome) if difference else None}
    if before and outcome.get("unit") not in ("percent", "percentage-points", "index", "ratio"):
        view["percent"] = signed(round(100 * difference / abs(before), 1))
    return view


def signed(value: float) -> str:
    """A number with its sign, which is a true minus below zero; zero has none."""
    if not value:
        return "0"
    return ("+" if value > 0 else "−") + number(abs(value))


def _told(value: float, unit: str) -> str:
    """A number as the table tells it: the heading names the unit, so that only the percent sign stands beside it."""
    return f"{number(value)}\u202f%" if unit == "percent" else number(value)


def _row(hub: Hub, case: Record, outcome: dict[str, Any]) -> View:
    unit = str(outcome.get("unit", ""))
    source = next((each for each in case.data.get("sources", ()) if each.get("id") == outcome.get("source")), None)
    return {
        **lines.line(hub, case),
        **{key: _told(outcome[key], unit) for key in ("baseline", "result") if key in outcome},
        **change(outcome),
        "period": outcome.get("period", ""),
        "comparison": outcome.get("comparison", ""),
        "source": {"publisher": source.get("publisher", ""), "id": source["id"]} if source else None,
    }
