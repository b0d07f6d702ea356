"""A record's file that was written here reads back equal: its fields, its sections, and what nobody expected."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mini_hub import ROOT, definitions

from casehub.records.drafts import OPENING, Guidance, comment_of, record_text, sections_of
from casehub.records.examples import example_record
from casehub.records.front_matter import read_file
from casehub.records.plain_yaml import read
from casehub.records.written_yaml import yaml_lines

TYPES = definitions().types
CASE = TYPES["case"]
WRITTEN = ("case", "practice", "challenge", "question")

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.text(st.sampled_from("ab: #-\n'\"[]{}&*!|>%@`,?~=<\t\\12.…é"), max_size=40),
    st.sampled_from(
        ["no", "Yes", "NULL", "~", "12:30", "2026-03-01", "0x1F", "1_000", ".5", "1e3", "<<", "=", "- a"]
    ),
    st.sampled_from(
        ["a\n\nb\n", "a\n b", " a\nb", "a\n---\nb", "x\n", "\n\nx", "a: b\n# c", "1.", "+1", "On", "..."]
    ),
)
keys = texts.filter(lambda text: bool(text) and not text.startswith("\0"))
values = st.recursive(
    st.one_of(
        texts,
        st.none(),
        st.booleans(),
        st.integers(-(10**17), 10**17),
        st.decimals(-(10**6), 10**6, places=4).map(float),
    ),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(keys, below, max_size=4),
    max_leaves=12,
)


fields = st.dictionaries(keys, values, max_size=6)


@settings(max_examples=200, deadline=None)
@given(fields)
def test_any_fields_read_back_equal_here_and_elsewhere(data: dict[str, Any]) -> None:
    text = "".join(f"{line}\n" for line in yaml_lines(data))
    reading = read(text)
    assert reading.faults == []
    assert (reading.data or {}) == data
    assert (yaml.safe_load(text) or {}) == data
    assert not read_file(text.encode(), markdown=False).faults or not data


@settings(max_examples=100, deadline=None)
@given(fields, st.dictionaries(st.sampled_from([*CASE.sections, OPENING, "Odd", "A #"]), texts, max_size=5))
def test_a_record_reads_back_equal(data: dict[str, Any], sections: dict[str, str]) -> None:
    data = {"schema_version": 1, **data}
    written = record_text(CASE, data, sections, guidance=Guidance.NONE)
    first = read_file(written.encode(), markdown=True)
    assert first.data == data
    once = sections_of(CASE, first.body)
    for name, text in sections.items():
        for word in text.replace("\r", "\n").split():
            assert word.isspace() or not word.isprintable() or word in first.body, name
    again = read_file(record_text(CASE, first.data, once, guidance=Guidance.NONE).encode(), markdown=True)
    assert again.data == data
    assert sections_of(CASE, again.body) == once


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("guidance", Guidance)
def test_what_is_asked_stands_in_comments_and_changes_nothing(name: str, guidance: Guidance) -> None:
    type = TYPES[name]
    data = {key: value for key, value in example_record(type).items() if key in type.begins_with}
    file = read_file(record_text(type, data, guidance=guidance).encode(), markdown=type.is_markdown)
    assert file.faults == [] and file.data == data
    assert not type.is_markdown or sections_of(type, file.body) == {}


@pytest.mark.parametrize("name", WRITTEN)
def test_the_examples_of_the_template_fit_once_their_marks_are_taken_away(name: str) -> None:
    type = TYPES[name]
    text = record_text(type, {}, guidance=Guidance.ALL).partition("\n---\n")[0]
    lines = [line.removeprefix("# ") for line in text.split("\n") if line.startswith(("# ", "#   "))]
    keys = tuple(f"{key}:" for key in type.properties)
    asked = [line for line in lines if line.startswith((*keys, "  "))]
    assert read("\n".join(asked)).data == example_record(type)


def test_every_case_of_the_hub_reads_back_equal() -> None:
    for name in ("case", "practice", "challenge"):
        for path in sorted((ROOT / "content" / TYPES[name].folder).glob("*.md")):
            file = read_file(path.read_bytes(), markdown=True)
            sections = sections_of(TYPES[name], file.body)
            assert list(sections) == list(TYPES[name].sections)
            again = read_file(record_text(TYPES[name], file.data, sections).encode(), markdown=True)
            assert (again.data, again.body.strip()) == (file.data, file.body.strip())


def test_a_body_is_kept_as_it_stands() -> None:
    body = "Before.\n\n## Odd\n\n<b>x</b>\n\n## The problem\n\ny"
    assert record_text(CASE, {"title": "T"}, body).endswith(f"---\n\n{body}\n")
    assert sections_of(CASE, body) == {OPENING: "Before.", "Odd": "<b>x</b>", "The problem": "y"}


@pytest.mark.parametrize(
    ("open_end", "closed"),
    [("```yaml\na: 1", "```"), ("~~~~\nx", "~~~~"), ("<!-- not yet", "-->"), ("a <b", ""), ("> ```\n> x", "")],
)
def test_what_is_left_open_does_not_swallow_the_next_section(open_end: str, closed: str) -> None:
    body = record_text(CASE, {}, {"The problem": open_end, "What changed": "All."}).partition("---\n\n")[2]
    sections = sections_of(CASE, body)
    assert sections["What changed"] == "All."
    assert sections["The problem"] == f"{open_end}\n{closed}".strip()


def test_headings_in_a_fence_are_text_and_what_stands_under_one_twice_is_joined() -> None:
    body = "## The problem\n\n```\n## What was done\n```\n\n## the PROBLEM\n\ntwice\n\nUnder lined\n---\n\nz"
    assert sections_of(CASE, body) == {
        "The problem": "```\n## What was done\n```\n\ntwice",
        "Under lined": "z",
    }


def test_prompts_that_were_left_are_no_text_but_what_stands_beside_them_is() -> None:
    prompt = comment_of(CASE.prompts["The problem"])
    assert sections_of(CASE, f"## The problem\n\n{prompt}\n\n## What changed\n\n…") == {}
    assert sections_of(CASE, f"## The problem\n\n{prompt}\n\nMine.") == {"The problem": f"{prompt}\n\nMine."}


def test_codes_and_days_read_alike_everywhere() -> None:
    data = {"country": "NO", "started": "2023", "submitted": "2026-03-01", "open": "no", "sdgs": ["SDG1", "SDG16"]}
    text = "\n".join(yaml_lines(data))
    assert text == 'country: "NO"\nstarted: "2023"\nsubmitted: "2026-03-01"\nopen: "no"\nsdgs: [SDG1, SDG16]'
    assert yaml.safe_load(text) == read(text).data == data
