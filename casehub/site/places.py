"""The page on which a reader describes their place, and what comparing places needs in the reader's browser.

The browser fetches one file with the definition, the facts about countries and every word (`place.json`), one with
the profiles of all cases in columns (`cases.json`), and of the cases that it shows only their cards, in shares. The
finder and the pages of cases use the same files. `assets/site/place/` holds the code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from casehub.knowledge.profiles import ANSWERS, Atlas, answers_of, by_date, languages_of
from casehub.records.model import Hub, Record
from casehub.search.documents import DEFAULT_LANGUAGE, is_searched
from casehub.site.address import prefix, url_of
from casehub.site.cases import place, years
from casehub.site.facets import ROOT, address
from casehub.site.known import known
from casehub.site.method import method_view
from casehub.site.page import File, Page, View

URL = "context/"
FOLDER = "assets/context/"
VOCABULARIES: Mapping[str, str] = {
    "country": "country",
    "level": "level",
    "functions": "function",
    "organisation_type": "organisation-type",
    "staff_size": "staff-size",
    "budget_size": "budget-size",
    "digital_readiness": "digital-readiness",
    "leadership_backing": "yes-no",
    "earlier_collaboration": "yes-no",
}
"""The vocabulary of each answer; of the population there is none."""
_FACTS = ("tradition", "structure", "income", "digital")
_LISTS = ("country", "level", "functions")
_PER_SHARE = 50
_FIRST, _NONE, _BETWEEN = 35, " ", " "
"""How columns write a value: as the character of its number from this one on, after the blank that separates."""


def parameter(field: str) -> str:
    """What an answer is called in a link, as it is an option of `casehub context`."""
    return {"functions": "function"}.get(field, field).replace("_", "-")


def pages(hub: Hub) -> Iterable[Page]:
    """The page, unless the hub has no definition of the comparison."""
    atlas = known(hub).atlas
    if atlas is None:
        return
    words = hub.definitions.words
    view: View = {
        "title": words["place_title"],
        "summary": words["place_summary"],
        "url": URL,
        "questions": [_question(hub, atlas, field) for field in ANSWERS],
        "lists": [
            {"title": words[f"place_lists_{field}"], "url": f"{ROOT}{address(field)}/"}
            for field in _LISTS
            if any(field in record.data and is_searched(hub, record) for record in hub.listed("case"))
        ],
        "command": "casehub context " + " ".join(_example(hub)),
        "dimensions": method_view(hub)["dimensions"],
        "method": "about/method/" if hub.get("page", "about/method") else "",
    }
    yield Page(URL, "context.html", view, section="context")


def files(hub: Hub) -> Iterator[File]:
    """The definition with its words, the profiles of all cases, and the cards of cases in shares."""
    atlas = known(hub).atlas
    if atlas is None:
        return
    cases = by_date(hub.listed("case"))
    folder = FOLDER + prefix(hub.language)
    standing = f"{hub.definitions.digest}|{hub.language}|{_own_source()}"
    yield File(f"{folder}place.json", _key(standing), lambda: _json(definition_of(hub, atlas)))
    digests = [record.digest for record in (*cases, *hub.of("organisation"))]
    yield File(f"{folder}cases.json", _key(standing, *digests), lambda: _json(columns(hub, cases)))
    for number, start in enumerate(range(0, len(cases), _PER_SHARE)):
        share = cases[start : start + _PER_SHARE]
        key = _key(standing, *(f"{record.id} {record.digest}" for record in share))
        yield File(f"{folder}cards/{number}.json", key, partial(_cards, hub, share))


def definition_of(hub: Hub, atlas: Atlas) -> View:
    """What both sides of a comparison need: the definition, facts about countries, names of values, and words."""
    words = hub.definitions.words
    terms = hub.definitions.vocabularies
    fields = [measure["field"] for dimension in atlas.definition["dimensions"] for measure in dimension["measures"]]
    countries = {id: country_facts(atlas, id) for id in terms["country"].terms}
    languages = sorted({code for facts in countries.values() for code in facts.get("languages", ())})
    return {
        "definition": {
            key: atlas.definition[key] for key in ("groups", "dimensions", "alike", "wide", "closeness", "touches")
        },
        "countries": countries,
        "without_facts": [id for id in countries if not atlas.countries.get(id)],
        "parameters": {field: parameter(field) for field in ANSWERS},
        "titles": {field: words[f"method_field_{field}"] for field in fields},
        "dimensions": {each["id"]: words[f"dimension_{each['id']}"] for each in atlas.definition["dimensions"]},
        "names": {
            **{field: _names(hub, vocabulary) for field, vocabulary in VOCABULARIES.items()},
            "languages": {code: hub.definitions.label("language", code) for code in languages},
            **{field: _values(words, field) for field in _FACTS},
        },
        "words": {
            key: text
            for key, text in words.items()
            if key.startswith(("place_", "would_", "brief_", "ask_", "context_")) and "_why_" not in key
        },
    }


def country_facts(atlas: Atlas, country: str) -> View:
    """What follows from a country, under the names of a profile."""
    facts = atlas.profile({"country": country})
    shown = {field: facts[field] for field in _FACTS if field in facts}
    areas = list(facts["areas"][1:])
    return {**shown, **({"areas": areas} if areas else {}), "languages": list(languages_of(country))}


def columns(hub: Hub, cases: Sequence[Record]) -> View:
    """What is known of the places of cases, a column for each answer, in the order of every list of cases.

    A column is a list of values and a text with a character for each case. That of functions has blanks between
    cases, and that of populations is a list of numbers, 0 where none is known.
    """
    told = [answers_of(record, hub) for record in cases]
    found: View = {}
    for field in VOCABULARIES:
        lists = [_as_list(each.get(field)) for each in told]
        values = sorted({value for each in lists for value in each})
        at = {value: chr(_FIRST + number) for number, value in enumerate(values)}
        between = _BETWEEN if field == "functions" else ""
        none = "" if field == "functions" else _NONE
        codes = between.join("".join(at[value] for value in each) or none for each in lists)
        found[field] = {"values": values, "codes": codes}
    found["population"] = [each.get("population", 0) for each in told]
    others = [number for number, record in enumerate(cases) if not is_searched(hub, record)]
    return {"count": len(cases), "share": _PER_SHARE, "others": others, "columns": found}


def card(hub: Hub, record: Record) -> View:
    """A case as the page of places shows it."""
    verdict = str(record.data.get("verdict", ""))
    return {
        "id": record.id,
        "url": url_of(record, hub),
        "title": record.title,
        "language": record.data.get("language", DEFAULT_LANGUAGE),
        "place": place(hub, record),
        "years": years(hub, record),
        "verdict": verdict,
        "verdict_label": hub.definitions.label("verdict", verdict) if verdict else "",
        "example": record.is_example,
    }


def _question(hub: Hub, atlas: Atlas, field: str) -> View:
    words = hub.definitions.words
    told: View = {
        "field": field,
        "name": parameter(field),
        "title": words[f"place_{field}"],
        "why": words[f"place_why_{field}"],
        "options": [],
    }
    if field not in VOCABULARIES:
        return {**told, "kind": "number", "hint": words[f"place_{field}_hint"]}
    terms = hub.definitions.vocabularies[VOCABULARIES[field]].terms
    if field == "functions":
        told["kind"] = "functions"
        told["groups"] = [
            {
                "label": term.label(),
                "options": [{"id": id, "label": term.label()}, *_below(terms, id)],
            }
            for id, term in terms.items()
            if not term.broader
        ]
        return told
    names = _names(hub, VOCABULARIES[field])
    ids = sorted(names, key=lambda id: names[id].casefold()) if field == "country" else list(names)
    return {**told, "kind": "choice", "options": [{"id": id, "label": names[id]} for id in ids]}


def _below(terms: Mapping[str, Any], id: str) -> list[View]:
    return [{"id": each, "label": term.label()} for each, term in terms.items() if term.broader == id]


def _example(hub: Hub) -> Iterator[str]:
    """The options of the command for the place of the newest case, so that it runs as it stands."""
    for record in by_date(hub.listed("case"))[:1]:
        for field in ("country", "level"):
            if field in record.data:
                yield f"--{field} {record.data[field]}"


def _names(hub: Hub, vocabulary: str) -> dict[str, str]:
    return {id: hub.definitions.label(vocabulary, id) for id in hub.definitions.vocabularies[vocabulary].terms}


def _values(words: Mapping[str, str], field: str) -> dict[str, str]:
    start = f"place_value_{field}_"
    return {key.removeprefix(start): text for key, text in words.items() if key.startswith(start)}


def _cards(hub: Hub, share: Sequence[Record]) -> bytes:
    return _json([card(hub, record) for record in share])


def _as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _key(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _own_source() -> str:
    """Changes with our own code and with the library that knows the languages of countries."""
    from importlib.metadata import version

    own = Path(__file__).parents[1]
    paths = [
        Path(__file__),
        own / "knowledge" / "profiles.py",
        own / "site" / "cases.py",
        own / "site" / "address.py",
    ]
    return _key(version("babel"), *(path.read_text("utf-8") for path in paths))
