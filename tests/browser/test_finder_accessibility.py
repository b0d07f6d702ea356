"""WCAG 2.2 A and AA on the finder in each of its states, and on the lists by facet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from finding import Finder, facts, make_finder_hub
from hubs import build
from playwright.sync_api import Page
from servers import folder_served
from sight import DESKTOP, PHONE, Look, Site

_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = build(make_finder_hub(tmp_path_factory.mktemp("finder") / "hub", facts()))
    with folder_served(folder) as address:
        yield Site(folder, address)


def unfolded(page: Page) -> None:
    """Every filter open, on a phone too."""
    toggle = page.locator("#ch-filters-toggle")
    if toggle.is_visible():
        toggle.click()
    for facet in page.locator("details[data-facet]:not([hidden])").all():
        if facet.get_attribute("open") is None:
            facet.locator("summary").click()
    page.wait_for_function(
        "() => ![...document.querySelectorAll('details[open]:not([hidden]) [data-values]')]"
        ".some(list => !list.querySelector('input'))"
    )


def chosen(page: Page) -> None:
    """Three cases in the tray."""
    for place in range(3):
        page.locator("#ch-results").get_by_role("checkbox").nth(place).check()


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "list": ("", lambda page: None),
    "filters open": ("?verdict=worked&verdict=mixed", unfolded),
    "results of words": ("?q=zebra+quaga&colour=red", lambda page: None),
    "nothing found": ("?q=okapi&verdict=worked&country=SE&level=local&technology=chatbot", lambda page: None),
    "everything": ("?q=made-up&in=all", unfolded),
    "tray": ("?page=2", chosen),
}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(scheme: str, size: dict[str, int], found: Site, look: Look) -> None:
    axe, faults = Axe(), []
    with look(color_scheme=scheme, viewport=size) as watched:
        page = watched.page
        for name, (query, act) in STATES.items():
            page.goto("about:blank")
            Finder(page, found.address).open(query)
            act(page)
            page.wait_for_timeout(150)
            faults += [(name, each["id"], each["nodes"][0]["target"]) for each in _violations(axe, page)]
        for url in ("cases/by/", "cases/by/country/", "cases/by/verdict/worked/"):
            page.goto(found.address + url)
            faults += [(url, each["id"], each["nodes"][0]["target"]) for each in _violations(axe, page)]
    assert faults == []


def _violations(axe: Axe, page: Page) -> list[dict[str, list[dict[str, str]]]]:
    found: list[dict[str, list[dict[str, str]]]] = axe.run(page, options=_RULES).response["violations"]
    return found


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_target_is_large_enough(size: dict[str, int], found: Site, look: Look) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 pixels, or a link in a sentence."""
    small = """
    [...document.querySelectorAll("main a, main button, main input, main select, main summary")]
      .filter(each => each.getClientRects().length && !each.closest("p, li > a"))
      .map(each => [each.outerHTML.slice(0, 80), (each.closest("label") || each).getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24)
      .map(([html, box]) => `${html} ${box.width}x${box.height}`)
    """
    with look(viewport=size) as watched:
        finder = Finder(watched.page, found.address)
        for query, act in STATES.values():
            finder.open(query)
            act(watched.page)
            assert watched.page.evaluate(small) == []
