"""Pages of another language as readers see them: their finder, their switch, and what they look like."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from sight import DESKTOP, PHONE, Look, Site

_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PAGES = ("fr/", "fr/cases/", "fr/cases/valid-case/", "es/practices/", "es/context/")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_no_violation(size: dict[str, int], site: Site, look: Look) -> None:
    axe, found = Axe(), []
    with look(viewport=size) as watched:
        for url in PAGES:
            watched.page.goto(site.address + url)
            faults = axe.run(watched.page, options=_RULES).response["violations"]
            found += [(url, fault["id"], [node["target"] for node in fault["nodes"]][:3]) for fault in faults]
            width = watched.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert width <= 0, url
    assert found == []
    assert watched.complaints == []


def test_the_finder_searches_in_the_language_of_the_page(site: Site, look: Look) -> None:
    with look() as watched:
        page = watched.page
        page.goto(site.address + "fr/")
        page.get_by_role("searchbox").fill("permis")
        page.get_by_role("button", name="Rechercher").click()
        link = page.locator("#ch-results a").first
        expect(link).to_have_text("Permis de construire en ligne dans la ville d'Exemple")
        expect(link).to_have_attribute("href", "../../fr/cases/valid-case/")
        page.goto(site.address + "fr/cases/?q=building")
        expect(page.locator("#ch-found")).to_contain_text("1 étude de cas")
        other = page.locator("#ch-results li", has=page.locator('a[lang="en"]')).first
        expect(other.locator('[data-part="in_language"]')).to_contain_text("nglais")
        link.click()
        assert watched.complaints == []


def test_the_switch_leads_to_the_same_page_in_another_language_and_back(site: Site, look: Look) -> None:
    with look(viewport=PHONE) as watched:
        page = watched.page
        page.goto(site.address + "cases/valid-case/")
        page.get_by_role("link", name="FR Français").click()
        expect(page).to_have_url(site.address + "fr/cases/valid-case/")
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        page.get_by_role("link", name="EN English").click()
        expect(page).to_have_url(site.address + "cases/valid-case/")
