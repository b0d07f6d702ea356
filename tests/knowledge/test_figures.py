"""The figures of a case: found, bound to sources, and known to be read twice only while they are what was read."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from mini_hub import TODAY
from typer.testing import CliRunner

from casehub.cli.main import app
from casehub.knowledge.figures import Figure, figures_of
from casehub.records.load import body_of, load

READING = """\
schema_version: 1
by: editors
date: 2026-11-20
seen:
  - source: annual-report
    figures: [{figures}]
reckoned:
  - figures: [7]
    how: Counted by hand.
"""


@pytest.fixture
def figures(hub_root: Path) -> Callable[..., list[Figure]]:
    """The figures of the small hub's case, whose first section says what is given."""

    def of(text: str) -> list[Figure]:
        path = hub_root / "content/cases/valid-case.md"
        whole = path.read_text("utf-8")
        path.write_text(whole.replace("## The problem\n", f"## The problem\n\n{text}\n", 1), "utf-8")
        hub = load(hub_root, on=TODAY)
        record = hub.records["case", "valid-case"]
        first = whole[: whole.index("## The problem")].count("\n") + 1
        return [
            each
            for each in figures_of(hub, record, *body_of(hub, record))
            if each.place in {f"line {number}" for number in range(first, first + text.count("\n") + 3)}
        ]

    return of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It took 12 days and cost 1,250,000.50 kroner.", ["12", "1250000.5"]),
        ("Some 2.6 billion, then 84 to 89 million.", ["2600000000", "84000000", "89000000"]),
        ("Between 3 and 4 thousand; 5 or 6 people.", ["3000", "4000", "5", "6"]),
        ("In 2019, by 2014/15, on 3 March 2020 and March 14, nothing.", []),
        ("COVID-19, CO2, PM2.5 and the A13 are names.", []),
        ("A link to [ten](https://example.org/2020/99) and [@source-99].", []),
        ("In 18 areas it came to 315 million.", ["18", "315000000"]),
        ("A share of 12.5%, 80% and 7 percent.", ["12.5", "80", "7"]),
        ("The 15th of 57, in 1,900 places, since 1900.", ["57", "1900"]),
        ("", []),
    ],
)
def test_numbers_are_found_and_names_and_dates_are_not(
    figures: Callable[..., list[Figure]], text: str, expected: list[str]
) -> None:
    assert [f"{each.value:f}" for each in figures(text)] == expected


def test_the_citations_that_follow_bear_a_number_out(figures: Callable[..., list[Figure]]) -> None:
    text = "First 11, then 22 [@annual-report] [@audit]. Last 33 [@audit].\n\n- 44 [@audit]\n- 55\n\nNobody says 66."
    found = {each.written: each.sources for each in figures(text)}
    both = ("annual-report", "audit")
    assert found == {"11": both, "22": both, "33": ("audit",), "44": ("audit",), "55": (), "66": ()}


def test_what_stands_without_a_citation_rests_on_the_same_number_elsewhere(
    figures: Callable[..., list[Figure]],
) -> None:
    found = figures("Of 77 people [@audit]. Later we speak of 77 again.")
    assert [each.sources for each in found] == [("audit",), ("audit",)]


def test_a_second_reading_covers_a_figure_only_in_its_source(
    figures: Callable[..., list[Figure]], hub_root: Path
) -> None:
    folder = hub_root / "content/second-readings/case/valid-case"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "2026-11-20-editors.yml").write_text(READING.format(figures="11, 2600000000"), "utf-8")
    found = figures(
        "11 [@annual-report], 11 [@audit], 12 [@annual-report], 2.6 billion [@annual-report]; 7 [@audit]."
    )
    assert [(each.written, each.read_again, each.in_source) for each in found] == [
        ("11", "2026-11-20", "annual-report"),
        ("11", "", ""),
        ("12", "", ""),
        ("2.6 billion", "2026-11-20", "annual-report"),
        ("7", "2026-11-20", "reckoned"),
    ]


def test_the_table_is_read_back_and_its_share_is_told(hub_root: Path, tmp_path: Path) -> None:
    table = tmp_path / "figures.csv"
    run = CliRunner().invoke(app, ["export", "figures", "valid-case", "--root", str(hub_root), "-o", str(table)])
    rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
    assert run.exit_code == 0
    assert f"{len(rows)} figures in 1 case; {len(rows)} were read twice (100.0 %)" in run.stderr
    assert all(row["value"] and row["place"] for row in rows)
    wrong = CliRunner().invoke(app, ["export", "figures", "no-case", "--root", str(hub_root)])
    assert "There is no case" in str(wrong.exception)
