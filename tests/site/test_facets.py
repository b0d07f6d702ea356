"""Lists by facet: their counts are those of the records, every value has its page, and every page is reached."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import frontmatter
import pytest
from hubs import case, make_hub, records_of

from casehub.records.model import Hub
from casehub.site import finder
from casehub.site.facets import PER_PAGE, cut, paging, url_of_value
from casehub.site.page import Page

VERDICTS = ("worked", "promising", "mixed", "did-not-work", "too-early")
FUNCTIONS = ("GF0103", "GF0104", "GF0301", "GF07", "GF0706")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub with 230 more made-up cases, so that lists have several pages."""
    folder = make_hub(tmp_path_factory.mktemp("facets") / "hub")
    chance = random.Random(7)
    for number in range(230):
        fields = {
            "verdict": chance.choice(VERDICTS),
            "country": chance.choice(("SE", "GB", "FR", "KE")),
            "level": chance.choice(("local", "regional", "national")),
            "functions": f"[{', '.join(sorted(set(chance.choices(FUNCTIONS, k=2))))}]",
            "challenges": "[slow-permits]" if number % 5 == 0 else "",
            "technologies": f"[{chance.choice(('open-source', 'smart-card'))}]" if number % 3 == 0 else "",
            "published": f"2026-04-{number % 28 + 1:02}",
            "status": "in-review" if number % 40 == 39 else "published",
        }
        if number == 11:
            fields["language"] = "fr"
        if fields["status"] == "in-review":
            fields["published"] = ""
        (folder / f"content/cases/made-{number:03}.md").write_text(case(f"made-{number:03}", **fields), "utf-8")
    return folder


@pytest.fixture(scope="module")
def records(hub: Path) -> Hub:
    return records_of(hub)


@pytest.fixture(scope="module")
def pages(records: Hub) -> dict[str, Page]:
    return {page.url: page for page in finder.pages(records)}


def published(hub: Path) -> Iterator[dict[str, Any]]:
    """The front matter of every published case in English, read without the code that is tested."""
    for path in sorted((hub / "content/cases").rglob("*.md")):
        told = frontmatter.loads(path.read_text("utf-8")).metadata
        if told["status"] == "published" and told["language"] == "en":
            yield {**told, "id": path.stem}


def counted(hub: Path) -> Mapping[str, Counter[str]]:
    """How many cases have each value."""
    counts: dict[str, Counter[str]] = {
        name: Counter() for name in ("verdict", "country", "level", "functions", "challenges", "technologies")
    }
    for told in published(hub):
        for name, counter in counts.items():
            values = told.get(name, [])
            values = [values] if isinstance(values, str) else values
            counter.update({value[:4] for value in values} if name == "functions" else set(values))
    return counts


def listed(pages: Mapping[str, Page], url: str) -> list[str]:
    """The ids of the cases on a list, through all of its pages."""
    found: list[str] = []
    while url:
        page = pages[url]
        found += [card["id"] for card in page.view["cards"]]
        url = page.view["paging"]["after"]
    return found


def test_every_value_has_a_page_with_the_cases_that_have_it(hub: Path, pages: dict[str, Page]) -> None:
    for name, counter in counted(hub).items():
        assert len(counter) > 0, name
        for value, count in counter.items():
            url = url_of_value(name, value)
            assert pages[url].view["paging"]["total"] == count, url
            ids = listed(pages, url)
            assert len(ids) == len(set(ids)) == count


def test_no_value_without_cases_has_a_page(hub: Path, pages: dict[str, Page]) -> None:
    wanted = {url_of_value(name, value) for name, counter in counted(hub).items() for value in counter}
    lists = {url for url, page in pages.items() if page.template == "cases_by.html" and "/page/" not in url}
    assert lists - wanted == {"cases/by/language/da/", "cases/by/language/fr/"}


