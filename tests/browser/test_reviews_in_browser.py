"""What pages tell of peer review, as readers meet it: accessible, on any screen, by keyboard and without a script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from hubs import build
from playwright.sync_api import Page
from review_hub import make_review_hub
from servers import folder_served
from sight import DESKTOP, PHONE, Look, Site

_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
URLS = (
    *("review/", "cases/permits/", "cases/parks/", "cases/valid-case/", "practices/reviewed/", "people/ben/"),
    "organisations/city-of-south/",
)
_UNFOLD = "document.querySelectorAll('main details').forEach(each => { each.open = true })"


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A hub whose records were reviewed."""
    folder = build(make_review_hub(tmp_path_factory.mktemp("reviews") / "hub"))
    with folder_served(folder) as address:
        yield Site(folder, address)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(scheme: str, size: dict[str, int], reviewed: Site, look: Look) -> None:
    axe, found = Axe(), []
    with look(color_scheme=scheme, viewport=size) as watched:
        for url in URLS:
            watched.page.goto(reviewed.address + url)
            watched.page.evaluate(_UNFOLD)
            for fault in axe.run(watched.page, options=_RULES).response["violations"]:
                found.append((url, fault["id"], fault["nodes"][0]["target"]))
        assert watched.complaints == []
    assert found == []


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_nothing_has_to_be_scrolled_sideways(width: int, reviewed: Site, look: Look) -> None:
    wide = []
    with look(viewport={"width": width, "height": 800}) as watched:
        for url in URLS:
            watched.page.goto(reviewed.address + url)
            watched.page.evaluate(_UNFOLD)
            if watched.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append(url)
    assert wide == []


def test_targets_are_large_enough_to_hit(reviewed: Site, look: Look) -> None:
    """WCAG 2.5.8: 24 by 24 pixels, or a link in a sentence."""
    small = """
    [...document.querySelectorAll(".ch-reviews a, .ch-reviews summary, .ch-page a, .ch-page summary")]
      .filter(each => each.getClientRects().length)
      .map(each => [each.textContent, each.getBoundingClientRect()])
      .filter(([, box]) => box.width < 24 || box.height < 24)
      .map(([text, box]) => `${text} ${box.width}x${box.height}`)
    """
    with look(viewport=PHONE) as watched:
        for url in ("review/", "cases/permits/", "practices/reviewed/"):
            watched.page.goto(reviewed.address + url)
            watched.page.evaluate(_UNFOLD)
            assert watched.page.evaluate(small) == [], url


def unfolded(page: Page) -> bool:
    return bool(page.locator("#review-3 details").evaluate("each => each.open"))


def test_a_review_unfolds_by_keyboard_and_the_line_at_the_top_leads_to_it(reviewed: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(reviewed.address + "cases/permits/")
        page.get_by_role("link", name="Read the reviews").press("Enter")
        assert page.evaluate("location.hash") == "#ch-reviews"
        summary = page.locator("#review-3 summary")
        summary.focus()
        assert not unfolded(page)
        page.keyboard.press("Enter")
        assert unfolded(page)
        assert page.get_by_text("We changed our plan because of it.").is_visible()
        page.keyboard.press("Enter")
        assert not unfolded(page)


def test_without_a_script_everything_can_be_read(reviewed: Site, look: Look) -> None:
    with look(java_script_enabled=False) as watched:
        page = watched.page
        page.goto(reviewed.address + "cases/permits/")
        page.locator("#review-3 summary").click()
        assert page.get_by_text("We changed our plan because of it.").is_visible()
        page.goto(reviewed.address + "review/")
        page.get_by_text("What is missing (1 thing)").first.click()
        assert page.get_by_text("(CH601)").first.is_visible()
        assert page.get_by_text("A reader would change a plan because of it.").is_visible()
