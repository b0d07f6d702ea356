"""What the page of a glossary term shows: its names, its neighbours, and where it is used."""

from __future__ import annotations

from collections.abc import Mapping

from casehub.records.model import Hub, Record
from casehub.site import lines
from casehub.site.index import TAGS, Index, latest_first
from casehub.site.lines import direction
from casehub.site.page import View


def term_view(hub: Hub, record: Record, index: Index) -> View:
    """Names by language, wider, narrower and related terms, the same concept elsewhere, and what uses it."""
    data = record.data
    named = [found for id in data.get("related", ()) if (found := lines.link(hub, "term", id))]
    known = {each["url"] for each in named}
    naming = [each for each in lines.lines(hub, hub.mentions(record, "term", "related")) if each["url"] not in known]
    tagged = {case.id: case for field in TAGS for case in index.cases_with(field, record.id)}
    linking = index.linking_to(record)
    cases = latest_first(
        [*tagged.values(), *(each for each in linking if each.type == "case" and each.id not in tagged)]
    )
    others = [each for each in linking if each.type not in ("case", "term")]
    is_technology = record.id in hub.definitions.vocabularies["technology"]
    return {
        "names": names(hub, data.get("labels", {}), data.get("alternatives", {})),
        "broader": [found for id in data.get("broader", ()) if (found := lines.link(hub, "term", id))],
        "narrower": lines.lines(hub, hub.mentions(record, "term", "broader")),
        "related_terms": [*named, *({"title": each["title"], "url": each["url"]} for each in naming)],
        "same_as": [{"url": each, "host": lines.host_of(each)} for each in data.get("exact_match", ())],
        "cases": lines.listed(hub, cases),
        "others": lines.lines(hub, others),
        "technology": f"technologies/{record.id}/" if is_technology else "",
        "elsewhere": ["labels", "alternatives", "broader", "related", "exact_match"],
    }


def names(hub: Hub, labels: Mapping[str, str], alternatives: Mapping[str, object]) -> list[View]:
    """The preferred and the other names in each language, by the language's name in English."""
    found: list[View] = []
    for code in {*labels, *alternatives}:
        others = alternatives.get(code, ())
        found.append(
            {
                "lang": code,
                "dir": direction(code),
                "language": hub.definitions.label("language", code),
                "name": labels.get(code, ""),
                "others": [str(each) for each in others] if isinstance(others, list | tuple) else [],
            }
        )
    return sorted(found, key=lambda each: (str(each["language"]).casefold(), each["lang"]))
