"""Outcomes of a case as its page shows them: numbers in words, and what came of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from casehub.knowledge.outcomes import improved
from casehub.records.model import Hub, Record
from casehub.site.charts import can_chart
from casehub.site.facts import number
from casehub.site.page import View

NUMBERS = ("baseline", "result", "target")
_HEADLINES = 3
_LARGE = ((1_000_000_000, "billions"), (1_000_000, "millions"))


def outcomes_view(hub: Hub, record: Record) -> list[View]:
    """Each outcome with its numbers in words and what came of it."""
    return [_outcome(hub, outcome) for outcome in record.data.get("outcomes", [])]


def headlines(outcomes: Sequence[View]) -> list[int]:
    """Which outcomes stand at the top of a page: at most three measured ones, each of another indicator.

    Those that can be compared come first, otherwise the author's order stands. Where something got worse, one that
    did is among them: what stands at the top must not be better than the whole.
    """
    measured = [at for at, each in enumerate(outcomes) if "result" in each["numbers"]]
    measured.sort(key=lambda at: len(outcomes[at]["numbers"]) < 2)
    chosen: list[int] = []
    for at in measured:
        if len(chosen) < _HEADLINES and outcomes[at]["id"] not in {outcomes[other]["id"] for other in chosen}:
            chosen.append(at)
    bad = [at for at in measured if outcomes[at]["came"] in ("worse", "missed")]
    if bad and not set(bad) & set(chosen):
        chosen = [*chosen[: _HEADLINES - 1], bad[0]]
    return chosen


def came_of(outcome: Mapping[str, Any]) -> str:
    """What numbers say of an outcome: `better`, `worse` or `same` than before, or its target `reached` or `missed`.

    Empty where numbers alone do not tell.
    """
    moved = improved(dict(outcome))
    if moved is None:
        return ""
    if "baseline" in outcome:
        return "better" if moved else "same" if outcome["result"] == outcome["baseline"] else "worse"
    return "reached" if moved else "missed"


def amount(hub: Hub, value: float, unit: str) -> str:
    """A number with its unit, in words: `38.7 %`, `SEK 1.4 million`, `12 days`. Nothing is rounded away."""
    text = _in_words(hub, value)
    if unit in ("", "items"):  # what is counted is the indicator's to say
        return text
    if unit == "percent":
        return f"{text}\u202f%"
    if unit in hub.definitions.vocabularies["currency"]:
        return f"{unit}\u00a0{text}"
    label = hub.definitions.label("unit", unit).lower()
    return f"{text} ({label})" if unit == "index" else f"{text} {label}"


def _outcome(hub: Hub, outcome: Mapping[str, Any]) -> View:
    label = hub.definitions.label
    unit = outcome.get("unit", "")
    shown: View = {key: amount(hub, outcome[key], unit) for key in NUMBERS if key in outcome}
    return {
        **{key: outcome[key] for key in ("statement", "period", "method", "comparison", "source") if key in outcome},
        **shown,
        "id": outcome.get("indicator", ""),
        "indicator": label("indicator", outcome.get("indicator", "")),
        "dimension": label("dimension", outcome.get("dimension", "")),
        "better": outcome.get("better", ""),
        "came": came_of(outcome),
        "numbers": {key: outcome[key] for key in NUMBERS if key in outcome},
        "is_charted": can_chart(outcome),
    }


def _in_words(hub: Hub, value: float) -> str:
    for size, key in _LARGE:
        if abs(value) >= size and value % (size / 1000) == 0:
            text = hub.definitions.words[key].format(number=number(value / size, hub.language))
            break
    else:
        text = number(value, hub.language)
    return text.replace("-", "\u2212")
