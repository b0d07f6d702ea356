"""What is said of a change: all about the changed files, what they broke elsewhere, no old fault of others."""

from __future__ import annotations

from pathlib import Path

import pytest
from mini_hub import PAGE, case, checked, done, edited, hub_of, line_of, text_of, write
from mini_pictures import picture

from casehub import rules


def changed(root: Path, after: dict[str, str | bytes | None]) -> list[str]:
    """What is said when files, by their paths below `content/`, come to say this (None: are deleted)."""
    earlier: dict[str, bytes | None] = {}
    for path, content in after.items():
        file = root / "content" / path
        earlier[f"content/{path}"] = file.read_bytes() if file.exists() else None
        if content is None:
            file.unlink()
        else:
            write(root, {path: content})
    return [line_of(each) for each in rules.check_change(hub_of(root), earlier)]


OLD_FAULTS = {
    "cases/old.md": case(("practices: [ask-first]", "practices: [no-such-practice]"), ("country: DK", "country: x")),
    "cases/old-link.md": done("See [it](valid-case.md#no-such-heading) and [here](second-case.md).\n"),
}


def test_no_change_says_nothing(hub_root: Path) -> None:
    write(hub_root, OLD_FAULTS)
    assert changed(hub_root, {}) == []


def test_old_faults_of_others_are_not_told(hub_root: Path) -> None:
    write(hub_root, OLD_FAULTS)
    assert changed(hub_root, {"cases/new.md": case()}) == []
    retitled = edited(text_of("cases/valid-case.md"), ("title: Building permits online", "title: Permits online"))
    assert changed(hub_root, {"cases/valid-case.md": retitled}) == ["content/fr/cases/valid-case.md CH561 7:11"]


def test_all_faults_of_a_changed_file_are_told_old_ones_too(hub_root: Path) -> None:
    write(hub_root, OLD_FAULTS)
    assert changed(hub_root, {"cases/old.md": OLD_FAULTS["cases/old.md"] + "\nOne more line.\n"}) == [
        "content/cases/old.md CH204 12:10",
        "content/cases/old.md CH301 18:13",
    ]


def test_a_deleted_record_is_missed_where_it_is_named(hub_root: Path) -> None:
    write(hub_root, OLD_FAULTS)
    assert changed(hub_root, {"practices/ask-first.md": None}) == [
        "content/about/method.md CH411 9:46",
        "content/cases/old-link.md CH301 18:13",
        "content/cases/valid-case.md CH301 18:13",
        "content/groups/permit-group.md CH301 19:15",
        "content/learning/plain-forms.md CH301 15:13",
    ]


def test_a_renamed_heading_is_missed_where_it_is_linked_to(hub_root: Path) -> None:
    write(hub_root, {"cases/a.md": done("See [why](../about/method.md#who-made-them).\n")})
    text = edited(text_of("about/method.md"), ("## Who made them", "## By whom"))
    assert changed(hub_root, {"about/method.md": text}) == ["content/cases/a.md CH413 46:5"]


def test_a_record_that_becomes_a_draft_or_is_withdrawn_is_told_where_it_is_named(hub_root: Path) -> None:
    draft = edited(text_of("practices/ask-first.md"), ("status: published", "status: draft"))
    assert "content/cases/valid-case.md CH304 18:13" in changed(hub_root, {"practices/ask-first.md": draft})
    gone = "status: withdrawn\nwithdrawn: {date: 2026-05-01, reason: It was wrong.}"
    withdrawn = edited(text_of("practices/ask-first.md"), ("status: published", gone))
    assert "content/cases/valid-case.md CH303 18:13" in changed(hub_root, {"practices/ask-first.md": withdrawn})


def test_a_record_that_moves_is_missed_at_its_old_place(hub_root: Path) -> None:
    text = text_of("cases/valid-case.md")
    assert changed(hub_root, {"cases/valid-case.md": None, "cases/valid-case/index.md": text}) == [
        "content/cases/second-case.md CH411 43:7",
        "content/index.md CH411 7:40",
    ]


def test_a_record_that_can_no_longer_be_read_is_told_in_its_own_name_only(hub_root: Path) -> None:
    assert changed(hub_root, {"practices/ask-first.md": "---\na: b: c\n---\n"}) == [
        "content/practices/ask-first.md CH107 2:5"
    ]


