from __future__ import annotations

from pathlib import Path

from mini_hub import case, text_of
from mini_rules import drafts, told

from casehub.rules.former_ids_are_free import check


def formerly(*ids: str) -> str:
    return case(("practices: [ask-first]", f"formerly: [{', '.join(ids)}]"))


def test_a_free_id_is_silent_and_so_is_that_of_another_type(hub_root: Path) -> None:
    files = {
        "cases/a.md": formerly("old-name", "ask-first"),
        "practices/old-name.md": text_of("practices/ask-first.md"),
    }
    assert drafts(check, hub_root, "case", "a", files) == []


def test_the_id_of_another_record_is_taken(hub_root: Path) -> None:
    (draft,) = drafts(check, hub_root, "case", "a", {"cases/a.md": formerly("old-name", "valid-case")})
    assert (draft.code, draft.at) == ("CH305", ("formerly", 1))
    assert draft.words["other"] == "content/cases/valid-case.md"


def test_the_records_own_id_is_taken_by_itself(hub_root: Path) -> None:
    assert told(drafts(check, hub_root, "case", "a", {"cases/a.md": formerly("a")})) == [("CH305", ("formerly", 0))]


def test_two_records_cannot_have_had_one_id(hub_root: Path) -> None:
    files = {"cases/a.md": formerly("old-name"), "cases/b.md": formerly("old-name")}
    (draft,) = drafts(check, hub_root, "case", "a", files)
    assert draft.words["other"] == "content/cases/b.md"
    (draft,) = drafts(check, hub_root, "case", "b")
    assert draft.words["other"] == "content/cases/a.md"
