"""What a body contains, and where: links, citations, headings, words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casehub.records.body_facts import slug
from casehub.records.markdown import parse


def place_of_links(body: str) -> list[tuple[str, int, int]]:
    return [(link.text, link.line, link.column) for link in parse(body).facts.links]


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("[a](b)", [("a", 0, 1)]),
        ("x [a](b) [a](c)", [("a", 0, 3), ("a", 0, 10)]),
        ("[a\nb](c) d\n[e](f)", [("a b", 0, 1), ("e", 2, 1)]),
        ("`x\ny` [a](b)", [("a", 1, 4)]),
        ("- x\n  - y [a](b)", [("a", 1, 7)]),
        ("> x\n> [a](b)", [("a", 1, 3)]),
        ("> x\n[a](b)", [("a", 1, 1)]),
        ("## x [a](b)", [("a", 0, 6)]),
        ("x [a](b)\n===", [("a", 0, 3)]),
        ("| [a](b) | [a](b) |\n|---|---|\n| x | [a](b) |", [("a", 0, 3), ("a", 0, 12), ("a", 2, 7)]),
        ("| a \\| b | [a](b) |\n|---|---|\n", [("a", 0, 12)]),
        ("x[^1]\n\n[^1]: y [a](b)", [("a", 2, 9)]),
        ("*x [a](b)*", [("a", 0, 4)]),
        ("[**a** `b`](c)", [("a b", 0, 1)]),
        ("![a](b)", [("a", 0, 1)]),
        ("[x ![a](b)](c)", [("a", 0, 4), ("x a", 0, 1)]),
        ("x <https://a.b>", [("https://a.b", 0, 3)]),
        ("[a][r] [r]\n\n[r]: b", [("a", 0, 1), ("r", 0, 8)]),
        ("é😀 [a](b)", [("a", 0, 4)]),
        ("  [a](b)", [("a", 0, 3)]),
        ("a\n   [a](b)", [("a", 1, 4)]),
        ("1. x\n\n   y\n   [a](b)", [("a", 3, 4)]),
        ("\\[a](b) [c](d)", [("c", 0, 9)]),
        ("`[a](b)` [c](d)", [("c", 0, 10)]),
        ("[](b)", [("", 0, 1)]),
        ("\u00a0\n\u3000\nx [a](b)", [("a", 2, 3)]),
        ("> \u00a0\n> [a](b)", [("a", 1, 3)]),
    ],
)
def test_a_link_is_found_where_it_begins(body: str, links: list[tuple[str, int, int]]) -> None:
    assert sorted(place_of_links(body)) == sorted(links)


def test_citations_are_found_where_they_stand() -> None:
    facts = parse("a [@b-c] `[@d]` \\[@e]\n- [@b-c]\n\n| [@f] |\n|---|\n").facts
    assert [(each.id, each.line, each.column) for each in facts.citations] == [
        ("b-c", 0, 3),
        ("b-c", 1, 3),
        ("f", 3, 3),
    ]


@pytest.mark.parametrize("text", ["[@]", "[@A]", "[@a b]", "[@-a]", "[@a-]", "[@a", "@a", "[ @a]"])
def test_what_is_no_citation(text: str) -> None:
    assert parse(f"x {text} y").facts.citations == ()


def test_html_is_told_where_it_opens_and_once_a_pair() -> None:
    facts = parse("a <b>c</b>\n\n<!-- x -->\n<div>\n</div>\n\nx <!-- y --> <i>z</i>\n").facts
    assert [(each.code, each.words["html"], each.at.line, each.at.column) for each in facts.faults] == [
        ("CH430", "<b>", 1, 3),
        ("CH430", "<div>", 4, 1),
        ("CH430", "<i>", 7, 14),
    ]


def test_words_are_counted_by_section() -> None:
    facts = parse(
        "An opening.\n\n## One\n\nTwo words.\n\n### Three more words\n\n- `code` too\n\n## Empty\n\n<!-- no -->\n"
    ).facts
    assert (facts.opening_words, facts.section_words) == (2, (4, 0))


def test_a_picture_speaks_by_what_it_shows() -> None:
    assert parse("## One\n\n![People at a counter](a.png)\n").facts.section_words == (4,)


def test_headings_have_ids_of_their_own() -> None:
    facts = parse("## Why?\n## Why\n## why-2\n## \n## Source list\n## Ünï cödé\n## `code` *x*\n").facts
    ids = [heading.id for heading in facts.headings]
    assert ids == ["why", "why-2", "why-2-2", "section", "section-source-list", "ünï-cödé", "code-x"]
    assert [heading.is_empty for heading in facts.headings] == [False, False, False, True, False, False, False]


@given(st.lists(st.text(max_size=12) | st.sampled_from(["a", "a-2", "A", "a 2", "a-2-2", ""]), max_size=12))
def test_ids_of_headings_are_unique_and_never_those_that_the_page_uses(texts: list[str]) -> None:
    taken: dict[str, int] = {}
    ids = [slug(text, taken) for text in texts]
    assert len(ids) == len(set(ids))
    for id in ids:
        assert id and not id.startswith(("ch-", "source-", "_", "fn"))
        assert not any(char.isspace() or char in "\"'<>&#" for char in id)


def test_ten_thousand_equal_headings_are_numbered_quickly() -> None:
    taken: dict[str, int] = {}
    assert [slug("a", taken) for _ in range(10_000)][-1] == "a-10000"
