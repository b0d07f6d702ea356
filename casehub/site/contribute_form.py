"""The form at `contribute/new/`: the page, and the files that its script reads.

The form is made in the reader's browser from `assets/form/form.json`, which says of each kind of record what its
schema says. Names that change with every record (organisations, ids that are taken) and the parts of countries stand
in files of their own. Nothing that somebody types leaves their browser before they send it themselves.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from casehub.exchange.templates import CONTRIBUTED, template
from casehub.records.definitions import Definitions
from casehub.records.model import Hub
from casehub.records.schema import RecordType
from casehub.records.vocabulary import CodeList, Vocabulary
from casehub.records.wording import names_of
from casehub.site.address import rule_url, url_of
from casehub.site.page import File, Page, View
from casehub.site.rule_pages import plain

URL = "contribute/new/"
FOLDER = "assets/form/"
NOT_ASKED = ("schema_version", "status", "published", "withdrawn", "example", "imported", "formerly")
"""Fields that the form answers itself, or that are the editors'."""
TOLD = frozenset(
    (
        *(f"CH2{number:02}" for number in range(1, 15)),
        *("CH104", "CH216", "CH301", "CH310", "CH311", "CH312", "CH313", "CH314", "CH316", "CH320", "CH321"),
        *("CH401", "CH402", "CH403", "CH404", "CH405", "CH406", "CH407", "CH408", "CH430", "CH432", "CH433"),
        *("CH520", "CH521", "CH522", "CH523", "CH524"),
    )
)
"""The codes that the form can say. All others only the check in the hub can tell."""
_EXPLAINED = 10
"""So many terms of a vocabulary at most are shown each with its definition."""
_LAST = "record"
_STEPS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "case": {
        "place": (
            *("title", "country", "region", "level", "lead_organisation", "partners", "suppliers", "beneficiaries"),
            "population",
        ),
        "time": ("started", "ended", "deployment"),
        "subject": (
            *("functions", "sdgs", "challenges", "practices", "technologies", "safeguards", "implements"),
            *("innovation_types", "origin", "novelty", "stage", "mechanisms", "collaboration", "participation"),
        ),
        "told": (
            "text:The problem",
            "text:What was done",
            "cost",
            "staff_fte",
            "months_to_launch",
            "funding",
            "skills",
        ),
        "changed": (
            *("verdict", "text:What changed", "sources", "outcomes", "evidence", "unexpected", "benefit_cost"),
            "follow_ups",
        ),
        "learnt": ("text:What was hard", "text:What we would do differently", "barriers", "enablers"),
        "elsewhere": ("text:Could it work elsewhere", "context", "transfer", "adapted_from"),
        "record": (
            "summary",
            "language",
            "licence",
            "submitted",
            "submitted_by",
            "contacts",
            "interests",
            "notified",
        ),
    },
    "practice": {
        "about": ("title", "functions", "challenges", "sdgs", "mechanisms"),
        "told": ("text:When to use it", "text:How to do it", "steps"),
        "evidence": ("text:What the evidence says", "supported_by", "contradicted_by", "sources"),
        "limits": ("text:When not to use it", "when_not_to_use"),
        "record": ("summary", "language", "licence", "submitted", "submitted_by", "contacts"),
    },
    "challenge": {
        "about": ("title", "asked_by", "functions", "sdgs", "faced_by"),
        "told": ("text:The problem", "text:What is known", "text:What is missing", "sources"),
        "wanted": ("open", "wanted", "contacts"),
        "record": ("summary", "language", "licence", "submitted", "submitted_by"),
    },
}
"""Fields and sections (`text:` and their name) in the order in which one would tell them to a colleague."""


def checks_of(definitions: Definitions, types: Iterable[str], *, all_names: bool = False) -> View:
    """What checking records of some types needs: their schemas, the vocabularies they use, and the catalogue.

    With all names of terms, in every language, the checks also guess what was meant by them.
    """
    chosen = {name: definitions.types[name].schema for name in types}
    used = sorted({each for schema in chosen.values() for each in _vocabularies_of(schema)})
    return {
        "types": chosen,
        "vocabularies": {id: _vocabulary(definitions.vocabularies[id], all_names) for id in used},
        "catalogue": {
            code: {
                "message": entry.message,
                "remedy": entry.remedy,
                "severity": entry.severity.value,
                "by_status": entry.by_status,
            }
            for code, entry in definitions.catalogue.entries.items()
        },
    }


