"""What the page that compares cases is given, and what it needs of each case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from case_hub import make_case_hub
from hubs import build, make_hub, records_of
from pages import Document, read, words

from casehub.site.compare import MOST, ROWS, pages


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(make_case_hub(tmp_path_factory.mktemp("compare") / "hub"))


def compared(site: Path, id: str) -> dict[str, object]:
    found = json.loads((site / f"cases/{id}/record.json").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def data(page: Document) -> dict[str, object]:
    (script,) = page.within("script", id="ch-compare-data")
    found = json.loads(script.text or "")
    assert isinstance(found, dict)
    return found


def test_every_row_is_a_field_of_the_schema(hub: Path) -> None:
    properties = records_of(hub).definitions.types["case"].properties
    for key in (key for keys in ROWS.values() for key in keys):
        name, _, below = key.partition(".")
        assert name in properties, key
        if below:
            assert below in properties[name].get("items", properties[name])["properties"], key


def test_row_labels_are_the_titles_of_the_schema(hub: Path) -> None:
    (page,) = pages(records_of(hub))
    labels = {row["key"]: row["label"] for group in page.view["groups"] for row in group["rows"]}
    assert labels["level"] == "Level of government"
    assert labels["evidence.design"] == "Evidence: design"
    assert labels["partners.organisation"] == "Partners"
    assert len(set(labels.values())) == len(labels)
    assert not page.is_indexed


def test_a_case_gives_what_heads_its_column_and_its_cells(site: Path) -> None:
    full = compared(site, "full")
    cells = full["cells"]
    assert isinstance(cells, dict)
    assert full["title"] == "Building permits without paper"
    assert cells["verdict"] == [{"text": "Mixed"}]
    assert cells["evidence.design"] == [{"text": "Account"}]
    assert cells["cost.one_off"] == [{"text": "EUR\u00a03.8 billion"}]
    assert cells["lead_organisation"] == [{"text": "City of Example", "url": "organisations/city-of-example/"}]
    assert cells["barriers.kind"] == [{"text": "Law"}, {"text": "Skills"}]
    assert cells["transfer.core"] == [{"text": "Ask first"}]
    assert cells["started"] == [{"text": "2020"}]
    assert set(cells) <= {key for keys in ROWS.values() for key in keys}


def test_what_is_not_stated_is_not_in_the_file(site: Path) -> None:
    cells = compared(site, "bare")["cells"]
    assert isinstance(cells, dict)
    assert {"verdict", "country", "level", "deployment"} <= set(cells)
    assert not {"cost.one_off", "population", "barriers.kind", "region"} & set(cells)


def test_outcomes_are_told_in_one_cell(site: Path) -> None:
    outcomes = compared(site, "full")["outcomes"]
    assert isinstance(outcomes, list)
    told = {each["id"]: (each["text"], each["detail"]) for each in outcomes}
    assert told["processing-time"] == ("Before 20 days, after 10 days, target 5 days", "got better; 2020 to 2024")
    assert told["cost-overrun"] == ("EUR\u00a01.4 million", "")
    assert told["participants"] == ("More people came.", "")


def test_the_page_says_what_it_is_for_without_scripts(site: Path) -> None:
    page = read(site)["compare/"]
    (notice,) = page.within("div", **{"class": "ch-notice ch-compare__without"})
    assert "needs JavaScript" in words(notice)
    assert [link.get("href") for link in notice.iter() if link.get("href")] == ["../cases/"]
    assert data(page)["notStated"] == "Not stated"
    assert next(page.within("div", id="ch-compare")).get("data-most") == str(MOST)


def test_the_page_offers_two_cases_worth_comparing(own_hub: Path, tmp_path: Path) -> None:
    page = next(iter(pages(records_of(own_hub))))
    one, other = page.view["instance"]
    adapted = records_of(own_hub).get("case", other)
    assert adapted is not None
    assert adapted.data["adapted_from"][0]["case"] == one
    empty = make_hub(tmp_path / "hub")
    assert next(iter(pages(records_of(empty)))).view["instance"] == []  # examples only


def test_a_file_is_small(own_hub: Path) -> None:
    sizes = [path.stat().st_size for path in (own_hub / "site/cases").glob("*/record.json")]
    assert len(sizes) >= 11
    assert max(sizes) < 20_000
