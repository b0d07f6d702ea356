"""How far the evidence of a case can carry: a ceiling computed by rule, with its reasons.

The steps are Nesta's Standards of Evidence (Puttick and Ludlow, 2013): 1 an account of impact, 2 data that show a
change, 3 causality through a control or comparison group, 4 an independent replication, 5 scaled, and still working
elsewhere. An author cannot claim more than the record holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casehub.records.model import Hub, Record

COMPARING = frozenset({"comparison-group", "quasi-experimental", "randomised"})
SYNTHETIC = frozenset({"replication", "systematic-review"})
TOP = 5
"""The highest level."""
_GOOD = frozenset({"worked", "promising"})


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of the reckoning: a word for it (the label `evidence_<word>`), whether it raises, and a number."""

    word: str
    raises: bool
    number: int = 0


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The highest Nesta level that a record supports, from 0 (nothing told) to 5, and why."""

    level: int
    reasons: tuple[Reason, ...]


_kept: list[tuple[Hub, Mapping[str, Ceiling]]] = []
"""The hub that was asked about last, with its ceilings."""


def ceiling(record: Record, hub: Hub) -> Ceiling:
    """The ceiling of one case."""
    told = record.data.get("evidence", {})
    design = told.get("design", "")
    if not design:
        return Ceiling(0, (Reason("no_design", False),))
    level, reasons = _by_design(record, design)
    relations = [source["relation"] for source in record.data.get("sources", ()) if "relation" in source]
    replications = replications_of(record, hub)
    is_independent = told.get("independent") == "yes"
    if level == 3 and design in SYNTHETIC and is_independent and relations.count("independent") >= 2:
        level = 4
        reasons.append(Reason("independent_synthesis", True, relations.count("independent")))
    elif level == 3 and replications and is_independent:
        level = 4
        reasons.append(Reason("replicated_here", True, len(replications)))
    if level == 4 and record.data.get("deployment") == "scaled" and len(replications) >= 2:
        level = 5
        reasons.append(Reason("scaled", True, len(replications)))
    if level > 2 and all(relation == "own" for relation in relations):
        level = 2
        reasons.append(Reason("own_sources_only", False))
    return Ceiling(level, tuple(reasons))


def next_step(found: Ceiling) -> str:
    """What would raise a ceiling by one level: a word whose label is `evidence_next_<word>`; empty at the top."""
    if found.level == TOP:
        return ""
    own = any(each.word == "own_sources_only" for each in found.reasons)
    return f"{found.level + 1}_own" if own else str(found.level + 1)


def ceilings(hub: Hub) -> Mapping[str, Ceiling]:
    """The ceiling of every published case, by id. Reckoned once for a hub: figures, map and pages all ask for it."""
    if not _kept or _kept[0][0] is not hub:
        _kept[:] = [(hub, {record.id: ceiling(record, hub) for record in hub.listed("case")})]
    return _kept[0][1]


def replications_of(record: Record, hub: Hub) -> list[Record]:
    """Listed cases of others that adapted this one, kept its core, and found by comparison that it works there."""
    return [
        each
        for each in hub.mentions(record, "case", "adapted_from")
        if each.is_listed
        and not each.is_example
        and each.data.get("lead_organisation") != record.data.get("lead_organisation")
        and each.data.get("verdict") in _GOOD
        and each.data.get("evidence", {}).get("design") in COMPARING | SYNTHETIC
        and any(
            origin.get("case") == record.id and origin.get("kept_core") == "yes"
            for origin in each.data.get("adapted_from", ())
        )
    ]


def _by_design(record: Record, design: str) -> tuple[int, list[Reason]]:
    measured = [each for each in record.data.get("outcomes", ()) if "result" in each and "source" in each]
    changed = [each for each in measured if "baseline" in each or "comparison" in each]
    compared = [each for each in measured if "comparison" in each]
    if design == "account":
        return 1, [Reason("account", True)]
    if design in SYNTHETIC and measured:
        return 3, [Reason("synthesis", True, len(measured))]
    if not changed:
        return 1, [Reason("no_measured_change", False)]
    if design == "before-after":
        return 2, [Reason("before_after", True, len(changed))]
    if not compared:
        return 2, [Reason("comparison_not_told", False)]
    return 3, [Reason("compared", True, len(compared))]
