"""Lineage: families of cases that adapted one another, what was kept and changed on the way, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from casehub.exchange.tables import create_csv
from casehub.knowledge.lineage import Adaptation, Family, adoptions
from casehub.records.model import Hub, Record
from casehub.site import lines
from casehub.site.address import url_of
from casehub.site.dates import day_in_words
from casehub.site.graph import places
from casehub.site.known import known
from casehub.site.page import File, Page, View

URL = "lineage/"
SHOWN = 200
"""Families, and cases by their adoptions, that the overview shows; the file has all."""

_NAMED = 6
"""Countries that are named before the rest is counted."""


def pages(hub: Hub) -> Iterable[Page]:
    """The overview, and a page for each family."""
    words = hub.definitions.words
    families = [_summary(hub, family) for family in known(hub).families]
    families.sort(key=lambda each: (-each["count"], each["title"].casefold(), each["url"]))
    adopted = [_adopted(hub, id) for family in known(hub).families for id in family.generations]
    ranked = sorted(
        (each for each in adopted if each["all"]), key=lambda each: (-each["all"], each["title"].casefold())
    )
    view: View = {
        "title": words["lineage_title"],
        "summary": words["lineage_summary"],
        "url": URL,
        "families": families[:SHOWN],
        "total": len(families),
        "adopted": ranked[:SHOWN],
        "csv": f"{URL}adaptations.csv",
    }
    yield Page(URL, "lineage.html", view, section="lineage")
    for family in known(hub).families:
        yield Page(family_url(family), "family.html", family_view(hub, family), section="lineage")


def files(hub: Hub) -> Iterable[File]:
    """Every adaptation as CSV."""
    header = ("origin", "origin_title", "adapter", "adapter_title", "kept_core", "verdict", "changes", "family")
    rows = [
        (
            *(
                step.origin,
                _case(hub, step.origin).title,
                step.adapter,
                _case(hub, step.adapter).title,
                step.kept_core,
            ),
            str(_case(hub, step.adapter).data.get("verdict", "")),
            " | ".join(str(change.get("what", "")) for change in step.changes),
            family.id,
        )
        for family in known(hub).families
        for step in family.adaptations
    ]
    yield File.of(f"{URL}adaptations.csv", create_csv(header, rows))


def family_url(family: Family) -> str:
    """The address of a family's page: `lineage/<its founder>/`."""
    return f"{URL}{family.id}/"


def family_link(hub: Hub, record: Record) -> View | None:
    """For the page of a case: its family, and how often it was adapted; None for a case without one."""
    family = known(hub).family_of(record)
    if family is None:
        return None
    return {"url": family_url(family), "count": len(family.generations), "adopted": adoptions(record, hub)}


def family_view(hub: Hub, family: Family) -> View:
    """A family as a picture and as a list by generation."""
    words = hub.definitions.words
    founder = _case(hub, family.id)
    at = places(family)
    boxes = []
    for id, (column, row) in at.items():
        line = lines.line(hub, _case(hub, id))
        said = " · ".join(each for each in (line["verdict_label"], line["place"], line["years"]) if each)
        boxes.append(
            {"id": id, "title": line["title"], "url": line["url"], "said": said, "column": column, "row": row}
        )
    countries = _countries(hub, [_case(hub, id) for id in family.generations])
    shown = ", ".join(countries[:_NAMED])
    if more := len(countries) - _NAMED:
        shown += ", " + words["and_more"].format(count=more) if more > 0 else ""
    told = words["lineage_counts" if shown else "count_cases"].format(
        cases=len(family.generations), count=len(family.generations), countries=shown
    )
    steps: dict[str, list[Adaptation]] = {}
    for step in family.adaptations:
        steps.setdefault(step.adapter, []).append(step)
    generations: dict[int, list[View]] = {}
    for id, generation in sorted(
        family.generations.items(), key=lambda each: (each[1], at.get(each[0], (0, 0)), each[0])
    ):
        generations.setdefault(generation, []).append(_member(hub, id, steps.get(id, [])))
    return {
        "title": words["lineage_family"].format(title=founder.title),
        "heading": founder.title,
        "summary": told,
        "url": family_url(family),
        "plural": words["lineage_title"],
        "folder": URL.rstrip("/"),
        "described": told + " " + words["lineage_described"],
        "boxes": boxes,
        "edges": [
            {"from": step.origin, "to": step.adapter, "kept": step.kept_core}
            for step in family.adaptations
            if step.origin in at and step.adapter in at
        ],
        "left_out": len(family.generations) - len(at),
        "verdicts": lines.verdicts(hub, [_case(hub, id) for id in family.generations]),
        "count": len(family.generations),
        "generations": [
            {"number": number, "title": _generation(hub, number), "cases": cases}
            for number, cases in sorted(generations.items())
        ],
    }


def _member(hub: Hub, id: str, steps: list[Adaptation]) -> View:
    """A case of a family: where it came from, what was kept and changed, what came of it, and who adapted it."""
    record = _case(hub, id)
    later = max(record.data.get("follow_ups", ()), key=lambda each: str(each.get("date", "")), default=None)
    return {
        **lines.line(hub, record),
        "origins": [
            {
                "title": _case(hub, step.origin).title,
                "url": url_of(_case(hub, step.origin), hub),
                "kept_core": step.kept_core,
                "changes": [{key: each[key] for key in ("what", "why") if key in each} for each in step.changes],
            }
            for step in steps
        ],
        "came": {"date": day_in_words(later.get("date", ""), hub.language), "still": later.get("still_running", "")}
        if later
        else None,
        "adopted": adoptions(record, hub),
    }


def _summary(hub: Hub, family: Family) -> View:
    members = [_case(hub, id) for id in family.generations]
    return {
        "title": _case(hub, family.id).title,
        "url": family_url(family),
        "count": len(members),
        "countries": _countries(hub, members)[:_NAMED],
        "verdicts": lines.verdicts(hub, members),
    }


def _countries(hub: Hub, cases: list[Record]) -> list[str]:
    """The countries of cases by name."""
    found = {str(each.data["country"]) for each in cases if "country" in each.data}
    return sorted(hub.definitions.label("country", each) for each in found)


def _adopted(hub: Hub, id: str) -> View:
    record = _case(hub, id)
    direct = [each for each in hub.mentions(record, "case", "adapted_from") if each.is_listed and each.id != id]
    return {"title": record.title, "url": url_of(record, hub), "direct": len(direct), "all": adoptions(record, hub)}


def _generation(hub: Hub, number: int) -> str:
    words = hub.definitions.words
    return words["lineage_founders"] if number == 0 else words["lineage_generation"].format(number=number)


def _case(hub: Hub, id: str) -> Record:
    return hub.records[("case", id)]
