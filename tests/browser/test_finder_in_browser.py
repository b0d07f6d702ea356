"""The finder, used as a person uses it: what it finds is counted again by the test, from what the records say."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from finding import COUNTRIES, VERDICTS, Fact, Finder, facts, make_finder_hub, newest_first, would_give
from hubs import build
from playwright.sync_api import expect
from servers import folder_served
from sight import DESKTOP, PHONE, Look, Site, Watched

TOLD = facts()


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with made-up cases whose counts are known."""
    folder = build(make_finder_hub(tmp_path_factory.mktemp("finder") / "hub", TOLD))
    with folder_served(folder) as address:
        yield Site(folder, address)


@pytest.fixture
def watched(look: Look) -> Iterator[Watched]:
    """A page on a desktop that must not complain."""
    with look() as watched:
        yield watched
        assert watched.complaints == []


@pytest.fixture
def finder(watched: Watched, found: Site) -> Finder:
    return Finder(watched.page, found.address)


def with_any(*animals: str) -> list[Fact]:
    return [fact for fact in TOLD if set(animals) & set(fact.animals)]


def with_all(*animals: str) -> list[Fact]:
    return [fact for fact in TOLD if set(animals) <= set(fact.animals)]


# ---- words


def test_the_list_stands_there_before_anybody_asks(finder: Finder) -> None:
    finder.open().says(len(TOLD))
    assert finder.ids == newest_first(TOLD)[:10]
    assert finder.query == ""
    assert finder.chips == []


def test_typing_finds_and_writes_the_address(finder: Finder) -> None:
    finder.open()
    finder.words.press_sequentially("zebra")
    finder.says(len(with_any("zebra")))
    assert finder.query == "q=zebra"
    assert set(finder.ids) <= {fact.id for fact in with_any("zebra")}
    assert finder.chips == ["Remove filter Words: “zebra”"]


def test_the_beginning_of_a_word_finds_while_typing_and_in_a_shared_link(finder: Finder) -> None:
    finder.open()
    finder.words.press_sequentially("quagg")
    finder.says(len(with_any("quagga")))
    finder.open("?q=quagg").says(len(with_any("quagga")))


def test_any_word_finds_those_with_all_words_come_first_and_are_counted(finder: Finder) -> None:
    finder.open("?q=zebra+quagga")
    finder.says(len(with_any("zebra", "quagga")))
    both = with_all("zebra", "quagga")
    expect(finder.page.locator("#ch-notes")).to_contain_text(f"{len(both)} match all words.")
    assert set(finder.ids[: len(both)]) == {fact.id for fact in both}


def test_a_screen_reader_is_told_once_the_typing_ends(finder: Finder) -> None:
    finder.open()
    told = finder.page.locator("#ch-told")
    expect(told).to_have_attribute("role", "status")
    finder.page.evaluate(
        "window.said = []; new MutationObserver(() => said.push(document.getElementById('ch-told').textContent))"
        ".observe(document.getElementById('ch-told'), { childList: true })"
    )
    finder.words.press_sequentially("zebra quagga", delay=25)
    both = f"{len(with_any('zebra', 'quagga'))} case studies. {len(with_all('zebra', 'quagga'))} match all words."
    expect(told).to_have_text(both)
    assert len(finder.page.evaluate("said")) < 4, "not a word for each letter"


def test_a_slip_is_corrected_and_what_was_typed_can_be_had(finder: Finder) -> None:
    finder.open("?q=quaga").says(len(with_any("quagga")))
    notes = finder.page.locator("#ch-notes")
    expect(notes).to_contain_text("Searched for “quagga” instead of “quaga”.")
    finder.page.get_by_role("button", name="Search for “quaga” all the same").click()
    finder.says(0)
    assert parse_qs(finder.query) == {"q": ["quaga"], "exact": ["1"]}
    expect(notes).to_contain_text("No page has the word “quaga”.")
    finder.page.get_by_role("button", name="Allow corrected spelling").click()
    finder.says(len(with_any("quagga")))


def test_the_search_of_the_header_leads_here(finder: Finder, found: Site) -> None:
    page = finder.page
    page.goto(found.address + "about/")
    page.locator("header").get_by_role("searchbox").fill("okapi")
    page.keyboard.press("Enter")
    page.wait_for_selector("#ch-finder[data-ready]")
    finder.says(len(with_any("okapi")))
    expect(finder.words).to_have_value("okapi")


