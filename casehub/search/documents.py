"""From a hub's records to what is searched: published records of every type, and the editorial pages.

Records in review stay out, as they do out of listings; drafts and withdrawn records too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any

from casehub.records.model import Hub, Record
from casehub.records.translations import foreign, speaks
from casehub.search.analysis import without_accents
from casehub.search.document import Document, Facet

DEFAULT_LANGUAGE = "en"
"""The language of records that have no field for it, such as organisations."""

FACETS: dict[str, tuple[tuple[str, ...], str]] = {
    "type": ((), ""),
    "verdict": (("verdict",), "verdict"),
    "country": (("country",), "country"),
    "level": (("level",), "level"),
    "functions": (("functions", "*"), "function"),
    "challenges": (("challenges", "*"), "challenge"),
    "technologies": (("technologies", "*"), "technology"),
    "mechanisms": (("mechanisms", "*"), "mechanism"),
    "evidence": (("evidence", "design"), "evidence-design"),
    "deployment": (("deployment",), "deployment"),
    "started": (("started",), ""),
    "dimension": (("outcomes", "*", "dimension"), "dimension"),
    "language": (("language",), "language"),
    "beneficiaries": (("beneficiaries", "*"), "beneficiary"),
    "lead_organisation": (("lead_organisation",), "organisation"),
}
"""Facets: where in a record their values stand, and which vocabulary or type of record names them."""

TITLES = {
    "type": "Kind of page",
    "verdict": "Verdict",
    "country": "Country",
    "level": "Level of government",
    "functions": "Function of government",
    "challenges": "Challenge",
    "technologies": "Technology",
    "mechanisms": "Mechanism",
    "evidence": "Design of the evidence",
    "deployment": "How far it got",
    "started": "Started",
    "dimension": "What changed",
    "language": "Language",
    "beneficiaries": "Who it is for",
    "lead_organisation": "Lead organisation",
}

NAMED_BY: tuple[tuple[tuple[str, ...], str], ...] = (
    *(FACETS[name] for name in ("verdict", "country", "level", "functions", "technologies", "mechanisms")),
    *(FACETS[name] for name in ("evidence", "deployment", "dimension", "beneficiaries")),
    (("region",), "region"),
    (("sdgs", "*"), "sdg"),
    (("innovation_types", "*"), "innovation-type"),
    (("collaboration", "*"), "collaboration"),
    (("participation",), "participation"),
    (("barriers", "*", "kind"), "barrier"),
    (("enablers", "*"), "enabler"),
    (("safeguards", "*", "type"), "safeguard"),
    (("skills", "*"), "skill"),
    (("outcomes", "*", "indicator"), "indicator"),
    (("topics", "*"), "function"),
    (("offers", "*"), "contact-offer"),
    (("kind",), "event-kind"),
    (("type",), "organisation-type"),
)
"""Fields whose terms lend a record their names: labels and alternative labels are searched too."""

_UNTOLD = frozenset({"title", "summary", "name", "sources", "withdrawn", "imported", "contributors", "labels"})
"""Fields whose text is not added to the body: it is searched otherwise, or says nothing about the subject."""

EvidenceOf = Callable[[Record], int]


def documents(hub: Hub, evidence_of: EvidenceOf | None = None) -> list[Document]:
    """What is searched of a hub, by type and id. `evidence_of` may give the strength of a record's evidence."""
    names = Names(hub)
    listed = (record for record in hub.public() if record.is_listed and record.type != "question")
    return [document_of(hub, record, names, evidence_of) for record in listed]


