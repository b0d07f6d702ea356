"""The pages of other languages: which there are, what they are called, and how they lead to one another."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hubs import ROOT, build, make_hub
from pages import Document, read

from casehub.records.definitions import Definitions
from casehub.records.load import load, today
from casehub.search.cache import Cache, hub_files
from casehub.search.query import Reader
from casehub.site.builder import Site, Writer
from casehub.site.languages import own_name, territory_of
from casehub.site.settings import Settings

OTHERS = ("es", "fr")
SITE = "https://hub.example.org/"
ENGLISH_WORDS = re.compile(
    r"\b(Search|Menu here|All cases|Cases|Practices|Home|Skip to content|Language|Filters|Results|Contribute"
    r"|What it is about|Key facts|Before|After|Not stated|Country|Newest first|the|with|which)\b"
)
TITLED = re.compile(r"<(\w+)[^>]* lang=\"en\"[^>]*>.*?</\1>", re.DOTALL)
CASE = "fr/cases/valid-case/"
FRENCH = Definitions.load(ROOT / "schemas").labels["fr"]


@pytest.fixture(scope="module")
def pages(mini_hub: Path) -> dict[str, Document]:
    return read(mini_hub / "site")


def in_language(pages: dict[str, Document], language: str) -> dict[str, Document]:
    return {url: page for url, page in pages.items() if url.startswith(f"{language}/")}


def test_every_page_says_in_which_language_it_is(pages: dict[str, Document]) -> None:
    for url, page in pages.items():
        assert page.language == (url[:2] if url[:3] in ("es/", "fr/") else "en"), url


def test_other_languages_have_lists_tools_and_what_is_translated_and_no_other_record(
    pages: dict[str, Document],
) -> None:
    for language in OTHERS:
        there = in_language(pages, language)
        for url in (
            "",
            "cases/",
            "cases/by/",
            "practices/",
            "glossary/",
            "map/",
            "dashboard/",
            "context/",
            "review/",
        ):
            assert f"{language}/{url}" in there
        records = [url for url in there if re.match(r"../(cases|practices|people|organisations)/[^/]+/$", url)]
        assert [url for url in records if not url.endswith("/by/")] == ([CASE] if language == "fr" else [])


def test_alternates_name_one_another_and_themselves(pages: dict[str, Document]) -> None:
    told = {
        url: {each.attributes["hreflang"]: each.attributes["href"] for each in page.all("link", rel="alternate")}
        for url, page in pages.items()
    }
    assert told[CASE] == {
        "en": f"{SITE}cases/valid-case/",
        "x-default": f"{SITE}cases/valid-case/",
        "fr": SITE + CASE,
    }
    assert set(told["fr/cases/"]) == {"en", "es", "fr", "x-default"}
    assert told["cases/second-case/"] == {}
    for url, others in told.items():
        if not others:
            continue
        assert others[pages[url].language] == SITE + url.removeprefix("./")
        for address in others.values():
            assert told[address.removeprefix(SITE) or "./"] == others, url


def test_the_switch_leads_to_the_same_page_or_home(pages: dict[str, Document]) -> None:
    def switch(url: str) -> dict[str, str]:
        (nav,) = pages[url].within("nav", **{"class": "ch-languages"})
        links = [each for each in nav.iter() if each.get("hreflang")]
        assert [each.get("hreflang") for each in links if each.get("aria-current")] == [pages[url].language]
        return {
            each.get("hreflang", ""): urljoin(SITE + url.removeprefix("./"), each.get("href", "")) for each in links
        }

    assert switch("./") == {"en": SITE, "es": f"{SITE}es/", "fr": f"{SITE}fr/"}
    assert switch("cases/valid-case/") == {"en": f"{SITE}cases/valid-case/", "es": f"{SITE}es/", "fr": SITE + CASE}
    assert switch(CASE) == switch("cases/valid-case/")
    assert switch("cases/second-case/") == {"en": f"{SITE}cases/second-case/", "es": f"{SITE}es/", "fr": f"{SITE}fr/"}
    assert switch("es/map/") == {"en": f"{SITE}map/", "es": f"{SITE}es/map/", "fr": f"{SITE}fr/map/"}


def test_links_stay_within_a_language_and_say_when_they_leave_it(pages: dict[str, Document]) -> None:
    for url, page in pages.items():
        if page.language == "en":
            continue
        for name, element in page.elements:
            href = element.get("href", "")
            if name != "a" or href.startswith(("#", "http", "mailto")):
                continue
            target = urljoin("/" + url, href).partition("#")[0].partition("?")[0].removeprefix("/")
            if target.startswith(f"{page.language}/") or "." in target.rpartition("/")[2]:
                continue
            assert element.get("hreflang"), (url, href)
            is_switch = element.get("lang") == element.get("hreflang")
            assert is_switch or f"{page.language}/{target}" not in pages, (url, href)


def test_no_page_speaks_english_where_it_says_that_it_does_not(pages: dict[str, Document]) -> None:
    data = re.compile(r"<(script|svg|template|code|pre)\b.*?</\1>", re.DOTALL)
    for language in OTHERS:
        for url, page in in_language(pages, language).items():
            if url == CASE or any(part in url for part in ("/review/", "/dashboard/", "/glossary/", "/questions/")):
                continue  # sources, names of standards, other names of a term, and what readers asked
            frame = page.source.partition("<body>")[2]
            text = re.sub(r"<[^>]+>", "\n", TITLED.sub("", data.sub("", frame)))
            found = [line for line in map(str.strip, unescape(text).splitlines()) if ENGLISH_WORDS.search(line)]
            known = ("A hub for tests", "Made-up example", "Example", "Ask first")
            assert [line for line in found if not any(each in line for each in known)] == [], url


def test_the_page_of_a_translation_says_of_what_it_is_one(pages: dict[str, Document]) -> None:
    page = pages[CASE]
    assert page.text("h1") == "Permis de construire en ligne dans la ville d'Exemple"
    (note,) = [each.text for each in page.all("div", role="note") if "Traduction de" in each.text]
    assert "Building permits online in the City of Example" in note
    assert "20 février 2026" in note
    assert FRENCH["translation_current"] in note
    assert "../../../cases/valid-case/" in page.links("main")
    assert [each.text for each in page.all("h2")][0:1] != ["The problem"]
    assert "Le problème" in [each.text for each in page.all("h2")]
    assert page.meta("og:locale") == "fr_FR"
    assert "fr/cases/valid-case.md" in " ".join(page.links())


def test_an_original_that_has_changed_is_told_on_the_page_of_its_translation(hub: Path) -> None:
    path = hub / "content/cases/valid-case.md"
    path.write_text(path.read_text("utf-8").replace("now wait for ten days", "now wait for nine days"), "utf-8")
    page = read(build(hub))[CASE]
    assert FRENCH["translation_stale"] in page.text("main")


def test_the_sitemap_has_the_pages_of_every_language_with_their_alternates(mini_hub: Path) -> None:
    root = ET.parse(mini_hub / "site" / "sitemap.xml").getroot()
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = {
        row.findtext("s:loc", namespaces=space): {
            each.get("hreflang"): each.get("href") for each in row.findall("x:link", space)
        }
        for row in root.findall("s:url", space)
    }
    assert found[f"{SITE}fr/cases/valid-case/"]["en"] == f"{SITE}cases/valid-case/"
    assert found[f"{SITE}cases/second-case/"] == {}
    assert set(found[f"{SITE}es/"]) == {"en", "es", "fr"}


@pytest.mark.parametrize(
    ("language", "words", "id"),
    [
        ("fr", "péages", "london-congestion-charge"),
        ("fr", "assemblées citoyennes", "ireland-citizens-assembly"),
        ("fr", "Suède", "stockholm-congestion-charge"),
        ("es", "ciudades", "stockholm-congestion-charge"),
        ("fr", "impots", "uk-tax-reminder-letters"),
    ],
)
def test_words_of_a_language_find_what_it_has_and_what_its_names_say_of_the_rest(
    language: str, words: str, id: str
) -> None:
    hub = load(ROOT, on=today())
    files = hub_files(hub, Cache(None))
    reader = Reader(lambda name: files[f"assets/search/{language}/{name}"])
    found = reader.search(words, {}, "relevance", per_page=40, typing=False)
    assert [card["url"] for card in found.cards if card["url"].endswith(f"cases/{id}/")], words


def test_the_key_of_a_page_changes_with_the_languages_it_is_in(hub: Path, tmp_path: Path) -> None:
    import jinja2

    def keys() -> dict[str, str]:
        site = Site.plan(load(hub, on=today(), use_cache=False), Settings("A hub", SITE, "", "", "", ""))
        writer = Writer(site, jinja2.Environment(autoescape=True), [])
        return {url: writer.key(page) for url, page in site.pages.items()}

    before = keys()
    shutil.move(hub / "content/fr/cases/valid-case.md", tmp_path)
    after = keys()
    assert CASE in before and CASE not in after
    assert before["cases/valid-case/"] != after["cases/valid-case/"]
    assert before["cases/second-case/"] == after["cases/second-case/"]
    assert before["fr/map/"] != after["fr/map/"]


def test_a_fourth_language_is_a_matter_of_files(tmp_path: Path) -> None:
    hub = make_hub(tmp_path / "hub")
    schemas = hub / "schemas"
    if schemas.is_symlink():
        schemas.unlink()
        shutil.copytree(ROOT / "schemas", schemas)
    (schemas / "labels" / "pt.yaml").write_text(
        "search: Pesquisar\nlanguages: Línguas\nmenu: Menu principal\n", encoding="utf-8"
    )
    (schemas / "translations" / "pt.yaml").write_text("case.plural: Estudos de caso\n", encoding="utf-8")
    (hub / "content" / "pt").mkdir()
    home = (hub / "content" / "index.md").read_text("utf-8").partition("---\n")[2]
    fields = (
        "schema_version: 1\ntitle: O que funcionou\nsummary: Estudos de caso de quem fez o trabalho, com as fontes.\n"
        "translated: 2026-02-01\ntranslated_by: editors\noriginal: tr1-0000000000000000\n"
    )
    (hub / "content" / "pt" / "index.md").write_text(
        f"---\n{fields}---\n{home.partition('---')[2]}", encoding="utf-8"
    )
    pages = read(build(hub))
    assert pages["pt/"].language == "pt"
    assert pages["pt/"].text("h1") == "O que funcionou"
    assert pages["pt/cases/"].text("h1") == "Estudos de caso"
    assert pages["pt/practices/"].text("h1") == "Practices"
    assert "Pesquisar" in pages["pt/"].source
    assert "Português" in pages["./"].text("header")
    assert (hub / "site" / "assets" / "search" / "pt" / "manifest.json").is_file()


def test_names_of_languages_and_where_they_are_spoken() -> None:
    assert [own_name(each) for each in ("en", "es", "fr", "pt")] == ["English", "Español", "Français", "Português"]
    assert [territory_of(each) for each in ("en", "es", "fr", "pt")] == ["en_GB", "es_ES", "fr_FR", "pt_BR"]
