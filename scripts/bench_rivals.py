"""Measures our search beside Pagefind and stock Material for MkDocs in Chromium, and prints a table.

    pip install pagefind pagefind_bin
    python scripts/bench_rivals.py --cases 100 1000 10000

All three search the same made-up cases, are served in the same way (text packed with gzip, cache disabled), and run
at a fourth of the processor's speed. Bytes are those that came over the line, headers included; milliseconds are
taken in the page, over a line without delay. First results and the first view count from opening the page, a further
query and a recount from the action. Milliseconds of processor are those of the page's thread, slowed as well: on a
machine that does other things they say more than the clock.

Where a choice had to be made, it favours the others:

- Pagefind gets a bare page on its own interface, without the style sheets and scripts of its user interfaces, and two
  filters; ours is a whole page with more. Pagefind counts what is left, not what a further tick would give.
- Material gets no fonts from elsewhere, and a menu without the cases.
- Neither waits for further letters: each is asked at once, ours as if somebody pressed Enter.

Chromium slows only the thread of the page. Where a rival searches in a worker, it searches in the page instead, as
both can, so that all three are slowed alike.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import importlib.metadata
import importlib.util
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frontmatter
from bench_reader import FLAGS, PACKED, Line, built, p95
from playwright.sync_api import Browser, Error, Page, sync_playwright

SLOWER = 4
TIMES = 10
SECONDS_TO_BUILD = 900
SECONDS_TO_ANSWER = 300
SECONDS_TO_MEASURE = 180
MEASURES = (
    "first results of a typed query",
    "a further query",
    "the first view with facets",
    "a recount after ticking a facet",
)

DRIVER = Path(__file__).with_suffix(".js")
PAGEFIND_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Search</title><link rel="modulepreload" href="pagefind/pagefind.js">
<input type="search" aria-label="Search"><ul id="facets"></ul><ol id="results"></ol></html>
"""

MATERIAL_CONFIGURATION = """site_name: The same cases
theme:
  name: material
  font: false
plugins: [search]
nav:
  - Home: index.md
not_in_nav: /cases/
"""


@dataclass(frozen=True)
class Case:
    """What the others get of a case: its id, title, summary, body, and two facets."""

    id: str
    title: str
    summary: str
    body: str
    facets: dict[str, str]


@dataclass(frozen=True)
class Rival:
    """A search: its name here and in `bench_rivals.js`, the page on which it starts, and whether it has facets."""

    name: str
    start: str
    has_facets: bool = True


@dataclass(frozen=True)
class Sample:
    """What one action cost: kilobytes, and milliseconds by the clock and of the page's thread."""

    kilobytes: float
    wall: float
    processor: float


