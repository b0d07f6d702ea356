"""The reader's place in a browser: the page says what the terminal says, and nothing leaves the browser."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from hubs import ROOT, build, case, run
from playwright.sync_api import Page, expect
from servers import folder_served
from sight import DESKTOP, PHONE, Look, Site

from casehub.knowledge.profiles import Atlas
from casehub.records.definitions import Definitions
from casehub.records.model import Hub

_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
CONTEXT = (
    "{staff_size: from-50-to-249, budget_size: from-1m-to-10m, digital_readiness: low,"
    ' leadership_backing: "yes", earlier_collaboration: "no"}'
)
TRANSFER = (
    '{core: ["Staff decide together."], adaptable: [The size of the team], preconditions: [A law that allows it],'
    " not_suitable_when: [Nobody asked for it]}"
)
MADE = {
    "made-full": {"country": "KE", "level": "national", "population": "54000000", "context": CONTEXT},
    "made-near": {"country": "SE", "population": "300000", "functions": "[GF0405, GF0706]", "transfer": TRANSFER},
    "made-french": {"country": "FR", "language": "fr", "level": "regional", "population": "12000000"},
}
"""Cases with what the real ones leave open: the places of organisations, another language."""
PLACE: dict[str, Any] = {
    "country": "NO",
    "level": "local",
    "functions": ["GF0405", "GF0103"],
    "population": 31000,
    "staff_size": "from-5000-to-19999",
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """This repository's own content, and a few made-up cases."""
    hub: Path = tmp_path_factory.mktemp("context") / "hub"
    for part in ("content", "schemas", "hooks"):
        shutil.copytree(ROOT / part, hub / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", hub)
    lead = sorted(path.stem for path in (hub / "content/organisations").glob("*.yml"))[0]
    for id, fields in MADE.items():
        (hub / f"content/cases/{id}.md").write_text(case(id, lead_organisation=lead, **fields), "utf-8")
    folder = build(hub, epoch=None)
    with folder_served(folder) as address:
        yield Site(folder, address)


def query(answers: Mapping[str, Any]) -> str:
    names = {"functions": "function"}
    return urlencode({names.get(key, key).replace("_", "-"): each for key, each in answers.items()}, doseq=True)


def opened(page: Page, site: Site, link: str = "") -> Page:
    page.goto(f"{site.address}context/{'?' + link if link else ''}")
    page.locator("#ch-place[data-ready]").wait_for()
    return page


def placed(page: Page, answers: Mapping[str, Any] = PLACE) -> Page:
    page.add_init_script(f"localStorage.setItem('casehub-place', {json.dumps(json.dumps(answers))})")
    return page


def terminal(site: Site, answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    options = [
        part
        for key, given in answers.items()
        for value in (given if isinstance(given, list) else [given])
        for part in ("--" + {"functions": "function"}.get(key, key).replace("_", "-"), str(value))
    ]
    done = run("casehub", "context", *options, "--format", "json", "--top", "99", hub=site.folder.parent)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


# ---- one definition


def test_the_shared_vectors_hold_in_the_browser(own: Site, look: Look) -> None:
    vectors = json.loads((ROOT / "tests/knowledge/context-vectors.json").read_text("utf-8"))
    assert len(vectors) >= 500
    with look() as watched:
        opened(watched.page, own)
        worst = watched.page.evaluate(
            """async (vectors) => {
              const root = document.getElementById("ch-place");
              const { distance } = await import(new URL(root.dataset.context, document.baseURI).href);
              const { definition } = await (await fetch("../assets/context/place.json")).json();
              let worst = 0;
              for (const { here, there, overall, dimensions } of vectors) {
                const told = distance(here, there, definition);
                const pairs = Object.entries(dimensions).map(([id, each]) => [told.dimensions[id], each]);
                for (const [found, [low, high]] of [[told.overall, overall], ...pairs]) {
                  worst = Math.max(worst, Math.abs(found.low - low), Math.abs(found.high - high));
                }
              }
              return worst;
            }""",
            vectors,
        )
    assert worst < 1e-9


def test_what_follows_from_a_country_is_the_same_in_the_browser(own: Site, look: Look) -> None:
    hub = Hub(ROOT, Definitions.load(ROOT / "schemas"), {})
    atlas = Atlas.load(ROOT / "schemas", hub)
    answers = [
        {"country": id, "functions": ["GF0405", "GF01"]} for id in hub.definitions.vocabularies["country"].terms
    ]
    with look() as watched:
        opened(watched.page, own)
        found = watched.page.evaluate(
            """async (answers) => {
              const root = document.getElementById("ch-place");
              const { profileOf } = await import(new URL(root.dataset.context, document.baseURI).href);
              const { countries } = await (await fetch("../assets/context/place.json")).json();
              return answers.map((each) => {
                const profile = profileOf(each, countries);
                if (!profile.languages?.length) delete profile.languages;
                return profile;
              });
            }""",
            answers,
        )
    assert found == [dict(atlas.profile(each)) for each in answers]


@pytest.mark.parametrize(
    "answers",
    [
        PLACE,
        {"country": "GB", "level": "local"},
        {"country": "KE", "level": "national", "leadership_backing": "yes", "digital_readiness": "high"},
        {"functions": ["GF0706"], "budget_size": "from-10bn", "earlier_collaboration": "no"},
        {"country": "AQ"},
        {"population": 1},
    ],
    ids=["much is said", "two things", "backing", "no country", "a country without facts", "one person"],
)
def test_the_page_and_the_terminal_say_the_same(answers: dict[str, Any], own: Site, look: Look) -> None:
    told = terminal(own, answers)
    with look() as watched:
        page = opened(watched.page, own, query(answers))
        while page.locator("#ch-place-more").is_visible():
            count = page.locator("#ch-places > li").count()
            page.locator("#ch-place-more").click()
            page.locator("#ch-places > li").nth(count).wait_for()
        shown = page.locator("#ch-places > li").evaluate_all(
            """items => items.map(item => ({
              id: item.dataset.id,
              figures: ["alike", "spread"].map(name => item.querySelector(".ch-closeness").dataset[name]),
              ...Object.fromEntries([...item.querySelectorAll("[data-kind]")].map(box =>
                [box.dataset.kind, [...box.querySelectorAll("li")].map(line => line.dataset.field)])),
            }))"""
        )
        assert watched.complaints == []
        notice = page.locator("#ch-place-facts")
        assert notice.is_visible() == (answers.get("country") == "AQ")
    assert [each["id"] for each in shown] == [each["id"] for each in told]
    for one, other in zip(shown, told, strict=True):
        middle, half = (other["low"] + other["high"]) / 2, (other["high"] - other["low"]) / 2
        assert abs(int(one["figures"][0]) - 100 * (1 - middle)) <= 0.5001
        assert abs(int(one["figures"][1]) - 100 * half) <= 0.5001
        for kind in ("alike", "differs", "unknown"):
            assert one[kind] == other[kind]


# ---- the reader's own place


def test_answers_are_kept_in_the_browser_only_and_forgotten_when_one_says_so(own: Site, look: Look) -> None:
    with look() as watched:
        page = opened(watched.page, own)
        expect(page.locator("#ch-place-count")).to_have_text(re.compile("Say at least one thing"))
        page.get_by_label("Country", exact=True).select_option("SE")
        page.get_by_label("Field of work").select_option("GF0405")
        page.get_by_label("A second field").select_option("GF0103")
        page.get_by_label("How many people live there").fill("300 000")
        expect(page.locator("#ch-places > li").first).to_have_attribute("data-id", "made-near")
        opened(page, own)
        expect(page.get_by_label("Country", exact=True)).to_have_value("SE")
        expect(page.get_by_label("A second field")).to_have_value("GF0103")
        expect(page.get_by_label("How many people live there")).to_have_value("300000")
        page.get_by_role("button", name="Forget my answers").click()
        expect(page.locator("#ch-place-told")).to_have_text("Your answers are forgotten.")
        assert page.evaluate("localStorage.getItem('casehub-place')") is None
        expect(page.locator("#ch-places > li")).to_have_count(0)
        assert not [url for url in watched.requests if "SE" in url or "GF0405" in url or "300" in url]
        assert watched.complaints == []


def test_a_population_that_is_no_number_is_told(own: Site, look: Look) -> None:
    with look() as watched:
        page = opened(watched.page, own)
        field = page.get_by_label("How many people live there")
        field.fill("many")
        expect(page.get_by_text("A number is needed here")).to_be_visible()
        expect(field).to_have_attribute("aria-invalid", "true")
        field.fill("1.200")
        expect(page.get_by_text("A number is needed here")).to_be_hidden()
        assert json.loads(page.evaluate("localStorage.getItem('casehub-place')")) == {"population": 1200}


def test_a_link_shows_its_place_and_leaves_ones_own_alone(own: Site, look: Look) -> None:
    with look() as watched:
        page = opened(placed(watched.page, {"country": "FI"}), own, "country=KE&level=national")
        expect(page.get_by_label("Country", exact=True)).to_have_value("KE")
        expect(page.get_by_text("These answers come from a link.")).to_be_visible()
        assert json.loads(page.evaluate("localStorage.getItem('casehub-place')")) == {"country": "FI"}
        page.get_by_role("button", name="Back to my own answers").click()
        expect(page.get_by_label("Country", exact=True)).to_have_value("FI")
        assert page.url == f"{own.address}context/"


def test_the_link_that_is_copied_gives_the_same_answers(own: Site, look: Look) -> None:
    with look() as watched:
        page = opened(placed(watched.page), own)
        page.get_by_role("button", name="Copy a link with these answers").click()
        expect(page.locator("#ch-place-link")).not_to_be_empty()
        link = page.locator("#ch-place-link").inner_text()
        assert link.startswith(f"{own.address}context/?")
        first = page.locator("#ch-places > li h3").all_inner_texts()
    with look() as watched:
        watched.page.goto(link)
        expect(watched.page.locator("#ch-places > li h3")).to_have_text(first)


def test_nonsense_in_a_link_is_told_and_left_out(own: Site, look: Look) -> None:
    link = (
        "country=Atlantis&country=&level=LOCAL&function=GF9&population=-3&staff-size=<script>&what=ever&level=local"
    )
    with look() as watched:
        page = opened(watched.page, own, link)
        said = page.locator("#ch-place-ignored")
        for words in ("country “Atlantis”", "did you mean “local”?", "GF9", "population “-3”", "<script>", "“what”"):
            expect(said).to_contain_text(words)
        expect(page.get_by_label("Level of government")).to_have_value("local")
        assert (watched.complaints, watched.dialogs) == ([], [])


def test_what_is_kept_and_makes_no_sense_counts_as_nothing(own: Site, look: Look) -> None:
    for kept in ("no json", "[1]", '{"country": {"a": 1}, "population": "x"}', "null"):
        with look() as watched:
            watched.page.add_init_script(f"localStorage.setItem('casehub-place', {json.dumps(kept)})")
            page = opened(watched.page, own)
            expect(page.get_by_label("Country", exact=True)).to_have_value("")
            page.goto(f"{own.address}cases/stockholm-congestion-charge/")
            page.locator("#ch-would-part[data-ready]").wait_for()
            expect(page.locator("#ch-would-told")).to_be_hidden()
            assert watched.complaints == []


def test_without_a_script_the_page_explains_and_leads_on(own: Site, look: Look) -> None:
    with look(java_script_enabled=False) as watched:
        page = watched.page
        page.goto(f"{own.address}context/")
        expect(page.get_by_text("Comparing needs JavaScript")).to_be_visible()
        expect(page.get_by_text("casehub context --country")).to_be_visible()
        expect(page.locator("#ch-place-form")).to_be_hidden()
        assert page.locator("tbody tr:visible").count() == 9
        for name in ("Cases by country", "Cases by level of government", "Cases by function of government"):
            page.get_by_role("link", name=name).click()
            expect(page.locator("main li a").first).to_be_visible()
            page.go_back()
        page.goto(f"{own.address}cases/stockholm-congestion-charge/")
        expect(page.get_by_role("heading", name="The place it happened in")).to_be_visible()
        expect(page.locator("#ch-would-part")).to_contain_text("Finnish, Swedish")
        expect(page.locator("#ch-would-print")).to_be_hidden()


# ---- the finder


def test_the_finder_sorts_by_closeness_once_there_is_a_place(own: Site, look: Look) -> None:
    english = [each["id"] for each in terminal(own, PLACE) if each["id"] != "made-french"]
    with look() as watched:
        page = watched.page
        page.goto(f"{own.address}cases/")
        page.locator("#ch-finder[data-ready]").wait_for()
        assert page.locator("#ch-sort [value=closest]").is_disabled()
        expect(page.get_by_role("link", name="Describe your place to sort by closeness")).to_be_visible()
        assert not [url for url in watched.requests if "assets/context" in url]
        page.goto(f"{own.address}cases/?sort=closest")
        expect(page.locator("#ch-notes")).to_contain_text("Sorting by closeness needs a place")
        page.evaluate(f"localStorage.setItem('casehub-place', {json.dumps(json.dumps(PLACE))})")
        page.goto(f"{own.address}cases/")
        page.locator("#ch-finder[data-ready]").wait_for()
        page.get_by_label("Sort by").select_option("closest")
        expect(page.locator("#ch-results .ch-closeness")).to_have_count(10)
        expect(page.locator("#ch-finder-place")).to_contain_text("Norway, Local")
        ids = page.locator("#ch-results > li").evaluate_all("items => items.map(item => item.dataset.id)")
        assert ids == english[:10]
        expect(page.locator("#ch-results .ch-closeness").first).to_contain_text(
            re.compile(r"\d+ % alike, give or take")
        )
        assert "sort=closest" in page.url
        page.get_by_label("Also search practices").check()
        expect(page.locator("#ch-results .ch-closeness")).to_have_count(10)
        page.get_by_label("Sort by").select_option("date")
        expect(page.locator("#ch-results .ch-closeness")).to_have_count(0)
        assert watched.complaints == []


# ---- the page of a case


def test_a_case_says_what_differs_and_what_its_record_says_about_that(own: Site, look: Look) -> None:
    with look() as watched:
        page = placed(watched.page, {**PLACE, "country": "FR", "staff_size": "under-10"})
        page.goto(f"{own.address}cases/made-near/")
        told = page.locator("#ch-would-told")
        expect(told.locator("[data-kind=alike]")).to_contain_text("Level of government: Local")
        expect(told.locator("[data-kind=differs]")).to_contain_text("Functions of government")
        expect(told.locator("[data-kind=unknown]")).to_contain_text("Staff: the record does not say")
        tradition = told.locator("[data-field=tradition]").last
        expect(tradition).to_contain_text("Has to be in place before you start:")
        expect(tradition.locator("li")).to_have_text("A law that allows it")
        expect(told.locator("[data-silent]")).to_contain_text("Of these differences the record says nothing.")
        assert watched.complaints == []


def test_a_case_fetches_nothing_for_who_has_described_no_place(own: Site, look: Look) -> None:
    with look() as watched:
        watched.page.goto(f"{own.address}cases/made-near/")
        watched.page.locator("#ch-would-part[data-ready]").wait_for()
        expect(watched.page.locator("#ch-would-told")).to_be_hidden()
        assert not [url for url in watched.requests if "assets/context" in url]


def brief(page: Page, own: Site, id: str) -> bytes:
    page.goto(f"{own.address}cases/{id}/")
    page.locator("#ch-would-part[data-ready]").wait_for()
    page.evaluate("() => { window.print = () => { document.documentElement.dataset.asked = 'yes'; }; }")
    page.get_by_role("button", name="Print the decision brief").click()
    page.locator("html[data-asked]").wait_for()
    return page.pdf(format="A4", prefer_css_page_size=True)


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def largest() -> str:
    return max((ROOT / "content/cases").glob("*.md"), key=lambda path: path.stat().st_size).stem


@pytest.mark.parametrize("place", [PLACE, None], ids=["with a place", "without"])
@pytest.mark.parametrize("id", [largest(), "made-full"])
def test_the_decision_brief_has_two_pages(id: str, place: dict[str, Any] | None, own: Site, look: Look) -> None:
    with look() as watched:
        page = placed(watched.page, place) if place else watched.page
        page.goto(f"{own.address}cases/{id}/")
        assert sheets(page.pdf(format="A4")) != 2 or id != largest()  # the page itself takes many more
        assert sheets(brief(page, own, id)) == 2
        expect(page.locator(".ch-sheet")).to_have_count(0)  # it is gone once it is printed
        assert watched.complaints == []


def test_the_decision_brief_says_what_is_needed_to_decide(own: Site, look: Look) -> None:
    with look() as watched:
        page = placed(watched.page)
        page.add_init_script(
            "window.addEventListener('afterprint', (event) => event.stopImmediatePropagation(), true)"
        )
        brief(page, own, "stockholm-congestion-charge")
        said = page.locator(".ch-sheet").text_content() or ""
        for words in (
            *("Did it work?", "This record supports level", "Cost", "What came of it", "Risks and difficulties"),
            *("Your place and theirs", "What differs", "Do not change", "May be adapted", "Has to be in place"),
            *("Questions to ask the peer", "Page 2 of 2"),
        ):
            assert words in said
        questions = page.locator(".ch-sheet__ask li").all_text_contents()
        assert any("31\u202f000 inhabitants" in each for each in questions)
        assert len(questions) == len(set(questions)) >= 5


def test_what_does_not_fit_is_counted_and_never_cut_off(own: Site, look: Look) -> None:
    with look() as watched:
        page = placed(watched.page)
        page.add_init_script(
            "window.addEventListener('afterprint', (event) => event.stopImmediatePropagation(), true)"
        )
        page.goto(f"{own.address}cases/{largest()}/")
        page.locator("#ch-would-part[data-ready]").wait_for()
        page.evaluate(
            """() => {
              const list = document.querySelector('.ch-transfer [data-part="core"] ul');
              for (let number = 0; number < 90; number++) {
                const item = document.createElement("li");
                item.textContent = `Sentence ${number} that must not change`;
                list.append(item);
              }
              window.print = () => { document.documentElement.dataset.asked = "yes"; };
            }"""
        )
        page.get_by_role("button", name="Print the decision brief").click()
        page.locator("html[data-asked]").wait_for()
        assert sheets(page.pdf(format="A4", prefer_css_page_size=True)) == 2
        expect(page.locator(".ch-sheet")).to_contain_text(re.compile(r"and \d+ more on the page of the case"))


# ---- for everybody


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(scheme: str, size: dict[str, int], own: Site, look: Look) -> None:
    found = []
    with look(color_scheme=scheme, viewport=size) as watched:
        page = watched.page

        def check(name: str) -> None:
            for fault in Axe().run(page, options=_RULES).response["violations"]:
                found.append((name, fault["id"], [node["target"] for node in fault["nodes"]][:3]))

        check_at = opened(page, own)
        check("before anything is said")
        opened(check_at, own, f"{query(PLACE)}&nonsense=1")
        page.get_by_text("The same in a terminal").click()
        page.get_by_role("button", name="Copy a link").click()
        page.locator(".ch-lines summary").first.click()
        check("described by a link")
        page.evaluate(f"localStorage.setItem('casehub-place', {json.dumps(json.dumps(PLACE))})")
        page.goto(f"{own.address}cases/?sort=closest")
        page.locator("#ch-results .ch-closeness").first.wait_for()
        check("the finder by closeness")
        for id in ("stockholm-congestion-charge", "made-near"):
            page.goto(f"{own.address}cases/{id}/")
            page.locator("#ch-would-told:visible").wait_for()
            check(id)
    assert found == []


@pytest.mark.parametrize("width", [320, 768])
def test_nothing_has_to_be_scrolled_sideways(width: int, own: Site, look: Look) -> None:
    with look(viewport={"width": width, "height": 800}) as watched:
        page = placed(watched.page)
        for url in (f"context/?{query(PLACE)}", "cases/?sort=closest", "cases/stockholm-congestion-charge/"):
            page.goto(own.address + url)
            page.locator(".ch-closeness").first.wait_for()
            assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), (
                url
            )
