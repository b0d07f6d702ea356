"""A validator's faults in an official's words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini_hub import case, definitions

from casehub.records.findings import MOST, Draft
from casehub.records.front_matter import read_file
from casehub.records.plain_yaml import read
from casehub.records.schema import RecordType
from casehub.records.wording import told, value_at

ORGANISATION = definitions().types["organisation"]
CASE = definitions().types["case"]


def faults(fields: str, type: RecordType = CASE) -> list[Draft]:
    """What the schema says of a draft with these fields."""
    head = "schema_version: 1\ntitle: A title\nstatus: draft\n" if type is CASE else ""
    return type.faults(read(head + fields).data)


def said(draft: Draft) -> str:
    entry = definitions().catalogue.entries[draft.code]
    return f"{entry.message.format_map(draft.words)} {entry.remedy.format_map(draft.words)}"


def test_fields_that_fit_are_silent() -> None:
    assert faults("country: DK\npopulation: 5\nfunctions: [GF0103]\n") == []


@pytest.mark.parametrize(
    ("fields", "code", "at", "suggestion"),
    [
        ("levle: local", "CH202", ("levle",), "level"),
        ("country: Denmark", "CH204", ("country",), "DK"),
        ("country: Deutschland", "CH204", ("country",), ""),
        ("country: dk", "CH204", ("country",), "DK"),
        ("level: City", "CH204", ("level",), "local"),
        ("language: English", "CH204", ("language",), "en"),
        ("licence: CC BY 4.0", "CH204", ("licence",), "CC-BY-4.0"),
        ("evidence: {design: account, independent: true}", "CH204", ("evidence", "independent"), "yes"),
        ("evidence: {design: account, independent: false}", "CH204", ("evidence", "independent"), "no"),
        ("cost: {annual: 1, currency: Euro}", "CH204", ("cost", "currency"), "EUR"),
        ("functions: [GF0405, General services]", "CH204", ("functions", 1), "GF0103"),
        ("sdgs: [SDG1, SDG2, SDG1]", "CH212", ("sdgs", 2), ""),
        ("sdgs: SDG1", "CH203", ("sdgs",), ""),
        ("sdgs: [[SDG1]]", "CH203", ("sdgs", 0), ""),
        ("started: 2023-02-29", "CH206", ("started",), ""),
        ("submitted: 2023", "CH206", ("submitted",), ""),
        ("population: 0", "CH209", ("population",), ""),
        ("population: 1.5", "CH203", ("population",), ""),
        ("context: {}", "CH210", ("context",), ""),
        ("cost: {currency: EUR}", "CH214", ("cost",), ""),
        ("outcomes: [{indicator: processing-time, dimension: efficiency, result: 5}]", "CH201", ("outcomes", 0), ""),
    ],
)
def test_one_slip_gives_one_finding_at_the_right_place(
    fields: str, code: str, at: tuple[Any, ...], suggestion: str
) -> None:
    assert [(each.code, each.at, each.suggestion) for each in faults(fields)] == [(code, at, suggestion)]


def test_a_misspelt_key_is_not_also_missing() -> None:
    assert [each.code for each in faults("nmae: Agency\nschema_version: 1\ntype: agency", ORGANISATION)] == ["CH202"]


def test_a_key_that_is_far_from_the_missing_one_does_not_stand_for_it() -> None:
    found = faults("colour: blue\nschema_version: 1\ntype: agency", ORGANISATION)
    assert sorted(each.code for each in found) == ["CH201", "CH202"]


def test_the_name_of_a_language_is_a_key() -> None:
    found = faults("status: draft\nlabels: {english: A, klingon: B}", definitions().types["term"])
    found = [each for each in found if each.code == "CH204"]
    assert [(each.at, each.suggestion, each.on_key) for each in found] == [
        (("labels", "english"), "en", True),
        (("labels", "klingon"), "", True),
    ]
    assert "en, fr, es" in said(found[0])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ("example: yes", "“example” should be true or false, and is text. Write true or false."),
        ("summary:", "“summary” should be text, and is empty. Write it behind the colon, or delete the line."),
        ("summary: true", "“summary” should be text, and is true or false. Put it in double quotes."),
        ("summary: 1.5", "“summary” should be text, and is a number. Put it in double quotes."),
        (
            "summary: [a]",
            "“summary” should be text, and is a list. Give one value, without brackets, dashes or fields below it.",
        ),
        ("cost: 5", "“cost” should be a group of fields, and is a number. Write its fields below it, each indented"),
        ("staff_fte: two", "“staff_fte” should be a number, and is text. Write digits only"),
        ("schema_version: 2", "“schema_version” should be “1”, and is “2”. Write schema_version: 1, as the template"),
        ('schema_version: "1"', "“schema_version” should be “1”, and is text."),
        ("country: no", "“no” is not a known value of “country”. Write two capital letters of ISO 3166-1"),
        ("verdict: good", "“good” is not a known value of “verdict”. Write one of: worked, promising, mixed"),
        ("context: {}", "“context” has 0; at least 1 must be there."),
        ("population: -5", "“population” is -5; it should be at least 1."),
        ("outcomes: [{dimension: trust}]", "“indicator” is missing in this outcome. Add it: What was measured."),
        ("cost: {annual: 5}", "“currency” is missing in “cost”. Add it: Currency"),
    ],
)
def test_a_fault_is_told_in_words(fields: str, sentence: str) -> None:
    fields = f"schema_version: 1\n{fields}" if not fields.startswith("schema_version") else fields
    (draft,) = CASE.faults(read(f"title: A title\nstatus: draft\n{fields}\n").data)
    assert said(draft).startswith(sentence)


def test_a_number_where_text_belongs_is_taken_as_text() -> None:
    data = read("schema_version: 1\ntitle: 112\nstatus: draft\nstarted: 2023\n").data
    assert CASE.faults(data) == []
    assert (data["title"], data["started"]) == ("112", "2023")


def test_values_of_the_wrong_kind_are_left_out_so_that_rules_can_rely_on_kinds() -> None:
    data = read(
        "schema_version: 1\ntitle: A title\nstatus: draft\nsdgs: [SDG1, [x]]\ncost: {annual: a lot, currency: EUR}"
    ).data
    CASE.faults(data)
    assert "sdgs" not in data
    assert data["cost"] == {"currency": "EUR"}


def test_a_rule_without_a_sentence_of_its_own_is_told_all_the_same() -> None:
    schema = {"x-type": "x", "x-folder": "x", "title": "X", "x-plural": "X", "x-file": "yaml"}
    schema |= {"type": "object", "properties": {"count": {"type": "integer", "multipleOf": 2}}}
    (draft,) = RecordType(schema, {}).faults({"count": 3})
    assert (draft.code, draft.at) == ("CH216", ("count",))
    assert said(draft).startswith("“count” does not fit")


def test_a_file_of_ten_thousand_faults_is_told_a_hundred() -> None:
    data: dict[str, Any] = {"schema_version": 1, "title": "A title", "status": "draft"}
    data |= {f"colour-{number}": "blue" for number in range(10_000)}
    data["sdgs"] = [["x"]] * 9_000
    assert len(CASE.faults(data)) == MOST == 100
    assert "sdgs" not in data


def test_no_fault_gives_no_draft() -> None:
    assert told([], {}, {}, {}) == []


def test_a_path_that_leads_nowhere_ends_in_nothing() -> None:
    assert value_at({"a": [1]}, ("a", 0)) == 1
    for path in (("b",), ("a", 5), ("a", 0, "c"), ("a", "b")):
        assert value_at({"a": [1]}, path) is None


PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
)
ANY = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(sorted(definitions().types)), st.data())
def test_whatever_a_field_says_every_fault_has_a_sentence_and_a_place(name: str, data: st.DataObject) -> None:
    type = definitions().types[name]
    keys = st.sampled_from(list(type.properties)) | st.text(max_size=8)
    fields = data.draw(st.dictionaries(keys, ANY, max_size=4))
    for draft in type.faults(fields):
        assert isinstance(draft.at, tuple)
        assert said(draft)


@given(st.data())
def test_a_case_with_one_field_written_over_never_raises(data: st.DataObject) -> None:
    fields = read_file(case().encode(), markdown=True).data
    key = data.draw(st.sampled_from(sorted(fields)))
    value = fields[key]
    if isinstance(value, list) and value and isinstance(value[0], dict) and data.draw(st.booleans()):
        value[0][data.draw(st.sampled_from(sorted(value[0])))] = data.draw(ANY)
    else:
        fields[key] = data.draw(ANY)
    for draft in CASE.faults(fields):
        assert said(draft)
