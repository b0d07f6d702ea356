from __future__ import annotations

from pathlib import Path

import pytest
from mini_hub import case, edited, hub_of, record_of, text_of, write
from mini_rules import drafts, told

from casehub.rules.references_resolve import check, references

PRACTICES = "practices: [ask-first]"


@pytest.mark.parametrize(
    "type", ["case", "practice", "challenge", "group", "event", "learning", "question", "person"]
)
def test_the_records_of_the_small_hub_are_silent(type: str, hub_root: Path) -> None:
    hub = hub_of(hub_root)
    for record in hub.of(type):
        assert list(check(record, hub)) == []


def test_a_reference_to_nothing_is_told_with_a_near_id_and_the_file_to_add(hub_root: Path) -> None:
    files = {"cases/a.md": case((PRACTICES, "practices: [ask-first, ask-frist]"))}
    (draft,) = drafts(check, hub_root, "case", "a", files)
    assert (draft.code, draft.at, draft.suggestion) == ("CH301", ("practices", 1), "ask-first")
    assert draft.words["path"] == "content/practices/ask-frist.md"


def test_a_reference_to_another_type_is_one_to_nothing(hub_root: Path) -> None:
    files = {"cases/a.md": case(("lead_organisation: city-of-example", "lead_organisation: valid-case"))}
    (draft,) = drafts(check, hub_root, "case", "a", files)
    assert (draft.code, draft.words["path"]) == ("CH301", "content/organisations/valid-case.yml")


def test_a_record_does_not_refer_to_itself(hub_root: Path) -> None:
    files = {"cases/a.md": case((PRACTICES, "related: [a]\ntranslations_of: a"))}
    assert sorted(told(drafts(check, hub_root, "case", "a", files)), key=str) == [
        ("CH302", ("related", 0)),
        ("CH302", ("translations_of",)),
    ]


def test_the_withdrawn_may_be_named_with_a_warning(hub_root: Path) -> None:
    files = {"cases/a.md": case((PRACTICES, "related: [withdrawn-case]"))}
    assert told(drafts(check, hub_root, "case", "a", files)) == [("CH303", ("related", 0))]


@pytest.mark.parametrize(("id", "codes"), [("valid-case", []), ("valid-cse", ["CH301"]), ("a", ["CH302"])])
def test_what_to_see_instead_of_the_withdrawn_is_there(id: str, codes: list[str], hub_root: Path) -> None:
    gone = f"status: withdrawn\nwithdrawn: {{date: 2026-05-01, reason: It was wrong., see: {id}}}"
    files = {"cases/a.md": case(("status: published", gone))}
    assert [draft.code for draft in drafts(check, hub_root, "case", "a", files)] == codes


def test_a_draft_may_be_named_by_drafts_only(hub_root: Path) -> None:
    text = case((PRACTICES, "practices: [draft-practice]"))
    assert told(drafts(check, hub_root, "case", "a", {"cases/a.md": text})) == [("CH304", ("practices", 0))]
    files = {"cases/a.md": text.replace("status: published", "status: draft")}
    assert drafts(check, hub_root, "case", "a", files) == []


def test_what_cannot_be_read_exists(hub_root: Path) -> None:
    files = {"organisations/city-of-example.yml": "name: [\n", "cases/valid-case.md": "no fields\n"}
    assert drafts(check, hub_root, "case", "second-case", files) == []


def test_the_word_editors_stands_for_nobody(hub_root: Path) -> None:
    files = {"cases/a.md": case(("submitted_by: editors", "submitted_by: editor"))}
    (draft,) = drafts(check, hub_root, "case", "a", files)
    assert (draft.code, draft.words["type"]) == ("CH301", "person")


@pytest.mark.parametrize(
    ("id", "code"),
    [("valid-case", None), ("valid-cse", "CH301"), ("draft-case", "CH304"), ("withdrawn-case", "CH303")],
)
def test_a_question_is_about_a_record_that_is_there(id: str, code: str | None, hub_root: Path) -> None:
    files = {"questions/a.yml": edited(text_of("questions/first-question.yml"), ("id: valid-case", f"id: {id}"))}
    expected = [(code, ("about", "id"))] if code else []
    assert told(drafts(check, hub_root, "question", "a", files)) == expected


def test_a_question_about_an_unknown_type_is_told_by_the_schema(hub_root: Path) -> None:
    files = {"questions/a.yml": edited(text_of("questions/first-question.yml"), ("type: case", "type: cse"))}
    assert drafts(check, hub_root, "question", "a", files) == []


def test_every_mention_is_found(hub_root: Path) -> None:
    write(hub_root, {"cases/a.md": case((PRACTICES, "partners: [{organisation: x}, {organisation: y}]"))})
    hub = hub_of(hub_root)
    found = {(type, id) for _, type, id in references(record_of(hub, "case", "a"), hub)}
    assert {("organisation", "x"), ("organisation", "y"), ("challenge", "slow-permits")} <= found