def _vocabulary(vocabulary: Vocabulary, all_names: bool) -> View:
    names = {
        term.id: others
        for term in vocabulary.terms.values()
        if (others := _names(term, all_names, vocabulary.label(term.id)))
    }
    is_short = len(vocabulary.terms) <= _EXPLAINED
    broader = {term.id: term.broader for term in vocabulary.terms.values() if term.broader}
    return {
        "title": vocabulary.title,
        **({"form": vocabulary.form} if isinstance(vocabulary, CodeList) else {}),
        "terms": [
            [term.id, vocabulary.label(term.id), *([term.definition] if term.definition and is_short else [])]
            for term in vocabulary.terms.values()
        ],
        **({"broader": broader} if broader else {}),
        **({"names": names} if names else {}),
    }


def _names(term: Any, all_names: bool, label: str) -> list[str]:
    names = term.names() if all_names else term.alternatives.get("en", ())
    return [name for name in dict.fromkeys(names) if name not in (term.id, label)]


def _vocabularies_of(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for item in schema:
            yield from _vocabularies_of(item)
    elif isinstance(schema, Mapping):
        yield from names_of(schema.get("x-vocabulary", []))
        for value in schema.values():
            yield from _vocabularies_of(value)


def pages(hub: Hub) -> Iterable[Page]:
    """The page, which says to readers without a script what else they can do."""
    words = hub.definitions.labels["en"]
    types = hub.definitions.types
    kinds = [name for name in CONTRIBUTED if name in types and types[name].is_markdown]
    view: View = {
        "title": words["form_title"],
        "summary": words["form_summary"],
        "url": URL,
        "kinds": [
            {"id": name, "title": words[f"form_write_{name}"], "about": types[name].schema["description"]}
            for name in kinds
        ],
        "templates": [{"title": types[name].title, "url": f"{FOLDER}templates/{name}.md"} for name in kinds],
        "left": [
            {"code": code, "message": plain(entry.message), "url": rule_url(code)}
            for code, entry in hub.definitions.catalogue.entries.items()
            if code not in TOLD
        ],
        "sensitive": "sensitive" in hub.definitions.settings,
        "guide": "contribute/" if hub.get("page", "contribute/index") else "",
    }
    yield Page(URL, "form.html", view, section="contribute")


def files(hub: Hub) -> Iterator[File]:
    """The form, the names of the hub's records, what is taken, the parts of countries, and the templates."""
    standing = f"{hub.definitions.digest}|{_own_source()}"
    yield File(f"{FOLDER}form.json", _key(standing), lambda: _json(form_of(hub.definitions)))
    yield File(f"{FOLDER}names.json", _key(standing), lambda: _json(other_names(hub.definitions)))
    if said := sensitive_of(hub.definitions):
        yield File.of(f"{FOLDER}sensitive.json", _json(said))
    yield File.of(f"{FOLDER}hub.json", _json(names_of_records(hub)))
    for kind, shelves in taken(hub).items():
        for letter, shelf in shelves.items():
            yield File.of(f"{FOLDER}taken/{kind}/{letter}.json", _json(shelf))
    for letter in _region_letters(hub.definitions):
        yield File(
            f"{FOLDER}regions/{letter}.json", _key(standing, letter), partial(_regions, hub.definitions, letter)
        )
    for name in CONTRIBUTED:
        if (type := hub.definitions.types.get(name)) and type.is_markdown:
            yield File(f"{FOLDER}templates/{name}.md", _key(standing, name), partial(_template, type))


def form_of(definitions: Definitions) -> View:
    """Everything that the form is made from, as a value of the definitions alone."""
    words = definitions.labels["en"]
    kinds = [name for name in CONTRIBUTED if name in definitions.types and definitions.types[name].is_markdown]
    checks = checks_of(definitions, [*kinds, "organisation"])
    checks["catalogue"] = {code: each for code, each in checks["catalogue"].items() if code in TOLD}
    checks["vocabularies"]["region"]["terms"] = []  # the parts of a country are fetched when it is known which
    for vocabulary in checks["vocabularies"].values():
        vocabulary.pop("names", None)  # and other names when somebody looks for a term
    return {
        "digest": definitions.digest,
        "kinds": kinds,
        **_without(checks, "x-substantive"),
        "kinds_named": {
            name: {"title": each.title, "folder": each.folder, "ending": ".md" if each.is_markdown else ".yml"}
            for name, each in definitions.types.items()
        },
        "steps": {name: steps_of(definitions.types[name], words) for name in kinds},
        "follows": {
            term.id: follows
            for term in definitions.vocabularies["indicator"].terms.values()
            if (follows := {key: value for key in ("unit", "better") if (value := getattr(term, key))})
        },
        "words": {key: text for key, text in words.items() if key.startswith("form_")},
    }


def steps_of(type: RecordType, words: Mapping[str, str]) -> list[View]:
    """The questions about a record, in the order in which one would tell them: asked for, and welcome.

    What no step names stands in the last one, so that a field that is new in a schema is asked at once.
    """
    named = _STEPS.get(type.name, {})
    asked = {key for key in type.asks_for if key not in NOT_ASKED} | {f"text:{name}" for name in type.sections}
    left = [f"text:{name}" for name in type.sections] + [key for key in type.properties if key not in NOT_ASKED]
    told = []
    for step, wanted in named.items():
        here = [route for route in wanted if route in left]
        left = [route for route in left if route not in here]
        told.append((step, here))
    if left:
        rest = [*(dict(told).get(_LAST, ())), *left]
        told = [*((step, here) for step, here in told if step != _LAST), (_LAST, rest)]
    return [
        {
            "id": step,
            "title": words[f"form_step_{step}"],
            "asked": [route for route in here if route in asked],
            "more": [route for route in here if route not in asked],
        }
        for step, here in told
        if here
    ]


def names_of_records(hub: Hub) -> View:
    """The records that an answer may name, as pairs of id and name, and which shelves of ids there are."""
    named = {
        "organisation": [[each.id, str(each.data.get("name", each.id))] for each in hub.of("organisation")],
        "person": [[each.id, each.title] for each in hub.listed("person")],
        "challenge": [[each.id, each.title] for each in hub.listed("challenge")],
        "practice": [[each.id, each.title] for each in hub.listed("practice")],
    }
    return {
        **{type: sorted(each, key=lambda pair: (pair[1].casefold(), pair[0])) for type, each in named.items()},
        "taken": {kind: "".join(sorted(shelves)) for kind, shelves in taken(hub).items()},
        "regions": "".join(_region_letters(hub.definitions)),
    }


def taken(hub: Hub) -> dict[str, dict[str, dict[str, list[str]]]]:
    """The ids that are taken, by kind and first letter, each with title and address where it has a page.

    Of a draft nothing but its id is told.
    """
    found: dict[str, dict[str, dict[str, list[str]]]] = {}
    for kind in CONTRIBUTED:
        if kind not in hub.definitions.types or not hub.definitions.types[kind].is_markdown:
            continue
        public = {record.id for record in hub.listed(kind)}
        shelves: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
        for record in sorted(hub.of(kind), key=lambda each: each.id):
            shelves[record.id[0]][record.id] = [record.title, url_of(record, hub)] if record.id in public else []
        found[kind] = dict(sorted(shelves.items()))
    return found


def other_names(definitions: Definitions) -> View:
    """What terms are also called, by vocabulary and term."""
    kinds = [name for name in CONTRIBUTED if name in definitions.types and definitions.types[name].is_markdown]
    vocabularies = checks_of(definitions, [*kinds, "organisation"])["vocabularies"]
    return {id: each["names"] for id, each in vocabularies.items() if "names" in each}


def sensitive_of(definitions: Definitions) -> View | None:
    """The patterns that a browser can look for, fetched before anything is handed in."""
    said = definitions.settings.get("sensitive")
    if said is None:
        return None
    patterns = [
        {key: value for key, value in each.items() if key != "label"}
        for each in said["patterns"]
        if not each.get("python_only")
    ]
    return {
        "banner_labels": said["banner_labels"],
        "placeholders": said["placeholders"],
        "patterns": patterns,
        "labels": {each["id"]: each["label"] for each in said["patterns"]},
    }


def _without(value: Any, key: str) -> Any:
    if isinstance(value, list):
        return [_without(each, key) for each in value]
    if isinstance(value, Mapping):
        return {name: _without(each, key) for name, each in value.items() if name != key}
    return value


def _region_letters(definitions: Definitions) -> list[str]:
    return sorted({code[0] for code in definitions.vocabularies["region"].terms})


def _regions(definitions: Definitions, letter: str) -> bytes:
    vocabulary = definitions.vocabularies["region"]
    return _json([[code, vocabulary.label(code)] for code in sorted(vocabulary.terms) if code[0] == letter])


def _template(type: RecordType) -> bytes:
    return template(type).encode()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _key(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _own_source() -> str:
    """Changes with our own code, and with the libraries that know the names of countries and their parts."""
    from importlib.metadata import version

    own = Path(__file__).parents[1]
    paths = [Path(__file__), *sorted((own / "records").glob("*.py")), own / "exchange" / "templates.py"]
    return _key(version("babel"), version("pycountry"), *(path.read_text("utf-8") for path in paths))
