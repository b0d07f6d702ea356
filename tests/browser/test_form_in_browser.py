"""The form at contribute/new/ in a browser: written by keyboard on a telephone, kept, checked, and handed in."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from hubs import TODAY, build, make_hub, run
from playwright.sync_api import Page, expect
from servers import folder_served
from sight import DESKTOP, PHONE, Look, Site, wait_until

from casehub.records.load import load
from casehub.rules import check

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
    return str(page.evaluate("document.activeElement.tagName + ' ' + (document.activeElement.id || document.activeElement.textContent)"))


def tab_to(page: Page, wanted: str) -> None:
    """Press the tab key until the control with a label, or the button with a text, has the focus."""
    script = """wanted => { const it = document.activeElement;
      const label = it.labels?.[0]?.textContent ?? ''; const legend = it.closest('fieldset')?.querySelector('legend')?.textContent ?? '';
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
    kept = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('casehub-draft-')).map(key => localStorage[key])")
    return dict(json.loads(kept[0]))


def test_a_first_time_contributor_writes_a_case_by_keyboard_on_a_telephone(site: Site, look: Look, tmp_path: Path) -> None:
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
        answer(page, "What was done and what came of it, in two sentences?", "The made-up City of Example Bay put all requests for day care into one list. Families wait four weeks instead of eleven.")
        on(page)
        on(page)  # the language is filled in
        tab_to(page, "Under which licence may others use it?")
        typed(page, "Creative Commons Attribution 4")
        on(page)
        answer(page, "On which day was it handed in?", "2026-05-20")
        on(page)
        answer(page, "Who handed it in?", "editors")
        on(page, "To the end")
        expect(page.locator(".ch-form__verdict")).to_have_text("Everything that reviewers need is answered. You can hand it in.")
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
