"""Schemas: what each type asks for at each stage, and how a malformed schema is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mini_hub import SCHEMAS, definitions

from casehub.records.definitions import Definitions
from casehub.records.schema import STAGES, load_types
from casehub.records.vocabulary import load_vocabularies

TYPES = definitions().types


def test_every_type_has_a_folder_of_its_own() -> None:
    folders = [folder for type in TYPES.values() for folder in type.folders]
    assert len(folders) == len(set(folders))
    for folder in folders:
        assert definitions().type_of_folder(folder) is not None
    assert definitions().type_of_folder("nowhere") is None


@pytest.mark.parametrize("type", TYPES.values(), ids=lambda type: type.name)
def test_what_is_required_grows_with_the_status(type) -> None:
    asked = [set(type.required_from(stage)) for stage in STAGES]
    assert asked[0] <= asked[1] <= asked[2]
    assert asked[2] == set(type.asks_for)
    assert set(type.begins_with) <= set(type.asks_for)
    assert "schema_version" in type.begins_with


@pytest.mark.parametrize("type", TYPES.values(), ids=lambda type: type.name)
def test_every_field_that_is_asked_for_has_a_question(type) -> None:
    for key in type.asks_for:
        assert type.question(key) != key


def test_publishing_a_case_asks_for_little_that_a_draft_does_not_know() -> None:
    assert len(TYPES["case"].asks_for) <= 20


@pytest.mark.parametrize(
    ("data", "stage"),
    [
        ({}, "draft"),
        ({"status": "draft"}, "draft"),
        ({"status": "in-review"}, "in-review"),
        ({"status": "published"}, "published"),
        ({"status": "withdrawn"}, "withdrawn"),
        ({"status": "Published"}, "draft"),
        ({"status": ["published"]}, "draft"),
        ({"status": None}, "draft"),
    ],
)
def test_the_stage_is_the_status_if_it_is_known(data: dict[str, object], stage: str) -> None:
    assert TYPES["case"].stage(data) == stage


def test_a_type_without_status_is_public_from_the_start() -> None:
    assert TYPES["organisation"].stage({}) == "published"
    assert not TYPES["organisation"].has_status


def test_a_withdrawn_record_needs_its_reason_and_what_a_draft_needs() -> None:
    data = {"schema_version": 1, "title": "A title", "status": "withdrawn"}
    assert [draft.words["key"] for draft in TYPES["case"].faults(data)] == ["withdrawn"]


def test_references_are_found_wherever_they_stand() -> None:
    patterns = {reference.pattern: reference for reference in TYPES["case"].references}
    assert patterns[("partners", "*", "organisation")].type == "organisation"
    assert patterns[("related", "*")].type == "case"
    assert patterns[("submitted_by",)].also == ("editors",)
    assert {reference.type for type in TYPES.values() for reference in type.references} <= set(TYPES)


def test_what_is_missing_comes_in_the_order_of_the_schema() -> None:
    missing = TYPES["case"].missing({"schema_version": 1, "title": "A title", "status": "draft"})
    assert missing == [key for key in TYPES["case"].properties if key in missing]
    assert missing[0] == "summary"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("case.schema.yaml", "x-type: case\n"),
        ("case.schema.yaml", "- a list\n"),
        ("case.schema.yaml", "a: [b\n"),
        ("case.schema.yaml", ""),
        ("case.schema.yaml", "x-type: case\nproperties: 5\nx-folder: x\ntitle: x\nx-plural: x\nx-file: yaml\n"),
        ("case.schema.yaml", "x-type: case\nproperties:\n  a: {$ref: 'nowhere.yaml#/$defs/a'}\n"),
        ("case.schema.yaml", "x-type: case\nproperties:\n  a: {$ref: 'x'}\n"),
        ("vocabularies/level.yaml", "id: level\n"),
        ("vocabularies/level.yaml", "- a\n"),
        ("vocabularies/level.yaml", "id: level\ntitle: Level\nterms: 5\n"),
        ("vocabularies/level.yaml", "id: level\ntitle: Level\nterms: [5]\n"),
        ("vocabularies/level.yaml", "id: level\ntitle: Level\nterms: [{id: a}]\n"),
        (
            "vocabularies/level.yaml",
            "id: level\ntitle: L\nterms: [{id: a, labels: {en: A}}, {id: a, labels: {en: B}}]\n",
        ),
        ("vocabularies/level.yaml", "id: other\ntitle: L\nterms: [{id: a, labels: {en: A}}]\n"),
        ("findings.yaml", "findings: [{code: CH1}]\n"),
    ],
)
def test_a_malformed_definition_is_named(name: str, text: str, tmp_path: Path) -> None:
    shutil.copytree(SCHEMAS, tmp_path / "schemas")
    (tmp_path / "schemas" / name).write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"\.yaml"):
        Definitions.load(tmp_path / "schemas")


def test_an_unknown_vocabulary_is_named_with_a_near_one(tmp_path: Path) -> None:
    shutil.copytree(SCHEMAS, tmp_path / "schemas")
    path = tmp_path / "schemas" / "case.schema.yaml"
    path.write_text(path.read_text("utf-8").replace("x-vocabulary: level\n", "x-vocabulary: leevl\n"), "utf-8")
    with pytest.raises(ValueError, match=r"leevl.*level"):
        load_types(tmp_path / "schemas", load_vocabularies(SCHEMAS / "vocabularies"))


def test_the_digest_changes_with_every_byte_of_the_definitions(tmp_path: Path) -> None:
    shutil.copytree(SCHEMAS, tmp_path / "schemas")
    before = Definitions.load(tmp_path / "schemas").digest
    assert Definitions.load(tmp_path / "schemas").digest == before
    with (tmp_path / "schemas" / "vocabularies" / "level.yaml").open("a", encoding="utf-8") as file:
        file.write("# one more line\n")
    assert Definitions.load(tmp_path / "schemas").digest != before
