"""The finder's page before its script runs: a complete list, and everything that the script has to know."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hubs import ROOT, build, case, records_of, replace, tree

from casehub.search.cache import Cache
from casehub.search.documents import document_of
from casehub.search.files import card
from casehub.site import finder, search_index
from casehub.site.builder import Settings, Site

SCRIPTS = ROOT / "casehub/site/theme/assets/site"
SETTINGS = Settings("", "", "", "", "", "")


def page(hub: Path) -> str:
    return (hub / "site/cases/index.html").read_text("utf-8")


def test_cards_show_what_the_index_shows_under_the_same_names(hub: Path) -> None:
    records = records_of(hub)
    view = next(iter(finder.pages(records))).view
    for shown in view["cards"]:
        record = records.get("case", shown["id"])
        assert record is not None
        told = card(document_of(records, record))
        for name, value in shown.items():
            if name != "id":
                assert str(told.get(name, "")) == value, (shown["id"], name)


def test_cards_stand_in_the_order_of_the_index(hub: Path) -> None:
    for number in range(12):
        date = f"2026-0{number % 3 + 1}-15"
        (hub / f"content/cases/c-{number}.md").write_text(case(f"c-{number}", published=date, submitted="2026-01-01"))
    records = records_of(hub)
    ids = [each["id"] for each in next(iter(finder.pages(records))).view["cards"]]
    files = {file.path: file.content() for file in search_index.files(records)}
    assert indexed(files)[: len(ids)] == ids


def indexed(files: dict[str, bytes]) -> list[str]:
    """The ids of what is in the English index, in its order."""
    import gzip

    manifest = json.loads(files["assets/search/en/manifest.json"])
    digest, found = manifest["cards"]["digest"], []
    for number in range(-(-manifest["documents"] // manifest["cards"]["chunk"])):
        chunk = json.loads(gzip.decompress(files[f"assets/search/en/cards-{digest}-{number}.bin"]))
        found += [each["url"].strip("/").rpartition("/")[2] for each in chunk]
    return found


def test_the_page_is_complete_without_scripts(mini_hub: Path) -> None:
    html = page(mini_hub)
    cases = [record for record in records_of(mini_hub).listed("case") if record.data["language"] == "en"]
    assert len(cases) > 1
    for record in cases:
        assert f'href="../cases/{record.id}/"' in html
    assert '<p class="ch-notice ch-no-js">Searching and combining filters need JavaScript.' in html
    assert 'href="../cases/by/"' in html
    assert re.search(r'<form class="ch-finder__form" role="search" action="../cases/" method="get"', html)


def test_every_word_that_the_script_says_is_a_label(hub: Path) -> None:
    said = {
        key
        for path in [SCRIPTS / "finder.js", *(SCRIPTS / "finder").glob("*.js")]
        for key in re.findall(r'\bsay\(\s*"(\w+)"', path.read_text("utf-8"))
    }
    said |= set(re.findall(r'"(problem_\w+)"', (SCRIPTS / "finder/notes.js").read_text("utf-8")))
    words = next(iter(finder.pages(records_of(hub)))).view["script"]["words"]
    known = {re.sub(r"_(one|many)$", "", key.removeprefix("find_")) for key in words}
    assert said - known == set()
    # The other way round: no label that nobody says.
    unused = known - said - {"pages"}  # read without say()
    assert unused == set()


def test_facets_that_do_not_tell_cases_apart_are_not_offered(hub: Path) -> None:
    for path in (hub / "content/cases").rglob("*.md"):
        path.unlink()
    for number in range(2):
        (hub / f"content/cases/c-{number}.md").write_text(case(f"c-{number}", country="SE" if number else "DK"))
    view = next(iter(finder.pages(records_of(hub)))).view
    assert [facet["name"] for facet in view["facets"] if facet["name"] != "type"] == ["country"]


def test_text_that_looks_like_markup_stays_text(hub: Path) -> None:
    replace(hub / "content/cases/second-case.md", "\nsummary: ", "\nsummary: '</script><b>&amp;\"</b> ' # ")
    build(hub)
    html = page(hub)
    assert "</script><b>" not in html
    assert "&lt;/script&gt;&lt;b&gt;" in html


def test_the_index_stands_on_the_site_and_is_not_made_again_for_an_unchanged_hub(
    hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build(hub)
    first = {path: content for path, content in tree(site).items() if path.startswith("assets/search/")}
    assert "assets/search/en/manifest.json" in first

    def fail(*_: Any) -> Any:
        raise AssertionError("indexed again")

    monkeypatch.setattr(search_index, "hub_files", fail)
    stamp = (site / "assets/search/en/manifest.json").stat()
    build(hub)
    again = (site / "assets/search/en/manifest.json").stat()
    assert (again.st_ino, again.st_mtime_ns) == (stamp.st_ino, stamp.st_mtime_ns)


def test_one_changed_record_gives_the_index_that_a_new_build_gives(hub: Path, tmp_path: Path) -> None:
    build(hub)
    replace(hub / "content/cases/second-case.md", "title: ", "title: Zebra ")
    site = build(hub)
    fresh = {file.path: file.content() for file in search_index.files(records_of(hub))}
    built = {path: content for path, content in tree(site).items() if path.startswith("assets/search/")}
    assert built == fresh
    assert not list(hub.glob("**/search-*.bin")), "the cache lies outside the hub"


def test_an_index_made_in_another_process_is_the_same(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    records = records_of(hub)
    monkeypatch.setattr(search_index.Cache, "of", lambda hub: Cache(None))
    here = [(file.path, file.key) for file in search_index.files(records)]
    monkeypatch.setattr(search_index, "_FEW", 0)
    monkeypatch.setattr(search_index, "cores", lambda: 2)
    assert [(file.path, file.key) for file in search_index.files(records)] == here


def test_files_of_the_index_are_planned_with_the_site(hub: Path) -> None:
    site = Site.plan(records_of(hub), SETTINGS)
    assert "assets/search/en/manifest.json" in site.files
    assert list(site.files) == sorted(site.files)
