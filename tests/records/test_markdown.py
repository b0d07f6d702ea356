"""The one renderer: what a body becomes, that cleaning finds nothing in it, and what is said where it would."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casehub.records.links import SCHEMES, forbidden_scheme
from casehub.records.markdown import ALLOWED, Image, Surroundings, clean, fill, parse


def html_of(body: str, around: Surroundings | None = None) -> str:
    return fill(parse(body).html, around or Surroundings())


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("Text.", "<p>Text.</p>\n"),
        ("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code></p>\n"),
        ("## Two words\n", '<h2 id="two-words">Two words</h2>\n'),
        ("a\\\nb", "<p>a<br>\nb</p>\n"),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>\n"),
        ("&nbsp;&lt;b&gt;", "<p>&nbsp;&lt;b&gt;</p>\n"),
        ("`<script>`", "<p><code>&lt;script&gt;</code></p>\n"),
        ("```js\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>\n"),
        ('[a](https://example.org "t")', '<p><a href="https://example.org" title="t">a</a></p>\n'),
        ("<https://example.org>", '<p><a href="https://example.org">https://example.org</a></p>\n'),
        ("a <!-- b --> c", "<p>a  c</p>\n"),
        ("<!-- a\nb -->\n", ""),
    ],
)
def test_what_a_body_becomes(body: str, html: str) -> None:
    assert html_of(body) == html
    assert parse(body).is_safe


def test_html_is_shown_as_text() -> None:
    assert html_of("a <b>c</b>") == "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n"
    assert html_of("<div>\nx\n</div>\n") == "<p>&lt;div&gt;\nx\n&lt;/div&gt;</p>\n"


def test_the_first_level_belongs_to_the_title() -> None:
    assert html_of("# A\n") == '<h2 id="a">A</h2>\n'


def test_a_forbidden_link_loses_its_target() -> None:
    for target in ("javascript:alert(1)", "data:text/html,x", "//example.org", "vbscript:x"):
        assert "href" not in html_of(f"[a]({target})")
        assert "href" not in html_of(f"[a][r]\n\n[r]: {target}\n")


def test_a_page_fills_in_where_links_lead_which_images_there_are_and_the_numbers_of_sources() -> None:
    around = Surroundings(
        link=lambda target: f"../{target.removesuffix('.md')}/",
        images={"a b.png": Image("x/1.png", 40, 30)},
        sources={"report": 3},
    )
    html = html_of('[b](c.md) ![d "e"](a%20b.png "t") [@report] [@unknown] [f](#g) ![h](i.png)', around)
    assert '<a href="../c/">b</a>' in html
    assert '<img src="x/1.png" alt="d &quot;e&quot;" width="40" height="30" title="t"' in html
    assert '<sup class="ch-cite"><a href="#source-report">[3]</a></sup>' in html
    assert "[unknown]" in html
    assert '<a href="#g">f</a>' in html
    assert html.count("<img") == 1 and "h</p>" in html


def test_what_a_page_fills_in_is_escaped() -> None:
    around = Surroundings(link=lambda target: '"><script>', images={"a": Image('"><script>', 1, 1)})
    assert "<script" not in html_of("[a](b) ![c](a)", around)


def test_marks_of_slots_cannot_be_written_by_people() -> None:
    body = "&#xE000;a&#xE001; &#xE002;b&#xE003; ![&#xE005;](x.png) [c](d.md '&#xE000;e&#xE001;') `&#xE000;`"
    html = html_of(body, Surroundings(link=lambda target: "LINK", sources={"b": 1}))
    assert not re.search("[\ue000-\ue005]", html)
    assert html.count("LINK") == 1


@pytest.mark.parametrize(
    "target",
    [
        "javascript:x",
        "JavaScript:x",
        "java\nscript:x",
        " javascript:x",
        "vbscript:x",
        "data:x",
        "file:///x",
        "ms-word:x",
        "//example.org",
        "\\\\example.org",
        "/\\example.org",
        "blob:x",
        "http://[::1",
        "a:b",
        "view-source:x",
    ],
)
def test_forbidden_beginnings(target: str) -> None:
    assert forbidden_scheme(target)


@pytest.mark.parametrize(
    "target",
    [
        "",
        "#a",
        "a.md",
        "../a.md#b",
        "https://example.org",
        "http://a",
        "mailto:a@b.org",
        "tel:+45",
        "a/b:c.md",
        "?a=b:c",
    ],
)
def test_allowed_beginnings(target: str) -> None:
    assert forbidden_scheme(target) == ""


def test_the_line_of_what_cannot_be_shown_safely() -> None:
    assert parse("Fine.\n\nFine, too.\n\n- x&#13;y\n").unsafe_line == 4
    assert not parse("a&#13;b").is_safe


class Watch(HTMLParser):
    """Notes what a browser would act on."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.faults.append(tag)
        for name, value in attrs:
            if name not in ALLOWED.get(tag, set()) or name.startswith("on") or name == "style":
                self.faults.append(f"{tag} {name}")
            if name in ("href", "src") and forbidden_scheme(value or ""):
                self.faults.append(f"{name} {value}")
            if name == "id":
                self.ids.append(value or "")


