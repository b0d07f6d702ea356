"""The frame of every page: colour scheme, life without scripts, print, forced colours; and that nobody is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hubs import make_hub, replace
from servers import served
from sight import DESKTOP, PHONE, Look, Site

GROUND = "getComputedStyle(document.body).backgroundColor"
_PALE = """[...document.querySelectorAll("main *")].filter(each => {
  const hasText = [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  if (!hasText || !each.checkVisibility()) return false;
  const part = value => (value /= 255, value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const [red, green, blue] = getComputedStyle(each).color.match(/[\\d.]+/g).map(Number);
  return 1.05 / (0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue) + 0.05) < 4.5;
}).map(each => each.className || each.tagName).filter((name, at, all) => all.indexOf(name) === at)"""
"""Elements whose text has less than 4.5:1 contrast with white paper (WCAG 2.2, 1.4.3)."""


def test_no_request_leaves_the_site_and_no_page_complains(site: Site, look: Look) -> None:
    with look() as watched:
        for url in site.samples:
            if url != "no/such/page/":  # for this one the browser itself notes the status
                watched.page.goto(site.address + url)
        watched.page.wait_for_load_state("networkidle")
        assert watched.requests
        assert [each for each in watched.requests if not each.startswith((site.address, "data:"))] == []
        assert watched.complaints == []


def test_the_chosen_colour_scheme_lasts(site: Site, look: Look) -> None:
    with look(color_scheme="light") as watched:
        page = watched.page
        page.goto(site.address)
        light = page.evaluate(GROUND)
        button = page.get_by_role("button", name="Switch between light and dark")
        button.click()
        dark = page.evaluate(GROUND)
        assert dark != light
        page.reload()
        assert page.evaluate(GROUND) == dark
        page.goto(site.address + "cases/valid-case/")
        assert page.evaluate(GROUND) == dark
        page.get_by_role("button", name="Switch between light and dark").click()
        assert page.evaluate(GROUND) == light
        page.reload()
        assert page.evaluate(GROUND) == light


def test_without_a_choice_the_system_decides(site: Site, look: Look) -> None:
    grounds = set()
    for scheme in ("light", "dark"):
        with look(color_scheme=scheme) as watched:
            watched.page.goto(site.address)
            grounds.add(watched.page.evaluate(GROUND))
    assert len(grounds) == 2


def test_where_nothing_may_be_stored_the_switch_still_works(site: Site, look: Look) -> None:
    with look(color_scheme="light") as watched:
        watched.page.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new Error('not allowed'); } });"
        )
        watched.page.goto(site.address)
        light = watched.page.evaluate(GROUND)
        watched.page.get_by_role("button", name="Switch between light and dark").click()
        assert watched.page.evaluate(GROUND) != light
        assert watched.complaints == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_without_scripts_everything_is_there(size: dict[str, int], site: Site, look: Look) -> None:
    with look(viewport=size, java_script_enabled=False) as watched:
        page = watched.page
        for url in ("./", "cases/every-mark/", "cases/", "about/"):
            page.goto(site.address + url)
            assert page.get_by_role("navigation", name="Main").get_by_role("link", name="Cases").is_visible()
            idle = page.locator("button:visible:not([type=submit])")
            assert idle.count() == 0, "a button that would do nothing"
            assert page.get_by_role("heading", level=1).is_visible()
        page.goto(site.address + "cases/every-mark/")
        for text in ("They found out last.", "What was measured", "Annual report", "Counted from the day on which"):
            assert page.get_by_text(text).first.is_visible(), text


def test_on_paper_there_is_the_text_and_no_frame(site: Site, look: Look) -> None:
    with look(color_scheme="dark") as watched:
        page = watched.page
        page.goto(site.address + "cases/every-mark/")
        page.emulate_media(media="print")
        for frame in ("body > header", "body > footer", ".ch-crumbs"):
            assert not page.locator(frame).is_visible(), frame
        assert page.get_by_role("heading", level=1).is_visible()
        assert page.get_by_text("Annual report").first.is_visible()
        assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
        assert page.evaluate(_PALE) == []
        assert len(page.pdf()) > 5000


def test_forced_colours_leave_verdicts_and_the_place_in_the_menu_visible(site: Site, look: Look) -> None:
    with look(forced_colors="active") as watched:
        page = watched.page
        page.goto(site.address + "cases/every-mark/")
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        shape = "getComputedStyle(document.querySelector('.ch-badge__shape')).backgroundColor"
        assert page.evaluate(shape) not in ("rgba(0, 0, 0, 0)", page.evaluate(GROUND))
        marked = "getComputedStyle(document.querySelector('.ch-menu [aria-current]')).borderBottomColor"
        assert page.evaluate(marked) != page.evaluate(GROUND)
        assert page.get_by_role("heading", level=1).is_visible()
        assert watched.complaints == []


def test_who_wants_less_motion_gets_none(site: Site, look: Look) -> None:
    moving = (
        "[...document.querySelectorAll('*')].filter(each =>"
        " parseFloat(getComputedStyle(each).transitionDuration) > 0.001"
        " || parseFloat(getComputedStyle(each).animationDuration) > 0.001).length"
    )
    with look(reduced_motion="reduce") as watched:
        for url in site.samples:
            watched.page.goto(site.address + url)
            assert watched.page.evaluate(moving) == 0, url


def test_a_former_address_leads_on(site: Site, look: Look) -> None:
    with look() as watched:
        watched.page.goto(site.address + "cases/an-older-name/")
        watched.page.wait_for_url("**/cases/stood-elsewhere/")
        assert watched.page.get_by_role("heading", level=1).inner_text() == "A case that stood elsewhere before"


def test_a_missing_page_keeps_its_frame_at_any_depth(site: Site, look: Look) -> None:
    with look() as watched:
        answer = watched.page.goto(site.address + "a/b/c/d/")
        assert answer
        assert answer.status == 404
        assert watched.page.evaluate("document.styleSheets.length") >= 1
        watched.page.get_by_role("navigation", name="Main").get_by_role("link", name="Cases").click()
        assert watched.page.url == site.address + "cases/"


def test_a_link_to_a_source_shows_which_one_is_meant(site: Site, look: Look) -> None:
    with look() as watched:
        watched.page.goto(site.address + "cases/every-mark/")
        watched.page.locator(".ch-cite a").nth(1).click()
        assert watched.page.url.endswith("#source-survey")
        target = watched.page.locator("#source-survey")
        assert target.is_visible()
        assert watched.page.evaluate("document.querySelector(':target').id") == "source-survey"


def test_a_page_that_is_open_reloads_when_its_record_is_saved(tmp_path: Path, look: Look) -> None:
    hub = make_hub(tmp_path / "hub")
    with served("casehub", hub) as running, look() as watched:
        watched.page.goto(running.address + "cases/stood-elsewhere/")
        replace(hub / "content/cases/stood-elsewhere.md", "Waiting had become", "In the end waiting had become")
        watched.page.get_by_text("In the end waiting had become").wait_for(timeout=30_000)
        assert watched.complaints == []


def test_the_reload_script_of_mkdocs_serve_is_let_through_by_the_policy(tmp_path: Path, look: Look) -> None:
    hub = make_hub(tmp_path / "hub")
    with served("mkdocs", hub) as running, look() as watched:
        said: list[str] = []
        watched.page.on("console", lambda message: said.append(message.text))
        watched.page.goto(running.address + "cases/stood-elsewhere/")
        replace(hub / "content/cases/stood-elsewhere.md", "Waiting had become", "In the end waiting had become")
        watched.page.get_by_text("In the end waiting had become").wait_for(timeout=30_000)
        assert "Enabled live reload" in said
        assert [each for each in watched.complaints if "Content Security Policy" in each] == []
