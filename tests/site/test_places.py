"""What comparing places needs in the browser is whole, small and as in Python, and a case tells its place."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hubs import ROOT, case, make_hub, records_of

from casehub.knowledge.context import Range, closeness, kind_of, percent
from casehub.knowledge.left_open import left_open
from casehub.knowledge.profiles import ANSWERS, Atlas, answers_of, by_date
from casehub.records.body_facts import Facts
from casehub.records.definitions import Definitions
from casehub.records.model import Hub, Record
from casehub.site import places
from casehub.site.would import Teller, would_view

DEFINITIONS = Definitions.load(ROOT / "schemas")
WORDS = DEFINITIONS.labels["en"]
DEFINITION = Atlas.load(ROOT / "schemas", Hub(ROOT, DEFINITIONS, {})).definition


def hub_of(cases: Mapping[str, Mapping[str, Any]]) -> Hub:
    records = {}
    for id, data in cases.items():
        records[("case", id)] = Record("case", id, f"content/cases/{id}.md", "published", data, Facts(), id)
    return Hub(ROOT, DEFINITIONS, records)


def made(count: int) -> Hub:
    """Cases whose places differ as much as they may: nothing repeats but by chance."""
    chance = random.Random(1)
    terms = {field: list(DEFINITIONS.vocabularies[name].terms) for field, name in places.VOCABULARIES.items()}
    cases: dict[str, dict[str, Any]] = {}
    for number in range(count):
        context = {
            field: chance.choice(terms[field])
            for field in ("staff_size", "budget_size", "digital_readiness", "leadership_backing")
            if chance.random() < 0.7
        }
        cases[f"case-{number:05}"] = {
            "title": f"How town number {number} shortened the queue for permits",
            "published": f"20{chance.randrange(10, 26)}-0{chance.randrange(1, 10)}",
            "country": chance.choice(terms["country"]),
            "level": chance.choice(terms["level"]),
            "functions": chance.sample(terms["functions"], chance.randrange(1, 4)),
            "population": int(10 ** chance.uniform(3, 8)),
            "language": "fr" if number % 9 == 0 else "en",
            "context": context,
        }
    return hub_of(cases)


def read_back(told: Mapping[str, Any], number: int) -> dict[str, Any]:
    """What the browser reads of one case."""
    answers: dict[str, Any] = {}
    for field, column in told["columns"].items():
        if field == "population":
            if column[number]:
                answers[field] = column[number]
            continue
        is_list = field == "functions"
        mark = column["codes"].split(" ")[number] if is_list else column["codes"][number]
        values = [column["values"][ord(each) - 35] for each in mark if each != " "]
        if values:
            answers[field] = values if is_list else values[0]
    return answers


# ---- the files


def test_columns_say_of_every_case_what_its_record_says() -> None:
    hub = made(120)
    cases = by_date(hub.listed("case"))
    told = json.loads(json.dumps(places.columns(hub, cases)))
    assert told["count"] == 120
    for number, record in enumerate(cases):
        assert read_back(told, number) == answers_of(record, hub)
    assert [cases[number].id for number in told["others"]] == [
        each.id for each in cases if each.data["language"] == "fr"
    ]


def test_nothing_to_compare_is_an_empty_file() -> None:
    told = places.columns(hub_of({}), [])
    assert told["count"] == 0


def test_the_places_of_ten_thousand_cases_stay_small_over_the_wire() -> None:
    hub = made(10_000)
    content = next(file for file in places.files(hub) if file.path.endswith("cases.json")).content()
    assert len(gzip.compress(content, 6)) < 100_000
    cards = [file for file in places.files(hub) if "/cards/" in file.path]
    assert len(cards) == 200
    assert len(gzip.compress(cards[0].content(), 6)) < 6_000


def test_the_definition_has_a_name_for_every_value_and_stays_small() -> None:
    hub = hub_of({})
    (file,) = (each for each in places.files(hub) if each.path.endswith("place.json"))
    told = json.loads(file.content())
    assert len(gzip.compress(file.content(), 6)) < 20_000
    for facts in told["countries"].values():
        for field, value in facts.items():
            if field != "areas":
                assert set(value if isinstance(value, list) else [value]) <= told["names"][field].keys(), (
                    field,
                    value,
                )
    fields = [each["field"] for dimension in DEFINITION["dimensions"] for each in dimension["measures"]]
    assert set(DEFINITION["touches"]) <= set(fields)
    for field in fields:
        assert f"ask_{field}" in told["words"], field
    for word in [*(each["word"] for each in DEFINITION["closeness"]), "unclear"]:
        assert f"place_{word}" in told["words"], word


def test_files_change_with_what_they_say_and_with_nothing_else() -> None:
    def keys(hub: Hub) -> dict[str, str]:
        return {file.path: file.key for file in places.files(hub)}

    one, two = {"title": "A", "country": "SE"}, {"title": "B", "country": "NO"}
    before = keys(hub_of({"a": one, "b": two}))
    assert keys(hub_of({"b": two, "a": one})) == before
    changed = hub_of({"a": one, "b": two})
    first = changed.records[("case", "a")]
    records = {**changed.records, ("case", "a"): Record(*first.key, first.path, "published", one, Facts(), "other")}
    after = keys(Hub(ROOT, DEFINITIONS, records))
    assert {path for path in before if before[path] != after[path]} == {
        "assets/context/cases.json",
        "assets/context/cards/0.json",
    }


def test_a_hub_whose_definition_cannot_be_read_has_neither_page_nor_part(tmp_path: Path) -> None:
    folder = make_hub(tmp_path / "hub")
    (folder / "schemas/context.yaml").write_text("groups: none\n", "utf-8")
    hub = records_of(folder)
    assert list(places.pages(hub)) == []
    assert list(places.files(hub)) == []
    assert would_view(hub, hub.listed("case")[0]) is None


# ---- the page


def test_the_page_asks_what_the_terminal_asks_and_says_why() -> None:
    (page,) = places.pages(hub_of({"a": {"country": "SE", "level": "local", "functions": ["GF0405"]}}))
    assert [each["field"] for each in page.view["questions"]] == list(ANSWERS)
    assert all(each["why"] for each in page.view["questions"])
    assert page.view["command"] == "casehub context --country SE --level local"
    assert [each["url"] for each in page.view["lists"]] == [
        f"cases/by/{name}/" for name in ("country", "level", "function")
    ]
    (functions,) = (each for each in page.view["questions"] if each["kind"] == "functions")
    offered = [option["id"] for group in functions["groups"] for option in group["options"]]
    assert offered == sorted(DEFINITIONS.vocabularies["function"].terms)


# ---- a case


def test_a_case_tells_its_place_in_words_and_what_nobody_knows(tmp_path: Path) -> None:
    folder = make_hub(tmp_path / "hub")
    text = case("told", country="SE", population="300000", context='{leadership_backing: "yes"}')
    (folder / "content/cases/told.md").write_text(text, "utf-8")
    hub = records_of(folder)
    view = would_view(hub, hub.records[("case", "told")])
    assert view
    told = {each["title"]: each["text"] for each in view["dimensions"]}
    assert told["culture"] == "Official languages: Finnish, Swedish; Administrative tradition: Nordic"
    assert told["geography"] == "Place in the world: Sweden, Northern Europe, Europe"
    assert told["resources"] == "Income group of the country: high; Population: 300\u202f000"
    assert told["relations"] == "Backing of leadership: Yes"
    assert "Budget" in view["unknown"]
    assert view["script"]["answers"]["organisation_type"] == "local-government"


def test_what_has_no_name_is_told_as_it_stands() -> None:
    hub = hub_of({})
    assert Teller(hub, Atlas.load(ROOT / "schemas", hub)).in_words("tradition", "unheard-of") == "unheard-of"


@pytest.mark.parametrize(
    ("data", "asked", "not_asked"),
    [
        ({}, {"cost", "staff", "running", "core", "measured", "barriers"}, {"annual", "before"}),
        ({"cost": {"one_off": 5}}, {"annual"}, {"cost"}),
        ({"deployment": "stopped"}, set(), {"running"}),
        ({"outcomes": [{"result": 5}]}, {"before"}, {"measured"}),
        ({"outcomes": [{"result": 5, "comparison": "others"}]}, set(), {"before", "measured"}),
        ({"barriers": [{"kind": "law", "how_met": "by law"}]}, set(), {"barriers"}),
        ({"barriers": [{"kind": "law"}]}, {"barriers"}, set()),
        ({"transfer": {"core": ["x"]}}, {"preconditions", "not_suitable_when"}, {"core"}),
    ],
)
def test_what_the_record_leaves_open_is_asked(data: dict[str, Any], asked: set[str], not_asked: set[str]) -> None:
    found = set(left_open(hub_of({"a": data}).records[("case", "a")]))
    assert asked <= found
    assert not not_asked & found
    assert all(f"ask_open_{word}" in WORDS for word in found)


# ---- words for figures


@pytest.mark.parametrize(
    ("low", "high", "word", "figures"),
    [
        (0.0, 0.0, "very-close", (100, 0)),
        (0.2, 0.2, "very-close", (80, 0)),
        (0.25, 0.5, "apart", (63, 13)),
        (0.3, 0.4, "close", (65, 5)),
        (0.9, 1.0, "far", (5, 5)),
        (0.0, 0.7, "unclear", (65, 35)),
    ],
)
def test_closeness_in_a_word_and_in_percent(low: float, high: float, word: str, figures: tuple[int, int]) -> None:
    assert closeness(Range(low, high), DEFINITION) == word
    assert percent(Range(low, high)) == figures


def test_a_measure_matches_differs_or_is_not_known() -> None:
    told = [kind_of(each, DEFINITION) for each in (Range(0.25, 0.25), Range(0.26, 0.26), Range(0, 1))]
    assert told == ["alike", "differs", "unknown"]