def test_a_new_circle_of_adaptations_is_told_in_every_case_of_it(hub_root: Path) -> None:
    text = edited(text_of("cases/valid-case.md"), ("practices: [ask-first]", "adapted_from:\n  - case: second-case"))
    assert [line.split()[1] for line in changed(hub_root, {"cases/valid-case.md": text})] == ["CH330", "CH330"]


def test_a_new_record_takes_the_former_id_of_another(hub_root: Path) -> None:
    write(hub_root, {"cases/a.md": case(("practices: [ask-first]", "formerly: [old-name]"))})
    assert changed(hub_root, {"cases/old-name.md": case()}) == ["content/cases/a.md CH305 18:12"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("case/new.md", ["content/case CH124 1:1"]),
        ("cases/folder/deeper/new.md", ["content/cases/folder CH129 1:1", "content/cases/folder/deeper CH120 1:1"]),
        ("cases/new.txt", ["content/cases/new.txt CH120 1:1"]),
        ("cases/Bad Name.md", ["content/cases/Bad Name.md CH121 1:1"]),
        ("about/Bad Folder/new.md", ["content/about/Bad Folder CH121 1:1"]),
    ],
)
def test_a_new_file_in_the_wrong_place_is_never_passed_over(path: str, said: list[str], hub_root: Path) -> None:
    assert changed(hub_root, {path: case()}) == said


def test_an_old_file_in_the_wrong_place_is_somebody_elses(hub_root: Path) -> None:
    write(hub_root, {"cases/old.txt": "x", "case/old.md": case()})
    assert changed(hub_root, {"cases/new.md": case()}) == []


def test_a_twin_is_told_whichever_came_later(hub_root: Path) -> None:
    write(hub_root, {"cases/old.md": case(), "about/old/index.md": PAGE})
    assert changed(hub_root, {"cases/old/index.md": case(), "about/old.md": PAGE}) == [
        "content/about/old.md CH122 1:1",
        "content/cases/old/index.md CH122 1:1",
    ]


def test_a_picture_that_is_deleted_is_missed_in_the_text_that_shows_it(hub_root: Path) -> None:
    shown = {"cases/a/index.md": done("![The counter](counter.png)\n"), "cases/a/counter.png": picture("PNG")}
    write(hub_root, shown)
    assert checked(hub_root) == ()
    assert changed(hub_root, {"cases/a/counter.png": None}) == ["content/cases/a/index.md CH421 46:1"]


def test_a_picture_that_is_no_longer_shown_is_told(hub_root: Path) -> None:
    write(
        hub_root, {"cases/a/index.md": done("![The counter](counter.png)\n"), "cases/a/counter.png": picture("PNG")}
    )
    assert changed(hub_root, {"cases/a/index.md": case()}) == ["content/cases/a/counter.png CH127 1:1"]


def test_some_records_can_be_checked_alone(hub_root: Path) -> None:
    write(hub_root, OLD_FAULTS)
    hub = hub_of(hub_root)
    found = rules.check(hub, [record for record in hub.records.values() if record.id == "old"])
    assert {each.path for each in found} == {"content/cases/old.md"}
    everything = rules.check(hub)
    assert {line_of(each) for each in found} < {line_of(each) for each in everything}


def test_every_rule_says_which_codes_it_gives() -> None:
    import re
    import sys

    for rule in (*rules.RULES, *rules.CHANGE_RULES):
        source = Path(sys.modules[rule.__module__].__file__ or "").read_text("utf-8")
        assert set(re.findall(r"CH\d{3}", rule.__doc__ or "")) == set(re.findall(r'"(CH\d{3})"', source))


def test_every_rule_has_a_file_and_a_test_of_its_own_name() -> None:
    files = {path.stem for path in Path(rules.__file__).parent.glob("*.py")} - {"__init__"}
    every = (*rules.RULES, *rules.RULES_FOR_NEW, *rules.CHANGE_RULES)
    assert files == {rule.__module__.rpartition(".")[2] for rule in every}
    tests = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}
    assert files <= tests
