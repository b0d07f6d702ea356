"""Who adapted what from whom: families of cases, their generations, and what was kept and changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casehub.records.model import Hub, Record


@dataclass(frozen=True, slots=True)
class Adaptation:
    """One step from a case to the case that adapted it."""

    origin: str
    adapter: str
    kept_core: str
    changes: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Cases that descend from one another: their ids with their generation (0 has no origin here), and the steps.

    The id is that of the family's first founder in alphabetical order, so it stays when descendants are added.
    """

    id: str
    generations: Mapping[str, int]
    adaptations: tuple[Adaptation, ...]


def families(hub: Hub) -> tuple[Family, ...]:
    """Every family of two or more listed cases, by id. Cycles, which the check reports, are cut at one case."""
    steps = [
        Adaptation(origin["case"], record.id, origin.get("kept_core", ""), tuple(origin.get("changes", ())))
        for record in hub.listed("case")
        for _, origin in record.values(("adapted_from", "*"))
        if (found := hub.get("case", origin.get("case", ""))) and found.is_listed and found.id != record.id
    ]
    neighbours: dict[str, set[str]] = {}
    for step in steps:
        neighbours.setdefault(step.origin, set()).add(step.adapter)
        neighbours.setdefault(step.adapter, set()).add(step.origin)
    found_families = []
    seen: set[str] = set()
    for start in sorted(neighbours):
        if start in seen:
            continue
        members = _reach(start, neighbours)
        seen |= members
        among = tuple(
            sorted((each for each in steps if each.adapter in members), key=lambda s: (s.adapter, s.origin))
        )
        generations = _generations(members, among)
        founders = [id for id, generation in generations.items() if generation == 0]
        found_families.append(Family(min(founders), generations, among))
    return tuple(sorted(found_families, key=lambda family: family.id))


def adoptions(record: Record, hub: Hub) -> int:
    """How many listed cases adapted this one, directly or through others."""
    reached: set[str] = set()
    waiting = [record]
    while waiting:
        for each in hub.mentions(waiting.pop(), "case", "adapted_from"):
            if each.is_listed and each.id not in reached and each.id != record.id:
                reached.add(each.id)
                waiting.append(each)
    return len(reached)


def _reach(start: str, neighbours: Mapping[str, set[str]]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        for each in neighbours[waiting.pop()] - reached:
            reached.add(each)
            waiting.append(each)
    return reached


def _generations(members: set[str], steps: tuple[Adaptation, ...]) -> dict[str, int]:
    """The longest way from a founder to each member; a member of a circle without founder counts as one."""
    origins: dict[str, set[str]] = {id: set() for id in members}
    for step in steps:
        origins[step.adapter].add(step.origin)
    generations: dict[str, int] = {}
    while len(generations) < len(members):
        ready = sorted(id for id in members - generations.keys() if origins[id] <= generations.keys())
        if not ready:  # a circle: cut it at its first member
            ready = [min(members - generations.keys())]
        for id in ready:
            known = [generations[origin] for origin in origins[id] if origin in generations]
            generations[id] = max(known) + 1 if known else 0
    return dict(sorted(generations.items()))
