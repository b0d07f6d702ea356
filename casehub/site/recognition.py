"""Recognition: what people and organisations gave to the hub, on their own pages and in a list of each year.

People are named only where they asked to be listed and agreed to it. Examples never count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from casehub.records.forms import span
from casehub.records.model import Hub, Record
from casehub.site import lines
from casehub.site.address import url_of
from casehub.site.page import Page, View

URL = "recognition/"
_COUNTS = ("wrote", "answered", "led", "adapted")


def pages(hub: Hub) -> Iterable[Page]:
    """The list of each year, the latest first."""
    words = hub.definitions.words
    years: dict[int, dict[str, dict[str, Counter[str]]]] = {}
    for case in hub.listed("case"):
        day = span(str(case.data.get("published", "")))
        if day is None or case.is_example:
            continue
        of_year = years.setdefault(day[0].year, {"person": {}, "organisation": {}})
        for person in _writers(hub, case):
            of_year["person"].setdefault(person, Counter())["wrote"] += 1
        lead = hub.get("organisation", str(case.data.get("lead_organisation", "")))
        if lead and lead.is_listed and not lead.is_example:
            of_year["organisation"].setdefault(lead.id, Counter())["led"] += 1
        for origin in _led_elsewhere(hub, case):
            of_year["organisation"].setdefault(origin, Counter())["adapted"] += 1
    for question in hub.of("question"):
        answer = question.data.get("answer", {})
        day = span(str(answer.get("date", "")))
        by = hub.get("person", str(answer.get("by", "")))
        if day and not question.is_example and by and _may_be_named(by):
            of_year = years.setdefault(day[0].year, {"person": {}, "organisation": {}})
            of_year["person"].setdefault(by.id, Counter())["answered"] += 1
    view: View = {
        "title": words["recognition_title"],
        "summary": words["recognition_summary"],
        "url": URL,
        "years": [
            {
                "year": year,
                "people": _ranked(hub, "person", found["person"]),
                "organisations": _ranked(hub, "organisation", found["organisation"]),
            }
            for year, found in sorted(years.items(), reverse=True)
        ],
    }
    yield Page(URL, "recognition.html", view, section="recognition")


def given(hub: Hub, record: Record) -> View:
    """What a person or an organisation gave: roles with their number, cases that others adapted, answers."""
    if record.type == "person":
        cases = [each for each in hub.mentions(record, "case", "contributors") if _counts(each)]
        roles: Counter[str] = Counter()
        for case in cases:
            for each in case.data.get("contributors", ()):
                if each.get("person") == record.id:
                    roles.update(each.get("roles", ()))
        answers = [each for each in hub.mentions(record, "question", "answer") if not each.is_example]
    else:
        cases = [each for each in hub.mentions(record, "case", "lead_organisation") if _counts(each)]
        roles, answers = Counter(), []
    terms = hub.definitions.vocabularies["contributor-role"].terms
    return {
        "roles": [{"label": term.label(), "count": roles[id]} for id, term in terms.items() if roles[id]],
        "answers": len(answers),
        "adapted": [
            {
                **lines.line(hub, case),
                "why": hub.definitions.words["recognition_by_one" if count == 1 else "recognition_by"].format(
                    count=count
                ),
            }
            for case in cases
            if (count := len(_adapters(hub, case)))
        ],
    }


def _adapters(hub: Hub, case: Record) -> list[Record]:
    """The cases of other organisations that adapted this one."""
    lead = case.data.get("lead_organisation")
    return [
        each
        for each in hub.mentions(case, "case", "adapted_from")
        if _counts(each) and each.id != case.id and each.data.get("lead_organisation") != lead
    ]


def _led_elsewhere(hub: Hub, case: Record) -> set[str]:
    """The organisations whose cases this one adapted, without its own."""
    found = set()
    for each in case.data.get("adapted_from", ()):
        origin = hub.get("case", str(each.get("case", "")))
        if origin and _counts(origin):
            found.add(str(origin.data.get("lead_organisation", "")))
    found.discard(str(case.data.get("lead_organisation", "")))
    return {id for id in found if (lead := hub.get("organisation", id)) and lead.is_listed and not lead.is_example}


def _writers(hub: Hub, case: Record) -> set[str]:
    found = {str(each.get("person", "")) for each in case.data.get("contributors", ())}
    return {id for id in found if (person := hub.get("person", id)) and _may_be_named(person)}


def _may_be_named(person: Record) -> bool:
    return person.is_listed and not person.is_example and person.data.get("consent") == "yes"


def _counts(record: Record) -> bool:
    return record.is_listed and not record.is_example


def _ranked(hub: Hub, type: str, found: dict[str, Counter[str]]) -> list[View]:
    listed = [
        {
            "title": record.title,
            "url": url_of(record, hub),
            **{name: counts[name] for name in _COUNTS},
        }
        for id, counts in found.items()
        if (record := hub.get(type, id))
    ]
    return sorted(listed, key=lambda each: (-sum(each[name] for name in _COUNTS), str(each["title"]).casefold()))
