"""The page of the form and its files: nothing is left out, nothing private is told, little is fetched."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from form_asked import DEFINITIONS
from hubs import ROOT

from casehub.records.definitions import Definitions
from casehub.records.model import Hub
from casehub.site.address import new_file_url
from casehub.site.builder import THEME
from casehub.site.contribute_form import NOT_ASKED, files, form_of, pages, steps_of

HUB = Hub(ROOT, DEFINITIONS, {})
FILES = {file.path: file for file in files(HUB)}


@pytest.mark.parametrize("name", ["case", "practice", "challenge"])
def test_every_field_and_every_section_is_asked_once(name: str) -> None:
    type = DEFINITIONS.types[name]
    steps = steps_of(type, DEFINITIONS.labels["en"])
    asked = [route for step in steps for route in step["asked"]]
    everything = asked + [route for step in steps for route in step["more"]]
    fields = [key for key in type.properties if key not in NOT_ASKED]
    assert sorted(everything) == sorted([*fields, *(f"text:{section}" for section in type.sections)])
    wanted = [key for key in type.asks_for if key not in NOT_ASKED] + [f"text:{section}" for section in type.sections]
    assert sorted(asked) == sorted(wanted)


def test_the_form_is_a_function_of_the_definitions() -> None:
    assert form_of(DEFINITIONS) == form_of(Definitions.load(ROOT / "schemas"))
    assert json.loads(FILES["assets/form/form.json"].content()) == form_of(DEFINITIONS)


def test_regions_are_fetched_by_the_first_letter_of_their_country() -> None:
    assert form_of(DEFINITIONS)["vocabularies"]["region"]["terms"] == []
    regions = json.loads(FILES["assets/form/regions/D.json"].content())
    assert ["DK-84", "Hovedstaden"] in regions
    assert all(code.startswith("D") for code, _ in regions)


def test_little_is_fetched_before_somebody_begins(own_hub: Path) -> None:
    site = own_hub / "site"
    scripts = [
        path for path in (THEME / "assets/site/form").glob("*.js") if path.stem not in ("preview", "sensitive")
    ]
    others = ("contribute/new/index.html", "assets/site/site.css", "assets/site/form.css", "assets/site/site.js")
    fetched = [*scripts, *(site / name for name in (*others, "assets/form/form.json", "assets/form/hub.json"))]
    assert sum(len(gzip.compress(path.read_bytes(), 6)) for path in fetched) < 100_000


def test_the_page_names_what_only_the_check_can_tell() -> None:
    (page,) = pages(HUB)
    left = {each["code"] for each in page.view["left"]}
    assert "CH315" in left
    assert "CH201" not in left
    assert left | set(form_of(DEFINITIONS)["catalogue"]) == set(DEFINITIONS.catalogue.entries)


@pytest.mark.parametrize(
    ("repository", "edit", "address"),
    [
        ("https://github.com/a/b", "edit/main/", "https://github.com/a/b/new/main"),
        ("https://github.com/a/b/", "blob/trunk/docs/", "https://github.com/a/b/new/trunk"),
        ("https://gitlab.com/a/b", "edit/main/", ""),
        ("https://github.com/a/b", "", ""),
        ("", "edit/main/", ""),
    ],
)
def test_a_new_file_is_opened_where_the_forge_can(repository: str, edit: str, address: str) -> None:
    assert new_file_url(repository, edit) == address
