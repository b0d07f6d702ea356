"""The page of a case: what stands on it, what is missing, how it is cited, and how heavy it is."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import bibtexparser
import pytest
import rispy
from case_hub import LONG_TITLE, make_case_hub
from hubs import build, case, make_hub, records_of, replace, run, tree
from pages import Document, read, words

from casehub.records.model import Hub, Record
from casehub.site.address import report_url
from casehub.site.cases import case_view
from casehub.site.citing import with_anchors
from casehub.site.outcomes import amount, came_of, headlines, outcomes_view

SECTIONS = ["The problem", "What was done", "What changed", "What was hard"]


@pytest.fixture(scope="module")
def hub_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub of made-up cases with its site, to be read only."""
    hub = make_case_hub(tmp_path_factory.mktemp("cases") / "hub")
    build(hub)
    return hub


@pytest.fixture(scope="module")
def hub(hub_folder: Path) -> Hub:
    return records_of(hub_folder)


@pytest.fixture(scope="module")
def pages(hub_folder: Path) -> dict[str, Document]:
    return read(hub_folder / "site")


def record(hub: Hub, id: str) -> Record:
    found = hub.get("case", id)
    assert found is not None
    return found


# ---- numbers and what came of them


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (38.7, "percent", "38.7\u202f%"),
        (-22, "percent", "\u221222\u202f%"),
        (3_800_000_000, "SEK", "SEK\u00a03.8 billion"),
        (1_254_000_000, "AUD", "AUD\u00a01.254 billion"),
        (1_900_000, "GBP", "GBP\u00a01.9 million"),
        (287_230_732, "transactions", "287\u202f230\u202f732 transactions"),
        (12, "days", "12 days"),
        (2922, "items", "2\u202f922"),
        (6.8, "index", "6.8 (index)"),
        (0, "percent", "0\u202f%"),
        (999_999, "", "999\u202f999"),
    ],
)
def test_amounts_in_words_round_nothing_away(hub: Hub, value: float, unit: str, told: str) -> None:
    assert amount(hub, value, unit) == told


@pytest.mark.parametrize(
    ("outcome", "came"),
    [
        ({"result": 5, "better": "higher"}, ""),
        ({"baseline": 5, "result": 6}, ""),
        ({"baseline": 5, "result": 6, "better": "higher"}, "better"),
        ({"baseline": 5, "result": 6, "better": "lower"}, "worse"),
        ({"baseline": 5, "result": 5, "better": "lower"}, "same"),
        ({"result": 5, "target": 4, "better": "higher"}, "reached"),
        ({"result": 5, "target": 4, "better": "lower"}, "missed"),
    ],
)
def test_what_numbers_say_came_of_it(outcome: dict[str, object], came: str) -> None:
    assert came_of(outcome) == came


def measured(id: str, came: str = "", **numbers: float) -> dict[str, object]:
    return {"id": id, "numbers": numbers, "came": came}


def test_the_top_shows_three_outcomes_that_can_be_compared_first() -> None:
    outcomes = [
        measured("told"),
        measured("one", result=1),
        measured("two", baseline=1, result=2),
        measured("two", baseline=3, result=4),
        measured("three", result=1, target=2),
        measured("four", result=9),
    ]
    assert headlines(outcomes) == [2, 4, 1]


def test_where_something_got_worse_the_top_shows_it() -> None:
    good = [measured(f"good-{n}", "better", baseline=1, result=2) for n in range(4)]
    assert headlines([*good, measured("bad", "worse", baseline=2, result=1)]) == [0, 1, 4]
    assert headlines([good[0], measured("good-0", "missed", result=1, target=2)]) == [0, 1]
    assert headlines([]) == []


def test_the_view_holds_json_values_only(hub: Hub) -> None:
    for id in ("full", "bare", "long", "adapter", "arabic"):
        view = case_view(hub, record(hub, id))
        assert json.loads(json.dumps(view)) == view


def test_outcomes_keep_the_authors_order(hub: Hub) -> None:
    shown = outcomes_view(hub, record(hub, "full"))
    assert [each["id"] for each in shown] == [each["indicator"] for each in record(hub, "full").data["outcomes"]]
    assert [each["is_charted"] for each in shown] == [True, True, True, False, False, False]


# ---- what stands on the page


def test_the_six_sections_come_before_everything_that_is_derived(pages: dict[str, Document]) -> None:
    titles = [words(heading) for heading in pages["cases/full/"].within("h2")]
    assert titles[0] == "In short"
    assert titles[1:5] == SECTIONS
    assert titles[7:] == [
        *("What was measured", "What nobody expected", "What stood in the way"),
        *("Would it work for you?", "What it takes elsewhere", "What came later"),
        *("Where it came from, and where it went", "Similar cases", "Who to ask", "Key facts"),
        *("Sources", "Cite this case", "History"),
    ]


