"""What the numbers of an outcome say: whether it got better."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def improved(outcome: Mapping[str, Any]) -> bool | None:
    """Whether a measured outcome got better; None where it cannot be told from numbers.

    It got better when its result moved from the baseline in the direction that its `better` names, or, where there is
    no baseline, when it reached its target.
    """
    sign = {"higher": 1, "lower": -1}.get(outcome.get("better", ""))
    result = outcome.get("result")
    if sign is None or result is None:
        return None
    if (baseline := outcome.get("baseline")) is not None:
        return bool((result - baseline) * sign > 0)
    if (target := outcome.get("target")) is not None:
        return bool((result - target) * sign >= 0)
    return None
