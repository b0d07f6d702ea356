"""How far one place is from another, in nine dimensions and three groups, with what is unknown left unknown.

`schemas/context.yaml` is the one definition, interpreted here and in the browser (`context.js`); both are proved
equal on shared vectors. A distance is a range: what is unknown on either side widens it, and never counts as nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Profile = Mapping[str, Any]
"""What is known of a place: fields of `schemas/context.yaml` with a value or a list. Unknown fields are absent."""


@dataclass(frozen=True, slots=True)
class Range:
    """A distance between 0 and 1, as far as it is known: it lies between `low` and `high`."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """What places are ordered by."""
        return (self.low + self.high) / 2


UNKNOWN = Range(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure of one dimension: the field, both values as they are known, and the distance."""

    field: str
    here: Any
    there: Any
    distance: Range


@dataclass(frozen=True)
class Distance:
    """The distance of two profiles: overall, by group, by dimension, and measure by measure."""

    overall: Range
    groups: Mapping[str, Range]
    dimensions: Mapping[str, Range]
    measures: Mapping[str, tuple[Measured, ...]]


def kind_of(measured: Range, definition: Mapping[str, Any]) -> str:
    """What one measure says of two places: `alike`, `differs` or `unknown`."""
    if measured.low != measured.high:
        return "unknown"
    return "alike" if measured.high <= definition["alike"] else "differs"


def closeness(overall: Range, definition: Mapping[str, Any]) -> str:
    """How close two places are in a word (the label `place_<word>`); `unclear` where too little is known to say."""
    if overall.high - overall.low > definition["wide"]:
        return "unclear"
    alike = round(1 - overall.middle, 9)
    return next((each["word"] for each in definition["closeness"] if alike >= each["from"]), "far")


def percent(overall: Range) -> tuple[int, int]:
    """How alike two places are in percent, and how far that may be off to either side; halves are rounded up."""
    alike, spread = 100 * (1 - overall.middle), 50 * (overall.high - overall.low)
    return math.floor(round(alike, 9) + 0.5), math.floor(round(spread, 9) + 0.5)


def distance(here: Profile, there: Profile, definition: Mapping[str, Any]) -> Distance:
    """The distance between two places under a definition (`schemas/context.yaml`, its scales written out)."""
    dimensions: dict[str, Range] = {}
    measures: dict[str, tuple[Measured, ...]] = {}
    for dimension in definition["dimensions"]:
        measured = [
            Measured(each["field"], here.get(each["field"]), there.get(each["field"]), measure(each, here, there))
            for each in dimension["measures"]
        ]
        weights = [float(each["weight"]) for each in dimension["measures"]]
        dimensions[dimension["id"]] = _mean([each.distance for each in measured], weights)
        measures[dimension["id"]] = tuple(measured)
    groups = {
        group["id"]: _mean([dimensions[id] for id in group["dimensions"]], [1.0] * len(group["dimensions"]))
        for group in definition["groups"]
    }
    overall = _mean(list(dimensions.values()), [1.0] * len(dimensions))
    return Distance(overall, groups, dimensions, measures)


def measure(definition: Mapping[str, Any], here: Profile, there: Profile) -> Range:
    """One measure of two profiles. Values that the definition does not know count as unknown."""
    one, other = here.get(definition["field"]), there.get(definition["field"])
    if one is None or other is None or one == [] or other == []:
        return UNKNOWN
    kind = definition["measure"]
    value: float | None
    if kind == "same":
        value = 0.0 if one == other else 1.0
    elif kind == "share":
        value = 1 - len(set(one) & set(other)) / len(set(one) | set(other))
    elif kind == "any":
        value = 0.0 if set(one) & set(other) else 1.0
    elif kind == "steps":
        scale = definition["scale"]
        known = one in scale and other in scale
        value = abs(scale.index(one) - scale.index(other)) / (len(scale) - 1) if known else None
    elif kind == "ratio":
        known = one > 0 and other > 0
        value = (
            min(1.0, math.log(max(one, other) / min(one, other)) / math.log(definition["limit"])) if known else None
        )
    elif kind == "nested":
        pairs = zip(one, other, strict=False)
        shared = next((at for at, (first, second) in enumerate(pairs) if first == second), None)
        value = 1.0 if shared is None else shared / max(len(one), len(other))
    else:
        raise ValueError(f"there is no measure “{kind}”")
    return UNKNOWN if value is None else Range(value, value)


def _mean(ranges: list[Range], weights: list[float]) -> Range:
    total = sum(weights)
    low = sum(each.low * weight for each, weight in zip(ranges, weights, strict=True)) / total
    high = sum(each.high * weight for each, weight in zip(ranges, weights, strict=True)) / total
    return Range(low, high)
