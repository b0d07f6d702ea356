"""Python and JavaScript answer the same questions alike, and as they did before."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from shared_corpus import HERE, QUESTIONS, VECTORS, answer, files

from casehub.search.analysis import BEYOND, SEPARATORS, UNSPACED, UNSPACED_BEYOND
from casehub.search.offline import as_scripts, classic_script

SCRIPT = HERE.parents[1] / "casehub/site/theme/assets/javascripts/search.js"
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")


def vectors() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(question, expected) for question, expected in json.loads(VECTORS.read_text("utf-8"))]


def assert_alike(found: dict[str, Any], expected: dict[str, Any], question: dict[str, Any]) -> None:
    for card, wanted in zip(found["cards"], expected["cards"], strict=True):
        assert card == [wanted[0], pytest.approx(wanted[1], abs=1e-9), *wanted[2:]], question
    assert found | {"cards": []} == expected | {"cards": []}, question


def test_there_is_an_expected_answer_to_every_question() -> None:
    assert [question for question, _ in vectors()] == list(QUESTIONS), "run python tests/search/shared_corpus.py"


@pytest.mark.parametrize(("question", "expected"), vectors(), ids=lambda each: str(each)[:40])
def test_python_answers_as_expected(question: dict[str, Any], expected: dict[str, Any]) -> None:
    assert_alike(answer(question), expected, question)


def ask_javascript(folder: Path, *way: str) -> list[dict[str, Any]]:
    """The answers of `search.js` in node."""
    questions = folder / "questions.json"
    questions.write_text(json.dumps(QUESTIONS), "utf-8")
    script = folder / "search-offline.js" if way else SCRIPT
    done = subprocess.run(
        ["node", HERE / "answer.mjs", script, folder / "assets/search", questions, *way],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def write(folder: Path, some: dict[str, bytes]) -> None:
    for path, content in some.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


@needs_node
def test_javascript_answers_as_python_does(tmp_path: Path) -> None:
    write(tmp_path, files())
    for found, (question, expected) in zip(ask_javascript(tmp_path), vectors(), strict=True):
        assert found.pop("problem") == ""
        assert_alike(found, expected, question)


@needs_node
def test_the_classic_script_answers_from_files_that_are_scripts(tmp_path: Path) -> None:
    write(tmp_path, as_scripts(files()))
    (tmp_path / "search-offline.js").write_text(classic_script(SCRIPT.read_text("utf-8")), "utf-8")
    for found, (question, expected) in zip(ask_javascript(tmp_path, "classic"), vectors(), strict=True):
        assert found.pop("problem") == ""
        assert_alike(found, expected, question)


@needs_node
def test_javascript_never_throws_when_files_cannot_be_had(tmp_path: Path) -> None:
    """Whatever is lost, an answer comes and says so; once the file is back, the same question succeeds."""
    write(tmp_path, files())
    done = subprocess.run(
        ["node", HERE / "losses.mjs", SCRIPT, tmp_path / "assets/search/en"],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().splitlines()[-1] == "all said"


def test_both_readers_take_text_apart_alike() -> None:
    """The classes of separators and of unspaced letters are the same letter by letter."""
    script = SCRIPT.read_text("utf-8")

    def beyond(pairs: tuple[tuple[int, int], ...]) -> str:
        return "".join(f"\\u{{{first:x}}}-\\u{{{last:x}}}" for first, last in pairs)

    assert f"/[^{SEPARATORS}{beyond(BEYOND)}]+/gu" in script
    assert f"/([{UNSPACED}{beyond(UNSPACED_BEYOND)}]+)/u" in script


def test_the_script_is_plain() -> None:
    """It runs under a policy that allows nothing but the site's own scripts and connections."""
    script = SCRIPT.read_text("utf-8")
    for forbidden in ("eval(", "new Function", "innerHTML", "import ", "http:", "https:", "style", "setTimeout("):
        assert forbidden not in script
