"""The distance is symmetric, zero to itself, between 0 and 1, monotone, and wider the less is known."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casehub.knowledge.context import UNKNOWN, distance, measure
from casehub.knowledge.profiles import Atlas
from casehub.records.definitions import Definitions
from casehub.records.model import Hub

ROOT = Path(__file__).parents[2]
HUB = Hub(ROOT, Definitions.load(ROOT / "schemas"), {})
ATLAS = Atlas.load(ROOT / "schemas", HUB)
_TERMS = {
    name: list(HUB.definitions.vocabularies[name].terms) for name in ("level", "organisation-type", "staff-size")
}

answers = st.fixed_dictionaries(
    {},
    optional={
        "country": st.sampled_from(sorted(ATLAS.countries)),
        "level": st.sampled_from(_TERMS["level"]),
        "functions": st.lists(st.sampled_from(["GF0103", "GF0405", "GF0407", "GF0706"]), max_size=3, unique=True),
        "organisation_type": st.sampled_from(_TERMS["organisation-type"]),
        "staff_size": st.sampled_from(_TERMS["staff-size"]),
        "population": st.integers(1, 2_000_000_000),
        "digital_readiness": st.sampled_from(["low", "medium", "high", "no such band"]),
        "leadership_backing": st.sampled_from(["yes", "no"]),
    },
)


@given(answers, answers)
def test_symmetric_and_between_nothing_and_one(one, other):
    here, there = ATLAS.profile(one), ATLAS.profile(other)
    way, back = distance(here, there, ATLAS.definition), distance(there, here, ATLAS.definition)
    assert way.overall == back.overall
    assert way.dimensions == back.dimensions
    for each in (way.overall, *way.groups.values(), *way.dimensions.values()):
        assert 0 <= each.low <= each.high <= 1 + 1e-12


@given(answers)
def test_nothing_known_lies_between_a_place_and_itself(one):
    assert distance(ATLAS.profile(one), ATLAS.profile(one), ATLAS.definition).overall.low == 0


@given(answers, answers, st.sampled_from(["country", "level", "population", "staff_size", "functions"]))
def test_knowing_less_never_narrows_the_range(one, other, key):
    there = ATLAS.profile(other)
    full = distance(ATLAS.profile(one), there, ATLAS.definition).overall
    less = distance(ATLAS.profile({k: v for k, v in one.items() if k != key}), there, ATLAS.definition).overall
    assert less.low <= full.low + 1e-12
    assert less.high >= full.high - 1e-12


@pytest.mark.parametrize("field", ["level", "staff_size", "income", "digital", "digital_readiness", "budget_size"])
def test_each_step_on_a_scale_is_further(field):
    (found,) = [
        each
        for dimension in ATLAS.definition["dimensions"]
        for each in dimension["measures"]
        if each["field"] == field
    ]
    steps = [measure(found, {field: found["scale"][0]}, {field: value}).low for value in found["scale"]]
    assert steps == sorted(set(steps))
    assert (steps[0], steps[-1]) == (0, 1)


def test_population_counts_by_its_logarithm():
    (found,) = [e for d in ATLAS.definition["dimensions"] for e in d["measures"] if e["field"] == "population"]
    far = [measure(found, {"population": 1000}, {"population": 1000 * 10**n}).low for n in range(5)]
    assert far == pytest.approx([0, 1 / 3, 2 / 3, 1, 1])
    assert measure(found, {"population": 1000}, {}) == UNKNOWN
    assert measure(found, {"population": 0}, {"population": 5}) == UNKNOWN


def place(country, level="national", **more):
    return ATLAS.profile({"country": country, "level": level, "functions": ["GF0103"], **more})


@pytest.mark.parametrize(
    ("here", "near", "far"),
    [
        ("FI", "EE", "BR"),  # the X-Road went from Estonia to Finland (content/cases/finland-data-exchange-layer.md)
        ("GB", "AU", "JP"),  # one administrative tradition and language against another (Painter and Peters 2010)
        ("SE", "NO", "KE"),  # neighbours of one tradition against a far one
    ],
)
def test_places_known_from_the_literature_come_in_the_order_of_an_expert(here, near, far):
    close = distance(place(here), place(near), ATLAS.definition).overall
    distant = distance(place(here), place(far), ATLAS.definition).overall
    assert close.middle < distant.middle


def test_the_vectors_shared_with_the_browser_hold_in_python():
    vectors = json.loads((Path(__file__).parent / "context-vectors.json").read_text("utf-8"))
    assert len(vectors) >= 500
    for vector in vectors:
        told = distance(vector["here"], vector["there"], ATLAS.definition)
        assert [told.overall.low, told.overall.high] == pytest.approx(vector["overall"])
        found = {id: [each.low, each.high] for id, each in told.dimensions.items()}
        assert found == {id: pytest.approx(each) for id, each in vector["dimensions"].items()}
