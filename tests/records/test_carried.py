"""A hub states only what it wants otherwise. Everything else follows the library that it has installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from casehub.records.carried import STARTER, carried, schema_file, schema_files
from casehub.records.definitions import Definitions

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    """The `schemas/` folder of a hub that states nothing yet."""
    folder = tmp_path / "schemas"
    folder.mkdir()
    return folder


def test_what_a_hub_does_not_state_is_the_librarys(schemas: Path) -> None:
    ours, theirs = Definitions.load(ROOT / "schemas"), Definitions.load(schemas)
    assert theirs.types.keys() == ours.types.keys()
    assert theirs.vocabularies.keys() == ours.vocabularies.keys()
    assert theirs.labels == {"en": ours.labels["en"]}, "a hub speaks the further languages that it has files for"
    assert theirs.settings["rubric"] == ours.settings["rubric"]


def test_the_library_lends_nobody_its_own_policy(schemas: Path) -> None:
    assert schema_file(schemas, "policy.yaml") == STARTER / "hub/schemas/policy.yaml"
    assert Definitions.load(schemas).settings["policy"]["founding"] == {}
    assert Definitions.load(ROOT / "schemas").settings["policy"]["founding"] != {}


def test_a_file_of_the_hub_takes_the_place_of_the_librarys(schemas: Path) -> None:
    (schemas / "vocabularies").mkdir()
    own = "id: technology\ntitle: Technology\nterms:\n  - id: abacus\n    labels: {en: Abacus}\n"
    (schemas / "vocabularies/technology.yaml").write_text(own, "utf-8")
    definitions = Definitions.load(schemas)
    assert list(definitions.vocabularies["technology"].terms) == ["abacus"]
    assert len(definitions.vocabularies["skill"].terms) > 10


def test_a_hub_may_add_a_vocabulary_and_a_setting(schemas: Path) -> None:
    (schemas / "vocabularies").mkdir()
    (schemas / "vocabularies/colour.yaml").write_text("id: colour\ntitle: Colour\nterms: []\n", "utf-8")
    (schemas / "extra.yaml").write_text("a: b\n", "utf-8")
    definitions = Definitions.load(schemas)
    assert "colour" in definitions.vocabularies
    assert definitions.settings["extra"] == {"a": "b"}


def test_words_are_replaced_one_by_one(schemas: Path) -> None:
    (schemas / "labels").mkdir()
    (schemas / "labels/en.yaml").write_text("menu: What there is\n", "utf-8")
    labels = Definitions.load(schemas).labels["en"]
    ours = Definitions.load(ROOT / "schemas").labels["en"]
    assert labels["menu"] == "What there is"
    assert {**labels, "menu": ours["menu"]} == ours


@pytest.mark.parametrize("name", ["policy.yaml", "labels/en.yaml", "vocabularies/technology.yaml"])
def test_the_digest_knows_of_both(name: str, schemas: Path) -> None:
    before = Definitions.load(schemas).digest
    path = schemas / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(schema_file(schemas, name).read_bytes() + b"# one more line\n")
    assert Definitions.load(schemas).digest != before


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="schemas"):
        schema_files(tmp_path / "schemas")


def test_in_a_checkout_the_parts_lie_where_people_edit_them() -> None:
    assert carried("schemas") == ROOT / "schemas"
    assert carried("hooks/site.py") == ROOT / "hooks/site.py"
