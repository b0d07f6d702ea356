"""What the form in the browser writes is what Python writes, and reads back as what was typed."""

from __future__ import annotations

import random
import shutil
from typing import Any

import pytest
from form_asked import DEFINITIONS, ask, fixtures

from casehub.records.addresses import slug
from casehub.records.drafts import Guidance, record_text, sections_of
from casehub.records.front_matter import read_file

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
FORM_TYPES = ("case", "practice", "challenge", "organisation")
HOSTILE = [
    *(
        "no",
        "Yes",
        "NULL",
        "~",
        "12:30",
        "2026-03-01",
        "0x1F",
        "1_000",
        ".5",
        "1e3",
        "<<",
        "=",
        "- a",
        "+1",
        "1.",
        "...",
    ),
    *(
        "---",
        "a: b",
        "a # b",
        "#a",
        "a:",
        " lead",
        "trail ",
        "it's",
        'say "x"',
        "back\\slash",
        "\ttab",
        "{a}",
        "[a]",
        "&a",
        "*a",
    ),
    *(
        "!tag",
        "%x",
        "@x",
        "`x`",
        "|",
        ">",
        "? x",
        "é",
        "\U0001f600",
        "“curly”",
        "\u202eabc",
        "\ufeffx",
        "a\nb",
        "a\n\nb\n",
        " a\nb",
    ),
    *(
        "a\n---\nb",
        "x\n",
        "\n\nx",
        "12",
        "0007",
        "true",
        "NaN",
        "Infinity",
        "a\u2028b",
        "nul\x00l",
        "½",
        "Ⅻ",
        "日本語: はい",
    ),
]


def read_back(text: str, *, markdown: bool = True) -> Any:
    reading = read_file(text.encode(), markdown=markdown)
    assert reading.faults == []
    return reading


def whole(value: Any) -> Any:
    """Numbers as JavaScript knows them: 2.0 is 2."""
    if isinstance(value, dict):
        return {key: whole(each) for key, each in value.items()}
    if isinstance(value, list):
        return [whole(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def test_every_valid_fixture_is_written_as_python_writes_it() -> None:
    records = [
        (type, whole(data), body)
        for name, type, data, body in fixtures()
        if type in FORM_TYPES and "invalid/" not in name
    ]
    assert len(records) > 40
    parts = [sections_of(DEFINITIONS.types[type], body) for type, _, body in records]
    asked = [
        {"do": "write", "type": type, "data": data, "sections": sections}
        for (type, data, _), sections in zip(records, parts, strict=True)
    ]
    for (type, data, _), sections, text in zip(records, parts, ask(asked), strict=True):
        kind = DEFINITIONS.types[type]
        assert text == record_text(kind, data, sections, guidance=Guidance.NONE)
        again = read_back(text, markdown=kind.is_markdown)
        assert again.data == data
        if kind.is_markdown:
            assert sections_of(kind, again.body) == sections


def typed(chance: random.Random, depth: int = 3) -> Any:
    """Something that somebody could have typed, or that an older draft could hold."""
    kind = chance.randrange(8 if depth else 6)
    if kind == 0:
        return chance.choice(HOSTILE)
    if kind == 1:
        return "".join(chance.choice("ab: #-\n'\"[]{}&*!|>%@`,?~=<\t\\12.…é") for _ in range(chance.randrange(30)))
    if kind == 2:
        return "".join(chr(chance.choice([*range(32, 0x300), 0x2028, 0x200E, 0xFEFF, 0x1F600])) for _ in range(12))
    if kind == 3:
        return chance.choice([chance.randrange(-(10**15), 10**15), chance.random() * 1000, 1e-7, 2.5e16, 0, -7])
    if kind in (4, 5):
        return chance.random() < 0.5
    if kind == 6:
        return [typed(chance, depth - 1) for _ in range(chance.randrange(4))]
    return {key: typed(chance, depth - 1) for key in ("a", "no", "x y", "1st") if chance.random() < 0.5}


def test_whatever_is_typed_reads_back_equal() -> None:
    chance = random.Random(8)
    keys = ("title", "partners", "odd", "no")
    asked = [
        {"do": "write", "type": "case", "data": {"status": "draft", **{key: typed(chance) for key in keys}}}
        for _ in range(800)
    ]
    for question, text in zip(asked, ask(asked), strict=True):
        assert whole(read_back(text).data) == whole(question["data"])


def test_hostile_words_in_every_place() -> None:
    asked = [
        {"do": "write", "type": "case", "data": {"title": word, "suppliers": [word, "a"], "cost": {"basis": word}}}
        for word in HOSTILE
    ]
    for question, text in zip(asked, ask(asked), strict=True):
        assert read_back(text).data == question["data"]


@pytest.mark.parametrize(
    "title", ["Æblegade: 2. forsøg", "Straße & Co.", "Łódź", "İstanbul", "日本", "x" * 90, "--a--"]
)
def test_addresses_are_made_alike(title: str) -> None:
    assert ask([{"do": "slug", "title": title}]) == [slug(title)]
