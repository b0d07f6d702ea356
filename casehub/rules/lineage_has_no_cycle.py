"""Cases adapt earlier ones: never in a circle, and not from one that started later."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.forms import span
from casehub.records.model import Hub, Record


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH330, CH331."""
    started = span(str(record.data.get("started", "")))
    for path, id in record.values(("adapted_from", "*", "case")):
        origin = hub.get("case", id)
        if origin is None or origin.id == record.id:
            continue
        if circle := _way_back(origin, record, hub):
            titles = " → ".join(each.title for each in (record, *circle))
            yield Draft("CH330", path, {"circle": titles})
            continue
        first = span(str(origin.data.get("started", "")))
        if started and first and started[1] < first[0]:
            words = {"started": record.data["started"], "id": id, "origin": origin.data["started"]}
            yield Draft("CH331", path, words)


def _way_back(start: Record, goal: Record, hub: Hub) -> list[Record]:
    """The cases from `start` along its origins to `goal`, or nothing."""
    ways = [[start]]
    seen = {start.id}
    while ways:
        way = ways.pop()
        for _, id in way[-1].values(("adapted_from", "*", "case")):
            if id == goal.id:
                return [*way, goal]
            following = hub.get("case", id)
            if following and id not in seen:
                seen.add(id)
                ways.append([*way, following])
    return []
