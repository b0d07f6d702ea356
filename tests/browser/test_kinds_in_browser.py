"""Pages of every type as a person meets them: the filter of people, the menu's groups, letters, long tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from hubs import build
from hubs import replace as put
from kinds import NOON, make_kinds_hub
from playwright.sync_api import Page, expect
from servers import folder_served
from sight import DESKTOP, PHONE, Look, Site

_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
KINDS = (
    *(
        "practices/full-practice/",
        "practices/bare-practice/",
        "challenges/full-challenge/",
        "challenges/bare-challenge/",
    ),
    *("organisations/full-city/", "organisations/bare-office/", "people/", "people/ada/", "people/bare/"),
    *("groups/full-group/", "groups/bare-group/", "events/full-event/", "events/bare-event/", "events/"),
    *("learning/full-guide/", "learning/bare-course/", "learning/", "glossary/", "glossary/chatbot/"),
    *("glossary/bare-term/", "technologies/", "technologies/chatbot/", "technologies/drones/", "indicators/"),
    *(
        "indicators/processing-time/",
        "questions/",
        "questions/mended/",
        "practices/",
        "challenges/",
        "organisations/",
    ),
    *("contribute/rules/", "contribute/rules/ch204/", "about/accessibility/", "404.html", "cases/withdrawn-case/"),
)
MENU = """nav:
  - Home: index.md
  - Cases: cases/index.md
  - Network:
      - People: people/index.md
      - Events: events/index.md
  - Look up:
      - Technologies: technologies/index.md
      - Glossary: glossary/index.md
  - About: about/index.md
