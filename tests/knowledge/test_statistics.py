"""The figures equal those that a reader counts by hand from the files, and examples never count."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import median

import pytest
import yaml

from casehub.knowledge.evidence_map import evidence_map
from casehub.knowledge.profiles import regions_of
from casehub.knowledge.statistics import Share, statistics
from casehub.records.load import load

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)


def read(folder: str) -> list[dict]:
    """Front matter of a folder as another YAML reader sees it, every value a text or a number."""
    found = []
    for path in sorted((ROOT / "content" / folder).glob("*.[my]*")):
        text = path.read_text("utf-8")
        found.append(yaml.load(text.split("\n---\n")[0].removeprefix("---\n"), Loader=yaml.BaseLoader))
    return [each for each in found if each.get("example") != "true"]


@pytest.fixture(scope="module")
def hub():
    return load(ROOT, on=TODAY, use_cache=False)


@pytest.fixture(scope="module")
def figures(hub):
    return statistics(hub, regions_of(ROOT / "schemas"))


def test_the_figures_of_this_hub_equal_those_counted_from_its_files(figures):
    cases = [each for each in read("cases") if each["status"] == "published"]
    assert figures.totals["case"] == len(cases)
    assert figures.totals["organisation"] == len(read("organisations"))
    for name in ("verdict", "level", "country", "deployment"):
        assert figures.by[name] == Counter(each[name] for each in cases if name in each)
    assert figures.by["design"] == Counter(each["evidence"]["design"] for each in cases)
    assert figures.by["function"] == Counter(code for each in cases for code in {f[:4] for f in each["functions"]})
    bad = [each for each in cases if each["verdict"] in ("did-not-work", "mixed")]
    assert figures.shares["failures_told"] == Share(len(bad), len(cases))
    measured = [each for each in cases if any("result" in outcome for outcome in each["outcomes"])]
    assert figures.shares["measured"] == Share(len(measured), len(cases))
    assert figures.shares["adapted"] == Share(sum("adapted_from" in each for each in cases), len(cases))
    by_others = [each for each in cases if each["evidence"]["independent"] == "yes"]
    assert figures.shares["independent"] == Share(len(by_others), len(cases))
    good = [each for each in by_others if each["verdict"] in ("worked", "promising")]
    known = [each for each in by_others if each["verdict"] != "too-early"]
    assert figures.bias["independent"] == Share(len(good), len(known))
    waited = [
        (date.fromisoformat(each["published"]) - date.fromisoformat(each["submitted"])).days
        for folder in ("cases", "practices", "challenges", "glossary", "groups", "events", "learning")
        if (ROOT / "content" / folder).is_dir()
        for each in read(folder)
        if each.get("status") == "published" and "submitted" in each
    ]
    assert figures.waiting["days_to_publication"].median == median(waited)
    assert sum(figures.waiting["days_to_publication"].bands.values()) == len(waited)


def test_the_cells_of_the_map_equal_those_counted_from_the_files(hub):
    expected: dict[tuple[str, str], set[str]] = {}
    outcomes: Counter[tuple[str, str]] = Counter()
    for path in sorted((ROOT / "content/cases").glob("*.md")):
        case = yaml.load(path.read_text("utf-8").split("\n---\n")[0].removeprefix("---\n"), Loader=yaml.BaseLoader)
        if case["status"] != "published" or case.get("example") == "true":
            continue
        for outcome in case["outcomes"]:
            for division in {re.sub(r"^(GF..).*", r"\1", code) for code in case["functions"]}:
                expected.setdefault((division, outcome["dimension"]), set()).add(path.stem)
                outcomes[(division, outcome["dimension"])] += 1
    found = evidence_map(hub)
    assert {at: set(cell.cases) for at, cell in found.cells.items()} == expected
    assert {at: cell.better + cell.worse + cell.unclear for at, cell in found.cells.items()} == outcomes
    assert len(found.subjects) == 10
    shares = statistics(hub).shares
    assert shares["gaps"] == Share(len(found.subjects) * len(found.dimensions) - len(expected), 110)


CASE = {
    "verdict": "worked",
    "country": "DK",
    "level": "local",
    "functions": ["GF0103", "GF0101", "GF0405"],
    "evidence": {"design": "before-after", "independent": "no"},
    "submitted": "2026-01-01",
    "published": "2026-01-11",
    "review_due": "2026-11",
    "outcomes": [{"indicator": "x", "dimension": "access", "baseline": 1, "result": 2, "better": "higher"}],
}


def test_a_small_hub_counted_by_hand(hub_of):
    failed = {**CASE, "verdict": "mixed", "evidence": {"design": "account", "independent": "yes"}, "outcomes": []}
    hub = hub_of(
        {
            "a": CASE,
            "b": {**failed, "review_due": "2026-01", "adapted_from": [{"case": "a"}]},
            "c": {**CASE, "verdict": "too-early"},
            "example": {**CASE, "example": True},
            "draft": {**CASE, "status": "draft"},
            "gone": {**CASE, "status": "withdrawn"},
        },
        {
            ("group", "g"): {
                "reports": [
                    {"due": "2026-01-31", "delivered": "2026-01-31"},
                    {"due": "2026-02-28", "delivered": "2026-03-01"},
                    {"due": "2026-03-31"},
                    {"due": "2027-01-01"},
                ]
            },
            ("question", "q"): {"asked": "2026-01-01", "answer": {"date": "2026-01-05", "corrected": "yes"}},
            ("question", "r"): {"asked": "2026-01-01", "answer": {"date": "2026-01-11", "corrected": "no"}},
            ("question", "s"): {"asked": "2026-11-01"},
            ("question", "t"): {"asked": "2026-11-01", "example": True},
        },
    )
    found = statistics(hub, {"DK": "Europe"})
    assert found.totals["case"] == 3
    assert found.by["verdict"] == {"mixed": 1, "too-early": 1, "worked": 1}
    assert found.by["function"] == {"GF01": 3, "GF04": 3}
    assert found.by["region"] == {"Europe": 3}
    assert found.bias == {"independent": Share(0, 1), "own": Share(1, 1), "all": Share(1, 2)}
    assert found.shares["measured"] == Share(2, 3)
    assert found.shares["failures_told"] == Share(1, 3)
    assert found.shares["adapted"] == Share(1, 3)
    assert found.shares["answered"] == Share(2, 3)
    assert found.shares["corrections"] == Share(1, 7)  # three cases, one group, three questions
    assert found.shares["reports_on_time"] == Share(1, 3)
    assert found.shares["fresh"] == Share(2, 3)
    assert found.waiting["days_to_publication"].median == 10
    assert found.waiting["days_to_answer"].median == 7
    assert found.waiting["days_to_answer"].bands["7"] == 1
    assert found.waiting["days_to_answer"].bands["30"] == 1


def test_an_empty_hub_has_figures_too(hub_of):
    found = statistics(hub_of({}))
    assert found.shares["measured"].percent is None
    assert found.waiting["days_to_answer"].median is None
    assert found.bias["all"] == Share(0, 0)


def test_every_figure_has_its_title_and_says_how_it_is_reckoned(figures, definitions):
    labels = definitions.labels["en"]
    names = {"totals", "bias", *figures.by, *figures.shares, *figures.waiting}
    assert [name for name in sorted(names) if not {f"stats_{name}", f"stats_how_{name}"} <= labels.keys()] == []
    assert {f"stats_days_{band}" for each in figures.waiting.values() for band in each.bands} <= labels.keys()
    assert {f"stats_bias_{name}" for name in figures.bias} <= labels.keys()