def test_overviews_say_the_counts_and_lead_to_every_list(hub: Path, pages: dict[str, Page]) -> None:
    shown = {
        option["url"]: option["count"]
        for facet in pages["cases/by/"].view["facets"]
        for option in facet["options"]
        if "language" not in option["url"]
    }
    assert shown == {
        url_of_value(name, value): count for name, counter in counted(hub).items() for value, count in counter.items()
    }
    for name in ("verdict", "country", "level", "function", "challenge", "technology"):
        (facet,) = pages[f"cases/by/{name}/"].view["facets"]
        assert all(
            option["url"].startswith(f"cases/by/{name}/") and option["url"] in pages for option in facet["options"]
        )


def test_the_finder_shows_the_same_counts(hub: Path, pages: dict[str, Page]) -> None:
    counts = counted(hub)
    for facet in pages["cases/"].view["facets"]:
        for option in facet.get("options", []):
            assert option["count"] == counts[facet["name"]][option["id"]], (facet["name"], option)
            assert pages[option["url"]].view["paging"]["total"] == option["count"]


def test_cases_in_another_language_have_a_list_of_their_own(pages: dict[str, Page]) -> None:
    assert listed(pages, "cases/by/language/fr/") == ["made-011"]
    assert "made-011" not in listed_all(pages)
    assert listed(pages, "cases/by/language/da/") == ["stood-elsewhere"]
    assert pages["cases/"].view["other_languages"] == 2


def listed_all(pages: Mapping[str, Page]) -> list[str]:
    """The ids of the whole list."""
    return listed(pages, "cases/")


def test_the_whole_list_has_every_published_case_newest_first(hub: Path, pages: dict[str, Page]) -> None:
    told = {each["id"]: str(each["published"]) for each in published(hub)}
    ids = listed_all(pages)
    assert sorted(ids) == sorted(told)
    assert [told[id] for id in ids] == sorted(told.values(), reverse=True)


def test_titles_tell_lists_apart(pages: dict[str, Page]) -> None:
    titles = [page.view["title"] for page in pages.values()]
    assert len(titles) == len(set(titles))
    assert pages["cases/page/2/"].view["title"] == "Case studies – Page 2"
    assert pages["cases/by/verdict/did-not-work/"].view["title"] == "Case studies – Verdict: Did not work"


def test_a_list_leads_to_the_finder_with_the_same_filter(pages: dict[str, Page]) -> None:
    assert pages["cases/by/verdict/worked/"].view["finder"] == "cases/?verdict=worked"
    assert pages["cases/by/function/GF07/"].view["finder"] == "cases/?function=GF07"


def test_the_same_records_give_the_same_pages_in_whichever_order_they_are_read(records: Hub) -> None:
    turned = Hub(records.root, records.definitions, dict(reversed(records.records.items())), today=records.today)
    assert list(finder.pages(turned)) == list(finder.pages(records))


def test_a_hub_without_cases_has_an_empty_list_and_no_lists_by_value(records: Hub) -> None:
    without = {key: record for key, record in records.records.items() if key[0] != "case"}
    pages = {page.url: page for page in finder.pages(Hub(records.root, records.definitions, without))}
    assert sorted(pages) == ["cases/", "cases/by/"]
    assert pages["cases/"].view["cards"] == []
    assert pages["cases/"].view["paging"]["total"] == 0


def test_long_lists_are_cut_into_pages_of_a_hundred() -> None:
    cards: list[dict[str, Any]] = [{"id": str(number)} for number in range(2 * PER_PAGE + 1)]
    assert [len(share) for share in cut(cards)] == [100, 100, 1]
    assert [len(share) for share in cut(cards[:100])] == [100]
    assert cut([]) == [[]]


@pytest.mark.parametrize(
    ("number", "last", "steps"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, 0, 9]),
        (5, 9, [1, 0, 3, 4, 5, 6, 7, 0, 9]),
        (9, 9, [1, 0, 7, 8, 9]),
    ],
)
def test_the_way_through_the_pages(number: int, last: int, steps: list[int]) -> None:
    way = paging("cases/", number, last * PER_PAGE)
    assert [step["number"] for step in way["steps"]] == steps
    assert way["before"] == ("" if number == 1 else "cases/" if number == 2 else f"cases/page/{number - 1}/")
    assert way["after"] == ("" if number == last else f"cases/page/{number + 1}/")
