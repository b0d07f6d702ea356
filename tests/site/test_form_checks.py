"""The form in the browser checks as `casehub check` does: the same codes at the same places, in the same words."""

from __future__ import annotations

import copy
import json
import random
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pytest
from form_asked import DEFINITIONS, ask, fixtures
from hubs import ROOT

from casehub.records.body import body_faults
from casehub.records.body_facts import Facts
from casehub.records.findings import Draft, closest
from casehub.records.markdown import parse
from casehub.records.model import Hub, Record
from casehub.records.plain_yaml import Place
from casehub.rules import dates_in_order, outcomes_name_their_source, references_resolve, sources_are_cited

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


def in_python(type: str, data: dict[str, Any]) -> list[list[Any]]:
    found = []
    for draft in DEFINITIONS.types[type].faults(copy.deepcopy(data)):
        assert not isinstance(draft.at, Place)
        said = DEFINITIONS.catalogue.finding(
            draft.code, "", Place(1, 1), draft.words, suggestion=draft.suggestion, draft=False
        )
        found.append([said.code, list(draft.at), said.message, said.remedy, said.suggestion, draft.on_key])
    return sorted(found, key=json.dumps)


def in_javascript(findings: list[dict[str, Any]]) -> list[list[Any]]:
    keys = ("code", "path", "message", "remedy", "suggestion", "onKey")
    return sorted(([each[key] for key in keys] for each in findings), key=json.dumps)


@needs_node
def test_every_fixture_is_told_the_same() -> None:
    records = fixtures()
    assert len(records) > 150
    told = ask([{"do": "check", "type": type, "data": data} for _, type, data, _ in records])
    codes = set()
    for (name, type, data, _), found in zip(records, told, strict=True):
        expected = in_python(type, data)
        assert in_javascript(found) == expected, name
        codes |= {each[0] for each in expected}
    assert codes >= {f"CH2{number:02}" for number in (*range(1, 15),)}


HOSTILE: list[Any] = [
    *(None, True, False, 0, -1, 7, 2.5, 10**11, "", " ", "yes", "no", "Ja", "x" * 400, "é" * 81, "\U0001f600" * 170),
    *("two\nlines", "2026", "2026-02-30", "2024-02-29", "2026-13", "0999", "12.03.2026", "2026-03-01T10:00"),
    *(
        "2026-03-01T10:00Z",
        "2026-03-01T25:00Z",
        "https://",
        "https://example",
        "https://a.b",
        "http://a..b",
        "ftp://a.b",
    ),
    *(
        "https://user@a.b:80/?q#f",
        "https://[::1]/",
        "https://a.b/ c",
        "https://\u2100.b",
        "mailto:a@b.c",
        "mailto:a@b",
    ),
    *(
        "DK",
        "dk",
        "Denmark",
        "DK-84",
        "EUR",
        "Euro",
        "english",
        "en",
        "efficency",
        "dayz",
        "CC-BY",
        "10.1787/x",
        "10.1/x",
    ),
    *([], {}, [[]], [{}], ["a", "a"], ["en", 3], {"en": "x"}, {"zz": "x"}, {"currency": "EUR"}, list(range(70))),
    *({"title": 5}, {"design": "acount", "independent": False}, [{"id": "a", "titel": "b"}], "\u202eabc", "a\u0000b"),
]


