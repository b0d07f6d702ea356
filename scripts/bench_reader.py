"""Measures what a reader waits for in Chromium, and prints a table.

    python scripts/bench_reader.py --cases 100 1000 10000

For each size a synthetic hub is built and served as hosts serve it (text packed with gzip). Bytes are those that came
over the line, headers included, into an empty cache. Times are taken in the page, from a reader's action until the
page shows the answer. Targets: first view 60 KB, first results 100 KB, a further query 75 KB (p95), a recount 50 ms,
a query whose files are there 20 ms (p95) at a fourth of the processor's speed.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from make_corpus import DEEDS, OBJECTS, PLACES, SUBJECTS, THINGS, VERBS, WHENS, write
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml"}
FURTHER = 25
TARGETS = {
    "first view": (60, "KB"),
    "first view on a phone": (60, "KB"),
    "first results of a query": (100, "KB"),
    "first results of three filters": (100, "KB"),
    "a further query (p95)": (75, "KB"),
    "opening one more facet (p95)": (75, "KB"),
    "a recount (p95)": (50, "ms"),
    "a recount at a fourth of the speed (p95)": (None, "ms"),
    "a query whose files are there, at a fourth of the speed: the index (p95)": (20, "ms"),
    "the same until the page shows it (p95)": (None, "ms"),
}
TIMED = """
async () => {
  const list = document.getElementById("ch-results");
  const start = performance.now();
  const done = new Promise(give => {
    const watch = new MutationObserver(() => {
      if (!list.hasAttribute("aria-busy")) { watch.disconnect(); give(performance.now()); }
    });
    watch.observe(list, { attributes: true, attributeFilter: ["aria-busy"] });
  });
  ACT;
  return await done - start;
}
"""
ASKED = """
async ([queries, again]) => {
  const root = document.getElementById("ch-finder");
  const { open } = await import(new URL(root.dataset.search, document.baseURI).href);
  const index = await open(new URL(root.dataset.index, document.baseURI));
  const show = ["verdict", "country", "level"];
  const times = [];
  for (const text of queries) {
    const ask = () => index.search({ text, facets: { type: ["case"] }, show, typing: false });
    await ask();
    if (again) await index.search({ text: "" });
    const start = performance.now();
    await ask();
    times.push(performance.now() - start);
  }
  return times;
}
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments, build, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, nargs="+", default=[100, 1000, 10000], metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("There is no Chromium here. On Debian: apt-get install chromium")
    columns: dict[int, dict[str, float]] = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="casehub-reader-") as folder:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for cases in options.cases:
            site = built(Path(folder) / str(cases), cases, options.seed)
            with served(site) as address:
                columns[cases] = measured(browser, address, options.seed)
            shutil.rmtree(site.parent)
        browser.close()
    heads = " | ".join(f"{cases:,} cases" for cases in columns)
    print(f"| what | target | {heads} |\n|---|---:|{'---:|' * len(columns)}")
    for what, (target, unit) in TARGETS.items():
        figures = " | ".join(f"{column[what]:.1f} {unit}" for column in columns.values())
        print(f"| {what} | {f'{target} {unit}' if target else ''} | {figures} |")


