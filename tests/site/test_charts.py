"""Charts are valid SVG that says what it shows, with bars as long as their numbers and the numbers of the table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import Document, read, words

from casehub.site.charts import can_chart, chart

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {
    "before": "Before",
    "after": "After",
    "target": "Target",
    "chart_title": "as bars",
    "better_higher": "higher is better",
    "better_lower": "lower is better",
}


def outcome(better: str = "", **numbers: float) -> dict[str, Any]:
    """An outcome as a case's page has it, with each number in plain words."""
    told = {key: f"{value:g} days" for key, value in numbers.items()}
    is_charted = can_chart({**numbers, "unit": "days"})
    return {**told, "numbers": numbers, "indicator": "Waiting <time>", "better": better, "is_charted": is_charted}


def drawn(**given: Any) -> ElementTree.Element:
    """The SVG, read as XML."""
    svg = str(chart(outcome(**given), WORDS, "c1"))
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def bars(svg: ElementTree.Element) -> list[tuple[float, float]]:
    """Where each bar starts, and how long it is."""
    return [(float(bar.get("x", "")), float(bar.get("width", ""))) for bar in svg.iter(f"{SVG}rect")]


@pytest.mark.parametrize(
    "given",
    [
        {"result": 5, "unit": "days"},
        {"baseline": 5, "unit": "days"},
        {"unit": "days"},
        {"baseline": 0, "result": 0, "unit": "people"},
        {"baseline": 6.3, "result": 6.8, "unit": "index"},
        {"baseline": 18, "result": 21, "unit": "degrees-celsius"},
        {"baseline": 60, "result": 55, "unit": "decibels"},
    ],
)
def test_no_chart_where_bars_would_mislead(given: dict[str, Any]) -> None:
    assert not can_chart(given)


def test_an_outcome_without_a_chart_draws_nothing() -> None:
    assert chart(outcome(result=5), WORDS, "c1") == ""


def test_a_chart_has_a_role_a_name_and_a_description_with_ids() -> None:
    svg = drawn(better="lower", baseline=20, result=10, target=5)
    assert svg.get("role") == "img"
    named = (svg.get("aria-labelledby") or "").split()
    assert [svg.find(f"{SVG}{tag}").get("id") for tag in ("title", "desc")] == named == ["c1-title", "c1-desc"]  # type: ignore[union-attr]
    assert svg.findtext(f"{SVG}title") == "Waiting <time>: as bars"
    assert svg.findtext(f"{SVG}desc") == "Before 20 days, after 10 days, target 5 days. Lower is better."


def test_bars_stand_in_their_order_each_with_its_word_and_number() -> None:
    svg = drawn(baseline=20, result=10, target=5)
    texts = [text.text for text in svg.iter(f"{SVG}text")]
    assert texts == ["Before", "20 days", "After", "10 days", "Target", "5 days"]
    assert bars(svg) == [(0, 320), (0, 160), (0, 80)]


def test_what_is_missing_has_no_bar() -> None:
    assert [text.text for text in drawn(result=1, target=2).iter(f"{SVG}text")][::2] == ["After", "Target"]


def test_numbers_below_zero_stand_left_of_an_axis() -> None:
    svg = drawn(result=-22, target=-11)
    assert bars(svg) == [(0, 320), (160, 160)]
    assert svg.find(f"{SVG}path") is not None
    assert bars(drawn(baseline=-10, result=30)) == [(0, 80), (80, 240)]


def test_a_bar_of_nothing_is_not_drawn_and_a_small_one_can_be_seen() -> None:
    assert bars(drawn(baseline=0, result=10))[0] == (0, 0)
    assert bars(drawn(baseline=1, result=1_000_000))[0] == (0, 1)


def test_nothing_in_a_chart_is_styled_or_scripted() -> None:
    svg = str(chart(outcome(baseline=1, result=2), WORDS, "c1"))
    assert not re.search(r"style=|fill=|stroke=|<script|on\w+=", svg)


NUMBER = st.one_of(st.integers(-(10**10), 10**10), st.floats(-1e9, 1e9).map(lambda value: round(value, 3)))


@given(baseline=NUMBER, result=NUMBER)
def test_bars_are_as_long_as_their_numbers_and_stay_inside(baseline: float, result: float) -> None:
    if not (baseline or result):
        return
    (one, one_long), (other, other_long) = bars(drawn(baseline=baseline, result=result))
    for start, length in ((one, one_long), (other, other_long)):
        assert -0.1 <= start <= 320.1
        assert start + length <= 321.1
    spread = max(0, baseline, result) - min(0, baseline, result)
    for value, length in ((baseline, one_long), (result, other_long)):
        exact = abs(value) / spread * 320
        assert length == pytest.approx(max(exact, 1.0) if value else 0, abs=0.06)


@pytest.fixture(scope="module")
def case_pages(own_hub: Path) -> dict[str, Document]:
    """The pages of this repository's own cases."""
    site = read(own_hub / "site")
    return {url: page for url, page in site.items() if re.fullmatch(r"cases/[a-z0-9-]+/", url) and page.ids}


def test_on_every_page_charts_and_table_say_the_same_numbers(case_pages: dict[str, Document]) -> None:
    charts = 0
    for url, page in case_pages.items():
        rows = [_numbers(row) for row in page.within("tr") if row.find(".//*[@scope='row']") is not None]
        for svg in page.within("svg", role="img"):
            texts = [words(text) for text in svg.iter(f"{SVG}text")]
            shown = dict(zip(texts[::2], texts[1::2], strict=True))
            assert any(shown == {word: number for word, number in row.items() if number} for row in rows), (
                url,
                shown,
            )
            assert set((svg.get("aria-labelledby") or "").split()) <= set(page.ids), url
            charts += 1
    assert charts > 10


def _numbers(row: Any) -> dict[str, str]:
    cells = [words(cell) for cell in row if str(cell.tag).endswith("td")]
    if len(cells) != 4:
        return {}
    return {word: "" if cell.startswith("–") else cell for word, cell in zip(WORDS_IN_ORDER, cells, strict=False)}


WORDS_IN_ORDER = ("Before", "After", "Target")