def test_the_contents_lead_to_every_section(pages: dict[str, Document]) -> None:
    for url in ("cases/full/", "cases/bare/", "cases/arabic/"):
        page = pages[url]
        links = page.links("ul", id="ch-contents")
        assert len(links) == len(set(links)) >= 10
        assert {link.removeprefix("#") for link in links} <= set(page.ids)


def test_verdict_evidence_and_cost_in_words_and_shape(pages: dict[str, Document]) -> None:
    top = words(next(pages["cases/full/"].within("dl")))
    for told in (
        "Mixed",
        "Account",
        "This record supports level 1 of 5",
        "Not evaluated independently",
        "EUR 3.8 billion once, EUR 1 500 a year",
    ):
        assert told in top
    classes = [each.get("class") for each in next(pages["cases/full/"].within("dl")).iter()]
    assert "ch-badge__shape" in classes
    assert classes.count("ch-level__step is-reached") == 1


def test_what_is_missing_is_shown_as_missing_with_a_link_that_adds_it(pages: dict[str, Document]) -> None:
    page = pages["cases/bare/"]
    edit = "https://forge.example.org/hub/edit/main/content/cases/bare.md"
    asked = [words(link) for link in page.within("a", href=edit)]
    for what in ("Cost", "Who to ask", "What stood in the way", "Population", "Months to launch"):
        assert f"Add it: {what}" in asked
    assert "Add it: Population" not in [words(link) for link in pages["cases/full/"].within("a")]


def test_a_hub_without_a_repository_offers_no_edit_and_no_issue(hub: Hub, tmp_path: Path) -> None:
    folder = make_case_hub(tmp_path / "hub")
    replace(folder / "mkdocs.yml", "repo_url: https://forge.example.org/hub\nedit_uri: edit/main/\n", "")
    page = read(build(folder))["cases/bare/"]
    assert "Add it" not in page.source
    assert "forge.example.org" not in page.source
    (report,) = [link for link in page.within("a") if words(link) == "How to report a mistake"]
    assert report.get("href") == "../../contribute/"


def test_reporting_a_mistake_opens_an_issue_with_title_and_path(pages: dict[str, Document]) -> None:
    reports = [link for link in pages["cases/full/"].within("a") if words(link) == "Report a mistake"]
    assert len(reports) == 2  # behind the text and at the foot, where every page has it
    (there,) = {link.get("href", "") for link in reports}
    address = urlsplit(there)
    asked = parse_qs(address.query)
    assert (address.netloc, address.path) == ("forge.example.org", "/hub/issues/new")
    assert asked["title"] == ["A mistake in: Building permits without paper"]
    assert asked["body"][0].startswith("content/cases/full.md\n")


def test_gitlab_reads_other_parameters() -> None:
    address = urlsplit(report_url("https://gitlab.example.org/a/b/", "T & U", "path"))
    assert address.path == "/a/b/-/issues/new"
    assert parse_qs(address.query) == {"issue[title]": ["T & U"], "issue[description]": ["path"]}
    assert report_url("", "T", "path") == ""


def test_sharing_calls_nobody(pages: dict[str, Document]) -> None:
    page = pages["cases/full/"]
    (mail,) = [link.get("href", "") for link in page.within("a") if words(link) == "Send by e-mail"]
    assert mail.startswith("mailto:?subject=Building%20permits")
    assert "https://hub.example.org/cases/full/" in unquote(mail)
    assert not any("hub.example.org" not in each and "//" in each for each in page.resources())


def test_the_founding_note_stands_on_what_editors_published_and_on_no_example(pages: dict[str, Document]) -> None:
    note = "Editors checked this against its sources. No peer has reviewed it yet."
    assert note in pages["cases/long/"].source
    assert note not in pages["cases/full/"].source  # a made-up example


def test_sources_lead_back_to_where_they_are_cited(pages: dict[str, Document]) -> None:
    page = pages["cases/full/"]
    back = page.links("li", id="source-audit")
    assert back[1:] == ["#cite-audit-1", "#cite-audit-2", "#ch-outcome-1"]
    assert {link.removeprefix("#") for link in back[1:]} <= set(page.ids)


def test_anchors_are_numbered_by_source_and_no_mark_begins_a_line() -> None:
    mark = '<sup class="ch-cite"><a href="#source-{0}">[1]</a></sup>'
    html = with_anchors(f"<p>One {mark.format('a')} two{mark.format('b')} three {mark.format('a')}.</p>")
    assert re.findall(r' id="([^"]+)"', html) == ["cite-a-1", "cite-b-1", "cite-a-2"]
    assert "One\u202f<sup" in html
    assert "two<sup" in html


def test_lineage_says_what_was_kept_and_changed_on_both_pages(pages: dict[str, Document]) -> None:
    there = words(next(pages["cases/adapter/"].within("section", **{"aria-labelledby": "ch-lineage"})))
    assert "Adapted from Building permits without paper, Hovedstaden, Denmark. The core was changed." in there
    assert "Fewer forms.A smaller town." in there
    here = words(next(pages["cases/full/"].within("section", **{"aria-labelledby": "ch-lineage"})))
    assert "Adapted by Permits without paper, again" in here