RIVALS = (
    Rival("CaseHub", "cases/"),
    Rival("Pagefind", ""),
    Rival("Material", "", has_facets=False),
)
Step = tuple[str, ...]
"""A step that a page is asked for, and its values."""
Samples = dict[str, list[Sample]]
"""Samples by measure. Fewer than `TIMES` where measuring took too long, none where nothing came."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments, build, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, nargs="+", default=[100, 1000, 10000], metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("There is no Chromium here. On Debian: apt-get install chromium")
    heads = f"CaseHub | Pagefind {_version('pagefind')} | Material {_version('mkdocs-material')}"
    print(f"| cases | median (p95) | unit | {heads} |\n|---:|---|---|---:|---:|---:|", flush=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="casehub-rivals-") as folder:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for count in options.cases:
            found = compared(browser, Path(folder) / str(count), count, options.seed)
            print("\n".join(table_rows(count, found)), flush=True)
            shutil.rmtree(Path(folder) / str(count))
        browser.close()


def compared(browser: Browser, folder: Path, count: int, seed: int) -> dict[str, Samples | str]:
    """By rival: its samples, or why there are none."""
    said = functools.partial(_say, f"{count:,} cases")
    said("building ours")
    sites: dict[str, Path | str] = {"CaseHub": built(folder / "hub", count, seed)}
    cases = cases_of(folder / "hub" / "content" / "cases")
    said("building Pagefind's")
    sites["Pagefind"] = with_pagefind(folder / "pagefind", folder / "hub" / "site", cases)
    said("building Material's")
    sites["Material"] = with_material(folder / "material", cases)
    asked = queries([case.title for case in cases], seed)
    ticks = ticks_of(cases)
    found: dict[str, Samples | str] = {}
    with ExitStack() as stack:
        addresses = {}
        for rival in RIVALS:
            site = sites[rival.name]
            if isinstance(site, str):
                said(f"{rival.name}: {site}")
                found[rival.name] = site
            else:
                addresses[rival] = stack.enter_context(served(site)) + rival.start
        said("measuring")
        found |= measured(browser, addresses, asked, ticks)
    return found


def cases_of(folder: Path) -> list[Case]:
    """The cases of a synthetic hub."""
    found = []
    for path in sorted(folder.glob("*.md")):
        fields, body = frontmatter.parse(path.read_text("utf-8"))
        facets = {name: str(fields[name]) for name in ("verdict", "country")}
        found.append(Case(path.stem, str(fields["title"]), str(fields["summary"]), body, facets))
    return found


def with_pagefind(folder: Path, site: Path, cases: Sequence[Case]) -> Path | str:
    """A folder with Pagefind's index of our pages and a page that asks it, or why there is none."""
    if not importlib.util.find_spec("pagefind_bin"):
        return "not installed: pip install pagefind pagefind_bin"
    for case in cases:
        page = (site / "cases" / case.id / "index.html").read_text("utf-8")
        verdict, country = (f' data-pagefind-filter="{name}:{value}"' for name, value in case.facets.items())
        for start, more in (
            ("<h1", f" data-pagefind-body{verdict}"),
            ('<p class="ch-lead"', f" data-pagefind-body{country}"),
            ('<div class="ch-case__body"', " data-pagefind-body"),
        ):
            page, places = re.subn(f"{start}(?=[ >])", start + more, page)
            if places != 1:
                raise SystemExit(f"{case.id}: {start} stands {places} times on its page, not once.")
        target = folder / "cases" / case.id / "index.html"
        target.parent.mkdir(parents=True)
        target.write_text(page, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pagefind_bin", "--site", str(folder), "--silent"], capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr or done.stdout)
    (folder / "index.html").write_text(PAGEFIND_PAGE, encoding="utf-8")
    return folder


def with_material(folder: Path, cases: Sequence[Case]) -> Path | str:
    """The site that stock Material makes of the same texts, or why there is none."""
    pages = folder / "docs" / "cases"
    pages.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MATERIAL_CONFIGURATION, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# The same cases\n\nText.\n", encoding="utf-8")
    for case in cases:
        text = f"# {case.title}\n\n{case.summary}\n\n{case.body}\n"
        (pages / f"{case.id}.md").write_text(text, encoding="utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet"],
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_BUILD,
        )
    except subprocess.TimeoutExpired:
        return f"not built in {SECONDS_TO_BUILD // 60} minutes"
    if done.returncode:
        raise SystemExit(done.stderr)
    return folder / "site"


def queries(titles: Sequence[str], seed: int) -> list[str]:
    """Queries of two or three words of a title, without those that stand in most titles."""
    rng = random.Random(seed)
    words = [re.findall(r"[a-z]{3,}", title.lower()) for title in titles]
    usual = {word for word in set(words[0]) if sum(word in each for each in words) > len(words) / 2}
    found = []
    for each in rng.sample(words, TIMES):
        rare = [word for word in each if word not in usual]
        chosen = set(rng.sample(range(len(rare)), min(len(rare), rng.randint(2, 3))))
        found.append(" ".join(word for place, word in enumerate(rare) if place in chosen))
    return found


