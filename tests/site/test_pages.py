"""Which pages there are, and what each says of itself: to readers, to search engines, to those who share it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hubs import build, case, make_founding, records_of, replace, tree
from pages import Document, read, words

from casehub.records.model import Hub, Record
from casehub.site.address import file_of, page_url, rule_url, url_of
from casehub.site.builder import THEME
from casehub.site.rule_pages import plain

SITE = "https://hub.example.org/"


@pytest.fixture(scope="module")
def pages(mini_hub: Path) -> dict[str, Document]:
    """Every page of the mini hub by its address."""
    return read(mini_hub / "site")


@pytest.fixture(scope="module")
def records(mini_hub: Path) -> Hub:
    return records_of(mini_hub)


def sitemap(site: Path) -> dict[str, str]:
    """Addresses of the sitemap with the day of each, where it is given."""
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring((site / "sitemap.xml").read_bytes())
    assert root.tag == f"{space}urlset"
    return {row.findtext(f"{space}loc", ""): row.findtext(f"{space}lastmod", "") for row in root}


def test_every_public_record_of_every_type_has_a_page(pages: dict[str, Document], records: Hub) -> None:
    public = list(records.public())
    types = records.definitions.types.values()
    assert {record.type for record in public} == {type.name for type in types if type.has_page}
    assert [record.key for record in public if url_of(record, records) not in pages] == []


def title_of(record: Record) -> str:
    """What the page of a record is headed with: a question is its own title."""
    return str(record.data["text"]) if record.type == "question" else record.title


def test_a_record_page_says_what_the_record_says(pages: dict[str, Document], records: Hub) -> None:
    for record in records.public():
        page = pages[url_of(record, records)]
        assert page.text("h1") == title_of(record)
        assert title_of(record) in page.text("title")
        if record.stage != "withdrawn" and "summary" in record.data:
            assert record.data["summary"] in page.text("main")
            assert page.meta("description") == record.data["summary"]


def test_no_page_shows_a_value_as_a_program_writes_it(pages: dict[str, Document]) -> None:
    for url, page in pages.items():
        shown = " ".join(
            words(each) for name, each in page.shown if name in ("h1", "h2", "p", "li", "dd", "td", "button")
        )
        assert not re.search(r"\{'|\['|\bNone\b|\bTrue\b|Undefined|<jinja|<built-in| at 0x", shown), url


def test_drafts_have_no_page_and_are_named_nowhere(mini_hub: Path, records: Hub) -> None:
    drafts = [record for record in records.records.values() if record.stage == "draft"]
    assert len(drafts) >= 2
    for record in drafts:
        assert not (mini_hub / "site" / file_of(url_of(record, records))).exists()
        assert not [path for path, content in tree(mini_hub / "site").items() if record.title.encode() in content]


def test_assets_are_ours_and_none_of_the_theme_below(mini_hub: Path) -> None:
    published = tree(mini_hub / "site/assets")
    ours = tree(THEME / "assets")
    generated = {path for path in published if path.startswith(("search/", "images/", "context/", "form/"))}
    assert published.keys() - generated <= ours.keys()
    assert [path for path in published.keys() - generated if published[path] != ours[path]] == []


def test_in_review_has_a_notice_and_is_kept_from_lists_and_search_engines(
    pages: dict[str, Document], mini_hub: Path
) -> None:
    page = pages["cases/read-by-peers/"]
    assert "is being reviewed and may still change" in page.text("main")
    assert page.meta("robots") == "noindex"
    assert page.all("link", rel="canonical") == []
    assert "read-by-peers" not in " ".join(pages["cases/"].links())
    assert not [address for address in sitemap(mini_hub / "site") if "read-by-peers" in address]


def test_withdrawn_leaves_a_tombstone_with_its_reason(pages: dict[str, Document], records: Hub) -> None:
    withdrawn = [record for record in records.public() if record.stage == "withdrawn"]
    assert withdrawn
    for record in withdrawn:
        page = pages[url_of(record, records)]
        assert "This record was withdrawn" in page.text("main")
        assert record.data["withdrawn"]["reason"] in page.text("main")
        assert record.data["withdrawn"]["date"] in page.text("main")
        assert page.all("h2") == []
        assert page.meta("robots") == "noindex"
        assert url_of(record, records) not in " ".join(pages["cases/"].links())


def test_a_withdrawn_record_names_what_to_read_instead(hub: Path) -> None:
    replace(hub / "content/cases/withdrawn-case.md", "withdrawn:\n", "withdrawn:\n  see: valid-case\n")
    page = read(build(hub))["cases/withdrawn-case/"]
    assert "../../cases/valid-case/" in page.links("main")


def test_a_former_address_leads_to_the_record(pages: dict[str, Document]) -> None:
    page = pages["cases/an-older-name/"]
    assert "../../cases/stood-elsewhere/" in page.links("main")
    refresh = page.all("meta", **{"http-equiv": "refresh"})
    assert [each.attributes["content"] for each in refresh] == ["0; url=../../cases/stood-elsewhere/"]
    assert page.meta("robots") == "noindex"


def test_an_example_says_that_it_is_one_and_counts_nowhere(hub: Path) -> None:
    (hub / "content/cases/real.md").write_text(case("real", example="", country="FI"), "utf-8")
    make_founding(hub, "real")
    pages = read(build(hub))
    assert "This is a made-up example" in pages["cases/valid-case/"].text("main")
    assert "This is a made-up example" not in pages["cases/real/"].text("main")
    figures = next(pages["./"].within("dl", **{"class": "ch-figures"}))
    told = {words(row[0]): words(row[1]) for row in figures}
    for kind, count in (("case stud", "1"), ("countr", "1"), ("practice", "0")):
        assert [number for label, number in told.items() if label.startswith(kind)] == [count], told
    linked = pages["./"].links("main")
    assert "./cases/real/" in linked
    assert not {"./cases/every-mark/", "./cases/stood-elsewhere/", "./cases/second-case/"} & set(linked)


def test_a_missing_page_is_told_with_links_that_work_at_any_depth(pages: dict[str, Document], hub: Path) -> None:
    page = pages["404.html"]
    assert page.meta("robots") == "noindex"
    inside = [link for link in [*page.links(), *page.resources()] if not link.startswith(("https://", "#"))]
    assert inside
    assert [link for link in inside if not link.startswith("/")] == []
    replace(hub / "mkdocs.yml", SITE, f"{SITE}under/this/")
    below = read(build(hub))["404.html"]
    assert [link for link in below.links() if not link.startswith(("#", "/under/this/"))] == []
    assert [link for link in below.resources() if not link.startswith("/under/this/assets/")] == []


def test_every_code_has_a_page_with_its_remedy_and_examples(pages: dict[str, Document], records: Hub) -> None:
    entries = records.definitions.catalogue.entries
    assert len(entries) > 50
    listed = pages["contribute/rules/"].links("main")
    for code, entry in entries.items():
        page = pages[rule_url(code)]
        assert f"../../{rule_url(code)}" in listed
        for told in (plain(entry.message), plain(entry.remedy), entry.why):
            assert " ".join(told.split()) in page.text("main")
        assert not re.search(r"\{\w+\}", page.text("h1"))
        assert page.text("title").startswith(code)
        for example in (entry.bad, entry.good):
            assert " ".join(example.split()) in page.text("main")


def test_the_sitemap_lists_what_search_engines_may_show_and_nothing_else(
    pages: dict[str, Document], mini_hub: Path, records: Hub
) -> None:
    listed = sitemap(mini_hub / "site")
    shown = {SITE + url.removeprefix("./") for url, page in pages.items() if page.meta("robots") != "noindex"}
    assert set(listed) == shown
    assert listed[f"{SITE}cases/valid-case/"] == records.records["case", "valid-case"].data["published"]
    kept = [record for record in records.public() if not record.is_listed]
    assert not {SITE + url_of(record, records) for record in kept} & set(listed)


def test_without_an_address_of_the_site_pages_name_none(hub: Path) -> None:
    replace(hub / "mkdocs.yml", f"site_url: {SITE}\n", "")
    page = read(build(hub))["cases/valid-case/"]
    assert page.all("link", rel="canonical") == []
    assert page.meta("og:url") is None
    assert sitemap(hub / "site") == {}


def counted(records: Hub) -> list[tuple[str, list[Record]]]:
    types = records.definitions.types
    return [(name, records.listed(name)) for name in types if name != "page" and types[name].has_page]


def test_each_listing_counts_and_links_its_published_records(pages: dict[str, Document], records: Hub) -> None:
    for name, listed in counted(records):
        type = records.definitions.types[name]
        page = pages[f"{type.folder}/"]
        labels = records.definitions.labels["en"]
        told = type.title if len(listed) == 1 else labels.get(f"plural_{name}", type.plural)
        if name not in ("case", "person"):  # these two have lists of their own
            assert f"{len(listed)} {told.lower()}" in page.text("main"), name
        entries = {link.removeprefix("../") for link in page.links("main")}
        here = [record for record in listed if record.data.get("language", "en") == "en"]  # others: see test_facets
        assert entries >= {url_of(record, records) for record in here}


def test_an_empty_listing_says_so(hub: Path) -> None:
    (hub / "content/questions/first-question.yml").unlink()
    page = read(build(hub))["questions/"]
    assert "Nobody has asked anything yet." in page.text("main")
    assert {"../contribute/", "../cases/"} <= set(page.links("main"))


def test_breadcrumbs_lead_home_and_to_the_list(pages: dict[str, Document], records: Hub) -> None:
    for record in records.public():
        url = url_of(record, records)
        if url == "./":
            continue
        crumbs = pages[url].all("nav", **{"aria-label": "You are here"})
        assert len(crumbs) == 1
        links = pages[url].links("nav", **{"aria-label": "You are here"})
        up = "../" * (url.count("/"))
        assert links[0] == up
        if record.type != "page":
            assert links[1] == f"{up}{records.definitions.types[record.type].folder}/"
        assert crumbs[0].text.endswith(title_of(record))


def test_titles_are_unique(pages: dict[str, Document]) -> None:
    moved = {url for url, page in pages.items() if page.all("meta", **{"http-equiv": "refresh"})}
    titles = Counter((page.language, page.text("title")) for url, page in pages.items() if url not in moved)
    assert [title for title, count in titles.items() if count > 1] == []
    assert all("A hub for tests" in title for _, title in titles)


def test_a_page_names_its_own_address_and_what_is_shown_when_it_is_shared(pages: dict[str, Document]) -> None:
    for url, page in pages.items():
        address = SITE + url.removeprefix("./")
        indexed = page.meta("robots") != "noindex"
        canonical = [each.attributes["href"] for each in page.all("link", rel="canonical")]
        assert canonical == ([address] if indexed else []), url
        assert page.meta("og:url") == address
        assert page.meta("og:site_name") == "A hub for tests"
        assert page.meta("og:type") == ("website" if url in ("./", "es/", "fr/") else "article")
        title = " ".join(str(page.meta("og:title")).split())
        assert title == page.text("h1") or title in page.text("title")
        assert page.meta("og:description") == page.meta("description") != ""


def test_a_record_page_leads_to_its_file(pages: dict[str, Document], records: Hub) -> None:
    for record in records.public():
        edit = f"https://forge.example.org/hub/edit/main/{record.path}"
        assert edit in pages[url_of(record, records)].links()
    for url in ("404.html", "cases/", "contribute/rules/ch204/"):
        assert not [link for link in pages[url].links() if "/edit/" in link]


def test_the_menu_marks_the_part_of_the_site(pages: dict[str, Document]) -> None:
    marked = {url: page.current() for url, page in pages.items()}
    assert marked["cases/valid-case/"] == ["Cases"]
    assert marked["cases/"] == ["Cases"]
    assert marked["contribute/rules/ch204/"] == ["Contribute"]
    assert marked["organisations/city-of-example/"] == ["Organisations"]
    assert marked["about/method/"] == ["About"]
    assert marked["./"] == []


def test_links_between_texts_lead_to_pages(pages: dict[str, Document]) -> None:
    assert "../../cases/every-mark/#what-was-done" in pages["about/"].links("main") or (
        "../cases/every-mark/#what-was-done" in pages["about/"].links("main")
    )
    marks = pages["cases/every-mark/"].links("main")
    assert "../../organisations/city-of-example/" in marks
    assert "#the-problem" in marks
    assert "../../practices/ask-first/#when-to-use-it" in marks
    assert "https://example.org/why" in marks


def test_editorial_pages_stand_at_their_path() -> None:
    assert page_url("index") == "./"
    assert page_url("about/index") == "about/"
    assert page_url("about/method") == "about/method/"


def test_a_hub_without_the_usual_pages_does_not_link_them(hub: Path) -> None:
    for path in ("about/accessibility.md", "contribute/index.md"):
        (hub / "content" / path).unlink()
    replace(hub / "mkdocs.yml", "  - Contribute: contribute/index.md\n", "")
    replace(hub / "content/about/index.md", "see [how to contribute](../contribute/index.md)", "that is the idea")
    page = read(build(hub))["cases/valid-case/"]
    assert "../../about/" in page.links("footer")
    assert "../../contribute/" not in page.links()
    assert "../../about/accessibility/" not in page.links()


def test_a_mailbox_stands_at_the_foot_of_every_page_where_there_is_one(hub: Path) -> None:
    with (hub / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nextra:\n  mailbox: hub@example.org\n")
    pages = read(build(hub))
    for url in ("./", "cases/valid-case/", "contribute/new/", "404.html"):
        (mail,) = {link for link in pages[url].links("footer") if link.startswith("mailto:hub@example.org?")}
        assert "A%20mistake%20in" in mail
