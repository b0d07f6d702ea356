"""A pull request's reviews become records: all of a sound one, nothing of another, each fault in words."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from peer_hub import PATH, files_of, lay_out
from typer.testing import CliRunner

from casehub.cli.main import app

BLOCK = """Thank you for a clear case.

```review
record: case/permits
scores: {clarity: 3, evidence: 3, transferability: 2, honesty: 3, usefulness: 3}
reasons:
  transferability: It depends on the register.
interests: none
consent: yes
```
"""
BEN, EVA, ANN, STRANGER = 1002, 1003, 1001, 9999
ACCOUNTS = {"ann": ANN, "ben": BEN, "eva": EVA}
BEN_FILE = "reviews/case/permits/2026-03-05-ben.yml"
HANDED_IN = {"case": {"status": "in-review", "published": None}, "reviews": []}


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The hub in a git repository, its case in review, its people with their accounts."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    people = {id: {"accounts": [f"github:{number}"]} for id, number in ACCOUNTS.items()}
    folder = lay_out(tmp_path / "hub", files_of({**HANDED_IN, "people": people}))
    for arguments in (["init", "-q"], ["add", "content"], ["commit", "-qm", "Hand in a case"]):
        git(folder, *arguments)
    return folder


def git(folder: Path, *arguments: str) -> str:
    names = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *names, *arguments], cwd=folder, check=True, capture_output=True)
    return done.stdout.decode().strip()


def given(hub: Path, **changes: Any) -> dict[str, Any]:
    """A review as the API gives it, with some fields changed; None takes a field away."""
    review = {
        "id": 80,
        "node_id": "MDE3OlB1bGxSZXF1ZXN0UmV2aWV3ODA=",
        "user": {"login": "ben-b", "id": BEN, "type": "User"},
        "body": BLOCK,
        "state": "APPROVED",
        "html_url": "https://github.com/example/hub/pull/12#pullrequestreview-80",
        "pull_request_url": "https://api.github.com/repos/example/hub/pulls/12",
        "submitted_at": "2026-03-05T23:30:00Z",
        "commit_id": git(hub, "rev-parse", "HEAD"),
        "author_association": "NONE",
        **changes,
    }
    return {key: value for key, value in review.items() if value is not None}


def taken_in(hub: Path, payload: Any, *options: str) -> tuple[int, str]:
    """The exit code and everything that was said."""
    file = hub / "reviews.json"
    file.write_text(payload if isinstance(payload, str) else json.dumps(payload), "utf-8")
    done = CliRunner().invoke(app, ["review", "import", str(file), "--root", str(hub), *options])
    file.unlink()
    if done.exception and not isinstance(done.exception, SystemExit):
        return 2, str(done.exception)
    return done.exit_code, " ".join(done.output.split())


def records(hub: Path) -> list[str]:
    folder = hub / "content" / "reviews"
    return sorted(path.relative_to(hub / "content").as_posix() for path in folder.rglob("*.yml"))


def text(hub: Path, path: str = BEN_FILE) -> str:
    return (hub / "content" / path).read_text("utf-8")


def block(old: str, new: str) -> str:
    assert BLOCK.count(old) == 1
    return BLOCK.replace(old, new)


# ---- taken in ----
def test_who_when_and_what_come_from_the_forge_scores_from_the_block(hub: Path) -> None:
    code, said = taken_in(hub, [given(hub)])
    assert (code, records(hub)) == (0, [BEN_FILE]), said
    written = text(hub)
    for line in (
        "reviewer: ben",
        "date: 2026-03-05",
        "organisation: city-of-south",
        "recommendation: accept",
        "  transferability: 2",
        "  pull_request: 12",
        "  review: 80",
        f"  account: {BEN}",
        '  submitted: "2026-03-05T23:30:00Z"',
        f'  commit: "{git(hub, "rev-parse", "HEAD")}"',
        '  url: "https://github.com/example/hub/pull/12#pullrequestreview-80"',
    ):
        assert line.replace('"', "") in written.replace('"', "").splitlines(), line
    digest = CliRunner().invoke(app, ["review", "digest", "permits", "--root", str(hub)]).output.strip()
    assert f"digest: {digest}" in written
    assert said == f"Wrote content/{BEN_FILE} (ben-b (review 80))."


def test_taking_in_again_changes_nothing(hub: Path) -> None:
    taken_in(hub, [given(hub)])
    before = text(hub)
    code, said = taken_in(hub, [given(hub)])
    assert (code, records(hub), text(hub)) == (0, [BEN_FILE], before)
    assert "it is recorded already" in said


@pytest.mark.parametrize("shape", ["list", "with pull request", "event"])
def test_three_shapes_of_payload(shape: str, hub: Path) -> None:
    review = given(hub)
    pull_request = {"number": 12, "user": {"id": ANN, "login": "ann-a"}}
    payload = {
        "list": [review],
        "with pull request": {"pull_request": pull_request, "reviews": [review]},
        "event": {"action": "submitted", "review": {**review, "state": "approved"}, "pull_request": pull_request},
    }[shape]
    assert taken_in(hub, payload)[0] == 0
    assert records(hub) == [BEN_FILE]


def test_two_reviews_at_once(hub: Path) -> None:
    two = [given(hub), given(hub, id=81, user={"login": "eva-e", "id": EVA})]
    assert taken_in(hub, two)[0] == 0
    assert records(hub) == [BEN_FILE, BEN_FILE.replace("ben", "eva")]


def test_two_rounds_of_one_day(hub: Path) -> None:
    asks = given(hub, state="CHANGES_REQUESTED", submitted_at="2026-03-05T08:00:00Z")
    code, said = taken_in(hub, [given(hub, id=81), asks])
    assert code == 0, said
    assert records(hub) == [BEN_FILE.replace("ben", "ben-2"), BEN_FILE]
    assert "recommendation: revise" in text(hub) and "round: 1" in text(hub)
    assert "round: 2" in text(hub, BEN_FILE.replace("ben", "ben-2"))


def test_the_digest_is_that_of_the_commit_that_was_reviewed(hub: Path) -> None:
    commit = git(hub, "rev-parse", "HEAD")
    before = CliRunner().invoke(app, ["review", "digest", "permits", "--root", str(hub)]).output.strip()
    case = hub / "content" / PATH
    case.write_text(case.read_text("utf-8").replace("result: 10", "result: 8"), "utf-8")
    git(hub, "commit", "-qam", "Correct a number")
    assert taken_in(hub, [given(hub, commit_id=commit)])[0] == 0
    assert f"digest: {before}" in text(hub)
    told = CliRunner().invoke(app, ["review", "status", "permits", "--root", str(hub)]).output
    assert "Read an earlier text: ben" in told


def test_minor_and_reject_are_said_in_the_block(hub: Path) -> None:
    body = block("record:", "recommendation: accept-minor\nrecord:")
    assert taken_in(hub, [given(hub, body=body)])[0] == 0
    assert "recommendation: accept-minor" in text(hub)


def test_a_tie_is_disclosed_in_a_sentence(hub: Path) -> None:
    body = block("interests: none", "interests: I advised the city in 2024.")
    assert taken_in(hub, [given(hub, body=body)])[0] == 0
    assert "declared: disclosed" in text(hub)
    assert 'statement: "I advised the city in 2024."' in text(hub)


def test_the_record_may_be_named_on_the_command_line(hub: Path) -> None:
    body = block("record: case/permits\n", "")
    assert taken_in(hub, [given(hub, body=body)], "--record", "permits")[0] == 0
    assert records(hub) == [BEN_FILE]


def test_windows_line_endings_and_hard_spaces_of_an_editor(hub: Path) -> None:
    body = BLOCK.replace("clarity: 3", "clarity:\u00a03").replace("\n", "\r\n")
    assert taken_in(hub, [given(hub, body=body)])[0] == 0
    assert records(hub) == [BEN_FILE]


def test_a_dry_run_writes_nothing(hub: Path) -> None:
    code, said = taken_in(hub, [given(hub)], "--dry-run")
    assert (code, records(hub)) == (0, [])
    assert "Would write" in said


def test_an_edited_review_is_amended_and_the_record_stays(hub: Path) -> None:
    taken_in(hub, [given(hub)])
    before = text(hub)
    code, said = taken_in(hub, [given(hub, body=block("evidence: 3", "evidence: 2"))])
    assert code == 0, said
    assert text(hub) == before
    amendment = "reviews/case/permits/2026-11-21-ben.yml"
    assert records(hub) == [BEN_FILE, amendment]
    assert "amends: 2026-03-05-ben" in text(hub, amendment).replace('"', "")
    assert "  evidence: 2" in text(hub, amendment)
    code, said = taken_in(hub, [given(hub, body=block("evidence: 3", "evidence: 2"))])
    assert (code, len(records(hub))) == (0, 2)


def test_a_dismissed_review_is_taken_back_and_stays_on_record(hub: Path) -> None:
    taken_in(hub, [given(hub)])
    code, said = taken_in(hub, [given(hub, state="DISMISSED")])
    assert code == 0, said
    assert "retracted: true" in text(hub, "reviews/case/permits/2026-11-21-ben.yml")
    code, said = taken_in(hub, [given(hub, state="DISMISSED")])
    assert (code, len(records(hub))) == (0, 2)
    told = CliRunner().invoke(app, ["review", "status", "permits", "--root", str(hub)]).output
    assert "ben, city-of-south" not in told


# ---- left out in silence ----
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": "PENDING", "submitted_at": None}, "it has not been submitted"),
        ({"state": "COMMENTED", "body": "Just a question."}, "a comment without a review block"),
        ({"state": "DISMISSED"}, "it was dismissed"),
    ],
)
def test_what_is_no_review_is_left_out(changes: dict[str, Any], words: str, hub: Path) -> None:
    code, said = taken_in(hub, [given(hub, **changes)])
    assert (code, records(hub)) == (0, [])
    assert words in said


# ---- not taken in ----
BAD: dict[str, tuple[dict[str, Any], str]] = {
    "a missing criterion": ({"body": block("honesty: 3, ", "")}, "score for “Honesty about difficulty” is missing"),
    "a score of 7": ({"body": block("clarity: 3", "clarity: 7")}, "scored 7, and scores go from 0 to 4"),
    "a negative score": ({"body": block("clarity: 3", "clarity: -1")}, "scored -1"),
    "half a score": ({"body": block("clarity: 3", "clarity: 2.5")}, "scores, clarity"),
    "a score in words": ({"body": block("clarity: 3", "clarity: good")}, "scores, clarity"),
    "a four without a reason": ({"body": block("clarity: 3", "clarity: 4")}, "without a reason"),
    "a criterion misspelt": ({"body": block("clarity: 3", "clearity: 3")}, "Did you mean “clarity”?"),
    "a field misspelt": ({"body": block("interests:", "interest:")}, "Did you mean “interests”?"),
    "a name of one's own": ({"body": block("consent:", "reviewer: eva\nconsent:")}, "has no place in a review block"),
    "a date of one's own": (
        {"body": block("consent:", "date: 2026-01-01\nconsent:")},
        "has no place in a review block",
    ),
    "a digest of one's own": (
        {"body": block("consent:", "digest: cm1-0\nconsent:")},
        "has no place in a review block",
    ),
    "no interests": ({"body": block("interests: none\n", "")}, "“interests” is missing"),
    "no consent": ({"body": block("consent: yes\n", "")}, "“consent” is missing"),
    "consent withheld": ({"body": block("consent: yes", "consent: no")}, "has not agreed to be named"),
    "no record": ({"body": block("record: case/permits\n", "")}, "does not say which record it is about"),
    "a record misspelt": ({"body": block("case/permits", "case/permit")}, "Did you mean “case/permits”?"),
    "a record of a type that is not reviewed": ({"body": block("case/permits", "person/ben")}, "there is no record"),
    "an edition that does not exist": ({"body": block("consent:", "rubric: 9\nconsent:")}, "no edition 9"),
    "broken YAML": ({"body": block("interests: none", 'interests: "none')}, "Line"),
    "YAML with an alias": ({"body": block("interests: none", "interests: *tie")}, "Line"),
    "a key twice": ({"body": block("consent: yes", "consent: yes\nconsent: no")}, "Line"),
    "text pasted from elsewhere": ({"body": "```review\nI liked this case a lot.\n\x00Regards\n```"}, "Line"),
    "hidden direction": ({"body": block("the register", "the \u202eregister")}, "U+202E"),
    "HTML": ({"body": block("the register", "<script>alert(1)</script>")}, "holds HTML"),
    "an HTML entity": ({"body": block("the register", "&lt;b&gt;")}, "holds HTML"),
    "a list": ({"body": "```review\n- clarity: 3\n```"}, ""),
    "an empty block": ({"body": "```review\n```"}, "not a set of fields"),
    "a table instead of a block": ({"body": "| clarity | 3 |\n|---|---|\n"}, "it has no review block"),
    "no text": ({"body": None}, "it has no review block"),
    "a quoted block of somebody else": ({"body": "> " + BLOCK.replace("\n", "\n> ")}, "it has no review block"),
    "two blocks on one record": ({"body": BLOCK + "\n" + BLOCK}, "two blocks about case/permits"),
    "a comment with scores": ({"state": "COMMENTED"}, "Submit it as “Approve” or “Request changes”"),
    "an approval that says revise": (
        {"body": block("record:", "recommendation: revise\nrecord:")},
        "can be accept or accept-minor",
    ),
    "an unknown reviewer": (
        {"user": {"login": "stranger", "id": STRANGER}},
        "nobody in people/ has the account github:9999",
    ),
    "the author": ({"user": {"login": "ann-a", "id": ANN}}, "being its contributor"),
    "a deleted account": ({"user": None}, "it has no user"),
    "no state": ({"state": None}, "it has no state"),
    "an unknown state": ({"state": "BLESSED"}, "“blessed” is not known"),
    "no moment": ({"submitted_at": None}, "when it was submitted"),
    "an impossible moment": ({"submitted_at": "2026-02-30T10:00:00Z"}, "when it was submitted"),
    "no commit": ({"commit_id": None}, "which commit was reviewed"),
    "a commit that is no commit": ({"commit_id": "--output=/etc/passwd"}, "which commit was reviewed"),
    "a commit that was pushed away": (
        {"commit_id": "0" * 40},
        "is not here. Fetch it first: git fetch origin refs/pull/12/head",
    ),
    "no id": ({"id": None}, "it has no id"),
    "an id that is no number": ({"id": "80"}, "it has no id"),
    "a text that is no text": ({"body": ["review"]}, "its text is not a text"),
    "a review from before it was handed in": ({"submitted_at": "2026-01-05T10:00:00Z"}, "was handed in later"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_taken_in_is_told_and_nothing_is_written(name: str, hub: Path) -> None:
    changes, words = BAD[name]
    code, said = taken_in(hub, [given(hub, **changes)])
    assert (code, records(hub)) == (1, []), said
    assert "Not taken in:" in said
    assert words in said
    assert "{" not in said.replace("{clarity", "")


def test_a_bad_review_keeps_no_good_one_out(hub: Path) -> None:
    bad = given(hub, id=81, user={"login": "eva-e", "id": EVA}, body=block("clarity: 3", "clarity: 7"))
    code, said = taken_in(hub, [bad, given(hub), 5, {}])
    assert (code, records(hub)) == (1, [BEN_FILE])
    assert said.count("Not taken in:") == 3


def test_two_blocks_of_which_one_is_bad_write_nothing(hub: Path) -> None:
    body = BLOCK + block("case/permits", "case/nowhere")
    assert taken_in(hub, [given(hub, body=body)])[0] == 1
    assert records(hub) == []


def test_nobody_reviews_a_pull_request_of_their_own(hub: Path) -> None:
    payload = {"pull_request": {"number": 12, "user": {"id": BEN}}, "reviews": [given(hub)]}
    code, said = taken_in(hub, payload)
    assert (code, records(hub)) == (1, [])
    assert "a pull request of their own" in said


def test_an_author_under_another_account_is_known_by_the_name(hub: Path) -> None:
    lay_out(
        hub, {"people/kim.yml": (hub / "content/people/kim.yml").read_text("utf-8").replace("Kim Kiefer", "Ann Ashe")}
    )
    with (hub / "content/people/kim.yml").open("a", encoding="utf-8") as file:
        file.write('accounts: ["github:1004"]\n')
    code, said = taken_in(hub, [given(hub, user={"login": "ann-at-home", "id": 1004})])
    assert (code, records(hub)) == (1, [])
    assert "kim cannot review" in said


@pytest.mark.parametrize(
    "payload", ["", "{", "5", "null", '"review"', "{}", '{"reviews": 5}', '{"review": []}', "[" * 100_000, "\udcff"]
)
def test_what_is_no_payload_is_told(payload: str, hub: Path) -> None:
    file = hub / "reviews.json"
    file.write_bytes(payload.encode("utf-8", "surrogateescape"))
    done = CliRunner().invoke(app, ["review", "import", str(file), "--root", str(hub)])
    said = done.output + str(done.exception or "")
    assert done.exit_code in (1, 2)
    assert re.search("does not hold JSON|holds neither a list of reviews", said), said


def test_no_reviews_are_no_fault(hub: Path) -> None:
    assert taken_in(hub, []) == (0, "The pull request has no reviews.")


def test_a_write_that_fails_leaves_nothing_half_written(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    code, said = taken_in(hub, [given(hub)])
    assert code == 2
    assert "No space left on device" in said
    assert records(hub) == []
    assert list((hub / ".casehub").iterdir()) == []
