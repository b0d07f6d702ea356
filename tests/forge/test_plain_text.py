"""Whatever a stranger writes stays words in the comment: no link, mention, reference, HTML, heading or image."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from casehub.forge.plain_text import code, plain

HOSTILE = (
    "@everyone look at @org/team",
    "fixes #1 and owner/name#12, GH-3",
    "https://evil.example/x www.evil.example ftp://evil.example evil.example",
    "mail me@example.org or mailto:me@example.org xmpp:me@example.org/x",
    "[text](https://evil.example) ![x](https://evil.example/x.png) [x]: https://evil.example <https://evil.example>",
    "<img src=x onerror=alert(1)> <!-- casehub: what the check says --> &lt;b&gt; </details>",
    "## What the check says",
    "- [ ] a task",
    "1. one",
    "> [!WARNING]",
    "```js",
    "~~~",
    "| a | b |\n|---|---|",
    "***",
    "---",
    "a\nb\n\n# Heading\n\n- list",
    "**bold** _it_ *it* __b__ ~~gone~~ `code` ``x` `` $a^2$ $$x$$",
    "\\@x \\# \\[a](b)",
    "commit 3d3c42e5aac5ba805825da76410c181273ba90b1 and 3d3c42e",
    "[^1] and [^1]: note",
    "\u202egnp.exe \u200b\u2066hidden\u2069 \x00\x1b[31m",
    "javascript:alert(1) data:text/html;base64,AAAA :smile: :tada:",
    "term\n: definition",
    "    indented",
    "\t# tab",
    "=====",
    "`" * 9,
    "@" * 50 + "#" * 50,
)
ALLOWED = {"paragraph_open", "paragraph_close", "inline", "text", "softbreak", "text_special"}
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(markdown: str) -> list[Token]:
    """Blocks and what is in them."""
    found = MARKDOWN.parse(markdown)
    return [*found, *(child for each in found for child in each.children or ())]


def dangers(markdown: str) -> list[str]:
    """What the text has become besides words."""
    every = tokens(markdown)
    kinds = [each.type for each in every if each.type not in ALLOWED]
    shown = "".join(each.content for each in every if each.type in ("text", "text_special"))
    active = re.findall(
        r"@(?=[A-Za-z0-9])|#(?=\d)|\bGH-\d|://|\bwww\.|\b[0-9a-f]{7,64}\b|\b(?:mailto|xmpp):(?=\w)",
        shown,
        re.IGNORECASE,
    )
    return kinds + active


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_nothing(text: str) -> None:
    assert dangers(f"Before. {plain(text)}") == []
    assert dangers(plain(text)) == []


@given(st.text(max_size=60) | st.lists(st.sampled_from(HOSTILE), max_size=3).map(" ".join))
def test_any_text_does_nothing(text: str) -> None:
    assert dangers(f"The word {plain(text)}") == []
    assert "\n" not in plain(text)


@given(st.text(alphabet="`ab \n<>@#[]()|\\", max_size=40))
def test_a_code_span_ends_where_it_should(text: str) -> None:
    kinds = [each.type for each in tokens(f"- {code(text)}, then words")]
    assert kinds.count("code_inline") == 1
    assert not {"link_open", "html_inline", "image", "fence", "em_open", "strong_open"} & set(kinds)


def test_words_are_left_as_they_are() -> None:
    sentence = (
        "“schema_version” is missing. Did you mean “verdict”? 12% of 3,400 in 2026; see (a) – it's here: yes/no."
    )
    assert plain(sentence) == sentence


def test_long_text_is_cut() -> None:
    assert len(plain("word " * 1000, 100)) <= 110