def test_people_can_be_reached_through_public_channels(pages: dict[str, Document]) -> None:
    section = next(pages["cases/full/"].within("section", **{"aria-labelledby": "ch-contacts"}))
    assert "Permit desk, City of Example" in words(section)
    assert [link.get("href") for link in section.iter() if link.get("href")] == [
        *("../../organisations/city-of-example/", "mailto:permits@example.org", "https://example.org/press"),
    ]


def test_a_text_in_another_script_says_its_language_and_direction(pages: dict[str, Document]) -> None:
    page = pages["cases/arabic/"]
    (title,) = page.within("h1")
    assert (title.get("lang"), title.get("dir")) == ("ar", "rtl")
    assert page.root.get("lang") == "en"
    assert next(page.within("h2", id="ch-brief")).get("lang") is None


def test_a_title_of_three_hundred_characters_is_whole_everywhere(pages: dict[str, Document]) -> None:
    title = LONG_TITLE.strip()
    page = pages["cases/long/"]
    assert len(LONG_TITLE) == 300
    assert words(next(page.within("h1"))) == title
    assert page.meta("og:title") == title
    assert title in words(next(page.within("p", id="ch-cite-text")))


# ---- citing


def test_the_citation_files_are_what_the_page_shows(hub_folder: Path, pages: dict[str, Document]) -> None:
    folder = hub_folder / "site/cases/full"
    for id, file in (("bibtex", "cite.bib"), ("ris", "cite.ris"), ("csl", "cite.json")):
        shown = words(next(pages["cases/full/"].within("pre", id=f"ch-cite-{id}")))
        assert shown == " ".join((folder / file).read_text("utf-8").split())


def test_the_citation_files_are_read_by_others(hub_folder: Path) -> None:
    folder = hub_folder / "site/cases/full"
    entry = bibtexparser.parse_string((folder / "cite.bib").read_text("utf-8")).entries[0].fields_dict
    (reference,) = rispy.loads((folder / "cite.ris").read_text("utf-8"))
    (item,) = json.loads((folder / "cite.json").read_text("utf-8"))
    address = "https://hub.example.org/cases/full/"
    assert entry["url"].value == reference["urls"][0] == item["URL"] == address
    assert reference["title"] == item["title"] == "Building permits without paper"
    assert reference["authors"] == ["Editors of A hub for tests"]


def test_people_who_wrote_a_case_are_cited_instead_of_the_editors(tmp_path: Path) -> None:
    hub = make_hub(tmp_path / "hub")
    text = case("written", contributors="[{person: example-official, roles: [writing-original-draft]}]")
    (hub / "content/cases/written.md").write_text(text, "utf-8")
    site = build(hub)
    person = records_of(hub).get("person", "example-official")
    assert person is not None
    assert f"{person.title} (2026)." in (site / "cases/written/index.html").read_text("utf-8")


# ---- files and weight


def test_files_beside_a_page_are_kept_as_long_as_the_page_is(hub_folder: Path, tmp_path: Path) -> None:
    hub = make_case_hub(tmp_path / "hub")
    assert run("casehub", "build", hub=hub).returncode == 0
    kept = hub / "site/cases/full/cite.bib"
    before = kept.stat().st_ino
    replace(hub / "content/cases/arabic.md", "تصاريح البناء بلا ورق", "عنوان آخر")
    assert run("casehub", "build", hub=hub).returncode == 0
    assert kept.stat().st_ino == before
    assert "عنوان آخر" in (hub / "site/cases/arabic/cite.bib").read_text("utf-8")
    assert "عنوان آخر" in (hub / "site/cases/arabic/record.json").read_text("utf-8")


def test_withdrawn_cases_have_no_such_files(hub_folder: Path) -> None:
    files = {path for path in tree(hub_folder / "site") if path.startswith("cases/withdrawn-case/")}
    assert files == {"cases/withdrawn-case/index.html"}


def test_a_case_page_with_all_it_fetches_comes_packed_in_half_of_a_hundred_kilobytes(own_hub: Path) -> None:
    site = own_hub / "site"
    cases = {
        url: page for url, page in read(site).items() if page.source.find('class="ch-wide ch-record ch-case"') > 0
    }
    assert len(cases) >= 11
    for url, page in cases.items():
        fetched = {(site / url / each.partition("?")[0]).resolve() for each in page.resources()}
        assert len(fetched) >= 6
        total = sum(
            len(gzip.compress(text)) for text in (page.source.encode(), *(path.read_bytes() for path in fetched))
        )
        assert total < 50_000, (url, total)


def test_a_second_reading_is_told_among_the_sources(mini_hub: Path) -> None:
    pages = read(mini_hub / "site")
    assert "2 of 2 were found in their sources" in pages["cases/valid-case/"].text("main")
    assert "second reader" not in pages["cases/second-case/"].text("main")
