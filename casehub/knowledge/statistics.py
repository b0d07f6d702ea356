"""The figures of the hub: what it has, what it has learnt, and how it works. Examples never count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from casehub.knowledge.evidence import ceilings
from casehub.knowledge.evidence_map import EvidenceMap, evidence_map
from casehub.records.forms import span
from casehub.records.model import Hub, Record

FAILURES = frozenset({"did-not-work", "mixed"})
SUCCESSES = frozenset({"worked", "promising"})
BANDS = (("0", 0), ("7", 7), ("30", 30), ("90", 90), ("365", 365))
"""Bands of waiting times by their name: up to so many days. What took longer is in the band `more`."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def percent(self) -> float | None:
        """The share in percent, or None of nothing."""
        return 100 * self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many days something took: the median (None of nothing), and how many times by band."""

    median: float | None
    bands: Mapping[str, int]


@dataclass(frozen=True)
class Statistics:
    """All figures by their names; each name has its labels `stats_<name>` and `stats_how_<name>`.

    `totals` counts records by type, `by` counts cases by term; `bias` is the share of good verdicts by who evaluated.
    """

    totals: Mapping[str, int]
    by: Mapping[str, Mapping[str, int]]
    bias: Mapping[str, Share]
    shares: Mapping[str, Share]
    waiting: Mapping[str, Waiting]


def statistics(hub: Hub, regions: Mapping[str, str] | None = None, cells: EvidenceMap | None = None) -> Statistics:
    """All figures of a hub on its day.

    `regions` names the region of the world of each country; `cells` is the map by division where it is at hand.
    """
    cases = counted(hub, "case")
    types = [type for type in hub.definitions.types if type != "page"]
    published = [record for type in types for record in counted(hub, type)]
    questions = [record for record in hub.of("question") if not record.is_example]
    answered = [record for record in questions if "answer" in record.data]
    return Statistics(
        totals={type: len(counted(hub, type)) for type in types},
        by=_counts(hub, cases, regions or {}),
        bias=_bias(cases),
        shares=_shares(hub, cases, published, questions, answered) | {"gaps": _gaps(cells or evidence_map(hub))},
        waiting={
            "days_to_publication": _waiting(published, ("submitted",), ("published",)),
            "days_to_answer": _waiting(answered, ("asked",), ("answer", "date")),
        },
    )


def counted(hub: Hub, type: str) -> list[Record]:
    """The published records of a type that count: everything but examples."""
    return [record for record in hub.listed(type) if not record.is_example]


def _counts(hub: Hub, cases: list[Record], regions: Mapping[str, str]) -> dict[str, dict[str, int]]:
    levels = ceilings(hub)
    return {
        "verdict": _count(cases, lambda each: [each.data.get("verdict")]),
        "evidence": _count(cases, lambda each: [str(levels[each.id].level)]),
        "design": _count(cases, lambda each: [each.data.get("evidence", {}).get("design")]),
        "function": _count(cases, lambda each: {code[:4] for code in each.data.get("functions", ())}),
        "level": _count(cases, lambda each: [each.data.get("level")]),
        "region": _count(cases, lambda each: [regions.get(each.data.get("country", ""))]),
        "country": _count(cases, lambda each: [each.data.get("country")]),
        "deployment": _count(cases, lambda each: [each.data.get("deployment")]),
    }


def _bias(cases: list[Record]) -> dict[str, Share]:
    """Among cases whose result is known, how many succeeded: of all, and by who evaluated."""
    known = [each for each in cases if each.data.get("verdict") in FAILURES | SUCCESSES]
    return {
        name: _share(
            [each for each in known if each.data.get("evidence", {}).get("independent") in answers], _is_good
        )
        for name, answers in (("independent", {"yes"}), ("own", {"no"}), ("all", {"yes", "no", None}))
    }


def _is_good(case: Record) -> bool:
    return case.data.get("verdict") in SUCCESSES


def _shares(
    hub: Hub, cases: list[Record], published: list[Record], questions: list[Record], answered: list[Record]
) -> dict[str, Share]:
    levels = ceilings(hub)
    reports = [
        report
        for record in counted(hub, "group")
        for _, report in record.values(("reports", "*"))
        if (due := span(str(report.get("due", "")))) and due[0] <= hub.today
    ]
    with_review = [record for record in published if "review_due" in record.data]
    corrected = [each for each in answered if each.data["answer"].get("corrected") == "yes"]
    on_time = [each for each in reports if each.get("delivered", "9999") <= each["due"]]
    return {
        "measured": _share(
            cases, lambda each: any("result" in outcome for _, outcome in each.values(("outcomes", "*")))
        ),
        "failures_told": _share(cases, lambda each: each.data.get("verdict") in FAILURES),
        "independent": _share(cases, lambda each: each.data.get("evidence", {}).get("independent") == "yes"),
        "compared": _share(cases, lambda each: levels[each.id].level >= 3),
        "adapted": _share(cases, lambda each: each.data.get("adapted_from")),
        "answered": Share(len(answered), len(questions)),
        "corrections": Share(len(corrected), len(published)),
        "reports_on_time": Share(len(on_time), len(reports)),
        "fresh": _share(
            with_review, lambda each: (due := span(str(each.data["review_due"]))) and due[1] >= hub.today
        ),
    }


def _gaps(found: EvidenceMap) -> Share:
    shown = [(subject, dimension) for subject in found.subjects for dimension in found.dimensions]
    return Share(sum(at not in found.cells for at in shown), len(shown))


def _count(records: list[Record], terms: Callable[[Record], Iterable[str | None]]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for record in records:
        for term in terms(record):
            if term:
                counts[term] += 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _share(records: list[Record], holds: Callable[[Record], object]) -> Share:
    return Share(sum(1 for record in records if holds(record)), len(records))


def _waiting(records: list[Record], start: tuple[str, ...], end: tuple[str, ...]) -> Waiting:
    found = []
    for record in records:
        first = next((span(str(value)) for _, value in record.values(start)), None)
        last = next((span(str(value)) for _, value in record.values(end)), None)
        if first and last:
            found.append((last[0] - first[0]).days)
    bands = {name: 0 for name, _ in BANDS} | {"more": 0}
    for days in found:
        bands[next((name for name, most in BANDS if days <= most), "more")] += 1
    return Waiting(float(median(found)) if found else None, bands)
