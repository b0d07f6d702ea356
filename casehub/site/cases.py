"""What the page of a case shows beyond what every record's page does."""

from __future__ import annotations

from typing import Any

from casehub.records.model import Hub, Record
from casehub.rules.verdict_fits_outcomes import improved
from casehub.site.address import url_of
from casehub.site.facts import number
from casehub.site.page import View

_NUMBERS = ("baseline", "result", "target")
_WELCOME = ("cost", "staff_fte", "months_to_launch", "barriers", "enablers", "transfer", "contacts", "population")
"""What a published case may lack and a reader would like to know."""


def case_view(hub: Hub, record: Record) -> View:
    """The verdict, the evidence, the outcomes, the cost, who adapted it, and what is missing."""
    data = record.data
    label = hub.definitions.label
    evidence = data.get("evidence", {})
    return {
        "missing": _missing(hub, record),
        "verdict": data.get("verdict", ""),
        "verdict_label": label("verdict", data.get("verdict", "")),
        "verdict_definition": _definition(hub, "verdict", data.get("verdict", "")),
        "evidence": evidence.get("design", ""),
        "evidence_label": label("evidence-design", evidence.get("design", "")),
        "evidence_definition": _definition(hub, "evidence-design", evidence.get("design", "")),
        "independent": evidence.get("independent", ""),
        "outcomes": [_outcome(hub, outcome) for outcome in data.get("outcomes", [])],
        "cost": _cost(hub, data.get("cost", {})),
        "adapted_by": [_adapter(hub, each) for each in hub.mentions(record, "case", "adapted_from")],
        "place": place(hub, record),
        "years": years(record),
    }


def place(hub: Hub, record: Record) -> str:
    """Where a case happened, in words: region and country."""
    parts = [
        hub.definitions.label(name, str(record.data[name])) for name in ("region", "country") if name in record.data
    ]
    return ", ".join(parts)


def years(record: Record) -> str:
    """When a case ran: `2006`, `2006 to 2013`."""
    start, end = str(record.data.get("started", ""))[:4], str(record.data.get("ended", ""))[:4]
    return f"{start} to {end}" if end and end != start else start


def _definition(hub: Hub, vocabulary: str, id: str) -> str:
    term = hub.definitions.vocabularies[vocabulary].terms.get(id)
    return term.definition if term else ""


def _missing(hub: Hub, record: Record) -> list[str]:
    properties = hub.definitions.types["case"].properties
    return [str(properties[key].get("title", key)) for key in _WELCOME if key not in record.data]


def _outcome(hub: Hub, outcome: dict[str, Any]) -> View:
    label = hub.definitions.label
    unit = outcome.get("unit", "")
    shown: View = {key: amount(hub, outcome[key], unit) for key in _NUMBERS if key in outcome}
    return {
        **{key: outcome[key] for key in ("statement", "period", "method", "comparison", "source") if key in outcome},
        **shown,
        "indicator": label("indicator", outcome.get("indicator", "")),
        "dimension": label("dimension", outcome.get("dimension", "")),
        "better": outcome.get("better", ""),
        "improved": improved(outcome),
        "numbers": {key: outcome[key] for key in _NUMBERS if key in outcome},
    }


def amount(hub: Hub, value: float, unit: str) -> str:
    """A number with its unit, in words: `38.7 %`, `SEK 1 400 000`, `12 days`."""
    text = number(value)
    if unit == "percent":
        return f"{text}\u202f%"
    if unit in hub.definitions.vocabularies["currency"]:
        return f"{unit}\u00a0{text}"
    return f"{text}\u00a0{hub.definitions.label('unit', unit).lower()}" if unit else text


def _cost(hub: Hub, cost: dict[str, Any]) -> View:
    currency = cost.get("currency", "")
    shown: View = {key: amount(hub, cost[key], currency) for key in ("one_off", "annual") if key in cost}
    return {**{key: cost[key] for key in ("basis", "price_year", "source") if key in cost}, **shown}


def _adapter(hub: Hub, record: Record) -> View:
    return {"title": record.title, "url": url_of(record, hub), "place": place(hub, record)}
