"""Everything can be reached and used with the keyboard alone, and one always sees where one is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from sight import DESKTOP, PHONE, Look, Site

_FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) return null;
  const box = at.getBoundingClientRect();
  return {
    name: (at.innerText || at.getAttribute("aria-label") || at.tagName).trim().slice(0, 60),
    tag: at.tagName.toLowerCase(), id: at.id, classes: at.className,
    width: box.width, height: box.height,
    isOnScreen: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
    isInDocument: box.left + scrollX >= -1 && box.top + scrollY >= -1
      && box.right + scrollX <= document.documentElement.scrollWidth + 1,
    isVisible: at.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    hasOutline: [at, at.parentElement, at.parentElement?.parentElement].some(
      each => each && each.matches(":focus-within") && getComputedStyle(each).outlineStyle !== "none"),
  };
}"""
_MOST = 400
_CONTROLS = ("a", "button", "input", "select", "summary")


def stops(page: Page) -> list[dict[str, object]]:
    """Every focus stop of a page, in order, until the focus leaves it."""
    found: list[dict[str, object]] = []
    for _ in range(_MOST):
        page.keyboard.press("Tab")
        stop = page.evaluate(_FOCUS)
        if stop is None:
            return found
        found.append(stop)
    raise AssertionError("the focus never leaves the page")


def test_the_first_stop_is_the_skip_link_which_leads_to_the_content(site: Site, look: Look) -> None:
    with look() as watched:
        for url in site.samples:
            watched.page.goto(site.address + url)
            watched.page.keyboard.press("Tab")
            stop = watched.page.evaluate(_FOCUS)
            assert stop["name"] == "Skip to content", url
            assert stop["isOnScreen"], url
            watched.page.keyboard.press("Enter")
            assert watched.page.evaluate("document.activeElement.tagName") == "MAIN", url
            watched.page.keyboard.press("Tab")
            after = (
                "document.activeElement === document.body || document.activeElement.closest('main, footer') !== null"
            )
            assert watched.page.evaluate(after), url


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_stop_can_be_seen(size: dict[str, int], site: Site, look: Look) -> None:
    with look(viewport=size) as watched:
        for url in site.samples:
            watched.page.goto(site.address + url)
            found = stops(watched.page)
            assert len(found) >= 4, url
            for stop in found:
                assert stop["width"] and stop["height"], (url, stop)
                assert stop["isVisible"], (url, stop)
                assert stop["isOnScreen"], (url, stop)
                assert stop["isInDocument"], (url, stop)
                assert stop["hasOutline"], (url, stop)


def test_every_link_that_can_be_seen_can_be_reached(site: Site, look: Look) -> None:
    with look() as watched:
        for url in ("./", "cases/every-mark/", "cases/"):
            watched.page.goto(site.address + url)
            visible = watched.page.evaluate(
                "[...document.querySelectorAll('a[href], button, input, select, summary')].filter("
                "each => each.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })).length"
            )
            reached = [stop for stop in stops(watched.page) if stop["tag"] in _CONTROLS]
            assert len(reached) >= visible, url


def test_on_a_phone_the_menu_opens_and_closes_by_keyboard(site: Site, look: Look) -> None:
    with look(viewport=PHONE) as watched:
        page = watched.page
        page.goto(site.address + "cases/valid-case/")
        button = page.get_by_role("button", name="Menu")
        entry = page.get_by_role("navigation", name="Main").get_by_role("link", name="Cases")
        assert button.get_attribute("aria-expanded") == "false"
        assert not entry.is_visible()
        button.focus()
        page.keyboard.press("Enter")
        assert button.get_attribute("aria-expanded") == "true"
        assert entry.is_visible()
        for _ in range(5):  # other controls of the frame may stand between
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('#ch-menu') !== null"):
                break
        else:
            raise AssertionError("the open menu is not next to its button")
        page.keyboard.press("Escape")
        assert button.get_attribute("aria-expanded") == "false"
        assert not entry.is_visible()
        assert page.evaluate("document.activeElement.textContent.trim()") == "Menu"
        page.keyboard.press("Space")
        assert entry.is_visible()
        page.keyboard.press("Space")
        assert not entry.is_visible()


def test_on_a_desktop_the_menu_needs_no_button(site: Site, look: Look) -> None:
    with look() as watched:
        watched.page.goto(site.address)
        assert not watched.page.get_by_role("button", name="Menu").is_visible()
        assert watched.page.get_by_role("navigation", name="Main").get_by_role("link", name="Cases").is_visible()


def test_a_group_of_the_menu_opens_and_closes_by_keyboard(site: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(site.address + "cases/valid-case/")
        group = page.get_by_role("button", name="Network")
        entry = page.get_by_role("navigation", name="Main").get_by_role("link", name="Organisations")
        assert not entry.is_visible()
        group.focus()
        page.keyboard.press("Enter")
        assert group.get_attribute("aria-expanded") == "true"
        assert entry.is_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert not entry.is_visible()
        assert page.evaluate("document.activeElement.textContent.trim()") == "Network"
        page.keyboard.press("Enter")
        page.get_by_role("link", name="About", exact=True).first.focus()
        assert not entry.is_visible(), "leaving the group closes it"


def test_a_wide_table_can_be_scrolled_with_the_keyboard(site: Site, look: Look) -> None:
    with look(viewport=PHONE) as watched:
        watched.page.goto(site.address + "cases/every-mark/")
        scrolled = watched.page.evaluate(
            "[...document.querySelectorAll('main *')].filter(each => each.scrollWidth > each.clientWidth + 1"
            " && ['auto', 'scroll'].includes(getComputedStyle(each).overflowX)).map(each => each.tabIndex)"
        )
        assert all(index >= 0 for index in scrolled)