def ticks_of(cases: Sequence[Case]) -> list[tuple[str, str]]:
    """The values to tick, one after the other: the most frequent of each facet in turn."""
    found = []
    for name in ("verdict", "country"):
        values = [case.facets[name] for case in cases]
        frequent = sorted(set(values), key=lambda value: (-values.count(value), value))
        found += [(name, value) for value in frequent[: TIMES // 2]]
    return found


class _Host(http.server.SimpleHTTPRequestHandler):
    """A host as most are: text goes out packed, what was packed before as it is, and connections stay open."""

    protocol_version = "HTTP/1.1"
    kept: dict[Path, bytes]

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in PACKED:
            self.send_header("Content-Encoding", "gzip")
        content = self.content(path)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def content(self, path: Path) -> bytes:
        """What goes over the line. Hosts pack a file once, not for each reader."""
        if path not in self.kept:
            content = path.read_bytes()
            self.kept[path] = gzip.compress(content, 6, mtime=0) if path.suffix in PACKED else content
        return self.kept[path]

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a served folder."""
    host = type("Host", (_Host,), {"kept": {}})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def measured(
    browser: Browser, addresses: dict[Rival, str], asked: Sequence[str], ticks: Sequence[tuple[str, str]]
) -> dict[str, Samples]:
    """The samples by rival. They take turns, so that whatever else the machine does slows all of them."""
    first, further, view, recount = MEASURES
    pairs: list[tuple[str, str, Step, Step]] = []
    for at, tick in enumerate(ticks):
        pairs.append((first, further, ("ask", asked[at]), ("ask", asked[at - 1])))
        pairs.append((view, recount, ("view",), ("tick", *tick)))
    found: dict[str, Samples] = {rival.name: {measure: [] for measure in MEASURES} for rival in addresses}
    spent = {(rival, measure): 0.0 for rival in addresses for measure in MEASURES}
    for one, other, opening, action in pairs:
        for rival, address in addresses.items():
            if spent[rival, one] > SECONDS_TO_MEASURE or (one == view and not rival.has_facets):
                continue
            start = time.monotonic()
            try:
                with opened(browser, address, rival, opening) as (page, line):
                    wall = page.evaluate("window.bench.first")
                    processor = _processor(line)
                    found[rival.name][one].append(Sample(line.kilobytes(), wall, processor))
                    before = _processor(line)
                    wall = page.evaluate("action => window.bench.next(action)", action)
                    processor = _processor(line) - before
                    found[rival.name][other].append(Sample(line.kilobytes(), wall, processor))
            except Error as error:
                _say(rival.name, f"{' '.join(action)}: {error.message.splitlines()[0]}")
            spent[rival, one] += time.monotonic() - start
    return found


@contextmanager
def opened(browser: Browser, address: str, rival: Rival, opening: Step) -> Iterator[tuple[Page, Line]]:
    """A page on which the opening step has been begun, in a slow browser without a cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    asked = {"name": rival.name, "opening": opening, "patience": SECONDS_TO_ANSWER * 1000}
    script = f"{DRIVER.read_text('utf-8')}\nbench({json.dumps(asked)});"
    context.add_init_script(f"if (window === top && location.protocol === 'http:') {{ {script} }}")
    page = context.new_page()
    line = Line(page)
    line.session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.session.send("Performance.enable", {"timeDomain": "threadTicks"})
    line.session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    try:
        page.goto(address, wait_until="commit")
        yield page, line
    finally:
        context.close()


def _processor(line: Line) -> float:
    metrics = line.session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration") * 1000)


def table_rows(count: int, found: dict[str, Samples | str]) -> list[str]:
    """Three rows a measure: kilobytes, and milliseconds by the clock and of the processor."""
    rows = []
    for measure in MEASURES:
        for unit, field in (("KB", "kilobytes"), ("ms", "wall"), ("ms of processor", "processor")):
            cells = [cell(rival, found[rival.name], measure, field) for rival in RIVALS]
            rows.append(f"| {count:,} | {measure} | {unit} | {' | '.join(cells)} |")
    return rows


def cell(rival: Rival, samples: Samples | str, measure: str, field: str) -> str:
    """A median with the value that 95 of 100 do not exceed, or why there is none."""
    if measure in MEASURES[2:] and not rival.has_facets:
        return "no facets"
    if isinstance(samples, str):
        return samples
    values = [getattr(sample, field) for sample in samples[measure]]
    if not values:
        return f"no answer in {SECONDS_TO_ANSWER} s"
    digits = 1 if field == "kilobytes" else 0
    text = f"{statistics.median(values):,.{digits}f} ({p95(values):,.{digits}f})"
    return text if len(values) == TIMES else f"{text}, {len(values)} times only"


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "(not installed)"


def _say(who: str, what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {who}: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
