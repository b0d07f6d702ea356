from __future__ import annotations

from pathlib import Path

import pytest
from mini_hub import case, done, hub_of, record_of, write
from mini_rules import drafts

from casehub.records.plain_yaml import Place
from casehub.rules.links_resolve import check, is_outside, record_at


@pytest.mark.parametrize(
    "target",
    [
        "valid-case.md",
        "./valid-case.md",
        "../cases/valid-case.md",
        "valid-case.md#the-problem",
        "../practices/ask-first.md",
        "../organisations/city-of-example.yml",
        "../people/example-official.yml",
        "../about/method.md#who-made-them",
        "../index.md",
        "../context/index.md",  # pages that the site makes
        "../challenges/index.md",
        "../contribute/rules/index.md",
        "withdrawn-case.md",
        "%76alid-case.md",
        "#what-was-hard",
        "#",
        "https://example.org/x.md",
        "mailto:permits@example.org",
        "tel:+4512345678",
        "javascript:alert(1)",  # told by the rules for texts
    ],
)
def test_a_link_that_leads_somewhere_is_silent(target: str, hub_root: Path) -> None:
    assert drafts(check, hub_root, "case", "a", {"cases/a.md": done(f"See [it]({target}).\n")}) == []


@pytest.mark.parametrize(
    ("target", "near"),
    [
        ("no-such-case.md", ""),
        ("second-cse.md", "second-case.md"),
        ("../practices/ask-frist.md", "../practices/ask-first.md"),
        ("../practices/ask-first", "../practices/ask-first.md"),
        ("valid-case", "valid-case.md"),
        ("Valid-Case.md", "valid-case.md"),
        ("valid-case.md?x=y", "valid-case.md"),
        ("valid-case/index.md", ""),
        ("/cases/valid-case.md", ""),
        ("../../content/cases/second-cse.md", "../../content/cases/second-case.md"),
        ("../../../etc/passwd", ""),
        ("../../README.md", ""),
        ("../organisations/city-of-example.md", "../organisations/city-of-example.yml"),
        ("../about/method", "../about/method.md"),
        (".", ""),
        ("..", ""),
        ("map.png", ""),
        ("../mapp/index.md", ""),
        ("../reviews/index.md", ""),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_a_near_file(target: str, near: str, hub_root: Path) -> None:
    (draft,) = drafts(check, hub_root, "case", "a", {"cases/a.md": done(f"See [it]({target}).\n")})
    assert (draft.code, draft.suggestion) == ("CH411", near)
    assert draft.at == Place(46, 5)


@pytest.mark.parametrize("target", ["#the-probem", "valid-case.md#the-probem", "%76alid-case.md#the-probem"])
def test_an_anchor_that_is_not_there_is_told_with_a_near_one(target: str, hub_root: Path) -> None:
    (draft,) = drafts(check, hub_root, "case", "a", {"cases/a.md": done(f"See [it]({target}).\n")})
    assert (draft.code, draft.suggestion) == ("CH413", "the-problem")
    assert "could-it-work-elsewhere" in draft.words["anchors"]


def test_a_page_without_headings_says_so(hub_root: Path) -> None:
    (draft,) = drafts(check, hub_root, "case", "a", {"cases/a.md": done("See [it](../index.md#top).\n")})
    assert draft.words["anchors"] == "none are there"


def test_a_published_text_does_not_lead_to_a_draft_but_a_draft_may(hub_root: Path) -> None:
    text = done("See [the draft](draft-case.md).\n")
    (draft,) = drafts(check, hub_root, "case", "a", {"cases/a.md": text})
    assert (draft.code, draft.words) == ("CH304", {"key": "the draft", "id": "draft-case"})
    files = {"cases/a.md": text.replace("status: published", "status: draft")}
    assert drafts(check, hub_root, "case", "a", files) == []


def test_a_file_that_cannot_be_read_is_there_all_the_same(hub_root: Path) -> None:
    files = {"cases/broken.md": "---\ntitle: a: b\n---\n", "cases/a.md": done("See [it](broken.md#anywhere).\n")}
    assert drafts(check, hub_root, "case", "a", files) == []


def test_an_image_is_looked_for_beside_its_text(hub_root: Path) -> None:
    write(hub_root, {"cases/a/map one.png": b"x", "cases/b/other.png": b"x", "cases/b/index.md": case()})
    texts = {
        "map%20one.png": [],
        "other.png": ["CH421"],
        "../b/other.png": ["CH421"],
        "https://x.org/a.png": ["CH421"],
    }
    for target, expected in texts.items():
        files = {"cases/a/index.md": done(f"![A map]({target})\n")}
        assert [draft.code for draft in drafts(check, hub_root, "case", "a", files)] == expected


def test_a_misspelt_image_is_told_with_a_near_one(hub_root: Path) -> None:
    write(hub_root, {"cases/a/counter.png": b"x"})
    (draft,) = drafts(check, hub_root, "case", "a", {"cases/a/index.md": done("![A](conter.png)\n")})
    assert draft.suggestion == "counter.png"


def test_links_are_followed_from_the_folder_of_their_file(hub_root: Path) -> None:
    write(
        hub_root, {"cases/a/index.md": done("See [it](../valid-case.md) and [it](../../practices/ask-first.md).\n")}
    )
    hub = hub_of(hub_root)
    record = record_of(hub, "case", "a")
    assert list(check(record, hub)) == []
    target = record_at("../valid-case.md#x", record, hub)
    assert target is not None and target.id == "valid-case"
    assert record_at("#x", record, hub) is record
    assert record_at("valid-case.md", record, hub) is None


def test_what_leads_out_of_the_hub() -> None:
    for target in ("https://example.org", "HTTP://example.org", "mailto:a@b.org", "tel:1"):
        assert is_outside(target)
    for target in ("a.md", "#a", "", "a:b", "../https"):
        assert not is_outside(target)
