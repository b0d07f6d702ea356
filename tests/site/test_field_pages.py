"""The reference of fields: every field of every kind stands on its page once, with words for what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mini_hub import definitions, hub_of, lay_out

from casehub.site.field_pages import pages, type_view

TYPES = definitions().types


def fields_of(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in parts:
        for field in (*part.get("fields", ()), *part.get("parts", ())):
            yield field
            yield from fields_of([field])


@pytest.mark.parametrize("name", sorted(TYPES))
def test_every_field_stands_on_its_page_once(name: str) -> None:
    view = type_view(TYPES[name], definitions())
    fields = list(fields_of(view["parts"]))
    ids = Counter(each["id"] for each in fields) + Counter(part["id"] for part in view["parts"])
    assert set(TYPES[name].properties) <= set(ids)
    assert max(ids.values()) == 1
    words = definitions().labels["en"]
    for field in fields:
        assert f"fields_kind_{field['kind']}" in words
        assert not field["from"] or f"fields_from_{field['from']}" in words
        assert field["title"]


def test_choices_are_listed_with_their_meaning_or_lead_to_their_page() -> None:
    fields = {each["id"]: each for each in fields_of(type_view(TYPES["case"], definitions())["parts"])}
    assert [each["id"] for each in fields["level"]["terms"]["listed"]] == [
        "local",
        "regional",
        "national",
        "international",
    ]
    assert all(each["about"] for each in fields["verdict"]["terms"]["listed"])
    assert fields["technologies"]["terms"]["url"] == "technologies/"
    assert fields["country"]["terms"] == {
        "listed": [],
        "form": "two capital letters of ISO 3166-1, such as FR",
        "url": "",
    }
    assert fields["outcomes-unit"]["example"] == "unit: days" and not fields["outcomes"]["example"]


def test_there_is_a_page_for_each_kind_and_a_list_of_them(tmp_path: Path) -> None:
    planned = {page.url: page for page in pages(hub_of(lay_out(tmp_path / "hub")))}
    listed = planned["contribute/fields/"].view["types"]
    assert [each["url"] for each in listed] == list(planned)[1:]
    assert len(listed) == len(TYPES) and listed[0]["title"] == "Case studies"
