"""The form in the browser checks as `casehub check` does: the same codes at the same places, in the same words."""

from __future__ import annotations

import copy
import json
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hubs import FIXTURES, ROOT

from casehub.records.definitions import Definitions
from casehub.records.findings import closest
from casehub.records.front_matter import read_file
from casehub.records.plain_yaml import Place
from casehub.site.builder import THEME
from casehub.site.contribute_form import checks_of

FORM = THEME / "assets/site/form"
DEFINITIONS = Definitions.load(ROOT / "schemas")
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


def ask(asked: Sequence[dict[str, Any]]) -> list[Any]:
    """The answers of the form's modules in node."""
    checks = checks_of(DEFINITIONS, DEFINITIONS.types, all_names=True)
    done = subprocess.run(
        ["node", Path(__file__).with_name("form.mjs"), FORM],
        input=json.dumps({"checks": checks, "asked": asked}).encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    answers: list[Any] = json.loads(done.stdout)
    return answers


def fixtures() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every record of the fixtures: its name, its type and its fields."""
    for folder in ("valid", "invalid", "hub/content"):
        for path in sorted((FIXTURES / folder).rglob("*")):
            inside = path.relative_to(FIXTURES / folder).as_posix()
            place = inside.split("content/", 1)[-1].replace("--", "/", 1)
            type = DEFINITIONS.type_of_folder(place.partition("/")[0])
            if type is None or path.suffix not in (".md", ".yml"):
                continue
            data = read_file(path.read_bytes(), markdown=type.is_markdown).data
            if isinstance(data, dict):
                yield f"{folder}/{inside}", type.name, data


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
    records = list(fixtures())
    assert len(records) > 150
    told = ask([{"do": "check", "type": type, "data": data} for _, type, data in records])
    codes = set()
    for (name, type, data), found in zip(records, told, strict=True):
        expected = in_python(type, data)
        assert in_javascript(found) == expected, name
        codes |= {each[0] for each in expected}
    assert codes >= {f"CH2{number:02}" for number in (*range(1, 15),)}


HOSTILE: list[Any] = [
    *(None, True, False, 0, -1, 7, 2.5, 10**11, "", " ", "yes", "no", "Ja", "x" * 400, "é" * 81, "\U0001f600" * 170),
    *("two\nlines", "2026", "2026-02-30", "2024-02-29", "2026-13", "0999", "12.03.2026", "2026-03-01T10:00"),
    *("2026-03-01T10:00Z", "2026-03-01T25:00Z", "https://", "https://example", "https://a.b", "http://a..b", "ftp://a.b"),
    *("https://user@a.b:80/?q#f", "https://[::1]/", "https://a.b/ c", "https://\u2100.b", "mailto:a@b.c", "mailto:a@b"),
    *("DK", "dk", "Denmark", "DK-84", "EUR", "Euro", "english", "en", "efficency", "dayz", "CC-BY", "10.1787/x", "10.1/x"),
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
    records = [(type, mutated(data, chance)) for _, type, data in fixtures() for _ in range(12)]
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
        assert found == [key for key in case._required(stage) if key not in data]
    assert told[2] == case.missing({"title": "x"})
