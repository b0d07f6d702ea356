"""The figures of the hub: what it has, what it has learnt, and how it works. Examples never count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from casehub.knowledge.evidence import ceiling
from casehub.records.forms import span
from casehub.records.model import Hub, Record


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def percent(self) -> float | None:
        """The share in percent, or None of nothing."""
        return 100 * self.count / self.of if self.of else None


@dataclass(frozen=True)
class Statistics:
    """Counts by term id, shares, and medians in days (None where there is nothing to take a median of)."""

    totals: Mapping[str, int]
    by: Mapping[str, Mapping[str, int]]
    measured: Share
    failures_told: Share
    independent: Share
    compared: Share
    adapted: int
    days_to_publication: float | None
    days_to_answer: float | None
    unanswered: int
    corrections: Share
    reports_on_time: Share
    fresh: Share


def statistics(hub: Hub) -> Statistics:
    """All figures of a hub on its day."""
    cases = counted(hub, "case")
    published = [record for type in hub.definitions.types for record in counted(hub, type) if type != "page"]
    questions = [record for record in hub.of("question") if not record.is_example]
    answered = [record for record in questions if "answer" in record.data]
    reports = [
        report
        for record in counted(hub, "group")
        for _, report in record.values(("reports", "*"))
        if (due := span(report["due"])) and due[0] <= hub.today
    ]
    with_review = [record for record in published if "review_due" in record.data]
    return Statistics(
        totals={type: len(counted(hub, type)) for type in hub.definitions.types if type != "page"},
        by={
            "verdict": _count(cases, lambda each: [each.data.get("verdict")]),
            "country": _count(cases, lambda each: [each.data.get("country")]),
            "level": _count(cases, lambda each: [each.data.get("level")]),
            "function": _count(cases, lambda each: {code[:4] for code in each.data.get("functions", ())}),
            "design": _count(cases, lambda each: [each.data.get("evidence", {}).get("design")]),
            "evidence": _count(cases, lambda each: [str(ceiling(each, hub).level)]),
            "deployment": _count(cases, lambda each: [each.data.get("deployment")]),
        },
        measured=_share(
            cases, lambda each: any("result" in outcome for _, outcome in each.values(("outcomes", "*")))
        ),
        failures_told=_share(cases, lambda each: each.data.get("verdict") in ("did-not-work", "mixed")),
        independent=_share(cases, lambda each: each.data.get("evidence", {}).get("independent") == "yes"),
        compared=_share(cases, lambda each: ceiling(each, hub).level >= 3),
        adapted=sum(1 for each in cases if each.data.get("adapted_from")),
        days_to_publication=_days(published, ("submitted",), ("published",)),
        days_to_answer=_days(answered, ("asked",), ("answer", "date")),
        unanswered=len(questions) - len(answered),
        corrections=Share(
            sum(1 for each in answered if each.data["answer"].get("corrected") == "yes"), len(published)
        ),
        reports_on_time=Share(
            sum(1 for each in reports if each.get("delivered", "9999") <= each["due"]), len(reports)
        ),
        fresh=_share(with_review, lambda each: (due := span(str(each.data["review_due"]))) and due[1] >= hub.today),
    )


def counted(hub: Hub, type: str) -> list[Record]:
    """The published records of a type that count: everything but examples."""
    return [record for record in hub.listed(type) if not record.is_example]


def _count(records: list[Record], terms: Callable[[Record], Iterable[str | None]]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for record in records:
        for term in terms(record):
            if term:
                counts[term] += 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _share(records: list[Record], holds: Callable[[Record], object]) -> Share:
    return Share(sum(1 for record in records if holds(record)), len(records))


def _days(records: list[Record], start: tuple[str, ...], end: tuple[str, ...]) -> float | None:
    found = []
    for record in records:
        first = next((span(str(value)) for _, value in record.values(start)), None)
        last = next((span(str(value)) for _, value in record.values(end)), None)
        if first and last:
            found.append((last[0] - first[0]).days)
    return float(median(found)) if found else None
