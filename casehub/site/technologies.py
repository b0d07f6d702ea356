"""What the page of a technology shows: what came of it where it was used, who supplied it, for which challenges."""

from __future__ import annotations

from collections.abc import Iterable

from casehub.records.model import Hub, Record
from casehub.records.vocabulary import Term
from casehub.site import lines
from casehub.site.index import Index
from casehub.site.page import View


def technology_view(hub: Hub, index: Index, term: Term) -> View:
    """The cases that used it, the count of their verdicts, the suppliers they name, the challenges they answer."""
    cases = index.cases_with("technologies", term.id)
    verdicts = lines.verdicts(hub, cases)
    return {
        "cases": lines.listed(hub, cases),
        "verdicts": verdicts,
        "total": len(cases),
        "note": ", ".join(f"{each['label']}: {each['count']}" for each in verdicts),
        "suppliers": _suppliers(hub, cases),
        "challenges": _challenges(hub, cases),
    }


def _suppliers(hub: Hub, cases: Iterable[Record]) -> list[View]:
    """Suppliers by name, each with the cases that name it."""
    found: dict[str, list[Record]] = {}
    for case in cases:
        for name in dict.fromkeys(str(each) for each in case.data.get("suppliers", ())):
            found.setdefault(name, []).append(case)
    named = sorted(found.items(), key=lambda each: (-len(each[1]), each[0].casefold()))
    return [
        {"name": name, "cases": [lines.line(hub, case) for case in among[:5]], "count": len(among)}
        for name, among in named[:30]
    ]


def _challenges(hub: Hub, cases: Iterable[Record]) -> list[View]:
    counted: dict[str, int] = {}
    for case in cases:
        for id in case.data.get("challenges", ()):
            counted[str(id)] = counted.get(str(id), 0) + 1
    return [
        {**found, "count": count}
        for id, count in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        if (found := lines.link(hub, "challenge", id))
    ]
