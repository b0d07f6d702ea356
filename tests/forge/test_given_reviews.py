"""Reviews as people really give them: pasted, edited, dismissed, at once, before a force-push. Nothing gets lost."""

from __future__ import annotations

from typing import Any

import pytest
from fake_forge import Fault, Who
from mini_hub import edited
from world import ANN, BEA, BEN, BLOCK, CASE, EVA, NUMBER, STRANGER, World, block

FOLDER = "content/reviews/case/permits"
BEN_FILE, EVA_FILE = f"{FOLDER}/2026-03-05-ben.yml", f"{FOLDER}/2026-03-05-eva.yml"

BAD: dict[str, tuple[Who, str, str | None, dict[str, Any], str]] = {
    "a missing criterion": (EVA, "approved", block("honesty: 3, ", ""), {}, "score for “Honesty about difficulty”"),
    "a score of 7": (EVA, "approved", block("clarity: 3", "clarity: 7"), {}, "scored 7, and scores go from 0 to 4"),
    "text pasted from elsewhere": (EVA, "approved", "```review\nDear all,\n\x00Regards\n```", {}, "Line"),
    "HTML": (EVA, "approved", block("the register", "<b onclick=x>it</b>"), {}, "holds HTML"),
    "no block": (EVA, "approved", "Looks good to me!", {}, "it has no review block"),
    "no text at all": (EVA, "approved", None, {}, "it has no review block"),
    "an unknown reviewer": (STRANGER, "approved", BLOCK, {}, "nobody in people/ has the account github:9999"),
    "who opened the pull request": (ANN, "approved", BLOCK, {}, "nobody reviews a pull request of their own"),
    "the author under another e-mail": (BEA, "approved", BLOCK, {}, "being its contributor"),
    "a deleted account": (EVA, "approved", BLOCK, {"user": None}, "it has no user"),
    "no commit": (EVA, "approved", BLOCK, {"commit_id": "left out"}, "which commit was reviewed"),
    "no state": (EVA, "approved", BLOCK, {"state": "left out"}, "it has no state"),
    "no id": (EVA, "approved", BLOCK, {"id": "left out"}, "it has no id"),
    "no day": (EVA, "approved", BLOCK, {"submitted_at": "left out"}, "when it was submitted"),
    "an approval that says revise": (
        EVA,
        "approved",
        block("record:", "recommendation: revise\nrecord:"),
        {},
        "accept or accept-minor",
    ),
}


def merged(world: World) -> None:
    world.forge.merge(NUMBER)
    world.pull()


def one_person(world: World) -> None:
    """Ann writes under another account, known as bea: both files name one mailbox."""
    files = {}
    for id in ("ann", "bea"):
        path = f"content/people/{id}.yml"
        contact = "contacts: [{role: Office, channel: 'mailto:ann@example.org', offers: [call]}]\n"
        files[path] = world.forge.git("show", f"main:{path}") + "\n" + contact
    world.forge.git("update-ref", "refs/heads/main", world.commit(files))
    world.pull()


@pytest.mark.parametrize("name", BAD)
def test_a_bad_review_is_told_and_keeps_no_good_one_out(name: str, world: World) -> None:
    who, state, body, changes, words = BAD[name]
    one_person(world)
    world.hand_in()
    world.forge.review(NUMBER, who, state, body, **changes)
    world.forge.review(NUMBER, BEN, "approved", BLOCK)
    world.answer()
    assert words in world.comment(), world.comment()
    assert "1 of 2 reviews" in world.gate()
    merged(world)
    done = world.casehub("forge", "harvest", "--pull-request", NUMBER)
    assert done.code == 0 and words in done.err.replace("\n", " "), done.said
    proposal = world.forge.pulls[NUMBER + 1]
    assert [each["filename"] for each in world.forge._files(NUMBER + 1)] == [BEN_FILE]
    assert "Not taken in:" in proposal["body"] and proposal["title"] == f"Take in 1 review of #{NUMBER}"
    assert not {"<b onclick", "\x00"} & set(proposal["body"].split())


def test_half_a_character_stops_nobody(world: World) -> None:
    world.hand_in()
    world.forge.review(NUMBER, BEN, "approved", block("the register", "the \ud800 register"))
    assert "1 of 2" in world.gate()
    merged(world)
    assert world.casehub("forge", "harvest", "--pull-request", NUMBER).code == 0
    assert "the ? register" in world.forge.git("show", f"{world.forge.pulls[NUMBER + 1]['head']['sha']}:{BEN_FILE}")


def test_two_reviews_at_once(world: World) -> None:
    world.hand_in()
    moment = {"submitted_at": "2026-03-05T10:00:00Z"}
    world.forge.review(NUMBER, BEN, "approved", BLOCK, **moment)
    world.forge.review(NUMBER, EVA, "approved", BLOCK, **moment)
    assert world.gate() == "success: case/permits may be merged for review: 2 of 2 reviews."


def test_many_pages_of_reviews(world: World) -> None:
    world.hand_in()
    for _ in range(7):
        world.forge.review(NUMBER, EVA, "commented", "A question.")
    world.forge.review(NUMBER, BEN, "approved", BLOCK)
    world.forge.page = 3
    assert "1 of 2 reviews" in world.gate()


def test_a_review_that_asks_for_changes(world: World) -> None:
    world.hand_in()
    world.forge.review(NUMBER, BEN, "changes_requested", BLOCK)
    assert world.gate() == "success: case/permits may be merged for review: 0 of 2 reviews, 1 asks for changes."
    assert "can be taken in" in (world.answer() and world.comment())


