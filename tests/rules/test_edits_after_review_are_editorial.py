"""A note covers an edit of words that comes with it, from the text before to the text after."""

from __future__ import annotations

from pathlib import Path

import pytest
from peer_hub import field_of, files_of, told_of_change

NOTE = "editorial-notes/case/permits/2026-04-01-kim.yml"


def test_an_edit_of_words_with_its_note(tmp_path: Path) -> None:
    edit = ["The forms moved online", "The forms went online"]
    assert told_of_change(tmp_path, files_of({}), files_of({"edit": edit, "notes": [{"by": "kim"}]})) == []


def test_an_edit_in_two_steps_with_two_notes(tmp_path: Path) -> None:
    first = files_of({"edit": ["The forms moved online", "The forms went online"], "notes": [{"by": "kim"}]})
    second = files_of({"edit": ["The forms moved online", "Forms went on line"], "notes": [{"by": "kim"}]})
    whole = files_of({"edit": ["The forms moved online", "Forms went on line"]})
    to_first = field_of(first[NOTE], "to")
    whole[NOTE] = first[NOTE]
    whole[NOTE.replace("kim", "kim-2")] = second[NOTE].replace(field_of(second[NOTE], "from"), to_first)
    assert told_of_change(tmp_path, files_of({}), whole) == []


@pytest.mark.parametrize(
    "edit",
    [
        ["result: 10", "result: 8"],
        ["started: 2023-05", "started: 2023-06"],
        ["url: https://example.org/annual-report", "url: https://example.org/other"],
        ["verdict: worked", "verdict: promising"],
        ["wait for ten days", "wait for nine days"],
    ],
)
def test_a_note_does_not_cover_a_number_a_date_a_link_or_a_term(edit: list[str], tmp_path: Path) -> None:
    found = told_of_change(tmp_path, files_of({}), files_of({"edit": edit, "notes": [{"by": "kim"}]}))
    assert found == ["CH644 2026-04-01-kim.yml"]


def test_a_note_does_not_come_after_its_edit(tmp_path: Path) -> None:
    edit = ["The forms moved online", "The forms went online"]
    before = files_of({"case": {"status": "in-review"}, "edit": edit})
    after = files_of({"case": {"status": "in-review"}, "edit": edit, "notes": [{"by": "kim"}]})
    assert told_of_change(tmp_path, before, after) == ["CH643 2026-04-01-kim.yml"]


def test_a_note_does_not_lead_elsewhere(tmp_path: Path) -> None:
    edit = ["The forms moved online", "The forms went online"]
    after = files_of({"edit": edit, "notes": [{"by": "kim"}]})
    after[NOTE] = after[NOTE].replace(field_of(after[NOTE], "to"), "cm1-" + "0" * 64)
    found = told_of_change(tmp_path, files_of({}), after)
    assert "CH643 2026-04-01-kim.yml" in found


def test_a_second_note_that_covers_nothing(tmp_path: Path) -> None:
    edit = ["The forms moved online", "The forms went online"]
    after = files_of({"edit": edit, "notes": [{"by": "kim"}]})
    other = after[NOTE].replace(field_of(after[NOTE], "from"), "cm1-" + "1" * 64)
    after[NOTE.replace("kim", "kim-2")] = other.replace(field_of(after[NOTE], "to"), "cm1-" + "2" * 64)
    assert told_of_change(tmp_path, files_of({}), after) == ["CH643 2026-04-01-kim-2.yml"]


def test_an_edit_without_a_note_is_told_in_the_name_of_the_record(tmp_path: Path) -> None:
    after = files_of({"edit": ["result: 10", "result: 8"]})
    assert told_of_change(tmp_path, files_of({}), after) == ["CH613 permits.md", "CH613 permits.md"]
