"""Pages of what the hub knows: figures, map, families, what is due, recognition, and how far evidence carries."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hubs import ROOT

from casehub.knowledge.evidence_map import evidence_map
from casehub.knowledge.statistics import statistics
from casehub.records.body_facts import Facts
from casehub.records.definitions import Definitions
from casehub.records.load import load
from casehub.records.model import Hub, Record
from casehub.site import dashboard, due, families, recognition
from casehub.site import evidence_map as map_page
from casehub.site.ceilings import evidence_view
from casehub.site.figures import figure, shortened
from casehub.site.graph import MOST, graph, places, wrapped
from casehub.site.known import known
from casehub.site.page import File, View

SVG = "{http://www.w3.org/2000/svg}"
DEFINITIONS = Definitions.load(ROOT / "schemas")
WORDS = DEFINITIONS.labels["en"]


@pytest.fixture(scope="module")
def own() -> Hub:
    return load(ROOT, on=date(2026, 11, 21), use_cache=False)


def hub_of(records: Mapping[tuple[str, str], Mapping[str, Any]], root: Path = ROOT) -> Hub:
    made = {
        key: Record(*key, f"content/{key[0]}/{key[1]}.md", data.get("status", "published"), data, Facts(), "")
        for key, data in records.items()
    }
    return Hub(root, DEFINITIONS, made, (), date(2026, 11, 21))


def adapting(*origins: str, **fields: Any) -> dict[str, Any]:
    changes = [{"what": "Less of it", "why": "Money"}]
    return {"adapted_from": [{"case": id, "kept_core": "yes", "changes": changes} for id in origins], **fields}


def svg(text: str) -> ElementTree.Element:
    """The picture as XML. Raises where it is none."""
    root = ElementTree.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
    for name in ("title", "desc"):
        assert (root.findtext(f"{SVG}{name}") or "").strip()
        assert root.find(f"{SVG}{name}").get("id") in (
            f"{root.get('aria-labelledby')} {root.get('aria-describedby')}"
        )
    return root


def rows(file: File) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.content().decode("utf-8"), newline="")))


def view_of(pages: Any) -> View:
    return next(iter(pages)).view


# ---- the dashboard


def test_every_figure_has_a_picture_with_title_and_description_and_a_file(own: Hub) -> None:
    shown = [each for part in view_of(dashboard.pages(own))["parts"] for each in part["figures"]]
    files = {file.path: file for file in dashboard.files(own)}
    assert len(shown) == 22
    for each in shown:
        picture = svg(str(figure(each, WORDS)))
        assert picture.get("role") == "img"
        bars = picture.findall(f"{SVG}rect[@class='ch-bars-chart__bar']")
        assert len(bars) == min(len(each["rows"]), 12)
        assert all(0 <= float(bar.get("width", "")) <= 320 for bar in bars)
        assert len(rows(files[each["csv"]])) == len(each["rows"])
        assert each["how"].endswith(".")
    assert len(files) == len(shown)


def test_the_files_say_what_the_statistics_say(own: Hub) -> None:
    figures = statistics(own)
    files = {file.path.removeprefix("dashboard/").removesuffix(".csv"): rows(file) for file in dashboard.files(own)}
    assert {row["id"]: int(row["count"]) for row in files["totals"]} == figures.totals
    for name in ("verdict", "country", "level", "function", "design", "deployment"):
        assert {row["id"]: int(row["count"]) for row in files[name]} == figures.by[name], name
    evidence = {row["id"]: int(row["count"]) for row in files["evidence"] if row["count"] != "0"}
    assert evidence == figures.by["evidence"]
    for name, share in figures.shares.items():
        (row,) = files[name]
        assert (int(row["count"]), int(row["of"])) == (share.count, share.of)
    assert [(int(row["count"]), int(row["of"])) for row in files["bias"]] == [
        (share.count, share.of) for share in figures.bias.values()
    ]
    for name, waiting in figures.waiting.items():
        assert {row["id"]: int(row["count"]) for row in files[name]} == waiting.bands


def test_nothing_to_count_is_said_and_is_not_nought() -> None:
    view = view_of(dashboard.pages(hub_of({("case", "a"): {"example": True, "verdict": "worked"}})))
    shown = {each["id"]: each for part in view["parts"] for each in part["figures"]}
    assert shown["measured"]["headline"] == WORDS["stats_none"]
    assert shown["days_to_answer"]["headline"] == WORDS["stats_none"]
    assert shown["verdict"]["rows"] == []
    assert WORDS["stats_nothing"] in str(figure(shown["verdict"], WORDS))


def test_facts_about_countries_come_from_the_library_where_a_hub_has_none(tmp_path: Path) -> None:
    view = view_of(dashboard.pages(hub_of({("case", "a"): {"country": "DK"}}, tmp_path)))
    shown = {each["id"]: each for part in view["parts"] for each in part["figures"]}
    assert [row["label"] for row in shown["region"]["rows"]] == ["Europe"]
    assert [row["label"] for row in shown["country"]["rows"]] == ["Denmark"]


def test_a_chart_of_hostile_words_is_still_a_picture() -> None:
    row = {"label": '<script>"&\u202e', "text": "<b>&", "share": 1000}
    picture = svg(str(figure({"id": "x", "title": "</svg>&", "rows": [row] * 15}, WORDS)))
    assert not [each for each in picture.iter() if each.tag.endswith(("script", "b"))]
    assert WORDS["stats_left_out"].format(count=3) in (picture.findtext(f"{SVG}desc") or "")


def test_long_words_are_shortened_by_the_room_they_take() -> None:
    assert shortened("short", 10) == "short"
    assert shortened("a" * 20, 10) == "a" * 9 + "…"
    assert shortened("漢" * 10, 10) == "漢" * 4 + "…"
    assert wrapped("one two three four", 9, 2) == ["one two", "three fo…"]
    assert wrapped("x" * 30, 10, 2) == ["x" * 10, "x" * 9 + "…"]
    assert wrapped("", 10, 2) == []


# ---- the evidence map


def test_each_cell_of_the_page_and_of_the_file_says_what_the_map_says(own: Hub) -> None:
    view = view_of(map_page.pages(own))
    files = {file.path: rows(file) for file in map_page.files(own)}
    for subject, table in zip(map_page.SUBJECTS, view["tables"], strict=True):
        found = evidence_map(own, subject)
        lines = {(row[subject], row["dimension"]): row for row in files[table["csv"]]}
        assert len(lines) == len(found.subjects) * len(found.dimensions) == table["of"]
        assert table["gaps"] == table["of"] - len(found.cells)
        for at, row in zip(found.subjects, table["rows"], strict=True):
            for dimension, shown in zip(found.dimensions, row["cells"], strict=True):
                cell, line = found.cells.get((at, dimension)), lines[(at, dimension)]
                if cell is None:
                    assert shown is None
                    assert (line["cases"], line["strongest"]) == ("0", "")
                    continue
                assert (shown["count"], shown["level"]) == (len(cell.cases), cell.strongest)
                assert (shown["better"], shown["worse"], shown["unclear"]) == (cell.better, cell.worse, cell.unclear)
                assert shown["url"] == f"cases/?{table['id']}={at}&dimension={dimension}"
                assert line["ids"].split() == list(cell.cases)


# ---- lineage


def test_a_family_is_drawn_and_listed() -> None:
    hub = hub_of(
        {
            ("case", "a"): {"title": "The <first> one", "country": "EE", "verdict": "worked"},
            ("case", "b"): adapting("a", title="Second", country="FI", verdict="mixed"),
            ("case", "c"): adapting("a", "b", title="漢字の長い題名" * 12),
        }
    )
    overview, page = families.pages(hub)
    assert [each["url"] for each in overview.view["families"]] == ["lineage/a/"]
    assert [(each["title"], each["direct"], each["all"]) for each in overview.view["adopted"]] == [
        ("The <first> one", 2, 2),
        ("Second", 1, 1),
    ]
    picture = svg(str(graph(page.view, WORDS, "../..")))
    links = [each.get("href") for each in picture.iter(f"{SVG}a")]
    assert links == ["../../cases/a/", "../../cases/b/", "../../cases/c/"]
    assert all(each.get("aria-label") for each in picture.iter(f"{SVG}a"))
    assert len(list(picture.iter(f"{SVG}path"))) == 3 + 1  # the tip of the arrows
    listed = [case["title"] for generation in page.view["generations"] for case in generation["cases"]]
    assert sorted(listed) == sorted(box["title"] for box in page.view["boxes"])
    assert page.view["generations"][1]["cases"][0]["origins"][0]["changes"] == [
        {"what": "Less of it", "why": "Money"}
    ]


def test_a_circle_is_drawn_and_does_not_hang() -> None:
    hub = hub_of({("case", "a"): adapting("c"), ("case", "b"): adapting("a"), ("case", "c"): adapting("b", "c")})
    _, page = families.pages(hub)
    picture = svg(str(graph(page.view, WORDS, "../..")))
    assert len(list(picture.iter(f"{SVG}a"))) == 3
    assert len(list(picture.iter(f"{SVG}path"))) == 3 + 1


def test_of_a_large_family_the_first_generations_are_drawn_and_all_are_listed() -> None:
    cases = {("case", f"c{at:03}"): adapting(f"c{at // 3:03}") if at else {} for at in range(MOST + 30)}
    hub = hub_of(cases)
    (family,) = known(hub).families
    assert len(places(family)) == MOST
    assert len(set(places(family).values())) == MOST
    _, page = families.pages(hub)
    assert page.view["left_out"] == 30
    assert sum(len(each["cases"]) for each in page.view["generations"]) == MOST + 30
    svg(str(graph(page.view, WORDS, "../..")))


def test_no_family_is_said_in_words_and_every_case_knows_its_own(own: Hub) -> None:
    assert view_of(families.pages(hub_of({})))["families"] == []
    record = own.records[("case", "estonia-x-road")]
    adopted = sum("case: estonia-x-road" in path.read_text("utf-8") for path in (ROOT / "content/cases").glob("*.md"))
    link = {"url": "lineage/estonia-x-road/", "count": 1 + adopted, "adopted": adopted}
    assert families.family_link(own, record) == link
    assert families.family_link(own, own.records[("case", "gov-uk-verify")]) is None
    (file,) = families.files(own)
    assert {(row["origin"], row["adapter"]) for row in rows(file)} >= {
        ("estonia-x-road", "finland-data-exchange-layer")
    }


# ---- what is due


def test_what_is_due_stands_by_kind_the_longest_overdue_first(own: Hub) -> None:
    hub = hub_of(
        {
            ("case", "old"): {"title": "=1+1", "started": "2010", "review_due": "2027"},
            ("group", "g"): {"title": "Group", "reports": [{"due": "2026-11-21"}]},
            ("question", "q"): {"asked": "2026-11-01", "text": "Why?\nHow?"},
        }
    )
    view = view_of(due.pages(hub))
    kinds = {each["id"]: each for each in view["kinds"]}
    assert view["overdue"] == 2
    assert [line["title"] for line in kinds["question"]["lines"]] == ["Why? How?"]
    assert kinds["report"]["lines"][0]["days"] == 0
    assert not kinds["report"]["lines"][0]["is_overdue"]
    assert kinds["follow-up"]["lines"][0]["days"] == (date(2026, 11, 21) - date(2015, 12, 31)).days
    (file,) = due.files(hub)
    found = rows(file)
    assert [row["kind"] for row in found] == ["follow-up", "question", "report", "review"]
    assert found[0]["title"] == "'=1+1"  # a spreadsheet must not run it


# ---- recognition


def test_only_people_who_agreed_are_named_and_examples_never_count() -> None:
    case = {"published": "2026-03-01", "contributors": [{"person": id} for id in ("yes", "no", "unasked", "made-up")]}
    people = {
        ("person", "yes"): {"name": "Yes", "consent": "yes"},
        ("person", "no"): {"name": "No", "consent": "no"},
        ("person", "unasked"): {"name": "Unasked"},
        ("person", "made-up"): {"name": "Made up", "consent": "yes", "example": True},
    }
    hub = hub_of({**people, ("case", "a"): case, ("case", "b"): {**case, "example": True}})
    view = view_of(recognition.pages(hub))
    assert [(each["title"], each["wrote"]) for each in view["years"][0]["people"]] == [("Yes", 1)]


def test_what_was_given_is_counted_by_year_and_on_the_page_of_who_gave_it() -> None:
    roles = [{"person": "p", "roles": ["software", "validation"]}]
    hub = hub_of(
        {
            ("person", "p"): {"name": "P", "consent": "yes"},
            ("organisation", "o"): {"name": "O"},
            ("organisation", "n"): {"name": "N"},
            ("case", "a"): {"published": "2025-01-01", "lead_organisation": "o", "contributors": roles},
            ("case", "b"): adapting("a", published="2026-01-01", lead_organisation="n", contributors=roles[:1]),
            ("case", "c"): adapting("a", published="2026-01-01", lead_organisation="o"),
            ("question", "q"): {"answer": {"date": "2026-05-01", "by": "p"}},
        }
    )
    latest, earlier = view_of(recognition.pages(hub))["years"]
    assert [(each["title"], each["wrote"], each["answered"]) for each in latest["people"]] == [("P", 1, 1)]
    assert {each["title"]: (each["led"], each["adapted"]) for each in latest["organisations"]} == {
        "N": (1, 0),
        "O": (1, 1),
    }
    assert [each["year"] for each in (latest, earlier)] == [2026, 2025]
    person = recognition.given(hub, hub.records[("person", "p")])
    assert person["roles"] == [{"label": "Software", "count": 2}, {"label": "Validation", "count": 2}]
    assert (person["answers"], len(person["adapted"])) == (1, 1)
    organisation = recognition.given(hub, hub.records[("organisation", "o")])
    assert [each["why"] for each in organisation["adapted"]] == [WORDS["recognition_by_one"]]


# ---- how far evidence carries


def test_the_level_is_told_with_its_reasons_and_the_next_step(own: Hub) -> None:
    for record in own.listed("case"):
        view = evidence_view(own, record)
        assert view["reasons"]
        assert view["name"] == WORDS[f"evidence_name_{view['level']}"]
        assert bool(view["next"]) == (view["level"] < view["top"])
        assert view["method"] == "about/method/"