# ---- facets


def test_one_facet_adds_another_narrows(finder: Finder) -> None:
    finder.open()
    finder.box("verdict", "worked").check()
    finder.says(len([fact for fact in TOLD if fact.has(verdict=["worked"])]))
    finder.box("verdict", "mixed").check()
    finder.says(len([fact for fact in TOLD if fact.has(verdict=["worked", "mixed"])]))
    finder.box("country", "SE").check()
    wanted = [fact for fact in TOLD if fact.has(verdict=["worked", "mixed"], country=["SE"])]
    finder.says(len(wanted))
    assert sorted(finder.ids) == sorted(fact.id for fact in wanted)[:10]
    assert finder.query == "verdict=worked&verdict=mixed&country=SE"


def test_every_count_says_what_a_click_would_give(finder: Finder) -> None:
    chosen = {"verdict": {"worked", "too-early"}, "country": {"SE"}, "level": {"national"}}
    finder.open("?verdict=worked&verdict=too-early&country=SE&level=national")
    finder.says(len([fact for fact in TOLD if fact.has(**chosen)]))
    for name in ("verdict", "country", "level"):
        given = would_give(TOLD, name, chosen)
        counts = finder.counts(name)
        assert counts == {value: given[value] for value in counts}, name
    assert finder.counts("verdict").keys() == VERDICTS.keys(), "nothing goes away, even where it would give nothing"
    assert finder.counts("country").keys() == COUNTRIES.keys()
    none = [value for value, count in finder.counts("country").items() if not count]
    assert none, "the made-up cases should have such a country"
    expect(finder.page.locator(f'[data-value="{none[0]}"].is-none')).to_be_visible()


def test_counts_hold_with_words_too(finder: Finder) -> None:
    finder.open("?q=zebra&country=GB")
    zebras = with_any("zebra")
    finder.says(len([fact for fact in zebras if fact.country == "GB"]))
    given = would_give(zebras, "country", {})
    assert finder.counts("country") == {value: given[value] for value in COUNTRIES}


def test_a_click_gives_what_its_count_said(finder: Finder) -> None:
    finder.open("?level=local")
    finder.says(len([fact for fact in TOLD if fact.level == "local"]))
    for value, count in finder.counts("verdict").items():
        finder.box("verdict", value).check()
        finder.says(count)
        finder.box("verdict", value).uncheck()
        finder.says(len([fact for fact in TOLD if fact.level == "local"]))


def test_a_long_facet_is_narrowed_by_typing_and_keeps_what_is_ticked(finder: Finder) -> None:
    finder.open()
    finder.unfold("technologies")
    facet = finder.page.locator('[data-facet="technologies"]')
    assert len(finder.counts("technologies")) == 8
    facet.get_by_role("button", name=re.compile("Show all 12")).click()
    expect(facet.locator("[data-value]")).to_have_count(12)
    finder.box("technologies", "chatbot").check()
    facet.get_by_label(re.compile("^Find in: ")).fill("VOTING")
    expect(facet.locator("[data-value]")).to_have_count(2)
    assert set(finder.counts("technologies")) == {"online-voting", "chatbot"}
    expect(facet.get_by_role("status")).to_have_text("2 choices")
    expect(finder.box("technologies", "chatbot")).to_be_checked()
    facet.get_by_label(re.compile("^Find in: ")).fill("no such thing")
    assert set(finder.counts("technologies")) == {"chatbot"}


def test_facets_are_fetched_only_when_they_are_shown(watched: Watched, finder: Finder) -> None:
    finder.open()
    assert not [url for url in watched.requests if "/assets/search/" in url], "the page itself says what a look needs"
    finder.page.locator("#ch-filters").hover()
    finder.box("verdict", "mixed").check()
    finder.says(len([fact for fact in TOLD if fact.verdict == "mixed"]))
    fetched = " ".join(watched.requests)
    assert "-verdict.bin" in fetched
    assert "-mechanisms.bin" not in fetched
    assert "-technologies.bin" not in fetched
    finder.unfold("technologies")
    expect(finder.page.locator('[data-facet="technologies"] [data-value].is-none').first).to_be_visible()
    assert "-technologies.bin" in " ".join(watched.requests)


