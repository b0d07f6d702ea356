"""Comparing cases as a person does: by link, with the keyboard, back and forward, on paper, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from case_hub import make_case_hub
from hubs import build
from playwright.sync_api import Page, expect
from servers import folder_served
from sight import DESKTOP, PHONE, Look, Site

_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = build(make_case_hub(tmp_path_factory.mktemp("compare") / "hub"))
    with folder_served(folder) as address:
        yield Site(folder, address)


def compare(page: Page, site: Site, query: str) -> None:
    """Open the page and wait until it has decided what it shows."""
    page.goto(f"{site.address}compare/{query}")
    expect(page.locator("#ch-compare")).to_have_attribute("data-shown", re.compile(r"\d"))


def heads(page: Page) -> list[str]:
    """The titles above the columns."""
    return page.locator("#ch-compare-table thead a").all_inner_texts()


def row(page: Page, label: str) -> str:
    """A row's words, its head first."""
    head = page.get_by_role("rowheader").filter(has_text=re.compile(f"^{re.escape(label)}"))
    return " | ".join(head.locator("xpath=..").locator("th, td").all_inner_texts()).replace("\n", " ")


def test_the_address_says_what_is_compared_in_which_order(cases: Site, look: Look) -> None:
    with look() as watched:
        compare(watched.page, cases, "?ids=full,bare,adapter")
        assert heads(watched.page) == [
            *("Building permits without paper", "The made-up case bare", "Permits without paper, again"),
        ]
        fetched = [request for request in watched.requests if request.endswith("record.json")]
        assert sorted(fetched) == [f"{cases.address}cases/{id}/record.json" for id in ("adapter", "bare", "full")]
        assert watched.complaints == []


def test_differences_and_blanks_are_said_in_words(cases: Site, look: Look) -> None:
    with look() as watched:
        compare(watched.page, cases, "?ids=full,bare")
        assert row(watched.page, "Verdict") == "Verdict differs | Mixed | Too early to say"
        assert row(watched.page, "Country") == "Country same in all | Denmark | Denmark"
        assert row(watched.page, "Region") == "Region not stated in all | Hovedstaden | Not stated"
        assert row(watched.page, "Skills") == "Skills not stated anywhere | Not stated | Not stated"
        assert "Not measured" in row(watched.page, "User satisfaction")
        status = watched.page.locator("#ch-compare-status")
        expect(status).to_have_text(re.compile(r"^2 cases are compared\. \d+ of \d+ rows differ"))


