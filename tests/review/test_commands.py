"""`casehub review` as a user runs it: digest, new, note, status, publish."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peer_hub import PATH, files_of, lay_out
from typer.testing import CliRunner

from casehub.cli.main import app
from casehub.records.plain_yaml import read
from casehub.review.files import free_name, text_of
from casehub.review.statuses import published_text

IN_REVIEW = {"case": {"status": "in-review", "published": None}}
ANSWERS = [
    *("--recommendation", "accept", "--score", "clarity=3", "--score", "evidence=3", "--score", "transferability=2"),
    *("--score", "honesty=3", "--score", "usefulness=3", "--interests", "none", "--consent"),
]


@pytest.fixture(autouse=True)
def on_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")


def run(folder: Path, *arguments: str, said: str | None = None) -> tuple[int, str]:
    """Exit code and output; what stops a command is told by its exception, which `run()` turns into code 2."""
    done = CliRunner().invoke(app, ["review", *arguments, "--root", str(folder)], input=said)
    if done.exception and not isinstance(done.exception, SystemExit):
        return 2, str(done.exception)
    return done.exit_code, " ".join(done.output.split())


def laid_out(folder: Path, variation: dict[str, Any]) -> Path:
    return lay_out(folder / "hub", files_of(variation))


# ---- naming a record ----
@pytest.mark.parametrize(
    "name", ["permits", "case/permits", "content/cases/permits.md", "./content/cases/permits.md"]
)
def test_a_record_has_several_names(name: str, tmp_path: Path) -> None:
    code, said = run(laid_out(tmp_path, {}), "digest", name)
    assert code == 0
    assert said.startswith("cm1-") and len(said) == 68


def test_a_misspelt_record_is_recognised(tmp_path: Path) -> None:
    assert run(laid_out(tmp_path, {}), "digest", "permit") == (
        2,
        "There is no case or practice “permit”. Did you mean “permits”?",
    )


# ---- new ----
def test_all_answers_as_options(tmp_path: Path) -> None:
    hub = laid_out(tmp_path, {**IN_REVIEW, "reviews": []})
    code, said = run(hub, "new", "permits", "--reviewer", "ben", *ANSWERS)
    assert code == 0, said
    data = read((hub / "content/reviews/case/permits/2026-11-21-ben.yml").read_text("utf-8")).data
    assert data["organisation"] == "city-of-south"
    assert data["scores"] == {"clarity": 3, "evidence": 3, "transferability": 2, "honesty": 3, "usefulness": 3}
    assert data["digest"] == run(hub, "digest", "permits")[1]
    assert data["round"] == 1


def test_criterion_by_criterion_with_the_words_for_each_score(tmp_path: Path) -> None:
    hub = laid_out(tmp_path, {**IN_REVIEW, "reviews": []})
    answers = [
        "ben",
        "3",
        "nine",
        "7",
        "3",
        "1",
        "It does not say what the law allows.",
        "3",
        "3",
        "perhaps",
        "revise",
    ]
    code, said = run(hub, "new", "permits", said="\n".join([*answers, "none", "y"]) + "\n")
    assert code == 0, said
    assert "0 One cannot tell what was done." in said
    assert said.count("Scores go from 0 to 4.") == 2
    data = read((hub / "content/reviews/case/permits/2026-11-21-ben.yml").read_text("utf-8")).data
    assert data["scores"]["transferability"] == 1
    assert data["reasons"] == {"transferability": "It does not say what the law allows."}
    assert data["recommendation"] == "revise"


def test_a_second_reading_is_a_second_round(tmp_path: Path) -> None:
    hub = laid_out(tmp_path, {**IN_REVIEW, "reviews": [{"who": "ben", "recommendation": "revise"}]})
    assert run(hub, "new", "permits", "--reviewer", "ben", *ANSWERS)[0] == 0
    assert "round: 2" in (hub / "content/reviews/case/permits/2026-11-21-ben.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--reviewer", "evaa", *ANSWERS], "Did you mean “eva”?"),
        (["--reviewer", "ann", *ANSWERS], "being its contributor"),
        (["--reviewer", "ned", *ANSWERS], "works for city-of-north"),
        (["--reviewer", "ben", *ANSWERS, "--score", "clarity=7"], "scores go from 0 to 4"),
        (["--reviewer", "ben", *ANSWERS, "--score", "clearity=3"], "Did you mean “clarity”?"),
        (["--reviewer", "ben", *ANSWERS, "--score", "clarity"], "has to be one of"),
        (["--reviewer", "ben", *ANSWERS, "--recommendation", "acept"], "Did you mean “accept”?"),
        (["--reviewer", "ben", *ANSWERS, "--no-consent"], "has not agreed to be named"),
        (["--reviewer", "ben", *ANSWERS, "--date", "2026-02-30"], "is not a day"),
        (["--reviewer", "ben", *ANSWERS, "--date", "2027-02-01"], "in the future"),
        (["--reviewer", "ben"], "an answer is missing"),
    ],
)
def test_a_review_that_cannot_stand_is_not_written(arguments: list[str], words: str, tmp_path: Path) -> None:
    hub = laid_out(tmp_path, {**IN_REVIEW, "reviews": []})
    code, said = run(hub, "new", "permits", *arguments)
    assert code == 2
    assert words in said
    assert not (hub / "content/reviews").exists()


# ---- status ----
def test_status_says_what_is_missing_and_who_could_review(tmp_path: Path) -> None:
    ready = {"offers": ["review"], "topics": ["GF01"]}
    people: dict[str, Any] = dict.fromkeys(("ann", "ned", "ben", "eva"), ready) | {
        "kim": {"offers": ["review"], "topics": ["GF0601"]},
        "eli": {"offers": ["call"], "topics": ["GF0103"]},
        "mel": {**ready, "example": True},
    }
    hub = laid_out(tmp_path, {**IN_REVIEW, "people": people, "reviews": [{"who": "ben"}]})
    code, said = run(hub, "status", "permits")
    assert code == 0
    assert "Counts: ben, city-of-south, 2026-03-05, round 1." in said
    assert "Publication needs 2 reviews that count; there is 1." in said
    assert "Who could review it: - Eva Elm (eva)" in said
    assert said.endswith("0 in hand")  # and nobody else: no topic, no offer, a part in it, or reviewed already


def test_status_of_all(tmp_path: Path) -> None:
    assert run(laid_out(tmp_path / "a", IN_REVIEW), "status") == (0, "case/permits: ready to be published.")
    hub = laid_out(tmp_path / "b", {**IN_REVIEW, "reviews": []})
    assert run(hub, "status") == (0, "case/permits: 1 thing is missing.")
    assert run(laid_out(tmp_path / "c", {}), "status") == (0, "Nothing is in review.")


# ---- publish ----
def test_publishing_changes_two_lines_and_nothing_else(tmp_path: Path) -> None:
    hub = laid_out(tmp_path, IN_REVIEW)
    case = hub / "content" / PATH
    before = case.read_bytes().replace(b"status: in-review", b"status:  'in-review'  # since March")
    before = before.replace(b"\n", b"\r\n")
    case.write_bytes(before)
    code, said = run(hub, "publish", "permits")
    assert code == 0, said
    after = b"status:  published  # since March\r\npublished: 2026-11-21"
    assert case.read_bytes() == before.replace(b"status:  'in-review'  # since March", after)
    assert run(hub, "publish", "permits")[0] == 2  # it is published already


@pytest.mark.parametrize(
    ("variation", "words"),
    [
        ({"reviews": [{"who": "ben"}]}, "CH601"),
        ({"reviews": [{"who": "ben"}, {"who": "eva"}, {"who": "kim", "recommendation": "revise"}]}, "CH612"),
        ({"edit": ["result: 10", "result: 8"]}, "CH613"),
        ({"case": {"notified": None}}, "CH620"),
        ({"case": {"notified": [{"organisation": "ministry-of-interior", "date": "2026-11-20"}]}}, "CH621"),
        ({"case": {"verdict": None}}, "“verdict” is missing"),
        ({"case": {"started": "2024-13"}}, "CH206"),
    ],
)
def test_what_lacks_something_is_not_published(variation: dict[str, Any], words: str, tmp_path: Path) -> None:
    case = {**IN_REVIEW["case"], **variation.get("case", {})}
    hub = laid_out(tmp_path, {**variation, "case": case})
    before = (hub / "content" / PATH).read_bytes()
    code, said = run(hub, "publish", "permits")
    assert code == 1
    assert words in said
    assert (hub / "content" / PATH).read_bytes() == before


def test_a_draft_is_not_published(tmp_path: Path) -> None:
    assert run(laid_out(tmp_path, {"case": {"status": "draft"}}), "publish", "permits")[0] == 2


@pytest.mark.parametrize(
    "text",
    [
        "---\n{status: in-review, title: A}\n---\nText.\n",
        "---\ntitle: |\n  A\nstatus: in-review\n? published\n: 2026-01-01\n---\nText.\n",
        "---\nstatus: published\n---\nText.\n",
        "no fields\n",
    ],
)
def test_what_cannot_be_edited_safely_is_left_alone(text: str) -> None:
    assert published_text(text.encode(), "2026-11-21") is None


def test_an_earlier_day_of_publication_is_replaced() -> None:
    text = b"---\nstatus: in-review\npublished: 2026-01-01\n---\nstatus: in-review\n"
    after = b"---\nstatus: published\npublished: 2026-11-21\n---\nstatus: in-review\n"
    assert published_text(text, "2026-11-21") == after


# ---- note ----
def test_a_note_covers_words_and_nothing_else(tmp_path: Path) -> None:
    hub = laid_out(tmp_path, {})
    names = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q"], ["add", "content"], ["commit", "-qm", "Publish a case"]):
        subprocess.run(["git", *names, *arguments], cwd=hub, check=True, capture_output=True)
    case = hub / "content" / PATH
    text = case.read_text("utf-8")
    arguments = ["note", "permits", "--by", "kim", "--reason", "A smoother sentence."]
    assert "No note is needed" in run(hub, *arguments)[1]
    case.write_text(text.replace("result: 10", "result: 8"), "utf-8")
    code, said = run(hub, *arguments)
    assert code == 2
    assert "outcomes, 1, result: 10 → 8" in said
    case.write_text(text.replace("The forms moved online", "The forms went online"), "utf-8")
    assert "being a contributor" in run(hub, "note", "permits", "--by", "ann", "--reason", "Mine.")[1]
    code, said = run(hub, *arguments)
    assert code == 0, said
    assert (hub / "content/editorial-notes/case/permits/2026-11-21-kim.yml").is_file()


# ---- files ----
TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn"), blacklist_characters="\u2028\u2029"))
FIELDS = st.dictionaries(
    st.from_regex(r"[a-z_]{1,12}", fullmatch=True),
    st.booleans()
    | st.integers(-(10**9), 10**9)
    | TEXTS
    | st.dictionaries(st.from_regex(r"[a-z]{1,9}", fullmatch=True), TEXTS, min_size=1, max_size=3),
    min_size=1,
    max_size=6,
)


@given(FIELDS)
def test_what_is_written_is_read_back(fields: dict[str, Any]) -> None:
    reading = read(text_of(fields))
    assert reading.faults == []
    assert reading.data == fields


def test_a_taken_name_is_counted_up() -> None:
    assert free_name("a", []) == "a"
    assert free_name("a", ["a", "a-2"]) == "a-3"
