"""Reviews and notes may be added to and follow a renamed record; they are never changed and never removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from peer_hub import files_of, told_of_change

BEN = "reviews/case/permits/2026-03-05-ben.yml"
NOTE = "editorial-notes/case/permits/2026-04-01-kim.yml"


def test_a_new_review_is_welcome(tmp_path: Path) -> None:
    before = files_of({"reviews": [{"who": "ben"}]})
    assert told_of_change(tmp_path, before, files_of({})) == []


def test_a_review_may_be_laid_out_anew_and_amended(tmp_path: Path) -> None:
    before = files_of({})
    amended = {"who": "ben", "date": "2026-03-09", "amends": "2026-03-05-ben", "comments": "Well done."}
    after = files_of({"reviews": [{"who": "ben"}, {"who": "eva"}, amended]})
    after[BEN] = "# by ben\n" + before[BEN].replace("round: 1", "round:   1")
    assert told_of_change(tmp_path, before, after) == []


def test_an_example_may_be_changed_and_removed(tmp_path: Path) -> None:
    both = [{"who": "ben"}, {"who": "eva"}]
    before = files_of({"reviews": [*both, {"who": "kim", "example": True}, {"who": "eli", "example": True}]})
    after = files_of({"reviews": [*both, {"who": "kim", "example": True, "recommendation": "revise"}]})
    assert told_of_change(tmp_path, before, after) == []


def test_reviews_follow_a_record_that_is_renamed(tmp_path: Path) -> None:
    before = files_of({})
    after = {path.replace("permits", "building-permits"): text for path, text in before.items()}
    case = "cases/building-permits.md"
    after[case] = after[case].replace("status: published", "status: published\nformerly: [permits]")
    assert told_of_change(tmp_path, before, after) == []


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
    assert "CH640 2026-03-05-ben.yml" in told_of_change(tmp_path, before, after)


def test_a_review_is_not_removed(tmp_path: Path) -> None:
    found = told_of_change(tmp_path, files_of({}), files_of({"reviews": [{"who": "eva"}]}))
    assert sorted(found) == ["CH601 permits.md", "CH640 2026-03-05-ben.yml"]


def test_a_review_is_not_removed_with_its_record(tmp_path: Path) -> None:
    before = files_of({})
    after = {path: text for path, text in before.items() if "permits" not in path}
    assert sorted(told_of_change(tmp_path, before, after)) == ["CH640 2026-03-05-ben.yml", "CH640 2026-03-05-eva.yml"]


def test_a_review_does_not_move_to_another_record(tmp_path: Path) -> None:
    before = files_of({})
    after = dict(before)
    after[BEN.replace("permits", "parks")] = after.pop(BEN)
    assert "CH640 2026-03-05-ben.yml" in told_of_change(tmp_path, before, after)


def test_a_note_is_not_rewritten(tmp_path: Path) -> None:
    before = files_of({"edit": ["The forms moved", "The forms went"], "notes": [{"by": "kim"}]})
    after = {**before, NOTE: before[NOTE].replace("Words only.", "Nothing at all.")}
    assert told_of_change(tmp_path, before, after) == ["CH640 2026-04-01-kim.yml"]


def test_an_organisation_that_becomes_part_of_another_breaks_its_reviews(tmp_path: Path) -> None:
    after = files_of({"organisations": {"city-of-south": {"parent": "city-of-north"}}})
    found = told_of_change(tmp_path, files_of({}), after)
    assert sorted(found) == ["CH601 permits.md", "CH604 2026-03-05-ben.yml"]
