"""The home page as a person uses it: asking a question, with and without scripts, and going in by a list."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from hubs import ROOT, build
from playwright.sync_api import expect
from servers import folder_served
from sight import DESKTOP, PHONE, Look, Site

_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """This repository's own content."""
    hub: Path = tmp_path_factory.mktemp("home") / "hub"
    for part in ("content", "schemas", "hooks"):
        shutil.copytree(ROOT / part, hub / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", hub)
    folder = build(hub)
    with folder_served(folder) as address:
        yield Site(folder, address)


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without"])
def test_a_question_leads_to_the_finder(has_scripts: bool, own: Site, look: Look) -> None:
    with look(java_script_enabled=has_scripts) as watched:
        page = watched.page
        page.goto(own.address)
        page.get_by_label("What are you trying to solve?").fill("congestion in the city")
        page.keyboard.press("Enter")
        page.wait_for_url("**/cases/?q=congestion+in+the+city*")


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without"])
def test_every_other_page_has_the_box_in_its_head(has_scripts: bool, own: Site, look: Look) -> None:
    with look(java_script_enabled=has_scripts, viewport=PHONE) as watched:
        page = watched.page
        page.goto(f"{own.address}about/")
        page.get_by_role("banner").get_by_label("Search the cases").last.fill("identity")
        page.get_by_role("banner").get_by_role("button", name="Search", exact=True).click()
        page.wait_for_url("**/cases/?q=identity*")


def test_a_way_in_leads_to_a_list_of_as_many_cases(own: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(own.address)
        entry = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Did not work")).first
        count = int(entry.locator(".ch-ways__count").inner_text().split()[0])
        entry.get_by_role("link").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Did not work")
        expect(page.locator(".ch-result")).to_have_count(count)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(scheme: str, size: dict[str, int], own: Site, look: Look) -> None:
    with look(color_scheme=scheme, viewport=size) as watched:
        for url in ("", "cases/stockholm-congestion-charge/"):
            watched.page.goto(own.address + url)
            faults = Axe().run(watched.page, options=_RULES).response["violations"]
            assert [(fault["id"], fault["nodes"][0]["target"]) for fault in faults] == []


def test_nothing_moves_while_the_page_loads(own: Site, look: Look) -> None:
    watch = """() => {
      window.shifts = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shifts += entry.value; }))
        .observe({ type: "layout-shift", buffered: true });
    }"""
    for size in (DESKTOP, PHONE):
        with look(viewport=size) as watched:
            watched.page.add_init_script(f"({watch})()")
            for url in ("", "cases/gov-uk-verify/"):
                watched.page.goto(own.address + url)
                watched.page.wait_for_timeout(300)
                assert watched.page.evaluate("window.shifts") == 0, (url, size)


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_has_to_be_scrolled_sideways(width: int, own: Site, look: Look) -> None:
    with look(viewport={"width": width, "height": 800}) as watched:
        watched.page.goto(own.address)
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
