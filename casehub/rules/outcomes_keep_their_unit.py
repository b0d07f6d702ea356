"""What was measured before and after is told in one unit, also where the two stand in outcomes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH318."""
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for path, outcome in record.values(("outcomes", "*")):
        if "unit" not in outcome or "indicator" not in outcome or ("baseline" in outcome) == ("result" in outcome):
            continue
        own, other = (before, after) if "baseline" in outcome else (after, before)
        indicator = outcome["indicator"]
        own.setdefault(indicator, outcome["unit"])
        earlier = other.get(indicator, outcome["unit"])
        if earlier != outcome["unit"]:
            words = {"unit": _unit(hub, outcome["unit"]), "other": _unit(hub, earlier)}
            label = hub.definitions.label("indicator", indicator)
            yield Draft("CH318", (*path, "unit"), {"indicator": label, **words})


def _unit(hub: Hub, id: Any) -> str:
    name = "unit" if id in hub.definitions.vocabularies["unit"] else "currency"
    return hub.definitions.label(name, str(id)).lower() if name == "unit" else str(id)
