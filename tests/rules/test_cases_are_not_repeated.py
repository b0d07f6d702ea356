from __future__ import annotations

import random
from pathlib import Path

import pytest
from mini_hub import case, checked, codes, edited, hub_of, record_of, text_of, write

from casehub import rules
from casehub.records.findings import Finding

CODE = "CH332"
SECTIONS = ("The problem", "What was done", "What changed", "What was hard", "What we would do differently")
UNPUBLISHED = ("status: published", "status: in-review")


def sentences(seed: int, count: int) -> list[str]:
    draw = random.Random(seed)
    words = ["".join(draw.choice("bdfgklmnprst") + draw.choice("aeiou") for _ in range(3)) for _ in range(count * 8)]
    return [" ".join(words[at : at + 8]).capitalize() + "." for at in range(0, len(words), 8)]


def told(seed: int, *changes: tuple[str, str], anew: dict[str, int] | None = None) -> str:
    """A case with a text of its own in every section; `anew` gives sections another one."""
    text = case(*changes)
    for number, section in enumerate(SECTIONS):
        own = " ".join(sentences((anew or {}).get(section, seed * 10 + number), 8))
        text = edited(text, (f"## {section}\n", f"## {section}\n\n{own}\n"))
    return text


def found(root: Path, files: dict[str, str], new: tuple[str, ...] = ()) -> list[Finding]:
    """What the check says; of a change, when some files are new."""
    write(root, files)
    hub = hub_of(root)
    earlier: dict[str, bytes | None] = {f"content/{path}": None for path in new}
    findings = rules.check_change(hub, earlier) if new else rules.check(hub)
    return [each for each in findings if each.code == CODE]


OLD = {"cases/old.md": told(1)}


def test_texts_of_their_own_are_silent(hub_root: Path) -> None:
    assert found(hub_root, {**OLD, "cases/new.md": told(2, UNPUBLISHED)}) == []


def test_what_is_published_and_was_there_is_silent(hub_root: Path) -> None:
    assert found(hub_root, {**OLD, "cases/new.md": told(1)}) == []
    assert found(hub_root, {"cases/third.md": told(3)}, ("cases/third.md",)) == []


def test_short_drafts_are_silent(hub_root: Path) -> None:
    assert found(hub_root, {"cases/new.md": case(UNPUBLISHED)}) == []


@pytest.mark.parametrize(
    "link",
    [
        "adapted_from: [{case: old}]",
        "related: [old]",
        "translations_of: old",
    ],
)
def test_a_case_that_names_the_other_is_silent(link: str, hub_root: Path) -> None:
    linked = told(1, UNPUBLISHED, ("practices: [ask-first]", link))
    assert found(hub_root, {**OLD, "cases/new.md": linked}) == []


def test_a_case_that_the_other_names_is_silent(hub_root: Path) -> None:
    old = told(1, ("practices: [ask-first]", "related: [new]"))
    assert found(hub_root, {"cases/old.md": old, "cases/new.md": told(1, UNPUBLISHED)}) == []


def test_withdrawn_cases_are_not_compared(hub_root: Path) -> None:
    gone = "status: withdrawn\nwithdrawn: {date: 2026-05-01, reason: It was wrong.}"
    withdrawn = told(1, ("status: published", gone))
    assert found(hub_root, {"cases/old.md": withdrawn, "cases/new.md": told(1, UNPUBLISHED)}) == []
    assert found(hub_root, {**OLD, "cases/new.md": withdrawn}, ("cases/new.md",)) == []


@pytest.mark.parametrize("status", ["draft", "in-review"])
def test_an_unpublished_copy_is_told_whenever_the_check_runs(status: str, hub_root: Path) -> None:
    copy = told(1, ("status: published", f"status: {status}"))
    (finding,) = found(hub_root, {**OLD, "cases/new.md": copy})
    assert (finding.path, finding.line, finding.severity.value) == ("content/cases/new.md", 3, "warning")
    assert "“A case for a test” (old): 100 %" in finding.message
    assert found(hub_root, {}, ("cases/new.md",)) == [finding]


def test_a_published_copy_is_told_when_it_is_new(hub_root: Path) -> None:
    copy = {"cases/new.md": told(1)}
    assert [each.path for each in found(hub_root, {**OLD, **copy}, ("cases/new.md",))] == ["content/cases/new.md"]


def test_a_case_that_moves_does_not_repeat_itself(hub_root: Path) -> None:
    write(hub_root, {"cases/old/index.md": told(1)})
    earlier = {"content/cases/old.md": told(1).encode(), "content/cases/old/index.md": None}
    assert CODE not in codes(rules.check_change(hub_of(hub_root), earlier))


def test_the_sections_that_repeat_are_named(hub_root: Path) -> None:
    half = told(1, UNPUBLISHED, anew={"The problem": 71, "What changed": 72})
    (finding,) = found(hub_root, {**OLD, "cases/new.md": half})
    assert "mostly in “What was done”, “What was hard”, “What we would do differently”" in finding.message


def test_a_published_case_is_named_rather_than_another_new_one(hub_root: Path) -> None:
    copy = told(1, UNPUBLISHED)
    for finding in found(hub_root, {"cases/z-old.md": told(1), "cases/new.md": copy, "cases/another.md": copy}):
        assert "(z-old)" in finding.message


def test_records_are_read_as_they_are_now(hub_root: Path) -> None:
    assert len(found(hub_root, {**OLD, "cases/new.md": told(1, UNPUBLISHED)})) == 1
    assert found(hub_root, {"cases/old.md": told(5)}) == []
    assert record_of(hub_of(hub_root), "case", "new").stage == "in-review"
    assert CODE not in codes(checked(hub_root))
    assert "Building permits" in text_of("cases/valid-case.md")
