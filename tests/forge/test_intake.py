"""An issue that came through a form: a draft in a pull request, an answer on the issue, and nothing else."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from fake_forge import BOT, Fault
from mini_commands import Done
from mini_hub import definitions
from world import World

from casehub.forge.intake_answer import MARKER
from casehub.forge.issue_body import issue_body
from casehub.forge.issue_forms import elements
from casehub.records.examples import example_record

TYPES = definitions().types
ISSUE = 31
LONG = " ".join(f"The office {verb} the form number {n}." for n, verb in enumerate(("moved", "tried", "mended") * 12))


def body(name: str = "case", *, text: str = "Applicants waited.", **changes: Any) -> str:
    """The text of an issue with the examples of the schemas as answers."""
    type = TYPES[name]
    wanted = [each.key for each in elements(type)]
    data = {key: value for key, value in example_record(type).items() if key in wanted}
    data |= {"lead_organisation": "city"} if "lead_organisation" in type.properties else {}
    return issue_body(elements(type), {**data, **changes}, dict.fromkeys(type.sections, text))


def tell(world: World, text: str | None, *labels: str, **changes: Any) -> Done:
    """Somebody writes an issue, and the workflow runs."""
    world.forge.tell(ISSUE, text, *(labels or ("intake", "case")), **changes)
    done = world.casehub("forge", "intake", "--issue", ISSUE)
    assert done.code == 0, done.said
    return done


def draft(world: World, number: int = 0) -> tuple[str, str]:
    """The path and the text of the one file that was proposed."""
    pulls = [each for each in world.forge.pulls if not number or each == number]
    (file,) = world.forge._files(pulls[-1])
    branch = world.forge.pulls[pulls[-1]]["head"]["sha"]
    return file["filename"], world.forge.git_bytes("show", f"{branch}:{file['filename']}").decode()


def said(world: World) -> str:
    """The answer on the issue, of which there is one."""
    (comment,) = world.forge.comments[ISSUE]
    assert comment["body"].startswith(MARKER)
    return str(comment["body"])


def test_an_issue_becomes_a_draft_that_passes_and_an_answer(world: World) -> None:
    done = tell(world, body())
    path, text = draft(world)
    assert path == "content/cases/building-permits-online-in-the-city-of-example-made-up.md"
    assert "status: draft\n" in text and 'submitted: "2026-03-06"' in text and "submitted_by: editors" in text
    (pull,) = world.forge.pulls.values()
    assert pull["title"].startswith("Take in a case study: Building permits online")
    assert f"Closes #{ISSUE}" in pull["body"] and pull["head"]["ref"] == f"intake/{ISSUE}"
    answer = said(world)
    assert f"[a draft]({pull['html_url']}): 20 of 20 questions are answered." in answer
    assert "have to be mended" not in answer and "Not placed" not in answer
    assert f"Issue {ISSUE}: {pull['html_url']}; answer made." in done.out


def test_the_answer_says_what_is_missing_and_wrong_in_the_words_of_the_check(world: World) -> None:
    text = (
        body(verdict="wroked")
        .replace("DKK", "DKK")
        .replace("### How far did it get?\n\nImplemented", "### How far did it get?\n\nNone")
    )
    tell(world, text.replace("dimension: efficiency", "dimensoin: efficiency"))
    answer = said(world)
    assert "- **How far did it get?** not answered yet." in answer
    wrong = answer.partition("- **Did it work?** answered.\n")[2].splitlines()[0]
    entry = definitions().catalogue.entries["CH204"]
    assert "“wroked” is not a known value of “verdict”. Did you mean “worked”?" in wrong
    assert wrong.endswith("([CH204](https://hub.example.org/contribute/rules/ch204/))") and entry.code == "CH204"
    outcomes = answer.partition("- **What changed, and how do you know?** answered.\n")[2].splitlines()[0]
    assert "dimensoin" in outcomes and "CH202" in outcomes


def test_an_edited_issue_changes_the_same_pull_request_and_the_same_answer(world: World) -> None:
    tell(world, body())
    first = said(world)
    assert "answer unchanged" in tell(world, body()).out
    tell(world, body(title="Another title"))
    assert len(world.forge.pulls) == 1
    assert draft(world)[0] == "content/cases/another-title.md"
    assert said(world).count(MARKER) == 1 and first != ""
    tell(world, body(title="Another title", level="national", summary=None).replace("None", "_No response_"))
    assert "19 of 20" in said(world)


def test_once_it_is_merged_the_issue_has_no_effect(world: World) -> None:
    tell(world, body())
    (number,) = world.forge.pulls
    world.forge.merge(number)
    world.pull()
    tell(world, body(title="Too late"))
    assert "has been taken in" in said(world)
    assert len(world.forge.pulls) == 1 and "too-late" not in world.forge.git(
        "ls-tree", "-r", "--name-only", f"intake/{ISSUE}"
    )


@pytest.mark.parametrize(
    ("labels", "changes"),
    [
        (("case",), {}),
        (("intake", "case"), {"state": "closed"}),
        (("intake", "case"), {"pull_request": {"url": "x"}}),
        (("waiting",), {"title": "Case study: x"}),
    ],
)
def test_what_came_otherwise_is_left_alone(labels: tuple[str, ...], changes: dict[str, Any], world: World) -> None:
    assert "nothing to take in" in tell(world, body(), *labels, **changes).out
    assert world.forge.pulls == {} and world.forge.comments == {}


@pytest.mark.parametrize("name", ["practice", "challenge", "question"])
def test_every_form_has_its_way_in(name: str, world: World) -> None:
    changes = {"about": {"type": "case", "id": "permits"}} if name == "question" else {}
    tell(world, body(name, **changes), "intake", name)
    path, text = draft(world)
    assert path.startswith(f"content/{TYPES[name].folder}/") and "schema_version: 1" in text


def test_the_form_is_known_by_its_questions_where_the_label_is_gone(world: World) -> None:
    tell(world, body("practice"), "intake")
    assert draft(world)[0].startswith("content/practices/")


@pytest.mark.parametrize("text", [None, "", "Please call me.", "# Hello\n\n<b>there</b>", "x" * 65_000])
def test_nonsense_makes_no_draft_and_gets_an_answer(text: str | None, world: World) -> None:
    tell(world, text)
    assert world.forge.pulls == {}
    assert "No draft could be made of it" in said(world)
    assert not text or "Not placed" in said(world)


def test_what_is_hostile_is_shown_and_does_nothing(world: World) -> None:
    evil = '../../etc/passwd"; rm -rf / #1 @everyone <img src=x onerror=alert(1)> [x](javascript:alert(1)) $(id) `id`'
    text = body(title=evil, lead_organisation=evil, verdict=evil[:60], text=evil)
    tell(world, f"{evil}\n\n{text}", title=f"{evil}\n\nCloses #5")
    path, written = draft(world)
    assert re.fullmatch(r"content/cases/[a-z0-9-]+\.md", path)
    assert "\n## The problem\n" in written and "status: draft" in written
    shown = said(world) + "".join(each["title"] + each["body"] for each in world.forge.pulls.values())
    message = world.forge.git("log", "-1", "--format=%B", f"intake/{ISSUE}")
    for text in (re.sub(r"`[^`\n]*`", "", shown), message):
        assert not re.search(r"@everyone|<img|\]\(javascript|#1\b|#5\b", text)


def test_the_same_title_as_a_record_and_nearly_the_same_case_are_told(world: World) -> None:
    told = body(text=LONG, title="A first title")
    tell(world, told)
    world.forge.merge(next(iter(world.forge.pulls)))
    world.pull()
    world.forge.comments.clear()
    world.forge.tell(ISSUE + 1, told, "intake", "case")
    assert world.casehub("forge", "intake", "--issue", ISSUE + 1).code == 0
    (comment,) = world.forge.comments[ISSUE + 1]
    assert "There is a record named `a-first-title` already" in comment["body"]
    assert "A first title" in comment["body"].partition("already")[2], "it nearly repeats that case"
    assert draft(world)[0] == f"content/cases/a-first-title-{ISSUE + 1}.md"


def test_a_title_without_latin_letters_gets_the_number_of_the_issue(world: World) -> None:
    tell(world, body(title="東京都の許可"))
    assert draft(world)[0] == f"content/cases/case-{ISSUE}.md"


def test_what_has_no_place_is_kept_in_the_draft_and_shown(world: World) -> None:
    text = body().replace("### In which country", "### How many people?\n\n250\n\n### In which country")
    tell(world, f"Dear team\n\n{text}")
    assert 'imported:\n  "How many people?": "250"' in draft(world)[1]
    answer = said(world)
    assert "### Kept as it was written" in answer and "- How many people?" in answer
    assert "> Dear team" in answer


def test_translated_questions_are_read_by_order_and_it_says_so(world: World) -> None:
    text = re.sub(r"^### .*", "### Une question", body(), flags=re.M)
    tell(world, text)
    assert "They were read by their order." in said(world)
    assert "country: DK" in draft(world)[1]


def test_sixty_five_thousand_characters_fit_into_an_answer(world: World) -> None:
    start = time.process_time()
    tell(world, "\n".join(["@everyone #1 <b>"] * 1000) + body(text="*x* " * 3000)[:45_000])
    assert len(said(world)) <= 60_000
    assert time.process_time() - start < 60, "not minutes"


def test_a_dry_run_and_a_saved_event_need_no_token_and_do_nothing(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.forge.tell(ISSUE, body(), "intake", "case")
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"action": "opened", "issue": world.forge.told[ISSUE]}), "utf-8")
    monkeypatch.delenv("GH_TOKEN")
    monkeypatch.delenv("GITHUB_REPOSITORY")
    done = world.casehub("forge", "intake", "--payload", event, "--dry-run")
    assert done.code == 0, done.said
    assert "Would propose: content/cases/" in done.out and MARKER in done.out
    assert world.forge.asked == []


@pytest.mark.parametrize(
    "payload", ["[]", "{", '{"issue": 1}', '{"number": 1}', '{"number": true, "created_at": ""}']
)
def test_a_broken_payload_is_told_in_words(payload: str, world: World, tmp_path: Path) -> None:
    (tmp_path / "event.json").write_text(payload, "utf-8")
    done = world.casehub("forge", "intake", "--payload", tmp_path / "event.json", "--dry-run")
    assert done.code == 2 and "Traceback" not in done.said


def test_whatever_breaks_the_next_run_ends_it(world: World) -> None:
    world.forge.tell(ISSUE, body(), "intake", "case")
    world.forge.faults = [Fault(500, method="POST", path="/pulls")] * 9
    assert world.casehub("forge", "intake", "--issue", ISSUE).code == 2
    world.forge.faults = []
    tell(world, body())
    assert len(world.forge.pulls) == 1 and said(world)


def test_the_comment_of_somebody_else_is_left_alone(world: World) -> None:
    mine = {"id": 1, "body": f"{MARKER}\nmine", "user": {"login": "stranger", "id": 9}}
    world.forge.comments[ISSUE] = [mine]
    tell(world, body())
    assert [each["user"]["login"] for each in world.forge.comments[ISSUE]] == ["stranger", BOT["login"]]
    assert mine["body"].endswith("mine")
