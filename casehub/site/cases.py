"""What the page of a case shows beyond what every record's page does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casehub.knowledge.figures import figures_of
from casehub.records.completeness import WELCOME
from casehub.records.definitions import ENGLISH
from casehub.records.load import body_of
from casehub.records.model import Hub, Record
from casehub.site.address import url_of
from casehub.site.dates import day_in_words
from casehub.site.outcomes import amount as amount  # indicators tell amounts in the same words
from casehub.site.outcomes import headlines, outcomes_view
from casehub.site.page import View


def case_view(hub: Hub, record: Record) -> View:
    """The verdict, the evidence, the outcomes, the cost, where it came from and went, and what is missing."""
    data = record.data
    label = hub.definitions.label
    evidence = data.get("evidence", {})
    designs = list(hub.definitions.vocabularies["evidence-design"].terms)
    design = evidence.get("design", "")
    outcomes = outcomes_view(hub, record)
    return {
        "missing": _missing(hub, record),
        "verdict": data.get("verdict", ""),
        "verdict_label": label("verdict", data.get("verdict", "")),
        "verdict_definition": _definition(hub, "verdict", data.get("verdict", "")),
        "evidence": design,
        "evidence_label": label("evidence-design", design),
        "evidence_definition": _definition(hub, "evidence-design", design),
        "evidence_step": designs.index(design) + 1 if design in designs else 0,
        "evidence_steps": len(designs),
        "independent": evidence.get("independent", ""),
        "outcomes": outcomes,
        "headlines": headlines(outcomes),
        "cost": _cost(hub, data.get("cost", {})),
        "barriers": [
            {"label": label("barrier", each.get("kind", "")), "how_met": each.get("how_met", "")}
            for each in data.get("barriers", [])
        ],
        "follow_ups": [
            {
                **{key: each[key] for key in ("still_running", "note", "source") if key in each},
                "date": day_in_words(each.get("date", ""), hub.language),
            }
            for each in data.get("follow_ups", [])
        ],
        "adapted_from": [_model(hub, each) for each in data.get("adapted_from", [])],
        "adapted_by": [_adapter(hub, record, each) for each in hub.mentions(record, "case", "adapted_from")],
        "written_by": _written_by(hub, record),
        "read_again": _read_again(hub, record),
        "place": place(hub, record),
        "years": years(hub, record),
        "days_of": {key: day_in_words(data[key], hub.language) for key in ("started", "ended") if key in data},
    }


def place(hub: Hub, record: Record) -> str:
    """Where a case happened, in words: region and country."""
    parts = [
        hub.definitions.label(name, str(record.data[name])) for name in ("region", "country") if name in record.data
    ]
    return ", ".join(parts)


def years(hub: Hub, record: Record) -> str:
    """When a case ran: `2006`, `2006 to 2013`."""
    start, end = str(record.data.get("started", ""))[:4], str(record.data.get("ended", ""))[:4]
    if not end or end == start:
        return start
    return hub.definitions.words["years_span"].format(start=start, end=end)


def _definition(hub: Hub, vocabulary: str, id: str) -> str:
    term = hub.definitions.vocabularies[vocabulary].terms.get(id)
    return term.definition if term else ""


def _missing(hub: Hub, record: Record) -> dict[str, str]:
    properties = hub.definitions.types["case"].properties
    return {key: str(properties[key].get("title", key)) for key in WELCOME["case"] if key not in record.data}


def _cost(hub: Hub, cost: Mapping[str, Any]) -> View:
    currency = cost.get("currency", "")
    shown: View = {key: amount(hub, cost[key], currency) for key in ("one_off", "annual") if key in cost}
    return {**{key: cost[key] for key in ("basis", "price_year", "source") if key in cost}, **shown}


def _model(hub: Hub, adaptation: Mapping[str, Any]) -> View:
    """A case that this one was adapted from: what was kept, and what was changed and why."""
    id = str(adaptation.get("case", ""))
    found = hub.get("case", id)
    shown: View = {"title": id, "place": ""}
    if found and found.is_public:
        shown = {"title": found.title, "place": place(hub, found), "url": url_of(found, hub)}
    changes = [{key: each[key] for key in ("what", "why") if key in each} for each in adaptation.get("changes", [])]
    return {**shown, "kept_core": adaptation.get("kept_core", ""), "changes": changes}


def _adapter(hub: Hub, record: Record, adapter: Record) -> View:
    """A case that was adapted from this one, and what came of it there."""
    verdict = str(adapter.data.get("verdict", ""))
    kept: Mapping[str, Any] = next(
        (each for each in adapter.data.get("adapted_from", []) if each.get("case") == record.id), {}
    )
    return {
        "title": adapter.title,
        "url": url_of(adapter, hub),
        "place": place(hub, adapter),
        "verdict": verdict,
        "verdict_label": hub.definitions.label("verdict", verdict),
        "kept_core": kept.get("kept_core", ""),
    }


def _read_again(hub: Hub, record: Record) -> View | None:
    """How many figures a second reader found again. A translation leaves that to its original."""
    readings = [] if hub.language != ENGLISH else hub.beside("reading", record)
    if not readings:
        return None
    figures = figures_of(hub, record, *body_of(hub, record))
    days = [each.read_again for each in figures if each.read_again]
    return {"count": len(days), "of": len(figures), "date": day_in_words(max(days, default=""), hub.language)}


def _written_by(hub: Hub, record: Record) -> list[View]:
    """The people who wrote a case, by name, with their roles; none where the hub's editors did."""
    listed = record.data.get("contributors", []) or [{"person": record.data.get("submitted_by", "")}]
    found = []
    for each in listed:
        person = hub.get("person", str(each.get("person", "")))
        if person and person.is_public:
            roles = [hub.definitions.label("contributor-role", role) for role in each.get("roles", [])]
            found.append({"name": person.title, "url": url_of(person, hub), "roles": roles})
    return found
