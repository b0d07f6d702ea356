"""Pages of what the hub knows in a real browser: no violation, reachable by keyboard, complete without a script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from hubs import build, case, make_founding, make_hub
from playwright.sync_api import expect
from servers import folder_served
from sight import DESKTOP, PHONE, Look, Site

URLS = (
    *("map/", "dashboard/", "lineage/", "lineage/first-one/", "due/", "recognition/", "about/method/"),
    *("cases/first-one/", "people/example-official/", "organisations/city-of-example/"),
)
_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
_WAIT = "indicator: processing-time"
_MEASURED = (
    f"[{{{_WAIT}, dimension: efficiency, baseline: 20, result: 10, unit: days, better: lower,"
    f" comparison: other towns, source: notes}}, {{{_WAIT}, dimension: quality, baseline: 20,"
    f" result: 30, unit: days, better: lower, source: notes}},"
    f" {{{_WAIT}, dimension: quality, statement: Sooner., source: notes}}]"
)
_FROM_FIRST = "[{case: first-one, kept_core: 'yes'}]"
_FROM_BOTH = "[{case: second-one, kept_core: 'no', changes: [{what: Less, why: Money}]}, {case: first-one}]"


@pytest.fixture(scope="module")
def knowing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A hub whose cases have numbers, descend from one another, and count."""
    hub = make_hub(tmp_path_factory.mktemp("knowing") / "hub")
    counts = {"example": "", "outcomes": _MEASURED, "lead_organisation": "city-of-example"}
    fields = {
        "first-one": {"verdict": "worked", "title": "A very long title about " + "registers and permits " * 6},
        "second-one": {"verdict": "mixed", "adapted_from": _FROM_FIRST},
        "third-one": {
            "verdict": "did-not-work",
            "adapted_from": _FROM_BOTH,
            "title": "申請書類の電子化" * 6,
            "functions": "[GF0405]",
        },
    }
    texts = {id: case(id, **counts, **more) for id, more in fields.items()}
    for id, text in texts.items():
        (hub / f"content/cases/{id}.md").write_text(text, "utf-8")
    make_founding(hub, *texts)
    with folder_served(build(hub)) as address:
        yield Site(hub / "site", address)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(scheme: str, size: dict[str, int], knowing: Site, look: Look) -> None:
    found = []
    with look(color_scheme=scheme, viewport=size) as watched:
        for url in URLS:
            watched.page.goto(knowing.address + url)
            for fault in Axe().run(watched.page, options=_RULES).response["violations"]:
                found.append((url, fault["id"], fault["help"], [node["target"] for node in fault["nodes"]][:3]))
        assert watched.complaints == []
    assert found == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_has_to_be_scrolled_sideways(width: int, knowing: Site, look: Look) -> None:
    wide = []
    with look(viewport={"width": width, "height": 800}) as watched:
        for url in URLS:
            watched.page.goto(knowing.address + url)
            if watched.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append(url)
    assert wide == []


def test_without_a_script_tables_charts_and_lists_are_there(knowing: Site, look: Look) -> None:
    with look(java_script_enabled=False) as watched:
        watched.page.goto(knowing.address + "dashboard/")
        assert watched.page.locator(".ch-stat svg:visible").count() == 22
        assert watched.page.locator(".ch-stat table:visible").count() == 22
        watched.page.goto(knowing.address + "map/")
        assert watched.page.locator("table:visible").count() == 1  # its only challenge is made up
        watched.page.goto(knowing.address + "lineage/first-one/")
        assert watched.page.locator("svg.ch-graph a").count() == 3
        assert watched.page.locator(".ch-line:visible").count() == 3
        watched.page.goto(knowing.address + "due/")
        assert watched.page.locator("table:visible").count() >= 1


def test_the_picture_of_a_family_is_walked_with_the_keyboard(knowing: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(knowing.address + "lineage/first-one/")
        page.locator(".ch-graph-frame").focus()
        reached = []
        for _ in range(3):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
            frame = page.locator(".ch-graph__box:focus .ch-graph__frame")
            assert frame.evaluate("each => getComputedStyle(each).strokeWidth") == "4px"
        assert [href.removeprefix("../../cases/") for href in reached] == ["first-one/", "second-one/", "third-one/"]
        page.keyboard.press("Enter")
        page.wait_for_url("**/cases/third-one/")


def test_no_text_of_a_picture_runs_over_its_frame(knowing: Site, look: Look) -> None:
    with look() as watched:
        watched.page.goto(knowing.address + "lineage/first-one/")
        for box in watched.page.locator(".ch-graph__box").all():
            frame = box.locator("rect").bounding_box()
            for text in box.locator("text").all():
                inner = text.bounding_box()
                assert frame and inner and inner["x"] + inner["width"] <= frame["x"] + frame["width"]
        watched.page.goto(knowing.address + "dashboard/")
        for chart in watched.page.locator(".ch-bars-chart").all():
            right = chart.bounding_box()
            for text in chart.locator("text").all():
                inner = text.bounding_box()
                assert right and inner and inner["x"] + inner["width"] <= right["x"] + right["width"] + 2


def test_a_cell_of_the_map_leads_to_its_cases_in_the_finder(knowing: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(knowing.address + "map/")
        cell = page.get_by_role("link", name="General public services, Quality:")
        count = int(cell.locator(".ch-map__count").inner_text())
        assert count == 2
        assert "evidence up to level" in (cell.get_attribute("aria-label") or "")
        cell.click()
        page.locator("#ch-chips li").nth(1).wait_for()
        shown = page.locator("#ch-results > li:not(:has([data-part=example]))")  # examples are found, but never count
        expect(shown).to_have_count(count)
        assert "function=GF01" in page.url
        assert "dimension=quality" in page.url


def test_the_files_are_there(knowing: Site) -> None:
    for path in (
        "map/functions.csv",
        "map/challenges.csv",
        "dashboard/verdict.csv",
        "lineage/adaptations.csv",
        "due/due.csv",
    ):
        assert (knowing.folder / path).read_text("utf-8").count("\n") >= 1, path
