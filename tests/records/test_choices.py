"""A choice is found by part of a word in any language, whatever its capitals and accents, and despite a slip."""

from __future__ import annotations

import pytest
from mini_hub import definitions

from casehub.records.choices import Choice, choices_of, matching

CASE = definitions().types["case"]
COUNTRIES = choices_of(CASE.properties["country"], definitions(), {})
FUNCTIONS = choices_of(CASE.properties["functions"], definitions(), {})


@pytest.mark.parametrize(
    "typed", ["DK", "dk", "Denmark", "denm", "DÄNEMARK", "danemark", "dinamarca", "Danmrak", "DNK"]
)
def test_a_country_is_found_by_any_of_its_names(typed: str) -> None:
    assert matching(COUNTRIES, typed)[0].id == "DK"


def test_the_same_comes_before_what_begins_so_before_what_holds_it() -> None:
    choices = [Choice("c", "a wide road"), Choice("b", "road works"), Choice("a", "Road"), Choice("d", "broadband")]
    assert [each.id for each in matching(choices, "road")] == ["a", "b", "c", "d"]
    assert matching(choices, "  ") == choices
    assert matching(choices, "zebra") == [] == matching([], "road")


def test_terms_are_found_in_the_languages_of_their_labels_and_by_other_names() -> None:
    assert "GF0301" in [each.id for each in matching(FUNCTIONS, "policía")]
    assert "GF0301" in [each.id for each in matching(FUNCTIONS, "services de police")]


def test_records_are_the_choices_of_a_reference_and_text_has_none() -> None:
    known = {"organisation": [Choice("city-of-example", "City of Example")]}
    assert choices_of(CASE.properties["lead_organisation"], definitions(), known) == known["organisation"]
    assert choices_of(CASE.properties["challenges"], definitions(), known) == []
    assert choices_of(CASE.properties["summary"], definitions(), known) == []
