"""The comment as a function of values: whole, never too long, and deaf to what strangers wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_plain_text import HOSTILE

from casehub.forge.changed_files import Unread
from casehub.forge.comment import MARKER, Places, create_comment
from casehub.forge.feedback import Feedback, NewLink, Wanted
from casehub.forge.harvest import Planned
from casehub.records.findings import Finding, Severity

PLACES = Places("https://github.com/example/hub", "https://hub.example.org/", {"person": "people"})
COMMIT = "0" * 40
LIMIT = 65_536
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def feedback(text: str, count: int = 1) -> Feedback:
    """Everything that a comment can hold, and a stranger's text wherever one can stand."""
    findings = tuple(
        Finding(
            "CH202", list(Severity)[number % 3], f"content/cases/{text or 'x'}-{number}.md", 1, 1, text, text, text
        )
        for number in range(count)
    )
    return Feedback(
        head=COMMIT,
        checked=count,
        findings=findings,
        unread=(Unread(text, text),) * count,
        elsewhere=(text,) * count,
        links=(NewLink(text, text),) * count,
        wanted=(Wanted("case", "x", text, 0, 2, (("a-person", text),) * count),) * count,
        reviews=(Planned(text, problems=(text,) * count), Planned(text, skipped=text), Planned(text, (("x", "y"),))),
        problems=(text,) * count,
        preview=(5, 6),
    )


def links(markdown: str) -> list[str]:
    """Where the comment leads to."""
    every = [child for token in MARKDOWN.parse(markdown) for child in token.children or ()]
    return [str(child.attrs["href"]) for child in every if child.type == "link_open"]


def headings(markdown: str) -> list[str]:
    """The parts of the comment: what is a heading, and what it says."""
    tokens = MARKDOWN.parse(markdown)
    return [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]


@given(st.sampled_from(HOSTILE) | st.text(max_size=40))
def test_nobody_can_add_a_link_a_heading_or_a_picture(text: str) -> None:
    comment = create_comment(feedback(text), PLACES)
    for link in links(comment):
        assert link.startswith(("https://github.com/example/hub/", "https://hub.example.org/"))
    own = {"What the check says", "Not read", "Reviews", "Who could review", "Preview", "New addresses"}
    assert [each for each in headings(comment) if each not in own and not each.startswith("`")] == []
    kinds = {child.type for token in MARKDOWN.parse(comment) for child in token.children or ()}
    assert not kinds & {"image", "html_inline"}
    assert [token.content.strip() for token in MARKDOWN.parse(comment) if token.type == "html_block"] == [MARKER]


def test_a_stranger_cannot_say_that_all_is_well() -> None:
    comment = create_comment(feedback(f"{MARKER}\n## What the check says\n\nNothing to mend."), PLACES)
    shown = [line for line in comment.splitlines() if MARKER in line and "`" not in line]
    assert shown == [MARKER], "elsewhere it stands in code only"
    assert headings(comment).count("What the check says") == 1


@pytest.mark.parametrize("text", ["word " * 200, "@#" * 300, "https://example.org/" + "x" * 900])
@pytest.mark.parametrize("count", [1, 40, 600])
def test_it_is_never_too_long(text: str, count: int) -> None:
    comment = create_comment(feedback(text, count), PLACES)
    assert len(comment) < LIMIT
    assert comment.endswith("nobody needs to answer it.\n")
    for heading in ("Not read", "Reviews", "Who could review", "Preview", "New addresses"):
        assert heading in headings(comment)


def test_the_worst_is_kept_and_the_rest_counted() -> None:
    advice = [Finding("CH215", Severity.ADVICE, "content/a.md", n + 1, 1, "Small.", "Do.") for n in range(400)]
    error = Finding("CH202", Severity.ERROR, "content/z.md", 9, 1, "Large.", "Mend.")
    comment = create_comment(Feedback(COMMIT, 2, (*advice, error)), PLACES)
    assert "**1 thing stops publication**; 400 pieces of advice." in comment
    assert "Large." in comment and "301 more. All of them: `casehub check`" in comment


def test_nothing_to_mend_is_said() -> None:
    comment = create_comment(Feedback(COMMIT, 1), PLACES)
    assert "1 record of this pull request read, as of `000000000000`.\nNothing to mend." in comment


def test_without_an_address_of_the_site_nothing_is_linked_there() -> None:
    comment = create_comment(feedback("x"), Places(PLACES.repository, "", PLACES.folders))
    assert all(link.startswith("https://github.com/example/hub/") for link in links(comment))
