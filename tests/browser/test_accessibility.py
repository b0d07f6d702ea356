"""WCAG 2.2 A and AA on every kind of page, in both colour schemes, on a desktop and on a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from sight import DESKTOP, PHONE, Look, Site

_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
EXPECTED = {
    "./",
    "cases/",
    "contribute/rules/ch204/",
    "organisations/city-of-example/",
    "cases/every-mark/",
    "practices/ask-first/",
    "challenges/slow-permits/",
    "glossary/one-stop-shop/",
    "about/method/",
    "context/",
    "cases/withdrawn-case/",
    "contribute/rules/",
    "contribute/new/",
    "questions/",
    "review/",
    "no/such/page/",
}


def test_every_kind_of_page_is_looked_at(site: Site) -> None:
    assert set(site.samples) >= EXPECTED - {"contribute/rules/ch204/", "organisations/city-of-example/"}
    for kind in ("cases/", "organisations/", "contribute/rules/ch", "people/", "groups/", "events/", "learning/"):
        assert any(url.startswith(kind) and url != kind for url in site.samples), kind


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(scheme: str, size: dict[str, int], site: Site, look: Look) -> None:
    axe = Axe()
    found = []
    whole = scheme == "light" and size == DESKTOP
    with look(color_scheme=scheme, viewport=size) as watched:
        for url in site.samples if whole else sorted(EXPECTED):  # every kind once, the most read ones in every way
            watched.page.goto(site.address + url)
            for fault in axe.run(watched.page, options=_RULES).response["violations"]:
                places = [node["target"] for node in fault["nodes"]]
                found.append((url, fault["id"], fault["help"], places[:3]))
    assert found == []


def test_axe_does_find_what_is_wrong(look: Look) -> None:
    with look() as watched:
        watched.page.set_content('<html><body><img src="x.png"><p style="color:#ccc">pale</p></body></html>')
        rules = {fault["id"] for fault in Axe().run(watched.page, options=_RULES).response["violations"]}
    assert {"image-alt", "html-has-lang", "color-contrast"} <= rules


def test_with_the_menu_open_on_a_phone_there_is_no_violation_either(site: Site, look: Look) -> None:
    with look(viewport=PHONE) as watched:
        watched.page.goto(site.address)
        watched.page.get_by_role("button", name="Menu").click()
        assert Axe().run(watched.page, options=_RULES).response["violations"] == []


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_nothing_has_to_be_scrolled_sideways(width: int, site: Site, look: Look) -> None:
    wide = []
    with look(viewport={"width": width, "height": 800}) as watched:
        for url in site.samples:
            watched.page.goto(site.address + url)
            if watched.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append(url)
    assert wide == []


def test_long_words_in_any_field_do_not_widen_a_page(hostile_site: Site, look: Look) -> None:
    wide = []
    with look(viewport={"width": 320, "height": 800}) as watched:
        for folder in sorted(path.name for path in hostile_site.folder.glob("*") if (path / "hostile-9").is_dir()):
            for url in (f"{folder}/", f"{folder}/hostile-9/", f"{folder}/hostile-5/"):
                watched.page.goto(hostile_site.address + url)
                if watched.page.evaluate(
                    "document.documentElement.scrollWidth > document.documentElement.clientWidth"
                ):
                    wide.append(url)
    assert wide == []


def test_text_may_be_twice_as_large_and_spaced_without_loss(site: Site, look: Look) -> None:
    """WCAG 1.4.4 and 1.4.12: larger text, and the spacing that readers may set."""
    spaced = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
    lost = []
    with look(viewport={"width": 640, "height": 800}) as watched:
        for url in site.samples:
            watched.page.goto(site.address + url)
            watched.page.evaluate(
                "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
                " document.adoptedStyleSheets = [sheet]; }",
                f"html {{ font-size: 200% }} {spaced}",
            )
            if watched.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                lost.append(url)
    assert lost == []


def test_targets_are_large_enough_to_hit(site: Site, look: Look) -> None:
    """WCAG 2.5.8: 24 by 24 pixels for what stands alone; links in a sentence are exempt."""
    small = []
    with look(viewport=PHONE) as watched:
        watched.page.goto(site.address + "cases/every-mark/")
        watched.page.get_by_role("button", name="Menu").click()
        for place in watched.page.locator("button:visible, nav a:visible, footer a:visible").all():
            box = place.bounding_box()
            assert box
            if box["height"] < 24 or box["width"] < 24:
                small.append((place.inner_text(), box))
    assert small == []
