from __future__ import annotations

from pathlib import Path

import pytest
from mini_hub import case
from mini_rules import drafts, told

from casehub.rules.lineage_has_no_cycle import check


def adapted(*origins: str, title: str = "A", started: str = "2026") -> str:
    listed = "".join(f"\n  - case: {origin}" for origin in origins)
    text = case(("practices: [ask-first]", f"adapted_from:{listed}"), ("started: 2023-05", f"started: {started}"))
    return text.replace("title: A case for a test", f"title: {title}")


def test_a_chain_is_silent(hub_root: Path) -> None:
    files = {"cases/a.md": adapted("second-case", "valid-case"), "cases/b.md": adapted("a", "second-case")}
    assert drafts(check, hub_root, "case", "b", files) == []


def test_what_leads_into_a_circle_without_being_part_of_it_is_silent(hub_root: Path) -> None:
    files = {"cases/a.md": adapted("b"), "cases/b.md": adapted("a"), "cases/c.md": adapted("a")}
    assert drafts(check, hub_root, "case", "c", files) == []


def test_a_case_that_does_not_exist_or_is_the_case_itself_is_told_elsewhere(hub_root: Path) -> None:
    assert drafts(check, hub_root, "case", "a", {"cases/a.md": adapted("no-such-case", "a")}) == []


@pytest.mark.parametrize("length", [2, 3, 40])
def test_every_case_of_a_circle_is_told_the_way_round(length: int, hub_root: Path) -> None:
    files = {f"cases/c{n}.md": adapted(f"c{(n + 1) % length}", title=f"T{n}") for n in range(length)}
    for n in (0, length - 1):
        (draft,) = drafts(check, hub_root, "case", f"c{n}", files)
        assert (draft.code, draft.at) == ("CH330", ("adapted_from", 0, "case"))
        titles = draft.words["circle"].split(" → ")
        assert titles[0] == titles[-1] == f"T{n}"
        assert len(titles) == length + 1


def test_a_circle_is_found_behind_a_fork(hub_root: Path) -> None:
    files = {"cases/a.md": adapted("valid-case", "b"), "cases/b.md": adapted("second-case", "a")}
    assert told(drafts(check, hub_root, "case", "a", files)) == [("CH330", ("adapted_from", 1, "case"))]


def test_what_is_copied_comes_first(hub_root: Path) -> None:
    files = {"cases/a.md": adapted("valid-case", started="2023-04")}
    assert told(drafts(check, hub_root, "case", "a", files)) == [("CH331", ("adapted_from", 0, "case"))]


@pytest.mark.parametrize("started", ["2023", "2023-05", "2023-05-01", "2024"])
def test_the_same_year_may_be_later(started: str, hub_root: Path) -> None:
    assert drafts(check, hub_root, "case", "a", {"cases/a.md": adapted("valid-case", started=started)}) == []
