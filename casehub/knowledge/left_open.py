"""What a record leaves open for whoever would take it elsewhere."""

from __future__ import annotations

from casehub.records.model import Record


def left_open(record: Record) -> list[str]:
    """What the record leaves open and a peer could answer: words whose question is the label `ask_open_<word>`."""
    data = record.data
    transfer = data.get("transfer") or {}
    cost = data.get("cost") or {}
    context = data.get("context") or {}
    outcomes = data.get("outcomes") or ()
    missing = {
        "cost": "one_off" not in cost and "annual" not in cost,
        "annual": "one_off" in cost and "annual" not in cost,
        "staff": "staff_fte" not in data,
        "months": "months_to_launch" not in data,
        "running": not data.get("follow_ups") and data.get("deployment") != "stopped",
        "before": any("result" in each and "baseline" not in each and "comparison" not in each for each in outcomes),
        "measured": not any("result" in each for each in outcomes),
        "core": not transfer.get("core"),
        "preconditions": not transfer.get("preconditions"),
        "not_suitable_when": not transfer.get("not_suitable_when"),
        "barriers": not data.get("barriers") or any("how_met" not in each for each in data["barriers"]),
        "legal_basis": "legal_basis" not in context,
        "leadership_backing": "leadership_backing" not in context,
        "digital_readiness": "digital_readiness" not in context,
        "skills": not data.get("skills"),
    }
    return [word for word, is_missing in missing.items() if is_missing]
