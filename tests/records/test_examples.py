"""Every field that a contributor may be asked for has an example that fits it, and help that is a sentence."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import pytest
from mini_hub import definitions

from casehub.records.examples import example_of, example_record

WRITTEN = ("case", "practice", "challenge", "question")
"""What people contribute through a form or a template."""


def leaves(schema: dict[str, Any], way: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield way, schema
    for key, below in schema.get("properties", {}).items():
        yield from leaves(below, f"{way}.{key}")
    if "properties" in schema.get("items", {}):
        yield from leaves(schema["items"], f"{way}.*")


@pytest.mark.parametrize("name", WRITTEN)
def test_the_examples_fit_the_schema_at_every_stage(name: str) -> None:
    type = definitions().types[name]
    record = example_record(type)
    assert list(record) == list(type.properties)
    for status in ("draft", "in-review", "published", "withdrawn"):
        answers = {**copy.deepcopy(record), **({"status": status} if type.has_status else {})}
        assert type.faults(answers) == []


@pytest.mark.parametrize("name", WRITTEN)
def test_every_field_has_an_example_and_each_fits_by_itself(name: str) -> None:
    type = definitions().types[name]
    for key, schema in type.properties.items():
        assert type.faults({**example_record(type), key: copy.deepcopy(example_of(schema))}) == []
        for way, below in leaves(schema, key):
            assert example_of(below) is not None, f"{name}: {way} has no example"


@pytest.mark.parametrize("name", WRITTEN)
def test_help_and_prompts_are_sentences(name: str) -> None:
    type = definitions().types[name]
    said = [
        text
        for key in type.properties
        for _, each in leaves(type.properties[key], key)
        if (text := each.get("x-help"))
    ]
    assert list(type.prompts) == list(type.sections)
    for text in [*said, *type.prompts.values()]:
        assert text[0].isupper() and text[-1] in ".?" and "\n" not in text


@pytest.mark.parametrize("name", WRITTEN)
def test_examples_that_name_a_place_say_that_they_are_made_up(name: str) -> None:
    record = example_record(definitions().types[name])
    for key in ("title", "summary"):
        assert re.search(r"\bmade[- ]up\b", record.get(key, "made up"), re.IGNORECASE)