def test_a_push_after_the_review_is_seen(world: World) -> None:
    first = world.hand_in()
    world.forge.review(NUMBER, BEN, "approved", BLOCK)
    world.forge.review(NUMBER, EVA, "approved", BLOCK)
    assert "2 of 2" in world.gate()
    changed = edited(world.case, ("result: 10", "result: 8"))
    second = world.hand_in(changed)
    assert second not in world.forge.statuses, "another head starts without a status"
    assert "0 of 2" in world.gate()
    assert world.forge.statuses[first][0]["description"].endswith("2 of 2 reviews.")
    world.hand_in(changed.replace("result: 8", "result: 10") + "\n")
    assert "2 of 2" in world.gate(), "white space is no claim"
    merged(world)
    assert world.casehub("forge", "harvest", "--pull-request", NUMBER).code == 0
    text = world.forge.git("show", f"{world.forge.pulls[NUMBER + 1]['head']['sha']}:{BEN_FILE}")
    assert first in text, "it is on record which commit was read"


def test_a_commit_that_the_forge_has_lost(world: World) -> None:
    head = world.hand_in()
    world.forge.review(NUMBER, BEN, "approved", BLOCK)
    world.hand_in(world.case + "\nMore.\n")
    world.forge.faults = [Fault(404, path=f"git/trees/{head}")]
    world.answer()
    assert "is not here" in world.comment()
    assert world.answer().code == 0 and "can be taken in" in world.comment(), "the next time it may be there"


def test_an_edited_and_a_dismissed_review_change_no_record(world: World) -> None:
    world.hand_in()
    ben = world.forge.review(NUMBER, BEN, "approved", BLOCK)
    eva = world.forge.review(NUMBER, EVA, "approved", BLOCK)
    merged(world)
    world.casehub("forge", "harvest", "--pull-request", NUMBER)
    world.forge.merge(NUMBER + 1)
    world.pull()
    before = {path: world.forge.git("show", f"main:{path}") for path in (BEN_FILE, EVA_FILE)}
    ben["body"] = block("evidence: 3", "evidence: 2")
    eva["state"] = "DISMISSED"
    done = world.casehub("forge", "harvest", "--recent", 20)
    assert done.code == 0, done.said
    assert sorted(each["filename"] for each in world.forge._files(NUMBER + 2)) == [
        f"{FOLDER}/2026-11-21-ben.yml",
        f"{FOLDER}/2026-11-21-eva.yml",
    ]
    assert world.gate(NUMBER + 2).startswith("pending: case/permits has 1 of 2 reviews")
    assert before == {path: world.forge.git("show", f"main:{path}") for path in before}


def test_a_published_case_waits_for_its_reviews(world: World) -> None:
    published = edited(world.case, ("status: in-review", "status: published\npublished: 2026-11-20"))
    world.hand_in(published)
    assert world.gate() == "pending: case/permits has 0 of 2 reviews."
    world.forge.review(NUMBER, BEN, "approved", BLOCK)
    assert world.gate() == "pending: case/permits has 1 of 2 reviews."
    world.forge.review(NUMBER, EVA, "changes_requested", BLOCK)
    assert world.gate() == "failure: case/permits has 1 of 2 reviews, 1 asks for changes."


def test_the_same_status_is_not_set_twice(world: World) -> None:
    head = world.hand_in()
    world.gate()
    world.gate()
    assert len(world.forge.statuses[head]) == 1


def test_all_open_pull_requests_and_one_that_is_broken(world: World) -> None:
    world.hand_in()
    world.forge.open(13, world.commit({CASE: world.case + "\nMore.\n"}), ANN)
    world.forge.pulls[13]["head"]["sha"] = "not a commit"
    done = world.casehub("forge", "gate", "--all")
    assert done.code == 2 and "without its head commit" in done.err
    assert "1 of 2 could not be done" in done.err
    assert len(world.forge.statuses) == 1, "the other one has its status"


def test_the_run_of_a_head_that_has_moved_on(world: World) -> None:
    world.hand_in()
    world.forge.ran(NUMBER, 500)
    world.hand_in(world.case + "\nMore.\n")
    done = world.answer("--run", 500)
    assert done.code == 0 and "no open pull request has this commit" in done.out
    assert world.forge.comments == {}


def test_a_closed_pull_request_is_left_alone(world: World) -> None:
    world.hand_in()
    world.forge.merge(NUMBER)
    assert "is closed" in world.answer().out
    assert world.forge.comments == {}


def test_a_comment_of_somebody_else_is_left_alone(world: World) -> None:
    from casehub.forge.comment import MARKER

    world.hand_in()
    posed = {"id": 7, "user": {"login": "stranger", "id": 9999, "type": "User"}, "body": f"{MARKER}\nAll is well."}
    world.forge.comments[NUMBER] = [posed]
    assert "made" in world.answer().said
    assert posed["body"].endswith("All is well.") and len(world.forge.comments[NUMBER]) == 2
    assert "updated" not in world.answer().said


def test_a_comment_whose_answer_was_lost_is_not_written_twice(world: World) -> None:
    world.hand_in()
    world.forge.faults = [Fault(502, method="POST", path="/comments", after=True)]
    assert world.answer().code == 2
    assert world.answer().said.endswith("unchanged.")
    assert len(world.forge.comments[NUMBER]) == 1