def mutated(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The same fields with one to three of them, at any depth, lost, misspelt, or replaced by something hostile."""
    changed = copy.deepcopy(data)
    for _ in range(chance.randint(1, 3)):
        places = list(inner(changed))
        holder, key = chance.choice(places) if places else (changed, "title")
        way = chance.randrange(6)
        if way == 0 and key in (holder if isinstance(holder, dict) else ()):
            del holder[key]
        elif way == 1 and isinstance(holder, dict):
            holder[f"{key}s"] = holder.pop(key, 1)
        else:
            holder[key] = copy.deepcopy(chance.choice(HOSTILE))
    return changed


def inner(value: Any) -> Iterator[tuple[Any, Any]]:
    for key, below in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, key
        if isinstance(below, dict | list):
            yield from inner(below)


@needs_node
def test_damaged_records_are_told_the_same() -> None:
    chance = random.Random(6)
    records = [(type, mutated(data, chance)) for _, type, data, _ in fixtures() for _ in range(12)]
    told = ask([{"do": "check", "type": type, "data": data} for type, data in records])
    for (type, data), found in zip(records, told, strict=True):
        assert in_javascript(found) == in_python(type, data), data


@needs_node
def test_what_was_meant_is_guessed_alike() -> None:
    chance = random.Random(7)
    known = sorted({*DEFINITIONS.vocabularies["skill"].terms, *DEFINITIONS.types["case"].properties})
    words = []
    for _ in range(600):
        letters = list(chance.choice(known))
        for _ in range(chance.randint(0, 4)):
            letters[chance.randrange(len(letters))] = chance.choice(["", "e", "E", "s", "-", "xy"])
        words.append("".join(letters) or "x")
    told = ask([{"do": "closest", "word": word, "known": known} for word in words])
    assert told == [closest(word, known) for word in words]


@needs_node
def test_every_keyword_of_the_schemas_is_understood() -> None:
    schemas = [each.schema for each in DEFINITIONS.types.values()]
    assert ask([{"do": "strange", "schema": schema} for schema in schemas]) == [[] for _ in schemas]
    odd = {"type": "object", "properties": {"not": {"type": "string", "format": "ipv4"}}, "patternProperties": {}}
    assert ask([{"do": "strange", "schema": odd}]) == [["format: ipv4", "patternProperties"]]


@needs_node
def test_what_is_missing_at_each_stage_is_the_same() -> None:
    asked = [("case", {"title": "x"}, stage) for stage in ("draft", "in-review", "published", "withdrawn")]
    told = ask([{"do": "missing", "type": type, "data": data, "stage": stage} for type, data, stage in asked])
    case = DEFINITIONS.types["case"]
    for (_, data, stage), found in zip(asked, told, strict=True):
        assert found == [key for key in case.required_from(stage) if key not in data]
    assert told[2] == case.missing({"title": "x"})


ACROSS = {"CH301", "CH310", "CH311", "CH312", "CH313", "CH314", "CH316", "CH320", "CH321"}
IN_TEXT = {"CH401", "CH402", "CH403", "CH404", "CH405", "CH406", "CH407", "CH408", "CH430", "CH432", "CH433"}


def said_of(drafts: Iterable[Draft], codes: set[str]) -> list[list[str]]:
    told = (
        DEFINITIONS.catalogue.finding(each.code, "", Place(1, 1), each.words, suggestion=each.suggestion)
        for each in drafts
        if each.code in codes
    )
    return sorted([each.code, each.message, each.remedy, each.suggestion] for each in told)


def heard(findings: Iterable[dict[str, Any]]) -> list[list[str]]:
    return sorted([each[key] for key in ("code", "message", "remedy", "suggestion")] for each in findings)


@needs_node
def test_texts_are_told_the_same_as_far_as_lines_can_tell() -> None:
    records = [(name, type, body) for name, type, _, body in fixtures() if DEFINITIONS.types[type].is_markdown]
    told = ask([{"do": "text", "type": type, "body": body} for _, type, body in records])
    codes = set()
    for (name, type, body), found in zip(records, told, strict=True):
        expected = said_of(body_faults(DEFINITIONS.types[type], parse(body), 1), IN_TEXT)
        said = heard(each for each, _ in found)
        if (
            name == "invalid/cases--html.md"
        ):  # a parser quotes a whole block of HTML, and sees tags over several lines
            said, expected = [each[:1] for each in said], [each[:1] for each in expected]
        assert said == expected, name
        codes |= {each[0] for each in expected}
    assert codes == IN_TEXT


@needs_node
def test_what_holds_across_fields_is_told_the_same() -> None:
    names = {type: ["city-of-example", "ask-first", "slow-permits"] for type in DEFINITIONS.types}
    del names["person"]
    kinds = {
        name: {"title": each.title, "folder": each.folder, "ending": ".md" if each.is_markdown else ".yml"}
        for name, each in DEFINITIONS.types.items()
    }
    others = {
        (type, id): Record(type, id, "", "published", {}, Facts(), "", "")
        for type, ids in names.items()
        for id in ids
    }
    hub = Hub(ROOT, DEFINITIONS, others, today=date(2026, 6, 1))
    asked, expected = [], []
    for name, type, given, body in fixtures():
        if type not in ("case", "practice", "challenge") or not name.startswith("invalid/cases--"):
            continue
        data = copy.deepcopy(given)
        DEFINITIONS.types[type].faults(data)
        facts = parse(body).facts
        record = Record(type, "this-one", "", "published", data, facts, "", "")
        rules = (references_resolve, sources_are_cited, outcomes_name_their_source, dates_in_order)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sources_are_cited, "body_of", lambda hub, record: ("", 1))
            drafts = [draft for rule in rules for draft in rule.check(record, hub)]
        drafts = [each for each in drafts if each.code != "CH301" or "person" not in each.words.values()]
        expected.append(said_of(drafts, ACROSS))
        cited = [{"id": each.id, "line": each.line} for each in facts.citations]
        asked.append(
            {"do": "across", "type": type, "data": data, "citations": cited, "named": names, "kinds": kinds}
            | {"today": "2026-06-01"}
        )
    assert [heard(each) for each in ask(asked)] == expected
    assert {each[0] for told in expected for each in told} == ACROSS
