"""The digest: the same for the same claims however they are written, another for every other claim."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mini_hub import definitions
from peer_hub import case_text

from casehub.records.schema import RecordType
from casehub.review.digest import Content, canonical_json, content_from, normal_text, number, reaches

CASE = definitions().types["case"]
TYPES = [type for type in definitions().types.values() if type.substantive]


def digest_of(text: str | bytes) -> str:
    content = content_from(text.encode() if isinstance(text, str) else text, CASE)
    assert content is not None
    return content.digest


def test_it_is_sha_256_over_canonical_json_that_anybody_can_write() -> None:
    content = Content(CASE, {"title": "Ä  title", "status": "draft", "population": 20.0}, "\nWords.  \n\n\n\nMore.\n")
    text = '{"fields":{"population":20,"title":"Ä title"},"images":[],"text":"Words.\\n\\nMore."}'
    assert content.canonical == text
    assert content.digest == "cm1-" + hashlib.sha256(text.encode()).hexdigest()


# ---- stable ----
def test_line_endings_marks_and_blank_lines_do_not_count() -> None:
    text = case_text()
    same = [
        text.replace("\n", "\r\n"),
        text.replace("\n", "\r"),
        "\ufeff" + text,
        text.rstrip("\n"),
        text + "\n\n",
        text.replace("\n\n## ", "\n\n\n\n## "),
        text.replace("first.\n", "first. \n"),
        unicodedata.normalize("NFD", text),
    ]
    assert {digest_of(each) for each in same} == {digest_of(text)}


@given(st.randoms(use_true_random=False), st.sampled_from([None, True, False]), st.integers(20, 200), st.booleans())
def test_key_order_and_yaml_style_do_not_count(random: Any, flow: bool | None, width: int, quoted: bool) -> None:
    text = case_text()
    body = text.split("---\n", 2)[2]
    data = _shuffled(content_fields(text), random)
    dumper = _Quoted if quoted else yaml.SafeDumper
    written = yaml.dump(
        data, Dumper=dumper, default_flow_style=flow, width=width, allow_unicode=not quoted, sort_keys=False
    )
    assert digest_of(f"---\n{written}---\n{body}") == digest_of(text)


class _Quoted(yaml.SafeDumper):
    """Writes every text in double quotes."""


_Quoted.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def content_fields(text: str) -> dict[str, Any]:
    content = content_from(text.encode(), CASE)
    assert content is not None
    return dict(content.fields)


def _shuffled(value: Any, random: Any) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return {key: _shuffled(value[key], random) for key in keys}
    return [_shuffled(each, random) for each in value] if isinstance(value, list) else value


def test_a_block_a_fold_and_a_quotation_of_one_text_are_alike() -> None:
    text = case_text({"summary": "SUMMARY"})
    words = "The made-up City of North moved permits online and halved the time."
    first, rest = words[:30], words[30:]
    ways = [
        f'summary: "{words}"',
        f"summary: {words}",
        f"summary: >\n  {first.rstrip()}\n  {rest.lstrip()}" if first.endswith(" ") else f"summary: >\n  {words}",
        f"summary: |\n  {words}",
        f"summary: >-\n  {words}\n",
    ]
    assert len({digest_of(text.replace("summary: SUMMARY", way)) for way in ways}) == 1


def test_numbers_for_text_and_numbers_with_a_point_are_read_alike() -> None:
    assert digest_of(case_text({"title": "Year 2024"}).replace("title: Year 2024", "title: 2024")) == digest_of(
        case_text({"title": "Year 2024"}).replace("title: Year 2024", 'title: "2024"')
    )
    text = case_text()
    assert digest_of(text.replace("result: 10", "result: 10.0")) == digest_of(text)
    assert digest_of(text.replace("result: 10", "result: 10.5")) != digest_of(text)


# ---- changes with every claim ----
NOT_REVIEWED = {
    "schema_version": "the edition of the fields",
    "status": "publishing must not change what was reviewed",
    "withdrawn": "comes after",
    "example": "a label",
    "language": "a label",
    "licence": "a term of use, not a claim",
    "translations_of": "a label",
    "submitted": "a date of the process",
    "submitted_by": "a person of the process, for whom the rules of independence look",
    "edited_by": "a person of the process",
    "published": "a date of the process",
    "follow_ups": "come after the reviews, each with a date and a source",
    "contributors": "credit, for which the rules of independence look",
    "contacts": "change with people",
    "notified": "a date of the process",
    "review_due": "a date of the process",
    "formerly": "addresses",
    "related": "reading tips",
    "imported": "kept as it was",
}


@pytest.mark.parametrize("type", TYPES, ids=lambda type: type.name)
def test_every_field_is_reviewed_or_has_a_reason_why_not(type: RecordType) -> None:
    assert {key for key in type.properties if key not in type.substantive} <= set(NOT_REVIEWED)
    assert not set(type.substantive) & set(NOT_REVIEWED)


def sample(schema: dict[str, Any], variant: int = 0) -> Any:
    """A value of the kind that a schema describes; other variants differ in every leaf."""
    kind = schema.get("type")
    if kind == "object":
        return {key: sample(each, variant) for key, each in schema.get("properties", {}).items()}
    if kind == "array":
        return [sample(schema["items"], variant)]
    if kind in ("number", "integer"):
        return 7 + variant
    if kind == "boolean":
        return bool(variant)
    return f"text {variant}"


def leaves(
    schema: dict[str, Any], way: tuple[str, ...] = (), kept: bool = True
) -> Iterator[tuple[tuple[str, ...], bool]]:
    kept = kept and schema.get("x-substantive") is not False
    if schema.get("type") == "object" and "properties" in schema:
        for key, each in schema["properties"].items():
            yield from leaves(each, (*way, key), kept)
    elif schema.get("type") == "array":
        yield from leaves(schema["items"], (*way, "*"), kept)
    else:
        yield way, kept


def with_leaf(value: Any, way: tuple[str, ...], leaf: Any) -> Any:
    if not way:
        return leaf
    if way[0] == "*":
        return [with_leaf(each, way[1:], leaf) for each in value]
    return {**value, way[0]: with_leaf(value[way[0]], way[1:], leaf)}


LEAVES = [
    pytest.param(type, (key, *way), kept, id=".".join((type.name, key, *way)))
    for type in TYPES
    for key, schema in type.properties.items()
    for way, kept in leaves(schema)
]


@pytest.mark.parametrize(("type", "way", "kept"), LEAVES)
def test_the_digest_changes_with_every_part_that_is_reviewed_and_with_no_other(
    type: RecordType, way: tuple[str, ...], kept: bool
) -> None:
    fields = {key: sample(schema) for key, schema in type.properties.items()}
    other = with_leaf(fields, way, "another" if way != ("imported",) else {"a": 1})
    same = Content(type, fields, "Words.").digest == Content(type, other, "Words.").digest
    assert same == (way[0] not in type.substantive or not kept)
    without = {key: value for key, value in fields.items() if key != way[0]}
    gone = Content(type, fields, "Words.").digest != Content(type, without, "Words.").digest
    assert gone == (way[0] in type.substantive)


def test_the_text_and_the_images_count() -> None:
    base = Content(CASE, {}, "Words.", (("a.png", "1"),))
    assert base.digest != Content(CASE, {}, "Words!", (("a.png", "1"),)).digest
    assert base.digest != Content(CASE, {}, "Words.", (("a.png", "2"),)).digest
    assert base.digest != Content(CASE, {}, "Words.", (("b.png", "1"),)).digest
    assert base.digest != Content(CASE, {}, "Words.").digest
    two = (("a.png", "1"), ("b.png", "2"))
    assert Content(CASE, {}, "", two).digest == Content(CASE, {}, "", two[::-1]).digest


@given(st.text(max_size=60), st.text(max_size=60))
def test_texts_of_other_words_have_other_digests(first: str, second: str) -> None:
    same = Content(CASE, {"title": first}, "").digest == Content(CASE, {"title": second}, "").digest
    assert same == (_words(first) == _words(second))


def _words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


# ---- canonical JSON ----
@pytest.mark.parametrize(
    ("value", "text"),
    [
        *(
            (0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-1.5, "-1.5"),
            (0.1, "0.1"),
            (0.000001, "0.000001"),
            (0.0000001, "1e-7"),
        ),
        *((1e20, "100000000000000000000"), (1e21, "1e+21"), (1.5e300, "1.5e+300"), (123456.789, "123456.789")),
        *((5e-324, "5e-324"), (333333333.33333329, "333333333.3333333"), (4.5, "4.5"), (2e-3, "0.002")),
        *((0.000000000000000000000000001, "1e-27"), (999999999999999999, "999999999999999999"), (-22, "-22")),
    ],
)
def test_numbers_are_written_as_ecmascript_does(value: float, text: str) -> None:
    assert number(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_back_as_it_was(value: float) -> None:
    assert float(number(value)) == value


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_has_no_digest(value: float) -> None:
    with pytest.raises(ValueError, match="is no number"):
        number(value)


def test_other_objects_have_no_canonical_form() -> None:
    with pytest.raises(TypeError):
        canonical_json(object())


def test_keys_are_sorted_by_utf_16_code_units() -> None:
    # the order of the example in RFC 8785, section 3.2.3
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    found = list(json.loads(canonical_json(dict.fromkeys(keys, 0))))
    assert found == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e15, 1e15) | st.text(),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text(), below, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_canonical_json_is_json_of_the_same_value(value: Any) -> None:
    assert json.loads(canonical_json(value)) == value
    assert canonical_json(json.loads(canonical_json(value))) == canonical_json(value)


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normal_text(normal_text(text)) == normal_text(text)


# ---- the chain ----
def test_the_chain_leads_over_notes() -> None:
    steps = [("a", "b"), ("b", "c"), ("x", "y")]
    assert reaches("a", "a", [])
    assert reaches("a", "c", steps)
    assert not reaches("c", "a", steps)
    assert not reaches("a", "y", steps)
    assert reaches("a", "c", [("b", "c"), ("b", "a"), ("a", "b")])  # a circle ends
    assert not reaches("a", "d", [("a", "b"), ("b", "a")])
