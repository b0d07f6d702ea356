"""The form at contribute/new/ in a browser: written by keyboard on a telephone, kept, checked, and handed in."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from hubs import TODAY, run
from playwright.sync_api import Page, expect
from sight import DESKTOP, PHONE, Look, Site, wait_until

from casehub.records.load import load

_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
HAND = {"width": 390, "height": 844}
URL = "contribute/new/"
SECTIONS = {
    "The problem": "Families waited eleven weeks for a place in day care [@annual-report].",
    "What was done": "We put all requests into one list, and let families see where they stand.",
    "What changed": "The wait fell to four weeks.",
    "What was hard": "Two nurseries kept lists of their own for a year.",
    "What we would do differently": "We would have asked the nurseries first.",
    "Could it work elsewhere": "Yes, where one office may see all lists.",
}


def opened(page: Page, site: Site, address: str = f"{URL}?type=case") -> Page:
    page.goto(site.address + address)
    page.locator("#ch-form[data-ready]").wait_for()
    return page


def typed(page: Page, words: str) -> None:
    """Type into whatever has the focus, as a keyboard does."""
    page.keyboard.type(words)


def focused(page: Page) -> str:
    return str(
        page.evaluate(
            "document.activeElement.tagName + ' ' + (document.activeElement.id || document.activeElement.textContent)"
        )
    )


def tab_to(page: Page, wanted: str) -> None:
    """Press the tab key until the control with a label, or the button with a text, has the focus."""
    script = """wanted => { const it = document.activeElement;
      const label = it.labels?.[0]?.textContent ?? '';
      const legend = it.closest('fieldset')?.querySelector('legend')?.textContent ?? '';
      return it.id === wanted || [it.textContent.trim(), label.trim(), it.getAttribute('aria-label')].includes(wanted)
        || (it.type === 'radio' && legend.trim() === wanted) }"""
    field = "() => document.activeElement.matches('input, select, textarea')"
    for _ in range(90):
        if page.evaluate(script, wanted) and (page.evaluate(field) or not wanted.endswith("?")):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tab key never reached {wanted}")


def answer(page: Page, wanted: str, words: str) -> None:
    tab_to(page, wanted)
    typed(page, words)


def on(page: Page, wanted: str = "Continue") -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def draft_of(page: Page) -> dict[str, Any]:
    kept = page.evaluate(
        "Object.keys(localStorage).filter(key => key.startsWith('casehub-draft-')).map(key => localStorage[key])"
    )
    return dict(json.loads(kept[0]))


def test_a_first_time_contributor_writes_a_case_by_keyboard_on_a_telephone(
    site: Site, look: Look, tmp_path: Path
) -> None:
    with look(viewport=HAND, accept_downloads=True) as watched:
        page = opened(watched.page, site, URL)
        on(page, "A case study")
        expect(page.get_by_role("heading", name="A case study")).to_be_focused()
        answer(page, "What is it called, and where is it?", "One list for day care in Example Bay")
        on(page)
        expect(page.locator(".ch-form__where")).to_be_focused()
        answer(page, "In which country did it happen?", "denmark")
        on(page)
        tab_to(page, "Which level of government did it?")
        page.keyboard.press("Space")
        on(page)
        answer(page, "Which organisation led it?", "City of Example")
        on(page)
        answer(page, "When did it start?", "2024-03")
        on(page)
        tab_to(page, "How far did it get?")
        page.keyboard.press("Space")
        on(page)
        answer(page, "Find in the list: Which function of government does it serve?", "family")
        tab_to(page, "Family and children")
        page.keyboard.press("Space")
        on(page)
        for name in ("The problem", "What was done"):
            answer(page, name, SECTIONS[name])
            on(page)
        tab_to(page, "Did it work?")
        page.keyboard.press("Space")
        on(page)
        answer(page, "What changed", SECTIONS["What changed"])
        on(page)
        on(page, "Add: source")
        typed(page, "Annual report")
        answer(page, "Publisher (needed)", "City of Example")
        tab_to(page, "Relation (needed)")
        page.keyboard.press("Space")
        answer(page, "Address", "https://example.org/annual-report")
        on(page)
        on(page, "Add: outcome")
        typed(page, "waiting time")
        tab_to(page, "Dimension (needed)")
        typed(page, "E")
        answer(page, "Before", "77")
        answer(page, "After", "28")
        tab_to(page, "Source")
        typed(page, "A")
        on(page)
        on(page)  # how one knows: left open
        for name in ("What was hard", "What we would do differently", "Could it work elsewhere"):
            answer(page, name, SECTIONS[name])
            on(page)
        answer(
            page,
            "What was done and what came of it, in two sentences?",
            "The made-up City of Example Bay put all requests for day care into one list. Families wait four weeks.",
        )
        on(page)
        on(page)  # the language is filled in
        tab_to(page, "Under which licence may others use it?")
        typed(page, "Creative Commons Attribution 4")
        on(page)
        answer(page, "On which day was it handed in?", "2026-05-20")
        on(page)
        answer(page, "Who handed it in?", "editors")
        on(page, "To the end")
        expect(page.locator(".ch-form__verdict")).to_have_text(
            "Everything that reviewers need is answered. You can hand it in."
        )
        tab_to(page, "Download one-list-for-day-care-in-example-bay.md")
        with page.expect_download() as waiting:
            page.keyboard.press("Enter")
        assert waiting.value.suggested_filename == "one-list-for-day-care-in-example-bay.md"
        waiting.value.save_as(tmp_path / "case.md")
        assert watched.complaints == []
        assert not [url for url in watched.requests if not url.startswith((site.address, "blob:"))]
    hub = shutil.copytree(site.folder.parent, tmp_path / "hub", ignore=shutil.ignore_patterns("site"))
    shutil.copy(tmp_path / "case.md", hub / "content/cases/one-list-for-day-care-in-example-bay.md")
    record = load(hub, on=TODAY, use_cache=False).records["case", "one-list-for-day-care-in-example-bay"]
    assert record.stage == "in-review"
    assert record.data["outcomes"] == [
        {"indicator": "processing-time", "dimension": "efficiency", "baseline": 77, "result": 28, "unit": "days"}
        | {"better": "lower", "source": "annual-report"}
    ]
    done = run("casehub", "check", "content/cases/one-list-for-day-care-in-example-bay.md", hub=hub)
    assert done.returncode == 0, done.stdout + done.stderr


def test_reloading_half_way_loses_nothing(site: Site, look: Look) -> None:
    with look(viewport=DESKTOP) as watched:
        page = opened(watched.page, site)
        page.get_by_label("What is it called, and where is it?").fill("A title that stays")
        page.get_by_label("The problem").fill("Half a sentence that was never fin")
        page.reload()  # the focus is still in the text: nobody has left the field
        page.locator("#ch-form[data-ready]").wait_for()
        expect(page.get_by_label("What is it called, and where is it?")).to_have_value("A title that stays")
        expect(page.get_by_label("The problem")).to_have_value("Half a sentence that was never fin")
        page.get_by_label("one question at a time").check()
        page.get_by_role("button", name="Continue").click()
        address = page.url
        page.reload()
        page.locator("#ch-form[data-ready]").wait_for()
        assert page.url == address  # the same draft, at the same question
        expect(page.locator(".ch-form__where")).to_be_visible()
        page.get_by_role("button", name="Save and leave").click()
        expect(page.get_by_role("button", name="Go on with A title that stays")).to_be_visible()
        page.get_by_role("button", name="Delete the draft A title that stays").click()
        page.get_by_role("button", name="Delete the draft A title that stays for good?").click()
        expect(page.locator("#ch-form-told")).to_have_text("The draft A title that stays is deleted.")
        assert page.evaluate("localStorage.length") == 0


def test_what_is_wrong_is_said_beside_the_field_and_in_a_list_and_goes_once_it_is_mended(
    site: Site, look: Look
) -> None:
    with look(viewport=DESKTOP) as watched:
        page = opened(watched.page, site)
        started = page.get_by_label("When did it start?")
        started.press_sequentially("March 2024")
        wrong = page.locator("#f-started-wrong")
        expect(wrong).to_be_hidden()  # nobody is told while typing
        started.press("Tab")
        expect(wrong).to_contain_text(
            "“March 2024” in “started” is not a date. "
            "Write a year, a month or a day, such as 2026, 2026-03 or 2026-03-01."
        )
        assert "f-started-wrong" in (started.get_attribute("aria-describedby") or "")
        expect(started).to_have_attribute("aria-invalid", "true")
        page.get_by_role("button", name="Add: outcome").click()
        page.get_by_label("Before", exact=True).fill("12 days")
        page.get_by_role("button", name="Check my answers").click()
        summary = page.locator(".ch-form__summary")
        expect(summary).to_be_focused()
        expect(summary.get_by_role("link")).to_have_count(page.locator(".ch-form__said").count())
        summary.get_by_role("link", name=re.compile("“March 2024”")).click()
        expect(started).to_be_focused()
        started.fill("2024-03")
        started.press("Tab")
        expect(wrong).to_be_hidden()
        page.get_by_role("button", name="Remove Outcome 1").click()
        expect(page.locator("#ch-form-told")).to_have_text("Outcome 1 is removed.")
        expect(page.get_by_role("button", name="Add: outcome")).to_be_focused()
        expect(page.locator(".ch-form__said")).to_have_count(0)
        assert watched.complaints == []


def test_items_are_moved_and_the_focus_stays_with_them(site: Site, look: Look) -> None:
    with look(viewport=DESKTOP) as watched:
        page = opened(watched.page, site)
        for title in ("First report", "Second report"):
            page.get_by_role("button", name=re.compile("Add.*: source")).click()
            page.keyboard.type(title)
        page.get_by_role("button", name="Move Source 2 up").press("Enter")
        expect(page.locator("#ch-form-told")).to_have_text("Source 2 is now Source 1.")
        expect(page.get_by_role("button", name="Move Source 1 down")).to_be_focused()
        assert [each["title"] for each in draft_of(page)["data"]["sources"]] == ["Second report", "First report"]


def test_the_link_to_the_forge_holds_the_file_unless_it_is_too_long(site: Site, look: Look) -> None:
    with look(viewport=DESKTOP) as watched:
        page = opened(watched.page, site)
        page.evaluate("document.getElementById('ch-form').dataset.newFile = 'https://github.com/a/b/new/main'")
        page.get_by_label("What is it called, and where is it?").fill("Short enough")
        page.get_by_label("The problem").fill("Quite short: “é” & more.")
        link = page.get_by_role("link", name="Open GitHub")
        page.get_by_label("The problem").blur()
        expect(link).to_have_attribute("data-filled", "true")
        query = parse_qs(urlsplit(link.get_attribute("href") or "").query)
        assert query["filename"] == ["content/cases/short-enough.md"]
        assert "Quite short: “é” & more." in query["value"][0]
        page.get_by_label("The problem").fill("é " * 2_000)
        page.get_by_label("The problem").blur()
        expect(link).to_have_attribute("data-filled", "false")
        assert "value" not in parse_qs(urlsplit(link.get_attribute("href") or "").query)
        expect(page.get_by_text("The text is too long for a link.")).to_be_visible()


def test_what_should_not_become_public_stops_before_the_ends_and_is_never_repeated(site: Site, look: Look) -> None:
    with look(viewport=DESKTOP) as watched:
        said: list[str] = []
        watched.page.on("console", lambda message: said.append(message.text))
        page = opened(watched.page, site)
        page.get_by_label("What is it called, and where is it?").fill("With a marking")
        page.get_by_label("The problem").fill("OFFICIAL-SENSITIVE\n\nText.")
        page.get_by_label("The problem").blur()
        notice = page.locator(".ch-form__sensitive")
        expect(notice).to_contain_text("The problem: This line is a protective marking")
        expect(page.get_by_role("button", name="Download with-a-marking.md")).to_have_count(0)
        page.get_by_label("The problem").fill("Call me at home, my private number is 020 7946 0991.")
        page.get_by_label("The problem").blur()
        expect(notice).to_contain_text("Here stands what looks like")
        expect(page.get_by_role("button", name="Download with-a-marking.md")).to_have_count(0)
        page.get_by_label("I have looked at each of these places").check()
        expect(page.get_by_role("button", name="Download with-a-marking.md")).to_be_visible()
        assert "7946" not in notice.inner_text()
        assert said == []


def test_an_older_draft_is_opened_with_everything_that_it_holds(site: Site, look: Look) -> None:
    older = {
        "kind": "case",
        "id": "older",
        "isNamed": True,
        "digest": "another",
        "saved": "2025-01-01T10:00:00.000Z",
        "mode": "all",
        "data": {
            "title": "Older",
            "theme": "Transport",
            "started": ["2024"],
            "outcomes": [{"indicator": "payment-rate", "note": "x"}],
        },
        "sections": {"The problem": "Still here.", "Background": "Of another edition."},
    }
    with look(viewport=DESKTOP) as watched:
        page = watched.page
        page.add_init_script(f"localStorage.setItem('casehub-draft-older', {json.dumps(json.dumps(older))})")
        page.add_init_script("localStorage.setItem('casehub-draft-broken', '{not json')")
        opened(page, site, URL)
        page.get_by_role("button", name="Go on with Older").click()
        expect(page.get_by_text("This draft was begun when the form asked other questions.")).to_be_visible()
        expect(page.locator("#f-theme")).to_contain_text("Transport")
        expect(page.locator("#f-started")).to_contain_text("2024")
        expect(page.locator("#f-outcomes-0-note")).to_contain_text("x")
        page.get_by_text("What the file says").click()
        file = page.locator(".ch-form__finish pre").inner_text()
        assert "theme: Transport" in file and "## Background\n\nOf another edition." in file and "note: x" in file
        page.get_by_role("button", name="Delete this answer: theme").click()
        expect(page.locator(".ch-form__finish pre")).not_to_contain_text("theme")


def test_where_nothing_can_be_kept_that_is_said_and_nothing_is_lost(site: Site, look: Look) -> None:
    with look(viewport=DESKTOP) as watched:
        watched.page.add_init_script(
            "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"
        )
        page = opened(watched.page, site)
        page.get_by_label("What is it called, and where is it?").fill("No room")
        page.get_by_label("What is it called, and where is it?").blur()
        expect(page.locator("#ch-form-unsaved")).to_contain_text("There is no room left in this browser")
        with page.expect_download():
            page.get_by_role("button", name="Download no-room.md").click()


def test_who_writes_what_is_there_already_is_told_at_once(site: Site, look: Look) -> None:
    with look(viewport=DESKTOP) as watched:
        page = opened(watched.page, site)
        page.get_by_label("What is it called, and where is it?").fill("Every mark")
        page.get_by_label("What is it called, and where is it?").blur()
        notice = page.locator(".ch-form__alike")
        expect(notice).to_contain_text("“every-mark” is taken in this hub:")
        expect(notice.get_by_role("link").first).to_have_attribute("href", re.compile(r"cases/every-mark/$"))


def test_an_organisation_that_is_not_listed_gets_a_file_of_its_own(site: Site, look: Look) -> None:
    with look(viewport=DESKTOP) as watched:
        page = opened(watched.page, site)
        page.get_by_label("What is it called, and where is it?").fill("With a new one")
        page.get_by_label("In which country did it happen?").fill("Denmark")
        page.get_by_role("button", name="It is not listed").first.click()
        expect(page.get_by_label("What is its name?")).to_be_focused()
        page.keyboard.type("Østerby Kommune")
        page.get_by_label("What kind of organisation is it?").select_option("local-government")
        page.get_by_text("What the file says").click()
        files = page.locator(".ch-form__finish pre")
        expect(files).to_have_count(2)
        expect(files.first).to_have_text(
            "schema_version: 1\nname: Østerby Kommune\ntype: local-government\ncountry: DK\n"
        )
        expect(files.last).to_contain_text("lead_organisation: osterby-kommune")
        expect(page.locator(".ch-form__said")).to_have_count(0)


def test_pasted_tables_and_signatures_are_harmless(site: Site, look: Look) -> None:
    with look(viewport=DESKTOP) as watched:
        page = opened(watched.page, site)
        text = page.get_by_label("The problem")
        text.focus()
        page.evaluate(
            """words => { const data = new DataTransfer(); data.setData("text/plain", words);
            const paste = new ClipboardEvent("paste", { clipboardData: data, cancelable: true, bubbles: true });
            document.activeElement.dispatchEvent(paste) }""",
            "Year\tWait\n2024\t“20”\n2025\t10",
        )
        expect(text).to_have_value("\n\n| Year | Wait |\n| --- | --- |\n| 2024 | “20” |\n| 2025 | 10 |\n\n")
        text.fill("The wait was long.\n\n-- \nJo Bloggs\nDesk 4")
        text.blur()
        page.get_by_role("button", name="Delete the signature").click()
        expect(text).to_have_value("The wait was long.")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(scheme: str, size: dict[str, int], site: Site, look: Look) -> None:
    found = []
    with look(color_scheme=scheme, viewport=size) as watched:
        page = opened(watched.page, site, URL)

        def look_at(name: str) -> None:
            for fault in Axe().run(page, options=_RULES).response["violations"]:
                found.append((name, fault["id"], [node["target"] for node in fault["nodes"]][:3]))

        look_at("start")
        page.get_by_role("button", name="A case study").click()
        page.get_by_label("all questions on one page").check()
        page.get_by_label("What is it called, and where is it?").fill("Every mark")
        for name in ("source", "outcome"):
            page.get_by_role("button", name=f"Add: {name}").click()
        page.get_by_role("button", name="It is not listed").first.click()
        for more in page.locator("details.ch-form__more > summary").all():
            more.click()
        page.get_by_role("button", name="Check my answers").click()
        page.locator(".ch-form__page").wait_for()
        look_at("all on a page")
        page.get_by_label("one question at a time").check()
        look_at("one at a time")


def test_nothing_has_to_be_scrolled_sideways(site: Site, look: Look) -> None:
    with look(viewport={"width": 320, "height": 800}) as watched:
        page = opened(watched.page, site)
        page.get_by_label("all questions on one page").check()
        page.get_by_label("What is it called, and where is it?").fill("x" * 90)
        for name in ("source", "outcome"):
            page.get_by_role("button", name=f"Add: {name}").click()
        for more in page.locator("details.ch-form__more > summary").all():
            more.click()
        page.get_by_role("button", name="Check my answers").click()
        wait_until(page, "document.querySelector('.ch-form__page') !== null")
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