"""


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Full and bare records of every type, and a menu with two groups."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", NOON)
        hub = make_kinds_hub(tmp_path_factory.mktemp("kinds") / "hub")
        text = (hub / "mkdocs.yml").read_text("utf-8")
        menu = re.search(r"^nav:\n(?:[ -].*\n)+", text, re.MULTILINE)
        assert menu
        put(hub / "mkdocs.yml", menu[0], MENU)
        folder = build(hub)
    with folder_served(folder) as address:
        yield replace(Site(folder, address), samples=KINDS)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(scheme: str, size: dict[str, int], kinds: Site, look: Look) -> None:
    found = []
    axe = Axe()
    with look(color_scheme=scheme, viewport=size) as watched:
        for url in kinds.samples:
            watched.page.goto(kinds.address + url)
            for fault in axe.run(watched.page, options=_RULES).response["violations"]:
                found.append((url, fault["id"], fault["help"], [node["target"] for node in fault["nodes"]][:3]))
        assert watched.complaints == []
        assert all(request.startswith(kinds.address) for request in watched.requests)
    assert found == []


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_is_wider_than_the_window(width: int, kinds: Site, look: Look) -> None:
    wide = []
    with look(viewport={"width": width, "height": 800}) as watched:
        for url in kinds.samples:
            watched.page.goto(kinds.address + url)
            watched.page.evaluate(f"document.documentElement.style.fontSize = '{'200%' if width == 640 else '100%'}'")
            if watched.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append(url)
    assert wide == []


def test_targets_that_stand_alone_are_large_enough(kinds: Site, look: Look) -> None:
    """WCAG 2.5.8; links in a sentence or a table cell are exempt."""
    small = []
    alone = (
        ".ch-jump a, .ch-action, .ch-more, .ch-contacts a, .ch-many a, .ch-plain a, .ch-neighbours a, select, button"
    )
    with look(viewport=PHONE) as watched:
        for url in kinds.samples:
            watched.page.goto(kinds.address + url)
            for each in watched.page.locator(f"main :is({alone}):visible").all():
                box = each.bounding_box()
                assert box
                if box["height"] < 24 or box["width"] < 24:
                    small.append((url, each.inner_text(), box))
    assert small == []


def names(page: Page) -> list[str]:
    """The people that are shown."""
    return [each.inner_text() for each in page.locator("#ch-people h2 a:visible").all()]


def test_people_are_filtered_with_the_keyboard_alone(kinds: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(kinds.address + "people/")
        assert len(names(page)) == 5
        page.get_by_label("Name or word").focus()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == "topic"
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == "language"
        page.keyboard.type("French")
        expect(page.get_by_role("status")).to_have_text("2 people shown")
        assert names(page) == ["Björn Mustermann", "يوسف المثال"]
        assert page.url.endswith("people/?language=fr")
        page.keyboard.press("Tab")
        page.keyboard.type("Mentoring")
        expect(page.get_by_role("status")).to_have_text("1 person shown")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Clear all"
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text("5 people shown")
        assert page.url.endswith("people/")


def test_choices_stand_in_the_address_and_go_back(kinds: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(kinds.address + "people/?topic=GF0405&q=bjorn")
        expect(page.get_by_role("status")).to_have_text("1 person shown")
        assert page.get_by_label("Topic").input_value() == "GF0405"
        page.get_by_label("Name or word").fill("")
        expect(page.get_by_role("status")).to_have_text("2 people shown")
        page.get_by_role("combobox", name="Offers").select_option("mentoring")
        expect(page.get_by_role("status")).to_have_text("1 person shown")
        page.go_back()
        expect(page.get_by_role("status")).to_have_text("2 people shown")
        assert page.get_by_role("combobox", name="Offers").input_value() == ""
        page.reload()
        expect(page.get_by_role("status")).to_have_text("2 people shown")


def test_each_choice_says_what_it_would_give(kinds: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(kinds.address + "people/?language=fr")
        offers = page.get_by_role("combobox", name="Offers").locator("option").all_inner_texts()
        assert offers == ["Any", "Call (2)", "Mentoring (1)", "Visit (0)"]
        assert "French (2)" in page.get_by_label("Language").locator("option").all_inner_texts()
        assert "Danish (1)" in page.get_by_label("Language").locator("option").all_inner_texts()


def test_what_an_address_asks_for_and_nobody_has_is_said_and_left_out(kinds: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(kinds.address + "people/?language=tlh&offer=%3Cimg%20src=x%3E&colour=red&country=DK")
        expect(page.locator("#ch-people-ignored")).to_contain_text("tlh, <img src=x>, colour")
        assert names(page) == ["Ada Example", "Example Official"]
        assert watched.complaints == []


def test_nobody_fits(kinds: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(kinds.address + "people/?q=no-such-word")
        expect(page.locator("#ch-people-none")).to_be_visible()
        expect(page.get_by_role("status")).to_have_text("0 people shown")
        assert Axe().run(page, options=_RULES).response["violations"] == []


def test_without_a_script_everybody_is_listed_and_no_filter_pretends(kinds: Site, look: Look) -> None:
    with look(java_script_enabled=False) as watched:
        watched.page.goto(kinds.address + "people/")
        assert len(names(watched.page)) == 5
        assert not watched.page.locator("#ch-people-filter").is_visible()


def test_groups_of_the_menu_open_and_close_with_the_keyboard(kinds: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(kinds.address + "people/")
        network, other = page.get_by_role("button", name="Network"), page.get_by_role("button", name="Look up")
        assert page.get_by_role("link", name="Events").count() == 0  # closed: out of sight and of the order of focus
        network.focus()
        page.keyboard.press("Enter")
        expect(network).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "People"
        assert page.evaluate("document.activeElement.getAttribute('aria-current')") == "true"
        page.keyboard.press("Escape")
        expect(network).to_have_attribute("aria-expanded", "false")
        expect(network).to_be_focused()
        page.keyboard.press("Space")
        expect(page.get_by_role("link", name="Events")).to_be_visible()
        for _ in range(3):
            page.keyboard.press("Tab")
        expect(other).to_be_focused()
        expect(network).to_have_attribute("aria-expanded", "false")
        other.press("Enter")
        assert Axe().run(page, options=_RULES).response["violations"] == []
        page.mouse.click(600, 700)
        expect(other).to_have_attribute("aria-expanded", "false")


def test_one_group_is_open_at_a_time(kinds: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(kinds.address + "people/")
        page.get_by_role("button", name="Network").click()
        page.get_by_role("button", name="Look up").click()
        expect(page.get_by_role("button", name="Network")).to_have_attribute("aria-expanded", "false")
        page.get_by_role("link", name="Glossary").click()
        expect(page).to_have_url(kinds.address + "glossary/")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_without_a_script_the_menu_is_a_plain_list(size: dict[str, int], kinds: Site, look: Look) -> None:
    with look(java_script_enabled=False, viewport=size) as watched:
        watched.page.goto(kinds.address + "people/")
        links = watched.page.locator("#ch-menu a:visible").all_inner_texts()
        assert links == ["Cases", "People", "Events", "Technologies", "Glossary", "About"]
        assert watched.page.locator("#ch-menu button:visible").count() == 0


def test_on_a_phone_the_menu_is_one_list(kinds: Site, look: Look) -> None:
    with look(viewport=PHONE) as watched:
        page = watched.page
        page.goto(kinds.address + "people/")
        page.get_by_role("button", name="Menu").click()
        links = page.locator("#ch-menu a:visible").all_inner_texts()
        assert links == ["Cases", "People", "Events", "Technologies", "Glossary", "About"]
        assert page.locator("#ch-menu button:visible").count() == 0
        assert Axe().run(page, options=_RULES).response["violations"] == []


def test_wide_tables_can_be_scrolled_with_the_keyboard(kinds: Site, look: Look) -> None:
    with look(viewport=PHONE) as watched:
        page = watched.page
        page.goto(kinds.address + "indicators/processing-time/")
        region = page.get_by_role("group", name="Measured in days")
        region.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.activeElement.scrollLeft > 0")


def test_pages_print_without_what_only_a_screen_needs(kinds: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.emulate_media(media="print")
        for url, gone in (
            ("people/", "#ch-people-filter"),
            ("events/full-event/", ".ch-actions"),
            ("organisations/", ".ch-header"),
        ):
            page.goto(kinds.address + url)
            assert not page.locator(gone).is_visible(), url


def test_states_keep_their_shapes_in_forced_colours(kinds: Site, look: Look) -> None:
    with look(forced_colors="active") as watched:
        page = watched.page
        page.goto(kinds.address + "groups/full-group/")
        assert page.locator(".ch-state__shape").count() == 4
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.ch-state__shape')).backgroundColor")
            != "rgba(0, 0, 0, 0)"
        )
