"""Advice on plain language: only while a text is being written, never about code, citations or what is explained."""

from __future__ import annotations

from pathlib import Path

import pytest
from mini_hub import FIXTURES, checked, write

from casehub.knowledge.plain_language import remarks

HARD = (FIXTURES / "invalid" / "cases--hard-to-read.md").read_text("utf-8")


@pytest.mark.parametrize("status", ["draft", "in-review"])
def test_advice_never_stops_a_text(hub_root: Path, status: str) -> None:
    write(hub_root, {"cases/hard.md": HARD.replace("status: in-review", f"status: {status}")})
    found = [each for each in checked(hub_root) if each.code in ("CH550", "CH551", "CH552")]
    assert [(each.code, each.severity.value) for each in found] == [
        ("CH550", "advice"),
        ("CH551", "advice"),
        ("CH552", "advice"),
    ]


def test_what_is_published_is_left_in_peace(hub_root: Path) -> None:
    write(hub_root, {"cases/hard.md": HARD.replace("status: in-review", "status: published")})
    assert not {"CH550", "CH551", "CH552"} & {each.code for each in checked(hub_root)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was built. It was paid. They left. It was lost.", []),
        ("It was built. It was quickly paid. It was not lost.", [("passives", 0)]),
        ("It was built.\n\nIt was paid.\n\nIt was lost.", []),
        ("A.\n\nThe ABC said so.\nThe ABC again.", [("acronym", 2)]),
        ("The Agency of Big Cities (ABC) said so. The ABC again.", []),
        ("The ABC (Agency of Big Cities) said so.", []),
        ("Under XIV and VII, in the UK, for 20 EUR.", []),
        ("`ABC DEF` and [@abc-DEF] and\n\n```\nABC\n\nABC\n```\n\n    ABC\n\n## ABC\n\n| ABC |\n|---|", []),
        ("First.\n\n```\nx\n```\n\n* ABC", [("acronym", 6)]),
        (" ".join(["word"] * 32) + ".", []),
        (" ".join(["word"] * 33) + ".", [("long-sentence", 0)]),
        ("Short.\n" + " ".join(["word"] * 33) + ".", [("long-sentence", 1)]),
        ("", []),
    ],
)
def test_each_remark_stands_where_it_should(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(each.kind, each.line) for each in remarks(text, "en", {"UK", "EUR"})] == expected


def test_other_languages_are_told_of_length_and_acronyms_only() -> None:
    text = "Le formulaire was built. Il was paid. Il was lost. " + " ".join(["mot"] * 33) + "."
    assert [each.kind for each in remarks(text, "fr")] == ["long-sentence"]
    assert [each.kind for each in remarks(text, "xx")] == ["long-sentence"]
