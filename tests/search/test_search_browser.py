"""The reader's code in a real browser: under the strictest policy, and in a page opened from a disk."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from shared_corpus import QUESTIONS, VECTORS, files

from casehub.search.offline import as_scripts, classic_script

SCRIPT = Path(__file__).resolve().parents[2] / "casehub/site/theme/assets/javascripts/search.js"
pytestmark = pytest.mark.browser

POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"
ASK = """
async (questions) => {
  const answers = [];
  const indexes = {};
  for (const { language = "en", ...question } of questions) {
    const index = (indexes[language] ||= await window.openIndex(`assets/search/${language}/`));
    const found = await index.search(question);
    answers.push([found.total, found.all, found.ids, found.cards.map((card) => card.score), found.problem]);
  }
  return answers;
}
"""
ASKED = [question for question in QUESTIONS if "\ud83d" not in str(question["text"])]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = {
        **files(),
        **as_scripts(files()),
        "search.js": SCRIPT.read_bytes(),
        "search-offline.js": classic_script(SCRIPT.read_text("utf-8")).encode(),
        "start.js": b'import { open } from "./search.js"; window.openIndex = (base) => open(base);',
        "start-offline.js": b"window.openIndex = (base) => casehubSearch.open(base);",
        "index.html": _page('<script type="module" src="start.js"></script>'),
        "offline.html": _page('<script src="search-offline.js"></script><script src="start-offline.js"></script>'),
    }
    for path, content in made.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def _page(scripts: str) -> bytes:
    return f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{POLICY}">{scripts}'.encode()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Any]:
    page = chromium.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("requestfailed", lambda request: page.complaints.append(request.url))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    page.close()


def assert_as_expected(page: Any) -> None:
    page.wait_for_function("() => Boolean(window.openIndex)")
    answers = page.evaluate(ASK, ASKED)
    expected = {json.dumps(question): answer for question, answer in json.loads(VECTORS.read_text("utf-8"))}
    for question, (total, every, ids, scores, problem) in zip(ASKED, answers, strict=True):
        wanted = expected[json.dumps(question)]
        assert (total, every, ids, problem) == (wanted["total"], wanted["all"], wanted["ids"], ""), question
        assert scores == pytest.approx([card[1] for card in wanted["cards"]], abs=1e-9)
    assert page.complaints == []


def test_answers_under_a_strict_policy(folder: Path, page: Any) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
        assert_as_expected(page)
    finally:
        server.shutdown()
        server.server_close()


def test_answers_in_a_page_opened_from_a_disk(folder: Path, page: Any) -> None:
    page.goto(f"file://{folder}/offline.html")
    assert_as_expected(page)
