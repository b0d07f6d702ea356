"""What holds for every page, of the mini hub and of this repository's own content."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from mini_hub import definitions
from pages import Document, name_of, read, words

from casehub.records.links import MADE
from casehub.site.policy import POLICY

Pages = dict[str, Document]
_LOADED = {"img", "script", "link", "style", "iframe", "object", "embed", "source", "video", "audio"}
_DATA = {"application/json", "application/ld+json"}
_INTERACTIVE = {"a", "button", "summary"}
_FIELDS = {"input", "select", "textarea"}


@pytest.fixture(scope="module", params=["mini_hub", "own_hub"])
def site(request: pytest.FixtureRequest) -> tuple[Path, Pages]:
    """A built site and its pages."""
    folder = request.getfixturevalue(request.param) / "site"
    return folder, read(folder)


@pytest.fixture(scope="module")
def pages(site: tuple[Path, Pages]) -> Pages:
    return site[1]


def test_every_page_is_well_formed_html(pages: Pages) -> None:
    assert len(pages) > 100
    for url, page in pages.items():
        assert page.source.startswith("<!doctype html>"), url
        assert name_of(page.root) == "html"


def test_one_heading_of_the_first_level_and_none_skipped(pages: Pages) -> None:
    for url, page in pages.items():
        levels = [int(name[1]) for name, _ in page.shown if re.fullmatch("h[1-6]", name)]
        assert levels.count(1) == 1, url
        assert levels[0] == 1, url
        assert not [(before, after) for before, after in pairwise(levels) if after > before + 1], url


def test_no_heading_link_or_button_is_without_words(pages: Pages) -> None:
    for url, page in pages.items():
        for name, element in page.shown:
            if name in _INTERACTIVE or re.fullmatch("h[1-6]", name):
                assert words(element) or element.get("aria-label"), (url, name, element.attrib)
            if name in _FIELDS:
                labelled = [each for each in page.within("label") if element.get("id", "-") == each.get("for")]
                around = [each for each in page.within("label") if element in each.iter()]
                assert labelled or around or element.get("aria-label"), (url, name, element.attrib)


def test_language_title_and_description(pages: Pages) -> None:
    for url, page in pages.items():
        assert page.root.get("lang"), url
        assert page.text("title").strip(), url
        assert page.meta("description"), url
        assert page.meta("viewport") == "width=device-width, initial-scale=1", url
        assert len(list(page.within("title"))) >= 1, url


def test_ids_are_unique(pages: Pages) -> None:
    for url, page in pages.items():
        assert [id for id, count in Counter(page.ids).items() if count > 1] == [], url
        assert [id for id in page.ids if not id or re.search(r"\s", id)] == [], url


def test_ids_that_are_referred_to_exist(pages: Pages) -> None:
    for url, page in pages.items():
        for key in ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers"):
            named = [id for _, element in page.elements for id in (element.get(key) or "").split()]
            assert [id for id in named if id not in page.ids] == [], (url, key)


def test_the_policy_stands_before_anything_that_is_fetched(pages: Pages) -> None:
    for url, page in pages.items():
        policies = page.all("meta", **{"http-equiv": "Content-Security-Policy"})
        assert [each.attributes["content"] for each in policies] == [POLICY], url
        before = []
        for name, element in page.elements:
            if element.get("http-equiv") == "Content-Security-Policy":
                break
            before.append(name)
        assert before == ["html", "head", "meta"], url  # the meta is the encoding


def test_the_policy_allows_nothing_inline_and_no_other_origin() -> None:
    assert "unsafe" not in POLICY
    assert "default-src 'none'" in POLICY
    assert "script-src 'self';" in POLICY
    assert "base-uri 'none'" in POLICY
    assert not re.search(r"https?:|\*", POLICY)


def test_nothing_inline(pages: Pages) -> None:
    for url, page in pages.items():
        for name, element in page.elements:
            assert name != "style", url
            assert "style" not in element.attrib, (url, name)
            assert not [key for key in element.attrib if str(key).lower().startswith("on")], (url, name)
            if name == "script" and element.get("type") in _DATA:
                assert json.loads(words(element)), url
            elif name == "script":
                assert not words(element), url
                assert element.get("src"), url
            for key in ("href", "src", "action"):
                assert not (element.get(key) or "").strip().lower().startswith(("javascript:", "data:")), (url, key)


def test_nothing_is_fetched_from_elsewhere(pages: Pages) -> None:
    for url, page in pages.items():
        for name, element in page.elements:
            if name not in _LOADED or element.get("rel") in ("canonical", "alternate"):
                continue
            for key in ("src", "href", "srcset", "data", "poster"):
                assert not re.match(r"(?i)\s*([a-z][a-z0-9+.-]*:|//)", element.get(key) or ""), (url, name)


def targets(page: Document) -> Iterator[str]:
    """Everything inside the site that a page leads to or fetches, as addresses from the top."""
    for link in [*page.links(), *page.resources()]:
        if not urlsplit(link).scheme and not link.startswith("//"):
            top = "/" if page.url == "./" else f"/{page.url}"
            yield urljoin(top, link)


def test_links_and_anchors_inside_the_site_resolve(site: tuple[Path, Pages]) -> None:
    folder, pages = site
    broken = []
    for url, page in pages.items():
        for target in targets(page):
            path, anchor = unquote(urlsplit(target).path), unquote(urlsplit(target).fragment)
            file = folder / path.lstrip("/")
            if path.endswith("/"):
                file /= "index.html"
            if not file.is_file():
                broken.append((url, target))
            elif anchor and file.suffix == ".html":
                there = "./" if path == "/" else path.lstrip("/")
                if anchor not in pages[there].ids:
                    broken.append((url, target))
    assert broken == []


def test_the_pages_that_texts_may_link_to_are_made(site: tuple[Path, Pages]) -> None:
    _, pages = site
    lists = {type.folder for type in definitions().types.values() if type.has_page and type.name != "page"}
    assert {f"{folder}/" for folder in {*MADE, *lists}} - set(pages) == set()


def test_links_outside_are_of_kinds_that_are_allowed(pages: Pages) -> None:
    for url, page in pages.items():
        schemes = {urlsplit(link).scheme for link in page.links()}
        assert schemes <= {"", "http", "https", "mailto", "tel"}, url
        assert not [link for link in page.links() if link.startswith("//")], url
        assert not [each.attributes for each in page.all("a") if "target" in each.attributes], url


def test_assets_are_addressed_by_their_content(pages: Pages) -> None:
    for url, page in pages.items():
        for resource in page.resources():
            assert re.search(r"\?[0-9a-f]{8}$|/[0-9a-f]{16}\.\w+$", resource), (url, resource)


def test_images_have_words_and_a_size(pages: Pages) -> None:
    for url, page in pages.items():
        for image in page.all("img"):
            assert image.attributes.get("alt"), url
            assert image.attributes["width"].isdigit(), url
            assert image.attributes["height"].isdigit(), url


def test_tables_have_header_cells(pages: Pages) -> None:
    for url, page in pages.items():
        for table in page.within("table"):
            rows = [each for each in table.iter() if name_of(each) == "tr"]
            heads = [each for each in rows[0] if name_of(each) == "th"]
            assert len(heads) == len(list(rows[0])), url
            assert all(words(each) for each in heads), url


def test_search_engines_are_kept_out_only_where_meant(site: tuple[Path, Pages]) -> None:
    for url, page in site[1].items():
        kept_out = page.meta("robots") == "noindex"
        if page.language != "en":  # as the same page in English, where there is one
            twin = site[1].get(url.removeprefix(f"{page.language}/") or "./")
            assert kept_out == (twin is not None and twin.meta("robots") == "noindex"), url
            continue
        told = page.text("main")
        meant = (
            url in ("404.html", "compare/")
            or "This record was withdrawn" in told
            or page.all("meta", **{"http-equiv": "refresh"}) != []
            or "is being reviewed and may still change" in told
            or "No case in this hub has used it yet" in told
            or "No case in this hub has measured it yet" in told
        )
        assert kept_out == meant, url


def test_landmarks(pages: Pages) -> None:
    for url, page in pages.items():
        for name in ("main", "body"):
            assert len(list(page.within(name))) == 1, (url, name)
        body = next(page.within("body"))
        assert [name_of(each) for each in body] == ["a", "header", "main", "footer"], url
        navs = [each.get("aria-label") for each in page.within("nav")]
        assert all(navs), url
        assert len(set(navs)) == len(navs), url


def test_nothing_of_the_theme_below_shows(pages: Pages) -> None:
    for url, page in pages.items():
        assert "md-" not in " ".join(element.get("class", "") for _, element in page.elements), url
        assert page.meta("generator") is None, url