def test_it_is_a_real_table(cases: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        compare(page, cases, "?ids=full,bare")
        assert page.get_by_role("columnheader").count() == 3
        assert page.get_by_role("rowheader").count() > 40
        counts = page.evaluate(
            "[...document.querySelectorAll('#ch-compare-table tr[data-state]')].map((r) => r.cells.length)"
        )
        assert set(counts) == {3}


def test_rows_that_say_the_same_can_be_hidden_and_the_address_remembers(cases: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        compare(page, cases, "?ids=full,bare")
        page.get_by_label("Hide rows that say the same in all").check()
        expect(page.get_by_role("rowheader", name="Country")).to_have_count(0)
        expect(page.get_by_role("rowheader", name="Verdict")).to_be_visible()
        assert page.url.endswith("?ids=full,bare&only=differs")
        page.reload()
        expect(page.get_by_role("rowheader", name="Verdict")).to_be_visible()
        expect(page.get_by_role("rowheader", name="Country")).to_have_count(0)


def test_a_case_is_removed_with_the_keyboard_and_comes_back_with_the_back_button(cases: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        compare(page, cases, "?ids=full,bare,adapter")
        page.get_by_role("button", name="Remove: The made-up case bare").press("Enter")
        expect(page.locator("#ch-compare-table thead a")).to_have_count(2)
        assert page.url.endswith("?ids=full,adapter")
        expect(page.locator("#ch-compare-status")).to_contain_text("Removed: The made-up case bare")
        expect(page.locator("#ch-compare-title")).to_be_focused()
        page.go_back()
        expect(page.locator("#ch-compare-table thead a")).to_have_count(3)
        page.go_forward()
        expect(page.locator("#ch-compare-table thead a")).to_have_count(2)


def test_removing_all_but_one_and_all_leaves_words(cases: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        compare(page, cases, "?ids=full,bare")
        page.get_by_role("button", name="Remove: The made-up case bare").click()
        expect(page.get_by_text("One case is here.")).to_be_visible()
        expect(page.locator(".ch-compare__state")).to_have_count(0)
        page.get_by_role("button", name="Remove: Building permits without paper").click()
        expect(page.get_by_role("heading", name="Nothing to compare yet")).to_be_visible()
        assert page.url.endswith("/compare/")


@pytest.mark.parametrize("query", ["", "?ids=", "?ids=,,", "?other=1"])
def test_without_cases_it_explains_and_leads_to_the_list(query: str, cases: Site, look: Look) -> None:
    with look() as watched:
        compare(watched.page, cases, query)
        expect(watched.page.get_by_role("heading", name="Nothing to compare yet")).to_be_visible()
        expect(watched.page.get_by_role("link", name="Choose cases")).to_have_attribute("href", "../cases/")
        assert watched.complaints == []


def test_unknown_ids_are_said_and_left_out(cases: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        compare(page, cases, "?ids=full,no-such-case,../../cases/bare,<b>,draft-case,withdrawn-case")
        assert heads(page) == ["Building permits without paper"]
        notes = page.locator("#ch-compare-notes")
        for id in ("no-such-case", "../../cases/bare", "<b>"):
            expect(notes).to_contain_text(f"There is no case with the id “{id}”")
        expect(notes).to_contain_text("At most 4 cases fit side by side. Left out: draft-case, withdrawn-case.")
        assert not any("bare" in request for request in watched.requests if request.endswith("record.json"))
        expect(page.locator("#ch-compare-status")).to_contain_text("no-such-case")


def test_the_same_case_twice_stands_there_once(cases: Site, look: Look) -> None:
    with look() as watched:
        compare(watched.page, cases, "?ids=full,full&ids=bare,full")
        assert len(heads(watched.page)) == 2


def test_more_than_four_are_named_and_left_out(cases: Site, look: Look) -> None:
    with look() as watched:
        compare(watched.page, cases, "?ids=full,bare,long,arabic,adapter")
        assert len(heads(watched.page)) == 4
        expect(watched.page.locator("#ch-compare-notes")).to_contain_text("Left out: adapter.")
        expect(watched.page.get_by_role("link", name="Add a case")).to_be_hidden()


def test_a_case_that_cannot_be_fetched_is_said(cases: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.route("**/bare/record.json", lambda route: route.abort())
        compare(page, cases, "?ids=full,bare")
        expect(page.locator("#ch-compare-notes")).to_contain_text("The case “bare” could not be fetched.")
        assert len(heads(page)) == 1
        page.unroute("**/bare/record.json")
        page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
        expect(page.locator("#ch-compare-table thead a")).to_have_count(2)


def test_whoever_adds_a_case_finds_the_others_chosen_in_the_list(cases: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        compare(page, cases, "?ids=full,bare")
        page.get_by_role("link", name="Add a case").click()
        page.wait_for_url("**/cases/")
        kept = page.evaluate("JSON.parse(sessionStorage.getItem('casehub-compare')).map((each) => each.id)")
        assert kept == ["full", "bare"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(scheme: str, size: dict[str, int], cases: Site, look: Look) -> None:
    axe = Axe()
    with look(color_scheme=scheme, viewport=size) as watched:
        for query in ("", "?ids=full,bare,long,arabic", "?ids=full,nobody"):
            compare(watched.page, cases, query)
            faults = axe.run(watched.page, options=_RULES).response["violations"]
            assert [(fault["id"], fault["nodes"][0]["target"]) for fault in faults] == []


def test_heads_of_rows_stay_in_sight_on_a_phone(cases: Site, look: Look) -> None:
    with look(viewport=PHONE) as watched:
        page = watched.page
        compare(page, cases, "?ids=full,bare,long")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        region = page.get_by_role("region", name="Comparison, scrolls sideways")
        region.focus()
        region.evaluate("element => { element.scrollLeft = element.scrollWidth; }")
        head = page.get_by_role("rowheader", name="Verdict")
        head.scroll_into_view_if_needed()
        box = head.bounding_box()
        assert box and 0 <= box["x"] < 40


def test_with_the_keyboard_everything_is_reached_and_nothing_hides_behind_the_head(cases: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        compare(page, cases, "?ids=full,bare")
        page.get_by_label("Hide rows that say the same in all").focus()
        seen = []
        for _ in range(8):
            page.keyboard.press("Tab")
            seen.append(
                page.evaluate(
                    "(document.activeElement.getAttribute('aria-label') || document.activeElement.textContent).trim()"
                )
            )
        assert seen[:6] == [
            *("Add a case", "Comparison, scrolls sideways", "Building permits without paper"),
            *("Remove: Building permits without paper", "The made-up case bare", "Remove: The made-up case bare"),
        ]
        page.locator("#ch-compare-table td a").last.focus()
        for _ in range(3):
            page.keyboard.press("Shift+Tab")
            top = page.evaluate("document.activeElement.getBoundingClientRect().top")
            head = page.evaluate("document.querySelector('#ch-compare-table thead th').getBoundingClientRect()")
            in_head = page.evaluate("Boolean(document.activeElement.closest('thead'))")
            assert in_head or top >= head["bottom"] or head["top"] > 0


def test_it_prints_on_a4_lying_down(cases: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        compare(page, cases, "?ids=full,bare,long,arabic")
        box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", page.pdf(prefer_css_page_size=True))
        assert box and (round(float(box[1])), round(float(box[2]))) == (842, 595)
        page.emulate_media(media="print")
        expect(page.get_by_role("button", name="Remove: The made-up case bare")).to_be_hidden()
        expect(page.get_by_role("rowheader", name="Verdict")).to_be_visible()
        paper = 1123 - 2 * 45  # 297 mm less the margins, in CSS pixels
        page.set_viewport_size({"width": paper, "height": 700})
        assert page.evaluate("document.querySelector('#ch-compare-table table').scrollWidth") <= paper


def test_without_scripts_it_explains_and_leads_to_the_list(cases: Site, look: Look) -> None:
    with look(java_script_enabled=False) as watched:
        page = watched.page
        page.goto(f"{cases.address}compare/?ids=full,bare")
        expect(page.get_by_text("Comparing needs JavaScript")).to_be_visible()
        page.get_by_role("link", name="All case studies").last.click()
        assert page.url.endswith("/cases/")


def test_forced_colours_keep_what_differs_in_words(cases: Site, look: Look) -> None:
    with look(forced_colors="active") as watched:
        compare(watched.page, cases, "?ids=full,bare")
        assert row(watched.page, "Verdict").startswith("Verdict differs")


def test_titles_in_markup_stay_text(cases: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        answer = {"status": 200, "content_type": "application/json"}
        hostile = (
            '{"id":"bare","url":"cases/bare/","title":"<img src=x onerror=alert(1)>","language":"en",'
            '"place":"","years":"","note":"","verdict":"","cells":{"country":[{"text":"<b>x</b>","url":"cases/full/"}]},"outcomes":[]}'
        )
        page.route("**/bare/record.json", lambda route: route.fulfill(body=hostile, **answer))
        compare(page, cases, "?ids=full,bare")
        assert heads(page)[1] == "<img src=x onerror=alert(1)>"
        assert watched.dialogs == []
        assert page.locator("#ch-compare-table img, #ch-compare-table b").count() == 0
