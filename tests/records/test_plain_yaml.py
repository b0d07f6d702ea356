"""YAML without surprises: what is read as what, what is refused, and where it says so."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casehub.records.plain_yaml import MAX_DEPTH, MAX_NODES, MAX_SCALAR, Place, read


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("12:30", "12:30"),
        ("1:2:3", "1:2:3"),
        ("2026-03-01", "2026-03-01"),
        ("2026-02-30", "2026-02-30"),
        ("07302", "07302"),
        ("0x10", "0x10"),
        ("0o7", "0o7"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("+5", "+5"),
        (".5", ".5"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("=", "="),
        ("<<", "<<"),
        ("1234567890123456789012", "1234567890123456789012"),
        ('"5"', "5"),
        ("'true'", "true"),
        ("5", 5),
        ("-5", -5),
        ("0", 0),
        ("5.50", 5.5),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("[]", []),
        ("{}", {}),
    ],
)
def test_a_value_means_what_it_says(written: str, meant: Any) -> None:
    reading = read(f"key: {written}\n")
    assert reading.data == {"key": meant}
    assert type(reading.data["key"]) is type(meant)
    assert reading.faults == []


@pytest.mark.parametrize("key", ["no", "on", "12:30", "5", "true", "~", "2026-01-01"])
def test_a_key_is_always_text(key: str) -> None:
    assert list(read(f"{key}: x\n").data) == [key]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: 1\na: 2\n", "CH108", 2, 1),
        ("a:\n  - b: 1\n    b: 2\n", "CH108", 3, 5),
        ("a: &x 1\n", "CH109", 1, 4),
        ("a: *x\n", "CH109", 1, 4),
        ("&x a: 1\n", "CH109", 1, 1),
        ("a: !!str 1\n", "CH110", 1, 4),
        ("!!map {a: 1}\n", "CH110", 1, 1),
        ("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH, "CH111", 1, 4 + MAX_DEPTH - 1),
        ("a: " + "x" * (MAX_SCALAR + 1), "CH112", 1, 4),
        ("a: 1\n---\nb: 2\n", "CH115", 2, 1),
        ("[a]: 1\n", "CH117", 1, 1),
        ("? {a: b}\n: 1\n", "CH117", 1, 3),
        ('"": 1\n', "CH117", 1, 1),
        ("a: b #c\n", "CH118", 1, 6),
    ],
)
def test_what_is_not_read_is_told_with_its_place(text: str, code: str, line: int, column: int) -> None:
    assert [(each.code, each.place) for each in read(text).faults] == [(code, Place(line, column))]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: b: c\n", 1, 5),
        ("a: 'b\nc: d\n", 1, 4),
        ('a: "b\nc: "d"\ne: f\n', 1, 4),
        ("a: [b\nc: d\n", 1, 4),
        ("a: {b: c\nd: e\n", 1, 4),
        ("a: [b, c: d: e]\n", 1, 12),
        ("a: b\nword\nc: d\n", 2, 1),
        ("a:\n\t- b\n", 2, 1),
        ("a:\n  - b\n c\n", 3, 2),
        ("a: @b\n", 1, 4),
        ("a: `b`\n", 1, 4),
        ('a: "\\q"\n', 1, 5),
        ("a: |x\n  b\n", 1, 5),
        ("a: b\n...\nc: d\n", 3, 1),
    ],
)
def test_what_cannot_be_read_is_told_where_to_look(text: str, line: int, column: int) -> None:
    reading = read(text)
    assert [(each.code, each.place) for each in reading.faults] == [("CH107", Place(line, column))]
    assert reading.data is None
    assert "found" not in reading.faults[0].words["problem"]  # libyaml's own words


def test_the_first_of_two_equal_keys_stands() -> None:
    assert read("a: 1\na: {b: 2}\nc: 3\n").data == {"a": 1, "c": 3}


def test_what_is_refused_in_one_place_does_not_hide_the_rest() -> None:
    reading = read("a: &x 1\n[b]: {c: [1]}\nd: !!int 2\ne: *x\n")
    assert reading.data == {"a": 1, "d": 2, "e": "*x"}
    assert [each.code for each in reading.faults] == ["CH109", "CH117", "CH110", "CH109"]


def test_a_list_of_too_many_values_is_not_read_to_its_end() -> None:
    reading = read("a: [" + "1," * MAX_NODES + "]")
    assert [each.code for each in reading.faults] == ["CH112"]
    assert reading.data is None


def test_a_quotation_mark_may_stand_open_over_several_lines() -> None:
    assert read('a: "b\n  c"\nd: e\n').data == {"a": "b c", "d": "e"}


def test_places_of_values_and_keys() -> None:
    reading = read("a: 1\nb:\n  - c: x\n    d: [y,  z]\n", with_places=True)
    assert reading.places[("a",)] == Place(1, 4)
    assert reading.key_places[("b",)] == Place(2, 1)
    assert reading.places[("b", 0)] == Place(3, 5)
    assert reading.places[("b", 0, "d", 1)] == Place(4, 13)
    assert reading.key_places[("b", 0, "d")] == Place(4, 5)


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Zl", "Zp"))
SCALARS = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.text(LETTERS)


@given(st.dictionaries(st.text(LETTERS, min_size=1), SCALARS | st.lists(SCALARS, max_size=4), max_size=6))
def test_what_json_writes_is_read_back(data: dict[str, Any]) -> None:
    """JSON is YAML: whatever is written with all marks in place means the same here."""
    assert read(json.dumps(data, ensure_ascii=False)).data == data


@given(st.text(st.sampled_from(list("abc019.:-+~_eExX ,'#&*!%@`|>?[]{}\"\\\t")), max_size=12))
def test_a_value_without_quotes_is_text_unless_it_is_plainly_something_else(text: str) -> None:
    reading = read(f"key: {text}\n", with_places=True)
    if reading.data is None or not isinstance(reading.data, dict):
        assert reading.faults
        return
    value = reading.data.get("key")
    if isinstance(value, str) and not reading.faults and text[:1] not in "'\"[{|>!":
        assert text.strip(" \t").startswith(value) or " #" in text or "\t#" in text
    elif isinstance(value, bool):
        assert text.split("#")[0].strip().lower() in ("true", "false")
    elif isinstance(value, int | float):
        assert text.split("#")[0].strip().strip("+-").replace(".", "", 1).isdigit()


PIECES = [
    "a",
    "b",
    ":",
    " ",
    "\n",
    "  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ",",
    '"',
    "'",
    " #",
    "&x",
    "*x",
    "!t",
    "|",
    ">",
    "?",
]
PIECES += ["%", "@", "`", "---", "...", "\t", "\\", "é", "\u2028", "😀", "5", "no", "~", ": ", "\n  ", "\n- "]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=200))
def test_reading_never_raises(text: str) -> None:
    reading = read(text, with_places=True)
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029") + 1
    for fault in reading.faults:
        assert 1 <= fault.place.line <= lines + 1
        assert fault.place.column >= 1
