"""The ceiling follows from what the record holds, and every step has its reason."""

import inspect
import re

import pytest

from casehub.knowledge import evidence
from casehub.knowledge.evidence import Ceiling, Reason, ceiling, ceilings, next_step

MEASURED = {"indicator": "payment-rate", "dimension": "effectiveness", "result": 5, "unit": "percent", "source": "a"}
BEFORE = {**MEASURED, "baseline": 3}
COMPARED = {**MEASURED, "comparison": "the control group"}
INDEPENDENT = [{"id": "a", "relation": "independent"}, {"id": "b", "relation": "independent"}]


def case(design="before-after", outcomes=(BEFORE,), independent="yes", sources=INDEPENDENT, **more):
    return {
        "evidence": {"design": design, "independent": independent},
        "outcomes": list(outcomes),
        "sources": list(sources),
        **more,
    }


@pytest.mark.parametrize(
    ("level", "data"),
    [
        (0, {}),
        (1, case("account")),
        (1, case("before-after", [])),
        (1, case("randomised", [{"indicator": "x", "dimension": "trust", "statement": "better"}])),
        (2, case("before-after")),
        (2, case("randomised", [BEFORE])),
        (3, case("comparison-group", [COMPARED])),
        (3, case("quasi-experimental", [COMPARED])),
        (3, case("randomised", [COMPARED], independent="no")),
        (2, case("randomised", [COMPARED], sources=[{"id": "a", "relation": "own"}])),
        (3, case("systematic-review", [MEASURED], independent="no")),
        (4, case("systematic-review", [MEASURED])),
    ],
)
def test_the_level_is_what_the_record_supports(hub_of, level, data):
    hub = hub_of({"one": data})
    found = ceiling(hub.get("case", "one"), hub)
    assert found.level == level
    assert found.reasons


def copy(kept="yes", lead="b", **more):
    origin = {"adapted_from": [{"case": "one", "kept_core": kept}], "lead_organisation": lead, "verdict": "worked"}
    return {**case("randomised", [COMPARED]), **origin, **more}


def test_a_replication_elsewhere_that_kept_the_core_raises_to_four(hub_of):
    one = case("randomised", [COMPARED], lead_organisation="a")
    hub = hub_of({"one": one, "two": copy()})
    assert ceiling(hub.get("case", "one"), hub).level == 4


@pytest.mark.parametrize(
    "other",
    [
        copy(kept="no"),
        copy(lead="a"),
        copy(verdict="did-not-work"),
        copy(example=True),
        copy(status="in-review"),
        copy(evidence={"design": "account", "independent": "yes"}),
    ],
)
def test_what_is_no_replication_does_not_raise(hub_of, other):
    hub = hub_of({"one": case("randomised", [COMPARED], lead_organisation="a"), "two": other})
    assert ceiling(hub.get("case", "one"), hub).level == 3


def test_scaled_and_replicated_twice_is_five(hub_of):
    one = case("randomised", [COMPARED], lead_organisation="a", deployment="scaled")
    hub = hub_of({"one": one, "two": copy(), "three": copy(lead="c")})
    assert ceiling(hub.get("case", "one"), hub).level == 5


def test_every_reason_and_every_next_step_has_its_words(definitions):
    labels = definitions.labels["en"]
    words = set(re.findall(r'Reason\("(\w+)"', inspect.getsource(evidence)))
    assert len(words) >= 9
    assert {f"evidence_{word}" for word in words} <= labels.keys()
    assert {f"evidence_name_{level}" for level in range(6)} <= labels.keys()
    steps = {next_step(Ceiling(level, ())) for level in range(6)}
    assert steps == {"", "1", "2", "3", "4", "5"}
    assert next_step(Ceiling(2, (Reason("own_sources_only", False),))) == "3_own"
    assert {f"evidence_next_{step}" for step in steps | {"3_own"} if step} <= labels.keys()


def test_the_ceilings_of_a_hub_are_its_own(hub_of):
    one, other = hub_of({"a": case("account")}), hub_of({"a": case("before-after")})
    assert [ceilings(hub)["a"].level for hub in (one, other, one)] == [1, 2, 1]
    for hub in (one, other):
        assert ceilings(hub)["a"] == ceiling(hub.get("case", "a"), hub)
