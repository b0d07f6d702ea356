"""Published cases are like published ones, examples like examples, and what is remembered changes nothing."""

from __future__ import annotations

from dataclasses import replace

from casehub.knowledge.similar_cases import LINEAGE, facts_of, similar_cases
from casehub.records.model import Hub
from casehub.search.cache import Cache

ROADS = {"title": "A toll on the bridge", "summary": "Traffic fell when the bridge had a toll.", "country": "SE"}
BOOKS = {"title": "Books by bus", "summary": "A library that comes to the villages.", "country": "FR"}


def near(hub, id: str = "a") -> list[str]:
    return [each.id for each in similar_cases(hub).of(id)]


def digested(hub: Hub) -> Hub:
    """The hub as if its records had been read from files."""
    records = {key: replace(each, digest=f"{key}{each.data}{each.stage}") for key, each in hub.records.items()}
    return replace(hub, records=records)


def test_only_published_cases_are_compared(hub_of):
    hub = hub_of(
        {
            "a": ROADS,
            "b": ROADS,
            "withdrawn": {**ROADS, "status": "withdrawn"},
            "draft": {**ROADS, "status": "draft"},
            "review": {**ROADS, "status": "in-review"},
            "other": BOOKS,
        }
    )
    assert near(hub) == ["b"]
    assert [near(hub, id) for id in ("withdrawn", "draft", "review", "other", "none")] == [[]] * 5


def test_examples_are_like_examples_only_and_never_weigh(hub_of):
    real = {"a": ROADS, "b": {**ROADS, "country": "EE"}, "c": BOOKS}
    made_up = {f"x{n}": {**ROADS, "example": True} for n in range(3)}
    both = hub_of({**real, **made_up})
    assert near(both) == ["b"]
    assert near(both, "x0") == ["x1", "x2"]
    assert similar_cases(both).of("a") == similar_cases(hub_of(real)).of("a")


def test_a_case_is_not_similar_to_its_translations(hub_of):
    french = {**ROADS, "language": "fr", "translations_of": "a"}
    hub = hub_of({"a": ROADS, "fr": french, "es": {**french, "language": "es"}, "b": ROADS})
    assert near(hub) == ["b"]
    assert "es" not in near(hub, "fr")
    assert "a" not in near(hub, "fr")


def test_at_most_five(hub_of):
    assert near(hub_of(dict.fromkeys("abcdefgh", ROADS)), "d") == ["a", "b", "c", "e", "f"]


def test_the_family_is_a_reason_and_a_function_brings_its_division(hub_of):
    hub = hub_of(
        {
            "a": {**ROADS, "functions": ["GF0405"], "technologies": ["sensors"]},
            "b": {**ROADS, "functions": ["GF0404"], "adapted_from": [{"case": "a"}]},
        }
    )
    assert ("function", "GF04") in facts_of(hub, hub.get("case", "a"))
    (alike,) = similar_cases(hub).of("b")
    assert {(LINEAGE, "a"), ("function", "GF04"), ("country", "SE")} <= set(alike.facts)


def test_words_stand_as_the_case_writes_them(hub_of):
    one = {"title": "Tolls in Stockholm", "summary": "Stockholm has a toll."}
    other = {"title": "Stockholm again", "summary": "The Toll of Stockholm."}
    hub = hub_of({"a": one, "b": other, "c": BOOKS})
    assert set(similar_cases(hub).of("a")[0].words) == {"Stockholm", "toll"}
    assert set(similar_cases(hub).of("b")[0].words) == {"Stockholm", "Toll"}


def test_what_is_remembered_is_what_would_be_reckoned(hub_of, tmp_path):
    cases = {f"c{n}": {**(ROADS if n % 2 else BOOKS), "title": f"Number {n} on the bridge"} for n in range(6)}
    cache = Cache(tmp_path)
    hub = digested(hub_of(cases))
    first = similar_cases(hub, cache)
    assert first.packed == similar_cases(hub).packed == similar_cases(hub, cache).packed
    for changed in (
        {**cases, "c1": {**BOOKS, "title": "Books instead"}},
        {id: cases[id] for id in ("c1", "c2", "c3")},
        {**cases, "c3": {**cases["c3"], "status": "withdrawn"}},
        {**cases, "new": ROADS},
    ):
        now = digested(hub_of(changed))
        assert similar_cases(now, cache).packed == similar_cases(now).packed
