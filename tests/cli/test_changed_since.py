"""`casehub check --changed-since`: one's own faults, what one broke elsewhere, and nobody else's."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from mini_commands import Casehub
from mini_hub import ROOT, case, edited, text_of, write

Git = Callable[..., str]
OLD = {"cases/old.md": case(("country: DK", "country: Denmak"), ("practices: [ask-first]", "practices: [nothing]"))}
NEW = {"cases/new.md": case(("level: local", "level: city hall"))}


def told(casehub: Casehub, *arguments: str, since: str = "HEAD") -> list[str]:
    done = casehub("check", "--changed-since", since, "--format", "json", *arguments)
    assert done.code in (0, 1), done.said
    return [f"{each['path']} {each['code']}" for each in json.loads(done.out)["findings"]]


def commit(git: Git) -> None:
    git("add", "--all")
    git("commit", "--quiet", "--message", "Go on")


def test_without_a_change_there_is_nothing_to_say(casehub: Casehub, repository: Git) -> None:
    done = casehub("check", "--changed-since", "HEAD")
    assert (done.code, done.out) == (0, "0 records checked: nothing to mend.\n")


def test_an_old_fault_of_somebody_else_is_not_told(casehub: Casehub, repository: Git, hub_root: Path) -> None:
    write(hub_root, OLD)
    commit(repository)
    write(hub_root, {"cases/fine.md": case()})
    assert told(casehub) == []
    assert casehub("check", "--changed-since", "HEAD").code == 0


@pytest.mark.parametrize("state", ["untracked", "staged", "committed"])
def test_a_new_file_is_told_whatever_its_state(state: str, casehub: Casehub, repository: Git, hub_root: Path) -> None:
    start = repository("rev-parse", "HEAD").strip()
    write(hub_root, NEW)
    if state == "staged":
        repository("add", "--all")
    elif state == "committed":
        commit(repository)
    assert told(casehub, since=start) == ["content/cases/new.md CH204"]


def test_what_a_change_broke_elsewhere_is_told(casehub: Casehub, repository: Git, hub_root: Path) -> None:
    write(hub_root, OLD)
    commit(repository)
    (hub_root / "content/practices/ask-first.md").unlink()
    text = edited(text_of("cases/valid-case.md"), ("## The problem\n", "## The problem, once more\n"))
    write(hub_root, {"cases/valid-case.md": text})
    assert sorted(told(casehub)) == [
        "content/about/method.md CH411",
        "content/cases/second-case.md CH413",
        "content/cases/valid-case.md CH301",
        "content/cases/valid-case.md CH401",
        "content/cases/valid-case.md CH403",
        "content/fr/cases/valid-case.md CH561",
        "content/groups/permit-group.md CH301",
        "content/learning/plain-forms.md CH301",
    ]
    assert casehub("check", "--changed-since", "HEAD").code == 1


def test_what_came_later_on_the_other_side_is_not_part_of_the_change(
    casehub: Casehub, repository: Git, hub_root: Path
) -> None:
    repository("switch", "--quiet", "--create", "mine")
    write(hub_root, {"cases/fine.md": case()})
    commit(repository)
    repository("switch", "--quiet", "main")
    write(hub_root, OLD)
    (hub_root / "content/practices/ask-first.md").unlink()
    commit(repository)
    repository("switch", "--quiet", "mine")
    assert told(casehub, since="main") == []


def test_paths_and_a_revision_together(casehub: Casehub, repository: Git, hub_root: Path) -> None:
    write(hub_root, {**NEW, "practices/draft-practice.md": "no fields\n"})
    assert told(casehub, "content/practices") == ["content/practices/draft-practice.md CH105"]
    assert told(casehub, "content/cases/new.md") == ["content/cases/new.md CH204"]


def test_a_file_in_the_wrong_place_is_told(casehub: Casehub, repository: Git, hub_root: Path) -> None:
    write(hub_root, {"case/new.md": case(), "cases/café.md": case(), "cases/slides.pptx": b"PK"})
    assert told(casehub) == ["content/case CH124", "content/cases/café.md CH121", "content/cases/slides.pptx CH120"]


def test_changed_schemas_make_everything_worth_a_look(casehub: Casehub, repository: Git, hub_root: Path) -> None:
    import shutil

    write(hub_root, OLD)
    commit(repository)
    (hub_root / "schemas").unlink()
    shutil.copytree(ROOT / "schemas", hub_root / "schemas")
    assert "content/cases/old.md CH204" in told(casehub)


def test_a_hub_in_a_folder_of_a_repository(casehub: Casehub, hub_root: Path, tmp_path: Path, repository: Git) -> None:
    (hub_root / ".git").rename(tmp_path / ".git")
    write(hub_root, NEW)
    found = told(casehub)
    assert "content/cases/new.md CH204" in found


@pytest.mark.parametrize("revision", ["no-such-branch", "HEAD~99", "", "HEAD:content"])
def test_an_unknown_revision_is_2(revision: str, casehub: Casehub, repository: Git) -> None:
    done = casehub("check", "--changed-since", revision)
    assert done.code == 2
    assert f"git knows no revision “{revision}” here" in done.said


def test_a_repository_without_a_commit_is_2(casehub: Casehub, repository: Git, hub_root: Path) -> None:
    import shutil

    shutil.rmtree(hub_root / ".git")
    repository("init", "--quiet")
    done = casehub("check", "--changed-since", "HEAD")
    assert done.code == 2
    assert "git knows no revision" in done.said


def test_without_git_it_is_2(casehub: Casehub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = casehub("check", "--changed-since", "HEAD")
    assert done.code == 2
    assert "git is not installed" in done.said
