"""What pages say of dates, numbers and sections, as functions of values."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from casehub.site.dates import day_in_words, last_day, when
from casehub.site.entries import letter_of
from casehub.site.indicators import change, signed
from casehub.site.lines import direction, host_of
from casehub.site.organisations import identifier
from casehub.site.rule_pages import kind_of, plain
from casehub.site.sections import sections_of


@pytest.mark.parametrize(
    ("text", "told"),
    [("2026", "2026"), ("2026-03", "March 2026"), ("2026-03-01", "1 March 2026"), ("1000-01-31", "31 January 1000")],
)
def test_days_in_words(text: str, told: str) -> None:
    assert day_in_words(text) == {"text": told, "datetime": text}


def test_what_is_no_day_stands_as_it_is() -> None:
    assert day_in_words("some time") == {"text": "some time"}
    assert day_in_words("") == {"text": ""}
    assert when("soon") == {"start": {"text": "soon"}, "zone": ""}


def test_days_in_other_languages() -> None:
    assert day_in_words("2026-03-01", "fr")["text"] == "1 mars 2026"
    assert day_in_words("2026-03", "ja")["text"] == "2026年3月"


@pytest.mark.parametrize(
    ("starts", "ends", "end", "zone"),
    [
        ("2026-12-01T14:00+01:00", "2026-12-01T16:00+01:00", "16:00", "UTC+1"),
        ("2026-12-01T14:00-03:30", "2026-12-02T16:00-03:30", "Wednesday, 2 December 2026, 16:00", "UTC−3:30"),
        ("2026-12-01T14:00Z", "", None, "UTC"),
        ("2026-12-01", "2026-12-01", None, ""),
        ("2026-12-01", "2026-12-03", "Thursday, 3 December 2026", ""),
    ],
)
def test_when_something_is(starts: str, ends: str, end: str | None, zone: str) -> None:
    told = when(starts, ends)
    assert told["start"]["text"].startswith("Tuesday, 1 December 2026")
    assert told.get("end", {}).get("text") == end
    assert told["zone"] == zone


def test_the_last_day_of_something() -> None:
    assert str(last_day("2026-12-01T14:00Z", "2026-12-03")) == "2026-12-03"
    assert str(last_day("2026-12-01")) == "2026-12-01"
    assert last_day("soon") is None


@pytest.mark.parametrize(
    ("value", "told"), [(0, "0"), (-0.0, "0"), (3.8, "+3.8"), (-22, "−22"), (1500, "+1\u202f500")]
)
def test_numbers_with_their_sign(value: float, told: str) -> None:
    assert signed(value) == told


def test_changes_are_told_as_difference_and_share() -> None:
    days = {"baseline": 20, "result": 15, "unit": "days", "better": "lower"}
    assert change(days) == {"difference": "−5", "percent": "−25", "improved": True}
    percent = {"baseline": 40.1, "result": 38.7, "unit": "percent", "better": "higher"}
    assert change(percent) == {"difference": "−1.4", "improved": False}
    assert change({"baseline": 0, "result": 3, "unit": "people"}) == {"difference": "+3", "improved": None}
    assert change({"baseline": 5, "result": 5, "unit": "people", "better": "higher"})["improved"] is None
    assert change({"result": 3, "unit": "people"}) == {}


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("Étude", "E"),
        ("ñandú", "N"),
        ("“Quoted”", "Q"),
        ("5 whys", "0–9"),
        ("!?", "0–9"),
        ("ßharp", "S"),
        ("公共", "公"),
    ],
)
def test_letters_of_the_index(title: str, letter: str) -> None:
    assert letter_of(title) == letter


def test_identifiers_lead_to_their_register() -> None:
    assert identifier("wikidata:Q42") == {
        "register": "Wikidata",
        "id": "Q42",
        "url": "https://www.wikidata.org/wiki/Q42",
    }
    ror = identifier("ror:052gg0110")
    assert ror is not None
    assert ror["url"] == "https://ror.org/052gg0110"
    assert identifier("") is identifier("isni:1") is None


def test_addresses_are_known_by_their_host() -> None:
    assert host_of("https://www.example.org/a?b") == "example.org"
    assert host_of("https://example.org?b") == "example.org"
    assert host_of("") == ""


def test_directions_of_languages() -> None:
    assert [direction(each) for each in ("en", "ar", "he", "zh-Hant", "no-such-tag", "")] == [
        *("ltr", "rtl", "rtl", "ltr", "ltr", "ltr")
    ]


def test_findings_by_their_number() -> None:
    codes = {
        "CH101": "reading",
        "CH120": "files",
        "CH204": "fields",
        "CH360": "across",
        "CH401": "text",
        "CH999": "other",
    }
    assert {code: kind_of(code) for code in codes} == codes


def test_a_rule_is_told_without_the_words_of_one_author() -> None:
    assert plain("“{value}” is not a known value of “{key}”.") == "“…” is not a known value of “…”."
    assert plain("Write {choices}.") == "Write …"


def test_a_text_is_cut_at_its_headings_and_nowhere_else() -> None:
    text = Markup(
        '<p>Before.</p>\n<h2 id="one">One</h2>\n<blockquote>\n<h2 id="quoted">Quoted</h2>\n</blockquote>\n'
        '<ul>\n<li>\n<h2 id="listed">Listed</h2>\n</li>\n</ul>\n<h2 id="two">Two</h2>\n<p>Text.</p>\n'
    )
    found = sections_of(text)
    assert [each.id for each in found] == ["", "one", "two"]
    assert Markup("").join(each.html for each in found) == text
    assert sections_of(Markup("")) == []
    assert [each.id for each in sections_of(Markup("<p>Only words.</p>"))] == [""]