class Names:
    """Names of terms and records of a hub, each looked up once."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._labels: dict[tuple[str, str, str], str] = {}
        self._all: dict[tuple[str, str, str], tuple[str, ...]] = {}

    def of(self, kind: str, id: str, language: str = "") -> str:
        """The label of a vocabulary's term (in the hub's language by default), or the title of a record of a type."""
        key = (kind, id, language)
        if key not in self._labels:
            if kind in self._hub.definitions.vocabularies:
                self._labels[key] = self._hub.definitions.label(kind, id, language or self._hub.language)
            else:
                record = self._hub.get(kind, id)
                self._labels[key] = record.title if record else id
        return self._labels[key]

    def all(self, vocabulary: str, id: str, language: str) -> tuple[str, ...]:
        """Every name of a term in a language: the label and what it is also called."""
        key = (vocabulary, id, language)
        if key not in self._all:
            known = self._hub.definitions.vocabularies.get(vocabulary)
            term = known.terms.get(id) if known else None
            others = term.alternatives.get(language, ()) if term else ()
            self._all[key] = (self.of(vocabulary, id, language), *others) if term else ()
        return self._all[key]


def document_of(
    hub: Hub, record: Record, names: Names | None = None, evidence_of: EvidenceOf | None = None
) -> Document:
    """What is searched of one record, whatever its status."""
    data = record.data
    # In another language than English an index has every record: those that are not translated in short.
    is_whole = hub.original is None or speaks(hub, record)
    language = language_of(record) if hub.original is None else hub.language
    names = names or Names(hub)
    strength = evidence_of or (lambda each: design_rank(hub, each))
    return Document(
        url=url_of(hub, record),
        type=record.type,
        title=record.title,
        summary=str(data.get("summary") or data.get("about") or ""),
        body="\n".join((plain_text(record.html, _sections(hub, record)), *_told(data))) if is_whole else "",
        language=language,
        keywords=tuple(_keywords(hub, record, names, language)),
        facets={name: values for name in FACETS if (values := _values(hub, record, name))},
        date=str(data.get("published") or data.get("submitted") or ""),
        evidence=strength(record),
        verdict=names.of("verdict", data["verdict"], language) if "verdict" in data else "",
        card=_card(hub, record, names, language),
    )


def facets_of(hub: Hub, language: str = DEFAULT_LANGUAGE) -> dict[str, Facet]:
    """Titles of the facets, and labels of their values in the order in which they are offered.

    A language's interface labels may hold a title as `facet_<name>`.
    """
    said = hub.definitions.labels.get(language, {})
    return {
        name: Facet(said.get(f"facet_{name}", TITLES[name]), _labels(hub, name, kind, language))
        for name, (_, kind) in FACETS.items()
    }


def language_of(record: Record) -> str:
    """The language a record is written in; its index is that of the primary subtag (`pt` for `pt-BR`)."""
    return str(record.data.get("language") or DEFAULT_LANGUAGE).partition("-")[0].lower()


def is_searched(hub: Hub, record: Record) -> bool:
    """Whether a record is in the index of a hub's language: English has its own only, the others have everything."""
    return hub.definitions.language != DEFAULT_LANGUAGE or language_of(record) == DEFAULT_LANGUAGE


def url_of(hub: Hub, record: Record) -> str:
    """Where a record's page stands, relative to the site's root."""
    folder = f"{hub.definitions.language}/" if record.translation else ""
    if record.type == "page":
        return (folder or "./") if record.id == "index" else folder + record.id.removesuffix("/index") + "/"
    return f"{folder}{hub.definitions.types[record.type].folder}/{record.id}/"


def design_rank(hub: Hub, record: Record) -> int:
    """The place of a record's evidence design in its vocabulary, from 1 (an account); 0 without one."""
    design = (record.data.get("evidence") or {}).get("design")
    designs = list(hub.definitions.vocabularies["evidence-design"].terms)
    return designs.index(design) + 1 if design in designs else 0


_GONE = re.compile(r'<sup class="ch-cite">.*?</sup>|\ue002.*?\ue003', re.DOTALL)
_HEADING = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_ALTERNATIVE = re.compile(r'<img[^>]* alt="([^"]*)"[^>]*>')
_BLOCK = re.compile(r"</?(?:p|h[2-6]|li|ul|ol|td|th|tr|table|div|blockquote|pre|br|hr|section)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")


def plain_text(html: str, sections: frozenset[str] = frozenset()) -> str:
    """The words of a rendered text, without citations and without the headings that every record of its type has."""
    text = _HEADING.sub(lambda found: "" if found[1] in sections else found[0], _GONE.sub("", html))
    return unescape(_TAG.sub("", _BLOCK.sub("\n", _ALTERNATIVE.sub(r" \1 ", text)))).strip()


