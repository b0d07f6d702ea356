"""Similar cases on the page of a case: each with its place, what came of it, and in what the two are alike."""

from __future__ import annotations

from collections.abc import Sequence

from casehub.knowledge.similar import Likeness
from casehub.knowledge.similar_cases import FIELDS, LINEAGE
from casehub.records.model import Hub, Record
from casehub.site.address import url_of
from casehub.site.cases import place, years
from casehub.site.known import known
from casehub.site.page import View

_REASONS = 3
"""Kinds of shared facts that are told."""
KINDS = (LINEAGE, *dict.fromkeys(kind for kind, _ in FIELDS))
"""Every kind of fact that a reason may name, in the order of telling. Each has a label `similar_<kind>`."""
_NAMES = 3
"""Names that are told of each kind."""
_METHOD = ("page", "about/method")
_SECTION = "similar-cases-and-near-duplicates"


def similar_view(hub: Hub, record: Record) -> View | None:
    """The cases most like one, and where it says how they are found; None where there are none."""
    found = [(case, each) for each in known(hub).similar.of(record.id) if (case := hub.get("case", each.id))]
    if not found:
        return None
    return {
        "cases": [_case(hub, case, each) for case, each in found],
        "method": _url_of_method(hub),
    }


def _url_of_method(hub: Hub) -> str:
    method = hub.get(*_METHOD)
    if method is None:
        return ""
    has_section = any(heading.id == _SECTION for heading in method.facts.headings)
    return url_of(method, hub) + (f"#{_SECTION}" if has_section else "")


def _case(hub: Hub, case: Record, likeness: Likeness) -> View:
    verdict = str(case.data.get("verdict", ""))
    return {
        "title": case.title,
        "url": url_of(case, hub),
        "language": case.data.get("language", "en"),
        "is_example": case.is_example,
        "place": place(hub, case),
        "years": years(hub, case),
        "verdict": verdict,
        "verdict_label": hub.definitions.label("verdict", verdict),
        "reason": _reason(hub, likeness),
        "words": list(likeness.words),
    }


def _reason(hub: Hub, likeness: Likeness) -> str:
    """What two cases share, in words: "use open data and smart cards, and took place in Estonia"."""
    words = hub.definitions.words
    narrower = {id for kind, id in likeness.facts if kind == "function"}
    by_kind: dict[str, list[str]] = {}
    for kind, id in likeness.facts:
        if kind == "function" and _has_narrower(hub, id, narrower):
            continue  # the group says more than its division
        by_kind.setdefault(kind, []).append(_name(hub, kind, id))
    kinds = [kind for kind in KINDS if kind in by_kind][:_REASONS]
    told = [words[f"similar_{kind}"].format(names=_listed(hub, by_kind[kind][:_NAMES])) for kind in kinds]
    return _listed(hub, told)


def _has_narrower(hub: Hub, id: str, among: set[str]) -> bool:
    terms = hub.definitions.vocabularies["function"].terms
    return any(each in terms and terms[each].broader == id for each in among)


def _name(hub: Hub, kind: str, id: str) -> str:
    """The name of a value as it stands within a sentence."""
    if kind == LINEAGE:
        return ""
    if kind not in hub.definitions.vocabularies:
        found = hub.get(kind, id)
        title = found.title if found else id
        return title if kind == "organisation" else f"“{title}”"
    label = hub.definitions.label(kind, id)
    if kind == "function":
        return f"“{label}”"
    is_name = kind == "country" or label[1:2].isupper()
    return label if is_name else label[:1].lower() + label[1:]


def _listed(hub: Hub, parts: Sequence[str]) -> str:
    """Parts of a sentence in a row: "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {hub.definitions.words['similar_and']} {parts[-1]}"