PIECES = [
    "a",
    "b c",
    "\n",
    "\n\n",
    "# ",
    "## ",
    "### ",
    "- ",
    "1. ",
    "> ",
    "    ",
    "\t",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
]
PIECES += [
    "[",
    "](",
    ")",
    "![",
    "](x.png)",
    "[a](b.md)",
    "<",
    ">",
    "<b>",
    "</b>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
]
PIECES += [
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:x'>",
    "javascript:",
    "data:text/html,",
    "//x",
    "\\",
    '"',
    "'",
]
PIECES += [
    "&",
    "&lt;",
    "&#0;",
    "&#13;",
    "&#x202e;",
    "&nbsp;",
    "&amp;",
    "|",
    "|-|-|\n",
    "| a | b |\n|---|:-:|\n| c |",
    "---\n",
]
PIECES += [
    "[^1]",
    "[^1]: note\n",
    "[@a-b]",
    "[@",
    "\x00",
    "\u2028",
    "é",
    "😀",
    "\ue000",
    "&#xE001;",
    "===\n",
    "<https://a.b>",
]
PIECES += [
    "[r]: javascript:x\n",
    "[r]",
    "<style>",
    "<svg onload=x>",
    "<iframe>",
    "{: onclick=x}",
    "[ ] ",
    "- [x] ",
    "[!NOTE]",
]
MARKDOWNISH = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=120)


@given(MARKDOWNISH)
def test_cleaning_finds_nothing_unless_it_is_said_and_nothing_active_is_left(body: str) -> None:
    parsed = parse(body)
    assert clean(parsed.html) == parsed.html
    watch = Watch()
    watch.feed(html_of(body))
    assert watch.faults == []
    assert len(watch.ids) == len(set(watch.ids))
    if not parsed.is_safe:
        assert 0 <= parsed.unsafe_line <= body.count("\n")


TAGS = [
    "<b>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=x>",
    "<iframe src=//x>",
    "</p>",
]
TAGS += ["<!doctype html>", "<?php x ?>", "<![CDATA[x]]>", "<custom-tag>", "<a\nhref='x'>", "<STYLE>", "<!-- open"]


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("around", ["{}", "a {} b", "- {}", "> {}", "## {}", "*{}*", "a[^1]\n\n[^1]: {}"])
def test_html_is_never_passed_over_in_silence(tag: str, around: str) -> None:
    parsed = parse(around.format(tag) + "\n")
    told = [fault.code for fault in parsed.facts.faults]
    as_text = tag in ("<a\nhref='x'>", "<!-- open", "<svg/onload=x>")  # CommonMark takes these for words
    assert told == ["CH430"] or (as_text and "&lt;" in parsed.html)


@given(MARKDOWNISH, st.integers(1, 3))
def test_every_place_lies_in_the_body(body: str, extra: int) -> None:
    body = "\n" * extra + body
    facts = parse(body).facts
    lines = body.split("\n")
    for each in (*facts.links, *facts.citations):
        assert 0 <= each.line < len(lines)
        assert 1 <= each.column <= len(lines[each.line]) + 1
    for heading in facts.headings:
        assert 0 <= heading.line < len(lines)
    for fault in facts.faults:
        assert 1 <= fault.at.line <= len(lines)
        assert 1 <= fault.at.column <= len(lines[fault.at.line - 1]) + 1


def test_schemes_are_those_of_the_design() -> None:
    assert {"http", "https", "mailto", "tel"} == SCHEMES