def built(folder: Path, cases: int, seed: int) -> Path:
    """The site of a synthetic hub."""
    write(folder, cases, seed)
    environment = {**os.environ, "CASEHUB_CACHE": str(folder / "cache"), "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-c", "from casehub.cli.main import run; run()", "build"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return folder / "site"


class _Host(http.server.SimpleHTTPRequestHandler):
    """A host as most are: text goes out packed, and may be kept for ten minutes."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in PACKED:
            content = gzip.compress(content, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a served folder."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


class Line:
    """Counts the bytes that a page fetches."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.bytes = 0.0
        self.session.on("Network.loadingFinished", self._count)

    def _count(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]

    def kilobytes(self) -> float:
        """Kilobytes since this was last asked, once the line has been still for a while."""
        before = -1.0
        while before != self.bytes:
            before = self.bytes
            self.page.wait_for_timeout(400)
        self.bytes = 0.0
        return before / 1000


@contextmanager
def opened(browser: Browser, address: str, **settings: Any) -> Iterator[tuple[Page, Line]]:
    """A page in a browser that has seen nothing yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **settings)
    page = context.new_page()
    line = Line(page)
    page.goto(address)
    page.wait_for_selector("#ch-finder[data-ready]")
    yield page, line
    context.close()


def queries(seed: int) -> list[str]:
    """What somebody might look for in a synthetic hub: two to four words of its sentences."""
    rng = random.Random(seed)
    pool = " ".join((*THINGS, *DEEDS, *SUBJECTS, *OBJECTS, *VERBS, *WHENS, *PLACES)).lower().split()
    words = sorted({word for word in pool if len(word) > 3})
    return [" ".join(rng.sample(words, rng.randint(2, 4))) for _ in range(FURTHER)]


def measured(browser: Browser, address: str, seed: int) -> dict[str, float]:
    """Every figure of one site."""
    finder, asked = f"{address}cases/", queries(seed)
    found: dict[str, float] = {}
    with opened(browser, finder) as (page, line):
        found["first view"] = line.kilobytes()
        further, facets = [], []
        for text in asked:
            page.fill("#ch-finder-q", text)
            page.keyboard.press("Enter")
            further.append(line.kilobytes())
        found["a further query (p95)"] = p95(further)
        closed = page.locator("details[data-facet]:not([open]):not([hidden])")
        for facet in closed.evaluate_all("all => all.map(each => each.dataset.facet)"):
            page.click(f"[data-facet={facet}] > summary")
            facets.append(line.kilobytes())
        found["opening one more facet (p95)"] = p95(facets)
    with opened(browser, f"{finder}?q={asked[0].replace(' ', '+')}") as (_, line):
        found["first results of a query"] = line.kilobytes()
    with opened(browser, f"{finder}?verdict=worked&country=SE&level=local") as (_, line):
        found["first results of three filters"] = line.kilobytes()
    phone = browser.new_context(viewport={"width": 390, "height": 844})
    page = phone.new_page()
    line = Line(page)
    page.goto(finder)
    page.wait_for_selector("#ch-finder[data-ready]")
    found["first view on a phone"] = line.kilobytes()
    phone.close()
    with opened(browser, finder) as (page, line):
        line.kilobytes()
        found["a recount (p95)"] = p95(recounts(page))
        line.session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        found["a recount at a fourth of the speed (p95)"] = p95(recounts(page))
        index = "a query whose files are there, at a fourth of the speed: the index (p95)"
        found[index] = p95(page.evaluate(ASKED, [asked, True]))
        found["the same until the page shows it (p95)"] = p95([_again(page, text) for text in asked])
    return found


def recounts(page: Page) -> list[float]:
    """Milliseconds from a tick until every count and result stands there, with what it needs already fetched."""
    boxes = page.locator("[data-facet] [data-value] input:visible")
    names = [
        f"{facet} [data-value='{value}']"
        for facet, value in boxes.evaluate_all(
            "all => all.map(box => [`[data-facet=${box.closest('details').dataset.facet}]`,"
            " box.closest('li').dataset.value])"
        )
    ][:12]
    times = []
    for name in names:
        act = f'document.querySelector("{name} input").click()'
        times += [timed(page, act) for _ in range(6)][2:]  # the first two fetch the cards
    return times


def _again(page: Page, text: str) -> float:
    """Milliseconds from submitting a query that was asked before until its answer stands there."""

    def submit(words: str) -> float:
        fill = f'document.getElementById("ch-finder-q").value = "{words}"'
        return timed(page, f'{fill}; document.querySelector(".ch-finder__form").requestSubmit()')

    submit(text)
    submit("")
    return submit(text)


def timed(page: Page, act: str) -> float:
    """Milliseconds from an action of the reader's until the answer stands there."""
    return float(page.evaluate(TIMED.replace("ACT", act)))


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


if __name__ == "__main__":
    main()