def test_ticking_keeps_the_focus_where_it_is(finder: Finder) -> None:
    finder.open()
    finder.box("verdict", "mixed").focus()
    finder.page.keyboard.press("Space")
    finder.says(len([fact for fact in TOLD if fact.verdict == "mixed"]))
    expect(finder.box("verdict", "mixed")).to_be_focused()


# ---- chips, address, history


def test_filters_in_use_can_be_taken_away_one_by_one_and_all_at_once(finder: Finder) -> None:
    finder.open("?q=zebra&verdict=worked&country=SE&country=GB")
    expect(finder.page.locator("#ch-chips li")).to_have_count(4)
    assert finder.chips == [
        "Remove filter Words: “zebra”",
        "Remove filter Verdict: Worked",
        "Remove filter Country: Sweden",
        "Remove filter Country: United Kingdom",
    ]
    finder.page.get_by_role("button", name="Remove filter Country: Sweden").click()
    finder.says(len([fact for fact in with_any("zebra") if fact.has(verdict=["worked"], country=["GB"])]))
    expect(finder.page.get_by_role("button", name="Remove filter Country: United Kingdom")).to_be_focused()
    expect(finder.box("country", "SE")).not_to_be_checked()
    finder.page.get_by_role("button", name="Remove all filters").click()
    finder.says(len(TOLD))
    assert (finder.query, finder.chips) == ("", [])
    expect(finder.words).to_have_value("")
    expect(finder.page.locator("#ch-found")).to_be_focused()


def test_back_and_forward_go_through_what_was_asked(finder: Finder) -> None:
    finder.open()
    finder.box("verdict", "worked").check()
    finder.box("country", "GB").check()
    finder.words.press_sequentially("zebra")
    finder.page.keyboard.press("Enter")
    steps = ["", "verdict=worked", "verdict=worked&country=GB", "q=zebra&verdict=worked&country=GB"]
    worked = [fact for fact in TOLD if fact.verdict == "worked"]
    british = [fact for fact in worked if fact.country == "GB"]
    counts = [len(TOLD), len(worked), len(british), len([fact for fact in british if "zebra" in fact.animals])]
    finder.says(counts[3])
    for place in (2, 1, 0):
        finder.page.go_back()
        finder.says(counts[place])
        assert finder.query == steps[place]
    expect(finder.words).to_have_value("")
    expect(finder.box("verdict", "worked")).not_to_be_checked()
    for place in (1, 2, 3):
        finder.page.go_forward()
        finder.says(counts[place])
    expect(finder.words).to_have_value("zebra")
    expect(finder.box("country", "GB")).to_be_checked()


def test_back_from_a_case_leads_to_the_same_results(finder: Finder) -> None:
    finder.open("?verdict=worked&sort=evidence")
    before = finder.ids
    finder.page.locator("#ch-results a").nth(2).click()
    finder.page.wait_for_load_state()
    finder.page.go_back()
    finder.says(len([fact for fact in TOLD if fact.verdict == "worked"]))
    assert finder.ids == before


def test_a_shared_link_shows_the_same_to_somebody_else(finder: Finder, look: Look, found: Site) -> None:
    finder.open()
    finder.words.press_sequentially("zebra okapi")
    finder.page.keyboard.press("Enter")
    finder.box("verdict", "mixed").check()
    finder.box("verdict", "worked").check()
    finder.page.get_by_label("Sort by").select_option("date")
    finder.page.wait_for_url(re.compile("sort=date"))
    expect(finder.page.locator("#ch-results")).not_to_have_attribute("aria-busy", "true")
    with look() as other:
        again = Finder(other.page, found.address).open(f"?{finder.query}")
        assert again.ids == finder.ids
        assert again.chips == finder.chips
        assert again.page.locator("#ch-found").inner_text() == finder.page.locator("#ch-found").inner_text()
        expect(again.box("verdict", "mixed")).to_be_checked()
        expect(again.page.get_by_label("Sort by")).to_have_value("date")


def test_what_an_address_says_that_nothing_is_called_is_said_and_left_out(finder: Finder) -> None:
    finder.open("?verdict=worked&verdict=splendid&colour=red&sort=size&page=x")
    finder.says(len([fact for fact in TOLD if fact.verdict == "worked"]))
    notes = finder.page.locator("#ch-notes")
    for said in ("Verdict: splendid", "colour: red", "sort: size", "page: x"):
        expect(notes).to_contain_text(said)
    assert finder.chips == ["Remove filter Verdict: Worked"]
    finder.box("verdict", "mixed").check()
    expect(notes).not_to_contain_text("splendid")
    assert finder.query == "verdict=worked&verdict=mixed"


