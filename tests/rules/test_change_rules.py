"""Rules that only a change can break: reviews are never rewritten, and a note covers words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from peer_hub import PATH, files_of, hub_of, lay_out

from casehub import rules

BEN = "reviews/case/permits/2026-03-05-ben.yml"
NOTE = "editorial-notes/case/permits/2026-04-01-kim.yml"


def told(
    folder: Path, before: Mapping[str, str], after: Mapping[str, str], policy: dict[str, Any] | None = None
) -> list[str]:
    """What the check says of the change from one state of a hub to another: codes and file names."""
    lay_out(folder, after)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    earlier = {f"content/{path}": before[path].encode() if path in before else None for path in changed}
    findings = rules.check_change(hub_of(folder, policy or {}), earlier)
    return [f"{each.code} {each.path.rpartition('/')[2]}" for each in findings if each.code.startswith("CH6")]


# ---- silent ----
def test_a_new_review_is_welcome(tmp_path: Path) -> None:
    before = files_of({"reviews": [{"who": "ben"}]})
    assert told(tmp_path, before, files_of({})) == []


def test_a_review_may_be_laid_out_anew_and_amended(tmp_path: Path) -> None:
    before = files_of({})
    amended = {"who": "ben", "date": "2026-03-09", "amends": "2026-03-05-ben", "comments": "Well done."}
    after = files_of({"reviews": [{"who": "ben"}, {"who": "eva"}, amended]})
    after[BEN] = "# by ben\n" + before[BEN].replace("round: 1", "round:   1")
    assert told(tmp_path, before, after) == []


def test_an_example_may_be_changed_and_removed(tmp_path: Path) -> None:
    both = [{"who": "ben"}, {"who": "eva"}]
    before = files_of({"reviews": [*both, {"who": "kim", "example": True}, {"who": "eli", "example": True}]})
    after = files_of({"reviews": [*both, {"who": "kim", "example": True, "recommendation": "revise"}]})
    assert told(tmp_path, before, after) == []


def test_reviews_follow_a_record_that_is_renamed(tmp_path: Path) -> None:
    before = files_of({})
    after = {path.replace("permits", "building-permits"): text for path, text in before.items()}
    case = "cases/building-permits.md"
    after[case] = after[case].replace("status: published", "status: published\nformerly: [permits]")
    assert told(tmp_path, before, after) == []


def test_an_edit_of_words_with_its_note(tmp_path: Path) -> None:
    edit = ["The forms moved online", "The forms went online"]
    assert told(tmp_path, files_of({}), files_of({"edit": edit, "notes": [{"by": "kim"}]})) == []


def test_an_edit_in_two_steps_with_two_notes(tmp_path: Path) -> None:
    first = files_of({"edit": ["The forms moved online", "The forms went online"], "notes": [{"by": "kim"}]})
    second = files_of({"edit": ["The forms moved online", "Forms went on line"], "notes": [{"by": "kim"}]})
    whole = files_of({"edit": ["The forms moved online", "Forms went on line"]})
    to_first = _field(first[NOTE], "to")
    whole[NOTE] = first[NOTE]
    whole[NOTE.replace("kim", "kim-2")] = second[NOTE].replace(_field(second[NOTE], "from"), to_first)
    assert told(tmp_path, files_of({}), whole) == []


# ---- not so ----
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("recommendation: accept", "recommendation: revise"),
        ("clarity: 3", "clarity: 2"),
        ("consent: 'yes'", "consent: 'yes'\ncomments: Splendid."),
        ("organisation: city-of-south", "organisation: institute"),
        ("schema_version: 1", "schema_version: 1\nexample: true"),
    ],
)
def test_a_review_is_not_rewritten(old: str, new: str, tmp_path: Path) -> None:
    before = files_of({})
    assert before[BEN].count(old) == 1
    after = {**before, BEN: before[BEN].replace(old, new)}
    assert "CH640 2026-03-05-ben.yml" in told(tmp_path, before, after)


def test_a_review_is_not_removed(tmp_path: Path) -> None:
    found = told(tmp_path, files_of({}), files_of({"reviews": [{"who": "eva"}]}))
    assert sorted(found) == ["CH601 permits.md", "CH640 2026-03-05-ben.yml"]


def test_a_review_is_not_removed_with_its_record(tmp_path: Path) -> None:
    before = files_of({})
    after = {path: text for path, text in before.items() if "permits" not in path}
    assert sorted(told(tmp_path, before, after)) == ["CH640 2026-03-05-ben.yml", "CH640 2026-03-05-eva.yml"]


def test_a_review_does_not_move_to_another_record(tmp_path: Path) -> None:
    before = files_of({})
    after = dict(before)
    after[BEN.replace("permits", "parks")] = after.pop(BEN)
    assert "CH640 2026-03-05-ben.yml" in told(tmp_path, before, after)


def test_a_note_is_not_rewritten(tmp_path: Path) -> None:
    before = files_of({"edit": ["The forms moved", "The forms went"], "notes": [{"by": "kim"}]})
    after = {**before, NOTE: before[NOTE].replace("Words only.", "Nothing at all.")}
    assert told(tmp_path, before, after) == ["CH640 2026-04-01-kim.yml"]


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
    found = told(tmp_path, files_of({}), files_of({"edit": edit, "notes": [{"by": "kim"}]}))
    assert found == ["CH644 2026-04-01-kim.yml"]


def test_a_note_does_not_come_after_its_edit(tmp_path: Path) -> None:
    edit = ["The forms moved online", "The forms went online"]
    before = files_of({"case": {"status": "in-review"}, "edit": edit})
    after = files_of({"case": {"status": "in-review"}, "edit": edit, "notes": [{"by": "kim"}]})
    assert told(tmp_path, before, after) == ["CH643 2026-04-01-kim.yml"]


def test_a_note_does_not_lead_elsewhere(tmp_path: Path) -> None:
    edit = ["The forms moved online", "The forms went online"]
    after = files_of({"edit": edit, "notes": [{"by": "kim"}]})
    after[NOTE] = after[NOTE].replace(_field(after[NOTE], "to"), "cm1-" + "0" * 64)
    found = told(tmp_path, files_of({}), after)
    assert "CH643 2026-04-01-kim.yml" in found


def test_a_second_note_that_covers_nothing(tmp_path: Path) -> None:
    edit = ["The forms moved online", "The forms went online"]
    after = files_of({"edit": edit, "notes": [{"by": "kim"}]})
    other = after[NOTE].replace(_field(after[NOTE], "from"), "cm1-" + "1" * 64)
    after[NOTE.replace("kim", "kim-2")] = other.replace(_field(after[NOTE], "to"), "cm1-" + "2" * 64)
    assert told(tmp_path, files_of({}), after) == ["CH643 2026-04-01-kim-2.yml"]


# ---- what a change breaks elsewhere ----
def test_an_organisation_that_becomes_part_of_another_breaks_its_reviews(tmp_path: Path) -> None:
    after = files_of({"organisations": {"city-of-south": {"parent": "city-of-north"}}})
    found = told(tmp_path, files_of({}), after)
    assert sorted(found) == ["CH601 permits.md", "CH604 2026-03-05-ben.yml"]


def test_an_edit_without_a_note_is_told_in_the_name_of_the_record(tmp_path: Path) -> None:
    after = files_of({"edit": ["result: 10", "result: 8"]})
    assert told(tmp_path, files_of({}), after) == ["CH613 permits.md", "CH613 permits.md"]


def _field(text: str, key: str) -> str:
    return next(line.partition(": ")[2] for line in text.splitlines() if line.startswith(f"{key}: "))


def test_the_case_is_there() -> None:
    assert PATH in files_of({})
