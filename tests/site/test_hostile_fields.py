"""What people write into a field is shown as they wrote it, and never taken for markup, a template or an address."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hostile import JINJA, TEXTS, make_hostile_hub
from hubs import build, tree
from pages import Document, read, words
from test_structure import (  # noqa: F401 - the checks of every page hold here too
    test_ids_are_unique,
    test_ids_that_are_referred_to_exist,
    test_landmarks,
    test_language_title_and_description,
    test_links_and_anchors_inside_the_site_resolve,
    test_links_outside_are_of_kinds_that_are_allowed,
    test_no_heading_link_or_button_is_without_words,
    test_nothing_inline,
    test_nothing_is_fetched_from_elsewhere,
    test_one_heading_of_the_first_level_and_none_skipped,
    test_the_policy_stands_before_anything_that_is_fetched,
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Document]]:
    """The site of a hub with a hostile record of every type for every text."""
    folder = build(make_hostile_hub(tmp_path_factory.mktemp("hostile") / "hub"))
    return folder, read(folder)


@pytest.fixture(scope="module")
def pages(site: tuple[Path, dict[str, Document]]) -> dict[str, Document]:
    return site[1]


@pytest.fixture(scope="module")
def hostile(pages: dict[str, Document]) -> dict[str, Document]:
    """Only the pages of hostile records."""
    return {url: page for url, page in pages.items() if "/hostile-" in url or "/older-" in url}


def test_every_text_has_a_page_of_every_type(hostile: dict[str, Document]) -> None:
    folders = {url.partition("/")[0] for url in hostile}
    assert len(folders) >= 11
    for number in range(len(TEXTS)):
        assert {url.partition("/")[0] for url in hostile if url.endswith(f"-{number}/")} == folders


def test_scripts_are_only_those_of_the_theme(hostile: dict[str, Document]) -> None:
    for url, page in hostile.items():
        scripts = [each.attributes for each in page.all("script")]
        data = re.findall(r'<script type="application/json" id="[\w-]+">(.*?)</script>', page.source, re.DOTALL)
        assert len(data) == len([each for each in scripts if "src" not in each]), url
        for text in data:  # a browser does not run it, and nothing in it can end it
            json.loads(text)
            assert "<" not in text, url
        plain = [each["src"] for each in scripts if "src" in each]
        assert all(re.fullmatch(r"(\.\./)*assets/[\w./-]+\.js\?[0-9a-f]{8}", source) for source in plain), url
        assert "<script>" not in page.source, url


def test_no_element_is_there_that_templates_do_not_write(
    hostile: dict[str, Document], pages: dict[str, Document]
) -> None:
    known = {name for url, page in pages.items() if url not in hostile for name, _ in page.elements}
    for url, page in hostile.items():
        assert {name for name, _ in page.elements} <= known, url
        assert not page.all("img"), url


def test_no_attribute_comes_from_a_text(hostile: dict[str, Document], pages: dict[str, Document]) -> None:
    known = {
        key for url, page in pages.items() if url not in hostile for _, each in page.elements for key in each.attrib
    }
    for url, page in hostile.items():
        assert {key for _, element in page.elements for key in element.attrib} <= known | {"title"}, url


def test_texts_are_shown_letter_by_letter(hostile: dict[str, Document]) -> None:
    for number, text in enumerate(TEXTS):
        page = hostile[f"cases/hostile-{number}/"]
        title = " ".join(text[:160].split())
        assert page.text("h1") == title
        assert title in page.text("title")
        assert page.text("main").count(" ".join(text[:60].split())) >= 5


@pytest.mark.parametrize("folder", ["cases", "practices"])
def test_what_reviewers_write_is_shown_letter_by_letter_too(folder: str, hostile: dict[str, Document]) -> None:
    for number, text in enumerate(TEXTS):
        page = hostile[f"{folder}/hostile-{number}/"]
        told = words(next(page.within("section", **{"aria-labelledby": "ch-reviews"})))
        assert told.count(" ".join(text[:60].split())) >= 5 + 1 + 2 + 1, text  # reasons, comments, interests, why


def test_no_template_runs_on_a_text(hostile: dict[str, Document]) -> None:
    for url, page in hostile.items():
        assert str(JINJA) not in page.source, url
        assert "This page does not exist" not in page.source, url
    assert "{{ 7*7777 }}" in hostile["cases/hostile-4/"].text("main")


def test_no_link_runs_anything(hostile: dict[str, Document]) -> None:
    for url, page in hostile.items():
        for link in page.links():
            assert re.match(r"(https?://|mailto:|[\w./#-]+($|[?#]))", link), (url, link)


def test_a_title_of_another_record_is_escaped_where_it_is_mentioned(pages: dict[str, Document]) -> None:
    for url in ("cases/", "practices/", "organisations/", "cases/valid-case/", "organisations/city-of-example/"):
        assert "<script>" not in pages[url].source, url
        assert pages[url].all("img") == [], url
    assert TEXTS[0] in pages["cases/"].text("main")


def test_files_beside_the_pages_are_escaped_too(site: tuple[Path, dict[str, Document]]) -> None:
    for path, content in tree(site[0]).items():
        if path.endswith((".xml", ".svg")):
            assert b"<script" not in content, path
        if path.endswith(".json"):
            assert json.loads(content), path