def test_markup_in_an_address_stays_text(watched: Watched, finder: Finder) -> None:
    finder.open("?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&verdict=%3Cb%3E&%3Ci%3E=1").page.wait_for_timeout(300)
    assert watched.dialogs == []
    assert finder.page.locator("main img, main b, main i").count() == 0


# ---- order and pages


def test_without_words_there_is_no_best_match(finder: Finder) -> None:
    finder.open()
    options = finder.page.get_by_label("Sort by").locator("option:not([disabled])")
    assert options.all_inner_texts() == ["Newest first", "Strongest evidence"]
    finder.words.fill("zebra")
    expect(options).to_have_text(["Best match", "Newest first", "Strongest evidence"])


def test_the_strongest_evidence_comes_first(finder: Finder) -> None:
    finder.open("?sort=evidence")
    strength = {"account": 1, "before-after": 2, "comparison-group": 3, "quasi-experimental": 4, "randomised": 5}
    found = finder.everything(lambda: finder.page.get_by_role("link", name="Next").click())
    by_id = {fact.id: strength[fact.design] for fact in TOLD}
    assert [by_id[id] for id in found] == sorted(by_id.values(), reverse=True)


def test_the_newest_of_what_has_all_words_come_first(finder: Finder) -> None:
    finder.open("?q=zebra+quagga&sort=date")
    both = with_all("zebra", "quagga")
    finder.says(len(both))
    assert finder.ids == newest_first(both)


def test_pages_have_every_result_once_and_addresses_of_their_own(finder: Finder) -> None:
    finder.open()
    found = finder.everything(lambda: finder.page.get_by_role("link", name="Next").click())
    assert found == newest_first(TOLD)
    assert finder.query == "page=7"
    expect(finder.page.locator("#ch-found")).to_be_focused()
    finder.open("?page=3")
    assert finder.ids == newest_first(TOLD)[20:30]
    expect(finder.page.get_by_role("link", name="Page 3", exact=True)).to_have_attribute("aria-current", "page")
    finder.page.go_back()
    finder.open("?page=99").says(len(TOLD))
    expect(finder.page.locator("#ch-notes")).to_contain_text("There is no page 99: this is the last one.")
    assert finder.ids == newest_first(TOLD)[60:]


# ---- nothing found


def test_where_nothing_fits_it_says_what_to_drop_and_what_that_gives(finder: Finder) -> None:
    country, verdict = next(
        (country, verdict)
        for country in COUNTRIES
        for verdict in VERDICTS
        if not [fact for fact in with_any("okapi") if fact.has(country=[country], verdict=[verdict])]
        and [fact for fact in with_any("okapi") if fact.country == country]
    )
    finder.open(f"?q=okapi&country={country}&verdict={verdict}").says(0)
    empty = finder.page.locator("#ch-empty")
    expect(empty).to_contain_text("No case study fits all of this.")
    left = [fact for fact in with_any("okapi") if fact.country == country]
    drop = finder.page.get_by_role("button", name=f"Without the filter Verdict: {VERDICTS[verdict]}")
    expect(empty.get_by_role("listitem").filter(has=drop)).to_contain_text(f"({len(left)} case stud")
    drop.click()
    finder.says(len(left))
    assert sorted(finder.ids) == sorted(fact.id for fact in left)
    expect(empty).to_be_empty()


# ---- everything, export, compare


def test_everything_is_searched_on_request_with_the_kind_of_each_result(finder: Finder) -> None:
    finder.open("?q=made-up+example")
    finder.page.get_by_label("Also search practices").check()
    expect(finder.page.locator("#ch-found")).to_contain_text("results")
    assert parse_qs(finder.query) == {"q": ["made-up example"], "in": ["all"]}
    kinds = set(finder.counts("type"))
    assert {"case", "practice", "organisation", "challenge", "page"} <= kinds
    finder.box("type", "organisation").check()
    finder.page.wait_for_url(re.compile("type=organisation"))
    expect(finder.page.locator("#ch-results > li").first).to_contain_text("Organisation")
    assert finder.page.locator("#ch-results [data-compare]").count() == 0
    finder.page.get_by_label("Also search practices").uncheck()
    expect(finder.page.locator("#ch-found")).to_contain_text("case studies")
    assert "type" not in finder.query


