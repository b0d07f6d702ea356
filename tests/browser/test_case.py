"""The page of a case as a person uses it: reading, jumping, copying, printing, on a phone, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from case_hub import make_case_hub
from hubs import build
from playwright.sync_api import expect
from servers import folder_served
from sight import DESKTOP, PHONE, Look, Site

_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
CASES = ("full", "bare", "long", "arabic", "adapter")


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = build(make_case_hub(tmp_path_factory.mktemp("cases") / "hub"))
    with folder_served(folder) as address:
        yield Site(folder, address)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(scheme: str, size: dict[str, int], cases: Site, look: Look) -> None:
    axe = Axe()
    found = []
    with look(color_scheme=scheme, viewport=size) as watched:
        for id in CASES:
            watched.page.goto(f"{cases.address}cases/{id}/")
            for details in watched.page.locator("details").all():
                details.evaluate("element => element.open = true")
            for fault in axe.run(watched.page, options=_RULES).response["violations"]:
                found.append((id, fault["id"], [node["target"] for node in fault["nodes"]][:3]))
    assert found == []


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_no_case_has_to_be_scrolled_sideways(width: int, cases: Site, look: Look) -> None:
    with look(viewport={"width": width, "height": 800}) as watched:
        for id in CASES:
            watched.page.goto(f"{cases.address}cases/{id}/")
            assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, id


def test_nothing_moves_while_the_page_loads(cases: Site, look: Look) -> None:
    watch = """() => {
      window.shifts = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shifts += entry.value; }))
        .observe({ type: "layout-shift", buffered: true });
    }"""
    for size in (DESKTOP, PHONE):
        with look(viewport=size) as watched:
            watched.page.add_init_script(f"({watch})()")
            watched.page.goto(f"{cases.address}cases/full/")
            watched.page.wait_for_timeout(300)
            assert watched.page.evaluate("window.shifts") == 0


def test_on_a_phone_the_verdict_is_seen_before_anything_is_scrolled(cases: Site, look: Look) -> None:
    with look(viewport=PHONE) as watched:
        watched.page.goto(f"{cases.address}cases/full/")
        for text in ("Building permits without paper", "Mixed"):
            expect(watched.page.locator("main").get_by_text(text, exact=True).last).to_be_in_viewport()


def test_the_contents_of_a_phone_open_and_lead_to_the_section(cases: Site, look: Look) -> None:
    with look(viewport=PHONE) as watched:
        page = watched.page
        page.goto(f"{cases.address}cases/full/")
        contents = page.get_by_role("navigation", name="On this page")
        expect(contents.get_by_role("link", name="What was hard")).to_be_hidden()
        contents.get_by_role("button", name="On this page").press("Enter")
        contents.get_by_role("link", name="What was hard").press("Enter")
        expect(page.get_by_role("heading", name="What was hard")).to_be_in_viewport()
        assert page.url.endswith("#what-was-hard")


def test_without_scripts_everything_is_there_and_no_dead_button(cases: Site, look: Look) -> None:
    with look(viewport=PHONE, java_script_enabled=False) as watched:
        page = watched.page
        page.goto(f"{cases.address}cases/full/")
        expect(page.get_by_role("navigation", name="On this page").get_by_role("link").first).to_be_visible()
        expect(page.locator("[data-copy], [data-copy-link], [data-toggle]").filter(visible=True)).to_have_count(0)
        page.get_by_text("BibTeX").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="Download cite.bib").click()
        assert download.value.suggested_filename == "full.bib"


def test_a_citation_is_copied_and_said_to_be(cases: Site, look: Look) -> None:
    with look(permissions=["clipboard-read", "clipboard-write"]) as watched:
        page = watched.page
        page.goto(f"{cases.address}cases/full/")
        page.get_by_text("RIS", exact=True).click()
        page.get_by_role("button", name="Copy: RIS").click()
        expect(page.locator(".ch-use__status")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.splitlines()[0] == "TY  - RPRT"
        assert copied.splitlines()[-1].startswith("ER  -")
        page.get_by_role("button", name="Copy the link").click()
        assert page.evaluate("navigator.clipboard.readText()").strip() == f"{cases.address}cases/full/"


def test_where_copying_is_not_allowed_the_text_is_selected(cases: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        page.goto(f"{cases.address}cases/full/")
        page.get_by_role("button", name="Copy: In words").click()
        expect(page.locator(".ch-use__status")).to_contain_text("copy it yourself")
        assert page.evaluate("getSelection().toString()").startswith("Editors of A hub for tests (2026).")


def test_a_reader_goes_from_a_mark_to_its_source_and_back(cases: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(f"{cases.address}cases/full/")
        page.locator("#cite-audit-2").click()
        expect(page.locator("#source-audit")).to_be_in_viewport()
        page.get_by_role("link", name="Back to where source 1 is cited, 2").click()
        expect(page.locator("#cite-audit-2")).to_be_in_viewport()


def test_every_control_is_large_enough(cases: Site, look: Look) -> None:
    with look(viewport=PHONE) as watched:
        watched.page.goto(f"{cases.address}cases/full/")
        small = watched.page.evaluate(
            """() => [...document.querySelectorAll("button, summary, .ch-button, .ch-sources__back a")]
              .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
              .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([text]) => text)"""
        )
        assert small == []


def test_cases_chosen_in_the_list_come_along_when_one_is_compared(cases: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(f"{cases.address}cases/full/")
        chosen = [{"id": "bare", "title": "B"}, {"id": "full", "title": "F"}]
        page.evaluate("chosen => sessionStorage.setItem('casehub-compare', JSON.stringify(chosen))", chosen)
        page.get_by_role("link", name="Compare this case").click()
        assert page.url.endswith("/compare/?ids=bare,full")
        expect(page.locator("#ch-compare-table thead a")).to_have_count(2)


def test_it_prints_on_upright_a4_with_its_charts_and_addresses(cases: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(f"{cases.address}cases/full/")
        pdf = page.pdf(prefer_css_page_size=True)
        width, height = _paper(pdf)
        assert (round(width), round(height)) == (595, 842)
        page.emulate_media(media="print")
        for gone in (".ch-header", ".ch-contents", ".ch-add", ".ch-use__links"):
            expect(page.locator(gone).first).to_be_hidden()
        for shown in (".ch-chart", ".ch-outcomes", ".ch-use__text", ".ch-verdicts"):
            expect(page.locator(shown).first).to_be_visible()
        assert "https://example.org/audit" in page.evaluate(
            "getComputedStyle(document.querySelector('#source-audit a'), '::after').content"
        )


def test_a_dark_reader_prints_dark_text_on_white(cases: Site, look: Look) -> None:
    with look(color_scheme="light") as watched:
        page = watched.page
        page.goto(f"{cases.address}cases/full/")
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.querySelector('.ch-quiet')).color") == "rgb(79, 90, 96)"


def test_forced_colours_keep_bars_and_steps_visible(cases: Site, look: Look) -> None:
    with look(forced_colors="active") as watched:
        page = watched.page
        page.goto(f"{cases.address}cases/full/")
        fills = page.evaluate(
            """() => [...document.querySelector(".ch-chart").querySelectorAll("rect")]
              .map((bar) => getComputedStyle(bar).stroke)"""
        )
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert fills and ground not in fills


def test_the_page_fetches_nothing_from_elsewhere_and_complains_about_nothing(cases: Site, look: Look) -> None:
    with look() as watched:
        watched.page.goto(f"{cases.address}cases/full/")
        watched.page.wait_for_load_state("networkidle")
        assert all(request.startswith(cases.address) for request in watched.requests)
        assert watched.complaints == []


def _paper(pdf: bytes) -> tuple[float, float]:
    """Width and height of the first page in points."""
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    assert box
    return float(box[1]), float(box[2])


def test_every_example_of_the_hub_is_looked_at(cases: Site) -> None:
    assert all((Path(cases.folder) / f"cases/{id}/index.html").exists() for id in CASES)
