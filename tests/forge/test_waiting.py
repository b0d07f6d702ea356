"""Who waits for an answer is seen; drafts, programs and answered ones are not; and labels are as the file says."""

from __future__ import annotations

import shutil

import pytest
from fake_forge import BOT
from mini_hub import ROOT
from world import ANN, BEN, NUMBER, World

OLD, NEW = "2026-11-01T10:00:00Z", "2026-11-20T10:00:00Z"


def opened(world: World, moment: str = OLD, **changes: object) -> None:
    world.hand_in()
    world.forge.pulls[NUMBER] |= {"created_at": moment, **changes}


def told(world: World) -> str:
    done = world.casehub("forge", "waiting")
    assert done.code == 0, done.said
    return done.out.strip()


def test_one_issue_is_opened_kept_and_closed(world: World) -> None:
    opened(world, title="A case @everyone #1 [x](https://evil.example)")
    assert told(world) == "1 waits: opened."
    (issue,) = world.forge.issues
    assert f"- #{NUMBER} A case @\u200beveryone" in issue["body"] and "(since 2026-11-01)" in issue["body"]
    assert "](https" not in issue["body"] and issue["labels"] == ["waiting"]
    assert told(world) == "1 waits: unchanged."
    world.forge.pulls[NUMBER]["title"] = "Another title"
    assert told(world) == "1 waits: updated."
    world.forge.review(NUMBER, BEN, "commented", "Thank you.")
    assert told(world) == "0 wait: closed."
    assert [each["state"] for each in world.forge.issues] == ["closed"]
    assert told(world) == "0 wait: unchanged."


@pytest.mark.parametrize(
    "changes", [{"created_at": NEW}, {"draft": True}, {"user": {**BOT, "id": 1001}}, {"created_at": "yesterday"}]
)
def test_what_does_not_wait(changes: dict[str, object], world: World) -> None:
    opened(world, **changes) if "created_at" not in changes else opened(world, str(changes["created_at"]))
    assert told(world) == "0 wait: unchanged."


def test_neither_the_author_nor_a_program_is_an_answer(world: World) -> None:
    opened(world)
    world.answer()
    world.forge.review(NUMBER, ANN, "commented", "Anybody there?")
    assert told(world) == "1 waits: opened."


def test_a_dry_run_opens_nothing(world: World) -> None:
    opened(world)
    assert "since 2026-11-01" in world.casehub("forge", "waiting", "--dry-run").out
    assert world.forge.issues == []


def test_labels_are_made_once_and_others_left_alone(world: World) -> None:
    (world.base / ".github").mkdir()
    shutil.copy(ROOT / ".github/labels.yml", world.base / ".github/labels.yml")
    world.forge.labels = [
        {"name": "bug", "color": "d73a4a", "description": "x"},
        {"name": "waiting", "color": "000000", "description": None},
    ]
    done = world.casehub("forge", "labels")
    assert done.code == 0 and "waiting" in done.out and "bug" not in done.out
    assert world.casehub("forge", "labels").out.strip() == "All labels are there."
    (world.base / ".github/labels.yml").write_text("- name: x\n", "utf-8")
    assert "has to list each with its name" in world.casehub("forge", "labels").err