def saved(finder: Finder, kind: str) -> str:
    with finder.page.expect_download() as download:
        finder.page.get_by_role("button", name=kind, exact=True).click()
    assert download.value.suggested_filename == f"case-studies.{kind.lower()}"
    return Path(download.value.path()).read_bytes().decode("utf-8")


def test_all_results_can_be_saved_as_csv_that_no_spreadsheet_takes_for_formulas(finder: Finder, found: Site) -> None:
    finder.open()
    text = saved(finder, "CSV")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [row["id"] for row in rows] == newest_first(TOLD)
    by_id = {fact.id: fact for fact in TOLD}
    for row in rows:
        fact = by_id[row["id"]]
        assert row["verdict"] == VERDICTS[fact.verdict]
        assert row["country"] == COUNTRIES[fact.country]
        assert row["url"] == f"{found.address}cases/{fact.id}/"
    assert not [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert next(row for row in rows if row["id"] == "made-05")["title"] == "'=1+1 is not a sum"
    expect(finder.page.locator("#ch-export-told")).to_have_text(f"Saved {len(TOLD)} results.")


def test_results_can_be_saved_as_json_with_the_address_that_gives_them(finder: Finder) -> None:
    finder.open("?verdict=worked&country=SE")
    told = json.loads(saved(finder, "JSON"))
    wanted = [fact for fact in TOLD if fact.has(verdict=["worked"], country=["SE"])]
    assert told["total"] == len(wanted)
    assert [each["id"] for each in told["results"]] == newest_first(wanted)
    assert told["address"] == finder.page.url


def test_up_to_four_cases_are_kept_for_comparing_while_one_filters(finder: Finder) -> None:
    finder.open()
    boxes = finder.page.locator("#ch-results").get_by_role("checkbox")
    ids = finder.ids
    tray = finder.page.get_by_role("region", name="Compare cases")
    expect(tray).to_be_hidden()
    boxes.nth(0).check()
    expect(tray).to_contain_text("Choose at least one more")
    expect(tray.get_by_role("link")).to_be_hidden()
    boxes.nth(1).check()
    finder.words.fill("zebra")
    finder.says(len(with_any("zebra")))
    finder.page.get_by_role("button", name="Remove all filters").click()
    finder.says(len(TOLD))
    expect(boxes.nth(0)).to_be_checked()
    boxes.nth(2).check()
    boxes.nth(3).check()
    boxes.nth(4).click()
    expect(boxes.nth(4)).not_to_be_checked()
    expect(tray).to_contain_text("Four cases are chosen.")
    link = tray.get_by_role("link", name="Compare side by side")
    expect(link).to_have_attribute("href", f"../compare/?ids={','.join(ids[:4])}")
    finder.page.reload()
    finder.page.wait_for_selector("#ch-finder[data-ready]")
    expect(tray.get_by_role("listitem")).to_have_count(4)
    tray.get_by_role("listitem").first.get_by_role("button").click()
    expect(tray.get_by_role("listitem")).to_have_count(3)
    expect(boxes.nth(0)).not_to_be_checked()
    tray.get_by_role("button", name="Empty the tray").click()
    expect(tray).to_be_hidden()
    expect(finder.page.locator("#ch-found")).to_be_focused()


# ---- keyboard


def test_everything_can_be_done_with_the_keyboard(finder: Finder) -> None:
    finder.open()
    keys = finder.page.keyboard
    finder.page.locator("h1").click()
    for _ in range(2):  # the way back to the home page comes first
        keys.press("Tab")
    expect(finder.words).to_be_focused()
    keys.type("zebra")
    keys.press("Enter")
    finder.says(len(with_any("zebra")))
    for _ in range(6):
        keys.press("Tab")
        if finder.box("verdict", "worked").evaluate("box => box === document.activeElement"):
            break
    expect(finder.box("verdict", "worked")).to_be_focused()
    keys.press("Space")
    finder.says(len([fact for fact in with_any("zebra") if fact.verdict == "worked"]))
    seen = []
    for _ in range(60):
        keys.press("Tab")
        at = "document.activeElement.closest('#ch-chips') && document.activeElement.innerText"
        if told := finder.page.evaluate(at):
            seen.append(told)
        if "Remove all filters" in seen:
            break
        box = finder.page.evaluate(
            "(() => { const b = document.activeElement.getBoundingClientRect(); return [b.width, b.height]; })()"
        )
        assert min(box) > 0, "the focus is always somewhere to be seen"
    assert len(seen) == 3
    keys.press("Enter")
    finder.says(len(TOLD))
    expect(finder.page.locator("#ch-found")).to_be_focused()


# ---- other screens and settings


def test_on_a_phone_filters_open_in_place(look: Look, found: Site) -> None:
    with look(viewport=PHONE) as watched:
        finder = Finder(watched.page, found.address).open()
        page = finder.page
        panel, toggle = page.locator("#ch-filters"), page.get_by_role("button", name=re.compile("^Filters"))
        expect(panel).to_be_hidden()
        assert not [url for url in watched.requests if "/facet-" in url and "-type." not in url]
        expect(toggle).to_have_attribute("aria-expanded", "false")
        toggle.click()
        expect(toggle).to_have_attribute("aria-expanded", "true")
        expect(toggle).to_be_focused()
        assert panel.evaluate("each => getComputedStyle(each).position") == "static"
        above = panel.bounding_box()
        below = page.locator("#ch-results").bounding_box()
        assert above is not None and below is not None and above["y"] + above["height"] <= below["y"]
        finder.box("verdict", "worked").check()
        worked = len([fact for fact in TOLD if fact.verdict == "worked"])
        finder.says(worked)
        expect(toggle).to_have_text("Filters (1)")
        page.get_by_role("button", name=f"Show {worked} case studies").click()
        expect(panel).to_be_hidden()
        expect(page.locator("#ch-found")).to_be_focused()
        expect(page.locator("#ch-found")).to_be_in_viewport()
        toggle.click()
        page.locator('[data-facet="verdict"] summary').focus()
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(toggle).to_be_focused()
        assert watched.complaints == []


def test_without_scripts_the_list_is_complete_and_its_links_work(look: Look, found: Site) -> None:
    with look(java_script_enabled=False) as watched:
        page = watched.page
        page.goto(f"{found.address}cases/")
        assert page.locator("#ch-results > li").count() == len(TOLD)
        expect(page.get_by_text("Searching and combining filters need JavaScript.")).to_be_visible()
        for hidden in ("[data-compare]", "[data-export]", "#ch-sort", "#ch-filters-toggle", "#ch-filters-done"):
            expect(page.locator(f"#ch-finder > :not(template) {hidden}").first).to_be_hidden()
        link = page.locator("#ch-filters").get_by_role("link", name="Worked")
        link.click()
        expect(page.locator("h1")).to_have_text("Case studies – Verdict: Worked")
        worked = [fact for fact in TOLD if fact.verdict == "worked"]
        assert page.locator(".ch-results > li").count() == len(worked)
        page.get_by_role("link", name="Case studies by kind").click()
        page.get_by_role("link", name="Kenya").click()
        kenyan = len([fact for fact in TOLD if fact.country == "KE"])
        assert page.locator(".ch-results > li").count() == kenyan
        assert watched.complaints == []


def test_an_address_that_asks_does_not_flash_the_whole_list(look: Look, found: Site) -> None:
    with look() as watched:
        page = watched.page
        page.route("**/assets/search/**", lambda route: None)  # never answered
        page.goto(f"{found.address}cases/?q=zebra", wait_until="domcontentloaded")
        page.wait_for_timeout(300)
        expect(page.locator("#ch-results > li").first).to_be_hidden()


@pytest.mark.parametrize("query", ["", "?verdict=worked"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_moves_when_the_script_takes_over(size: dict[str, int], query: str, look: Look, found: Site) -> None:
    """Cumulative layout shift, https://web.dev/articles/cls: what has been seen stays where it is."""
    with look(viewport=size) as watched:
        watched.page.add_init_script(
            "window.moved = []; const name = ({ node }) => node?.className || node?.nodeName;"
            "new PerformanceObserver(list => list.getEntries().forEach(each =>"
            " moved.push([each.value, ...each.sources.map(name)])))"
            ".observe({ type: 'layout-shift', buffered: true })"
        )
        Finder(watched.page, found.address).open(query)
        watched.page.wait_for_timeout(300)
        moved = watched.page.evaluate("moved")
        assert sum(each[0] for each in moved) < 0.01, moved


@pytest.mark.parametrize("kind", ["zoom", "forced", "still", "dark", "narrow"])
def test_it_works_however_it_is_shown(kind: str, look: Look, found: Site) -> None:
    settings = {
        "zoom": {"viewport": {"width": 640, "height": 450}},
        "forced": {"forced_colors": "active"},
        "still": {"reduced_motion": "reduce"},
        "dark": {"color_scheme": "dark"},
        "narrow": {"viewport": {"width": 320, "height": 640}},
    }[kind]
    with look(**settings) as watched:
        finder = Finder(watched.page, found.address).open("?q=zebra")
        page = finder.page
        if kind == "zoom":
            page.evaluate(
                "() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('html { font-size: 200% }');"
                " document.adoptedStyleSheets = [sheet]; }"
            )
        if not page.locator("#ch-filters").is_visible():
            page.get_by_role("button", name=re.compile("^Filters")).click()
        finder.box("country", "BR").check()
        finder.says(len([fact for fact in with_any("zebra") if fact.country == "BR"]))
        page.locator("#ch-results").get_by_role("checkbox").first.check()
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) == 0
        if kind == "forced":
            edge = page.locator(".ch-chip").first.evaluate("each => getComputedStyle(each).borderTopWidth")
            assert edge != "0px", "colours go away, edges stay"
        if kind == "still":
            moving = "document.getAnimations().length"
            assert page.evaluate(moving) == 0
        assert watched.complaints == []


# ---- when something is missing


def test_without_the_network_it_says_so_and_tries_again(look: Look, found: Site) -> None:
    with look() as watched:
        page = watched.page
        page.route("**/assets/search/**", lambda route: route.abort())
        finder = Finder(page, found.address).open("?q=zebra")
        expect(page.get_by_role("alert")).to_contain_text("The search could not be fetched.")
        assert page.locator("#ch-results > li").count() == len(TOLD), "the list is there all the same"
        expect(page.locator("#ch-results > li").first).to_be_visible()
        page.unroute("**/assets/search/**")
        page.get_by_role("button", name="Try again").click()
        finder.says(len(with_any("zebra")))
        expect(page.get_by_role("alert")).to_have_count(0)


def test_a_part_that_is_missing_is_said(look: Look, found: Site) -> None:
    with look() as watched:
        page = watched.page
        page.route("**/facet-*-technologies.bin", lambda route: route.abort())
        finder = Finder(page, found.address).open("?technology=chatbot")
        expect(page.get_by_role("alert")).to_contain_text("A part of the search could not be fetched")
        page.route("**/cards-*", lambda route: route.abort())
        finder.open()
        page.get_by_role("button", name="CSV", exact=True).click()
        expect(page.locator("#ch-export-told")).to_contain_text("nothing was saved")


def test_without_its_script_it_is_the_plain_list(look: Look, found: Site) -> None:
    with look() as watched:
        watched.page.route("**/site/finder.js*", lambda route: route.abort())
        watched.page.goto(f"{found.address}cases/?q=zebra")
        expect(watched.page.locator("#ch-results > li").first).to_be_visible()
        expect(watched.page.locator("#ch-sort")).to_be_hidden()


@pytest.mark.parametrize("count", [0, 1])
def test_a_hub_with_no_case_or_one(count: int, tmp_path: Path, look: Look) -> None:
    folder = build(make_finder_hub(tmp_path / "hub", facts(count)))
    with folder_served(folder) as address, look() as watched:
        finder = Finder(watched.page, address).open()
        if count:
            finder.says(1)
            assert finder.ids == ["made-00"]
            finder.open("?verdict=worked&verdict=mixed&verdict=promising").page.wait_for_timeout(100)
            finder.open("?q=zebra").says(1)
        else:
            expect(watched.page.locator("#ch-found")).to_have_text("0 case studies")
            expect(watched.page.locator("#ch-finder")).to_contain_text("Nothing here yet.")
            finder.open("?q=zebra").says(0)
            expect(watched.page.locator("#ch-empty")).to_contain_text("No case study fits all of this.")
        assert watched.complaints == []


def test_nothing_is_fetched_from_elsewhere(watched: Watched, finder: Finder, found: Site) -> None:
    finder.open("?q=zebra&in=all")
    assert [url for url in watched.requests if not url.startswith(found.address)] == []
