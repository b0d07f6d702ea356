"""What a harvest proposes: all of it or nothing, once, never over somebody's work, and no is no."""

from __future__ import annotations

import pytest
from fake_forge import Fault
from mini_hub import edited
from world import BEN, BLOCK, CASE, EVA, NUMBER, World

BRANCH = f"refs/heads/casehub/reviews-of-{NUMBER}"
PROPOSED = NUMBER + 1


@pytest.fixture
def reviewed(world: World) -> World:
    """The pull request is reviewed by two, and merged."""
    world.hand_in()
    world.forge.review(NUMBER, BEN, "approved", BLOCK)
    world.forge.review(NUMBER, EVA, "approved", BLOCK)
    world.forge.merge(NUMBER)
    world.pull()
    return world


def harvest(world: World, *options: str) -> tuple[int, str]:
    done = world.casehub("forge", "harvest", "--pull-request", NUMBER, *options)
    return done.code, done.said


STEPS = {
    "the folder": ("POST", "git/trees"),
    "the commit": ("POST", "git/commits"),
    "the branch": ("POST", "git/refs"),
    "the pull request": ("POST", "/pulls"),
}


@pytest.mark.parametrize("done_all_the_same", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_whatever_breaks_the_next_run_ends_it(step: str, done_all_the_same: bool, reviewed: World) -> None:
    method, path = STEPS[step]
    before = reviewed.refs()
    reviewed.forge.faults = [Fault(500, method=method, path=path, after=done_all_the_same)] * 9
    code, said = harvest(reviewed)
    if step in ("the folder", "the commit"):
        assert (code, reviewed.refs()) == (2, before), "nobody sees half of it"
    reviewed.forge.faults = []
    code, said = harvest(reviewed)
    assert code == 0, said
    assert sorted(reviewed.forge.pulls) == [NUMBER, PROPOSED]
    assert len(reviewed.forge._files(PROPOSED)) == 3
    assert "Traceback" not in said


def test_a_dry_run_proposes_nothing(reviewed: World) -> None:
    before = reviewed.refs()
    code, said = harvest(reviewed, "--dry-run")
    assert code == 0 and f"Would propose: Take in 2 reviews of #{NUMBER}, and publish case/permits" in said
    assert (reviewed.refs(), len(reviewed.forge.pulls)) == (before, 1)


def test_what_is_proposed_already_is_not_proposed_again(reviewed: World) -> None:
    harvest(reviewed)
    before = reviewed.refs()
    assert harvest(reviewed)[0] == 0
    assert (reviewed.refs(), len(reviewed.forge.pulls)) == (before, 2)


def test_no_is_no(reviewed: World) -> None:
    harvest(reviewed)
    reviewed.forge.pulls[PROPOSED]["state"] = "closed"
    code, said = harvest(reviewed)
    assert code == 0 and "Declined before" in said
    assert len(reviewed.forge.pulls) == 2


def test_a_late_review_joins_the_open_proposal(reviewed: World) -> None:
    eva = reviewed.forge.reviews[NUMBER].pop()
    harvest(reviewed)
    assert len(reviewed.forge._files(PROPOSED)) == 1
    reviewed.forge.reviews[NUMBER].append(eva)
    harvest(reviewed)
    assert len(reviewed.forge.pulls) == 2
    assert reviewed.forge.pulls[PROPOSED]["title"].startswith("Take in 2 reviews")
    head = reviewed.forge.git("rev-parse", BRANCH)
    reviewed.forge.push(PROPOSED, head)
    assert len(reviewed.forge._files(PROPOSED)) == 3


def test_work_of_people_on_the_branch_is_left_alone(reviewed: World) -> None:
    harvest(reviewed)
    theirs = reviewed.commit({CASE: reviewed.case + "\nBetter.\n"}, parent=BRANCH)
    reviewed.forge.git("update-ref", BRANCH, theirs)
    code, said = harvest(reviewed)
    assert code == 0, said
    assert reviewed.forge.git("rev-parse", BRANCH) == theirs
    assert reviewed.forge.git("rev-parse", f"{BRANCH}-2")


def test_a_case_that_changes_in_between_is_not_overwritten(reviewed: World) -> None:
    later = edited(reviewed.case, ("title: Permits by post", "title: Permits by letter"))
    reviewed.forge.git("update-ref", "refs/heads/main", reviewed.commit({CASE: later}))
    before = reviewed.refs()
    code, said = harvest(reviewed)
    assert code == 2 and "has changed in between. Nothing was proposed: run it again." in said
    assert reviewed.refs() == before
    reviewed.pull()
    assert harvest(reviewed)[0] == 0


def test_what_is_not_merged_is_not_harvested(world: World) -> None:
    world.hand_in()
    world.forge.review(NUMBER, BEN, "approved", BLOCK)
    assert "is not merged" in harvest(world)[1]


def test_a_case_of_which_something_is_missing_is_published_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = edited(world.case, ("- date: 2026-03-01\n  organisation", "- date: 2026-11-20\n  organisation"))
    world.hand_in(lacking)
    world.forge.review(NUMBER, BEN, "approved", BLOCK)
    world.forge.review(NUMBER, EVA, "approved", BLOCK)
    world.forge.merge(NUMBER)
    world.pull()
    code, said = harvest(world)
    assert code == 0 and "and publish" not in said, said
    assert CASE not in [each["filename"] for each in world.forge._files(PROPOSED)]
    world.forge.merge(PROPOSED)
    world.pull()
    assert "no review to take in" in harvest(world)[1]

    # ---- the partner's days have passed ----
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1795219200 + 20 * 86_400))
    code, said = harvest(world)
    assert code == 0 and said.startswith("Proposed: Publish case/permits "), said
    assert [each["filename"] for each in world.forge._files(PROPOSED + 1)] == [CASE]
    assert world.gate(PROPOSED + 1) == "success: case/permits has 2 of 2 reviews."


def test_nothing_to_ask_with(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, words in (
        ("GITHUB_REPOSITORY", "GITHUB_REPOSITORY=owner/name"),
        ("GH_TOKEN", "the token is not valid"),
    ):
        with monkeypatch.context() as patch:
            patch.setenv(name, "")
            code, said = harvest(world)
            assert code == 2 and words in said, said
    assert world.casehub("forge", "harvest").code == 2
    assert world.casehub("forge", "feedback", "--dry-run").code == 2
    assert world.casehub("forge", "gate", "--pull-request", 99).code == 2
