"""The same records give the same bytes: whoever builds, wherever, whenever, from nothing or from the last site."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hubs import build, case, difference, make_hub, replace, run, tree
from PIL import Image


def test_mkdocs_and_casehub_build_the_same_site(hub: Path, tmp_path: Path, mini_hub: Path) -> None:
    builds = {
        "mkdocs": run("mkdocs", "build", "--strict", "--site-dir", tmp_path / "mkdocs", hub=hub),
        "casehub": run("casehub", "build", "--output", tmp_path / "casehub", hub=hub),
    }
    for name, done in builds.items():
        assert done.returncode == 0, done.stderr
        assert "WARNING" not in done.stderr
        assert difference(tree(tmp_path / name), tree(mini_hub / "site")) == []
    assert len(tree(tmp_path / "casehub")) > 100


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Anchorage", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
    ],
    ids=lambda surroundings: surroundings["TZ"],
)
def test_time_zone_locale_hash_seed_and_folder_leave_no_trace(
    surroundings: dict[str, str], mini_hub: Path, tmp_path: Path
) -> None:
    elsewhere = make_hub(tmp_path / "a folder with spaces, and ümlauts" / "hub")
    cache = {"CASEHUB_CACHE": str(tmp_path / "cache")}
    done = run("casehub", "build", hub=elsewhere, env={**surroundings, **cache})
    assert done.returncode == 0, done.stderr
    assert difference(tree(elsewhere / "site"), tree(mini_hub / "site")) == []


def test_a_build_that_has_nothing_new_writes_no_record_page_and_changes_no_byte(hub: Path) -> None:
    first = tree(build(hub))
    page = (hub / "site/cases/valid-case/index.html").stat()
    assert difference(tree(build(hub)), first) == []
    again = (hub / "site/cases/valid-case/index.html").stat()
    assert (again.st_ino, again.st_mtime_ns) == (page.st_ino, page.st_mtime_ns)
    (hub / "site/cases/valid-case/index.html").write_text("changed by hand")
    (hub / "site/practices/ask-first/index.html").unlink()
    (hub / "site/cases/every-mark/left-behind.html").write_text("left behind")
    assert difference(tree(build(hub)), first) == []


CASE = Path("content/cases/stood-elsewhere.md")
PICTURED = Path("content/cases/pictured/index.md")
Edit = Callable[[Path], None]


def swap(path: str | Path, one: str, other: str) -> Edit:
    """An edit that puts one text for another, and back again the next time."""

    def edit(hub: Path) -> None:
        now = (hub / path).read_text("utf-8")
        replace(hub / path, one, other) if one in now else replace(hub / path, other, one)

    return edit


def come_and_go(path: str, text: str) -> Edit:
    """An edit that adds a file, and takes it away the next time."""

    def edit(hub: Path) -> None:
        file = hub / path
        file.unlink() if file.exists() else file.write_text(text, "utf-8")

    return edit


def rename(hub: Path) -> None:
    """A record gets another id and remembers the old one, and back again the next time."""
    one, other = hub / "content/cases/stands-here.md", hub / "content/cases/stands-there.md"
    old, new = (one, other) if one.exists() else (other, one)
    old.unlink()
    new.write_text(case(new.stem, title="A case that moves about", formerly=f"[{old.stem}]"), "utf-8")


def repaint(hub: Path) -> None:
    """Another picture of the same size takes the place of the first under the same name."""
    path = hub / "content/cases/pictured/plan.png"
    with Image.open(path) as image:
        colour = "red" if image.getpixel((0, 0)) != (255, 0, 0) else "blue"
    Image.new("RGB", (60, 40), colour).save(path)


EDITS: dict[str, Edit] = {
    "title": swap(CASE, "A case that stood elsewhere before", "A case under another title"),
    "text": swap(CASE, "Waiting had become longer", "Waiting had become much longer"),
    "summary": swap("content/practices/ask-first.md", "made-up", "invented"),
    "withdrawn": swap(
        "content/cases/second-case.md",
        "status: published",
        "status: withdrawn\nwithdrawn: {date: 2026-05-01, reason: Its source was taken back.}",
    ),
    "in review": swap("content/glossary/one-stop-shop.md", "status: published", "status: in-review"),
    "reference": swap("content/cases/every-mark.md", "practices: [ask-first]\n", ""),
    "verdict": swap("content/cases/second-case.md", "verdict: too-early", "verdict: promising"),
    "link": swap("content/about/method.md", "../practices/ask-first.md", "../cases/valid-case.md"),
    "name of an organisation": swap("content/organisations/city-of-example.yml", "City of", "Town of"),
    "added case": come_and_go("content/cases/added.md", case("added")),
    "added page": come_and_go(
        "content/about/added.md",
        "---\nschema_version: 1\ntitle: An added page\nsummary: A page that comes and goes.\n---\n\nText.\n",
    ),
    "page the footer links to": come_and_go(
        "content/about/accessibility.md",
        "---\nschema_version: 1\ntitle: Accessible\nsummary: A page that goes and comes.\n---\n\nText.\n",
    ),
    "renamed": rename,
    "picture": repaint,
    "label of a field": swap("schemas/case.schema.yaml", "title: Lead organisation", "title: Who led"),
    "label of the interface": swap("schemas/labels/en.yaml", "key_facts: Key facts", "key_facts: In short"),
    "label of a term": swap("schemas/vocabularies/verdict.yaml", "Worked", "It worked"),
    "sentence of a rule": swap("schemas/findings.yaml", "remedy: ", "remedy:  "),
    "name of the site": swap("mkdocs.yml", "site_name: A hub for tests", "site_name: Another hub"),
    "address of the site": swap("mkdocs.yml", "hub.example.org", "hub.example.org/under"),
    "menu": swap("mkdocs.yml", "- Practices: practices", "- What works: practices"),
}


def test_after_any_edits_a_build_from_the_last_site_equals_one_from_nothing(hub: Path) -> None:
    (hub / PICTURED).parent.mkdir()
    (hub / PICTURED).write_text(case("pictured").replace("It is told", "![A plan](plan.png) It is told", 1), "utf-8")
    Image.new("RGB", (60, 40), "blue").save(hub / "content/cases/pictured/plan.png")
    (hub / "content/cases/stands-here.md").write_text(case("stands-here", title="A case that moves about"), "utf-8")
    build(hub)
    names = random.Random(2).sample(sorted(EDITS), len(EDITS))
    steps = [names[start : start + 5] for start in range(0, len(names), 5)]
    for number, step in enumerate([*steps, names[:8]]):  # the last step takes back what the first ones did
        for name in step:
            EDITS[name](hub)
        after = tree(build(hub))
        fresh = hub.parent / f"fresh-{number}"
        shutil.copytree(hub, fresh, ignore=shutil.ignore_patterns("site"))
        assert difference(after, tree(build(fresh))) == [], step
        shutil.rmtree(fresh)