def _sections(hub: Hub, record: Record) -> frozenset[str]:
    return frozenset(hub.definitions.types[record.type].sections)


def _keywords(hub: Hub, record: Record, names: Names, language: str) -> Iterator[str]:
    seen: set[str] = set()
    for pattern, vocabulary in NAMED_BY:
        for id in _at(record.data, pattern):
            seen.update(names.all(vocabulary, id, language))
    for _, reference, id in hub.references(record):
        if reference.type == "organisation":
            seen.add(names.of("organisation", id))
    for field in ("labels", "alternatives"):
        seen.update(_strings(record.data.get(field)))
    if isinstance(local := record.data.get("local_name"), str):
        seen.add(local)
    yield from sorted(seen)


def _told(data: Mapping[str, Any]) -> Iterator[str]:
    """Sentences that stand in fields: how barriers were met, outcomes in words, what to keep, and so on."""
    for key, value in data.items():
        if key not in _UNTOLD:
            yield from (text for text in _strings(value) if " " in text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)


def _at(value: Any, pattern: tuple[str, ...]) -> list[str]:
    """The texts at a data path. As `Record.values`, without places: every record is asked for two dozen paths."""
    for index, step in enumerate(pattern):
        if step == "*":
            rest = pattern[index + 1 :]
            return [text for each in value for text in _at(each, rest)] if isinstance(value, list) else []
        value = value.get(step) if isinstance(value, dict) else None
    return [value] if isinstance(value, str) else []


def _values(hub: Hub, record: Record, facet: str) -> tuple[str, ...]:
    pattern, kind = FACETS[facet]
    if facet == "type":
        return (record.type,)
    if facet == "language":
        return (str(record.data.get("language") or DEFAULT_LANGUAGE),)
    found = dict.fromkeys(_at(record.data, pattern))
    if facet == "started":
        return tuple(value[:4] for value in found)
    if facet == "functions":
        terms = hub.definitions.vocabularies[kind].terms
        # A group belongs to its division too, so that choosing the division finds it.
        known = [terms[id] for id in found if id in terms]
        return tuple(dict.fromkeys(id for term in known for id in (term.broader, term.id) if id))
    return tuple(found)


def _labels(hub: Hub, facet: str, kind: str, language: str) -> dict[str, str]:
    if facet == "type":
        return {type.name: type.plural for type in hub.definitions.types.values() if type.has_page}
    if facet == "started":
        return {year: year for year in reversed(_used(hub, facet))}
    if kind in hub.definitions.vocabularies:
        ids = _used(hub, facet) if kind in ("country", "language") else hub.definitions.vocabularies[kind].terms
        labels = {id: hub.definitions.label(kind, id, language) for id in ids}
    else:
        labels = {record.id: record.title for record in hub.of(kind)}
    by_name = kind not in hub.definitions.vocabularies or kind == "country"
    if not by_name:
        return labels
    return dict(sorted(labels.items(), key=lambda each: (without_accents(each[1]), each[1], each[0])))


def _used(hub: Hub, facet: str) -> list[str]:
    """The values of a facet that records have: naming every country of the world takes long."""
    return sorted({value for record in hub.public() if record.is_listed for value in _values(hub, record, facet)})


def _card(hub: Hub, record: Record, names: Names, language: str) -> dict[str, str]:
    """What a result shows besides: labels, and the ids that tell apart what looks alike."""
    data = record.data
    card = {"type_label": hub.definitions.types[record.type].title}
    for field, kind in (("country", "country"), ("level", "level"), ("deployment", "deployment")):
        if isinstance(id := data.get(field), str):
            card[field] = names.of(kind, id, language)
    if isinstance(id := data.get("verdict"), str):
        card["verdict_id"] = id
    if isinstance(id := data.get("country"), str):
        card["country_id"] = id
    if isinstance(id := data.get("lead_organisation"), str):
        card["lead_organisation"] = names.of("organisation", id)
    if isinstance(started := data.get("started"), str):
        card["started"] = started[:4]
    if isinstance(design := (data.get("evidence") or {}).get("design"), str):
        card["design"] = names.of("evidence-design", design, language)
    if record.is_example:
        card["example"] = "yes"
    return card | foreign(hub, record) if hub.original else card
