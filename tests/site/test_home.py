"""The home page: a box to ask, ways in that lead somewhere, and figures in which examples do not count."""

from __future__ import annotations

from pathlib import Path

import pytest
from hubs import build, case, make_founding, make_hub, records_of
from pages import Document, read, words
from PIL import Image

from casehub.site.builder import THEME
from casehub.site.home import home_extras


@pytest.fixture(scope="module")
def own(own_hub: Path) -> dict[str, Document]:
    return read(own_hub / "site")


def test_a_question_goes_to_the_finder_without_a_script(own: dict[str, Document]) -> None:
    for url in ("./", "about/", "cases/gov-uk-verify/"):
        page = own[url]
        (form,) = page.within("form")
        assert form.get("method") == "get"
        assert (form.get("action") or "").endswith("/cases/")
        (box,) = page.within("input", type="search")
        assert box.get("name") == "q"
        assert [words(label) for label in page.within("label") if label.get("for") == box.get("id")] != [""]


def test_every_way_in_leads_to_a_page_that_exists(own: dict[str, Document]) -> None:
    links = [link.removeprefix("./") for link in own["./"].links("section", **{"aria-labelledby": "ch-ways"})]
    assert len(links) > 15
    assert set(links) <= set(own)
    for kind in ("cases/by/verdict/", "cases/by/country/", "cases/by/function/", "challenges/"):
        assert any(link.startswith(kind) for link in links), kind


def test_a_way_in_says_how_many_cases_wait_there(own: dict[str, Document]) -> None:
    entries = [each for each in own["./"].within("li") if each.find(".//*[@class='ch-ways__count']") is not None]
    for entry in entries:
        url = next(link.get("href", "") for link in entry.iter() if link.get("href")).removeprefix("./")
        count = words(entry.find(".//*[@class='ch-ways__count']")).split()[0]  # type: ignore[arg-type]
        if url.startswith("cases/by/"):
            assert len(list(own[url].within("li", **{"class": "ch-result"}))) == int(count), url


def test_failures_are_told_and_nothing_stands_there_twice(own: dict[str, Document]) -> None:
    page = own["./"]
    (unwell,) = page.within("section", **{"aria-labelledby": "ch-unwell"})
    assert "Did not work" in words(unwell)
    titles = [words(each) for each in page.within("h3", **{"class": "ch-card__title"})]
    assert len(titles) == len(set(titles)) > 5


def test_examples_count_nowhere(tmp_path: Path) -> None:
    hub = make_hub(tmp_path / "hub")
    extras = home_extras(records_of(hub))
    assert extras["figures"] == {"cases": 0, "countries": 0, "failures": 0, "practices": 0}
    assert extras["latest"] == extras["unwell"] == extras["challenges"] == []
    assert not any(way["values"] for way in extras["ways"])
    home = read(build(hub))["./"]
    assert "Ways in" not in home.source
    assert "What did not go to plan" not in home.source


def test_one_case_is_told_in_the_singular(tmp_path: Path) -> None:
    hub = make_hub(tmp_path / "hub")
    (hub / "content/cases/only.md").write_text(case("only", example="", verdict="did-not-work"), "utf-8")
    make_founding(hub, "only")
    figures = words(next(read(build(hub))["./"].within("dl")))
    assert figures == "case study1 country1 failure told1 practices0"


def test_functions_of_government_are_told_by_their_divisions(own_hub: Path) -> None:
    (way,) = (way for way in home_extras(records_of(own_hub))["ways"] if way["facet"] == "function")
    assert {len(value["id"]) for value in way["values"]} == {4}


def test_links_to_the_site_carry_a_picture(own: dict[str, Document]) -> None:
    page = own["cases/gov-uk-verify/"]
    assert page.meta("og:image") == "https://casehub.example.org/assets/site/og.png"
    assert (page.meta("og:image:width"), page.meta("og:image:height")) == ("1200", "630")
    assert page.meta("og:image:alt")
    with Image.open(THEME / "assets/site/og.png") as picture:
        assert picture.size == (1200, 630)
    assert (THEME / "assets/site/og.png").stat().st_size < 50_000
