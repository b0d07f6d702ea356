"""What somebody writes into a form comes back as the same record, and nothing that was typed gets lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mini_hub import ROOT, definitions

from casehub.exchange.templates import CONTRIBUTED
from casehub.forge.issue_answers import Answers, answers_of
from casehub.forge.issue_body import NO_ANSWER, cut, issue_body
from casehub.forge.issue_forms import FILLED_IN, Kind, elements
from casehub.records.drafts import sections_of
from casehub.records.examples import example_of, example_record
from casehub.records.front_matter import read_file

TYPES = definitions().types
CASE = TYPES["case"]
LABELS = {each.key: each.label for each in elements(CASE)}
SECTIONS = {name: f"Text of “{name}”, in a line.\n\n- and a list" for name in CASE.sections}


def nobody(type: str, name: str) -> str:
    return {"City of Example": "city-of-example"}.get(name, "")


def read(body: str, name: str = "case") -> Answers:
    return answers_of(TYPES[name], body, definitions(), "2026-03-05", nobody)


def asked(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in FILLED_IN}


def form(**answers: str) -> str:
    """The text of an issue with these answers, by key or section."""
    parts = []
    for each in elements(CASE):
        key = (each.key or each.id).replace(" ", "_").replace("-", "_").lower()
        parts.append(f"### {each.label}\n\n{answers.pop(key, NO_ANSWER)}")
    assert not answers, answers
    return "\n\n".join(parts)


# ---- round trips


@pytest.mark.parametrize("name", CONTRIBUTED)
def test_the_examples_come_back(name: str) -> None:
    type = TYPES[name]
    record = example_record(type)
    sections = dict.fromkeys(type.sections, "Some text.")
    answers = read(issue_body(elements(type), record, sections), name)
    has_rest = any(each.kind is Kind.REST for each in elements(type))
    keys = set(record) if has_rest else {each.key for each in elements(type)}
    assert asked(answers.data) == {key: value for key, value in asked(record).items() if key in keys}
    assert answers.sections == sections
    assert (answers.kept, answers.left, answers.remarks) == ({}, (), {})


def test_every_record_of_the_hub_comes_back() -> None:
    for name in ("case", "practice", "challenge"):
        type = TYPES[name]
        for path in sorted((ROOT / "content" / type.folder).glob("*.md")):
            file = read_file(path.read_bytes(), markdown=True)
            assert type.faults(file.data) == []  # and a year without quotes has become text
            sections = sections_of(type, file.body)
            answers = read(issue_body(elements(type), file.data, sections), name)
            assert asked(answers.data) == asked(file.data), path
            assert {key: text.strip() for key, text in answers.sections.items()} == sections, path


words = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u2028\u2029"), max_size=40)
lines = words.map(lambda text: " ".join(text.split())).filter(
    lambda text: text not in ("", NO_ANSWER, "None", "--") and not text.startswith("### ")
)
prose = st.lists(lines, min_size=1, max_size=3).map("\n\n".join)


def term(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(definitions().vocabularies[name].terms))


records = st.fixed_dictionaries(
    {"title": lines},
    optional={
        "summary": prose,
        "country": term("country"),
        "level": term("level"),
        "functions": st.lists(term("function"), min_size=1, max_size=5, unique=True),
        "language": term("language"),
        "outcomes": st.lists(
            st.fixed_dictionaries(
                {"indicator": term("indicator")}, optional={"statement": prose, "result": st.integers(-9999, 9999)}
            ),
            min_size=1,
            max_size=3,
        ),
        "evidence": st.fixed_dictionaries({"independent": st.sampled_from(["yes", "no"])}),
        "partners": st.lists(st.fixed_dictionaries({"role": lines}), min_size=1, max_size=2),
        "unexpected": st.lists(prose, min_size=1, max_size=3),
        "zebra": lines,
    },
)


@settings(max_examples=150, deadline=None)
@given(records, st.dictionaries(st.sampled_from(CASE.sections), lines, max_size=4), st.booleans())
def test_a_record_comes_back_from_the_text_of_an_issue(
    record: dict[str, Any], sections: dict[str, str], windows: bool
) -> None:
    body = issue_body(elements(CASE), record, sections)
    answers = read(body.replace("\n", "\r\n") if windows else body)
    assert asked(answers.data) == record
    assert set(answers.sections) == set(sections)
    assert answers.kept == {} and answers.left == ()


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.integers(0, 4000))
def test_nothing_that_was_typed_gets_lost(noise: str, at: int) -> None:
    body = issue_body(elements(CASE), {"title": "A title", "level": "local"}, SECTIONS)
    place = min(at, len(body))
    spoilt = body[:place] + noise + body[place:]
    found = cut(spoilt, elements(CASE))
    kept = "\n".join([*found.answers.values(), *(f"{a}\n{b}" for a, b in found.unknown), *found.left, body])
    for word in noise.split():
        assert found.by_position or not word.isalnum() or word in kept
    read(spoilt)


# ---- bad input


def test_an_issue_that_was_edited_into_nonsense_is_left_as_it_is() -> None:
    answers = read("I would like to tell you about our permits.\n\n<b>Call me!</b>")
    assert asked(answers.data) == {} and answers.sections == {}
    assert answers.left == ("I would like to tell you about our permits.\n\n<b>Call me!</b>",)


def test_questions_in_another_order_or_with_other_marks_are_found() -> None:
    title, level = LABELS["title"], LABELS["level"]
    answers = read(f"### {level.upper()}\n\nLocal\n\n###   {title.rstrip('?')}  ###\n\nA title")
    assert asked(answers.data) == {"title": "A title", "level": "local"}
    assert not answers.by_position


def test_translated_questions_are_found_by_their_order_and_answers_by_their_code() -> None:
    body = form(title="A title", country="Danemark (DK)", level="Local", the_problem="Un texte.", verdict="Mixte")
    for number, each in enumerate(elements(CASE)):
        body = body.replace(f"### {each.label}\n", f"### Question traduite {number}\n")
    answers = read(body.replace(NO_ANSWER, "_Pas de réponse_"))
    assert answers.by_position
    assert asked(answers.data)["country"] == "DK" and answers.sections == {"The problem": "Un texte."}
    assert "summary" not in answers.data


def test_one_question_more_or_less_is_not_read_by_order() -> None:
    body = form(title="A title").replace("### ", "### X ")
    assert not read(body + "\n\n### One more\n\nx").by_position


@pytest.mark.parametrize("nothing", ["_No response_", "", "   "])
def test_no_answer_is_none(nothing: str) -> None:
    assert asked(read(form(title="A title", level=nothing, sources=nothing, the_problem=nothing)).data) == {
        "title": "A title"
    }


def test_none_is_no_choice_but_may_be_a_word_of_a_text() -> None:
    answers = read(form(title="None", level="None", functions="None"))
    assert asked(answers.data) == {"title": "None"}


def test_fences_and_headings_inside_answers_stay_there() -> None:
    text = (
        "Before.\n\n```\n## not a heading\n### What changed\n```\n\n# High\n\nLow\n---\n\n#### Deep\n\n### Mine\n\nx"
    )
    answers = read(form(title="A title", what_was_done=text, what_changed="This."))
    done = answers.sections["What was done"]
    assert "```\n## not a heading\n### What changed\n```" in done
    assert "### High" in done and "### Low" in done and "#### Deep" in done and "### Mine" in done
    assert answers.sections["What changed"] == "This."


def test_a_fence_that_is_left_open_takes_nothing_with_it() -> None:
    answers = read(form(title="A title", the_problem="```\nopen", what_changed="This."))
    assert answers.sections == {"The problem": "```\nopen\n```", "What changed": "This."}


def test_html_and_windows_line_ends_are_kept_as_text() -> None:
    answers = read(form(title="A <b>title</b>", the_problem="<script>alert(1)</script>").replace("\n", "\r\n"))
    assert answers.data["title"] == "A <b>title</b>"
    assert answers.sections["The problem"] == "<script>alert(1)</script>"


def test_word_processors_are_forgiven_inside_fields() -> None:
    pasted = "- indicator: “processing-time”\n\u00a0\u00a0dimension: efficiency\n\tstatement: “Half: as long”\n"
    (outcome,) = read(form(title="A title", outcomes=f"```yaml\n{pasted}```")).data["outcomes"]
    assert outcome == {"indicator": "processing-time", "dimension": "efficiency", "statement": "Half: as long"}


def test_a_list_without_its_dash_and_a_field_with_its_name_are_understood() -> None:
    one = "indicator: processing-time\ndimension: efficiency"
    assert read(form(title="T", outcomes=one)).data["outcomes"] == [
        {"indicator": "processing-time", "dimension": "efficiency"}
    ]
    named = "sources:\n  - id: a\n    title: b"
    assert read(form(title="T", sources=named)).data["sources"] == [{"id": "a", "title": "b"}]


def test_the_example_alone_is_no_answer() -> None:
    example = next(each.example for each in elements(CASE) if each.key == "outcomes")
    answers = read(form(title="T", outcomes=f"```yaml\n{example}```"))
    assert "outcomes" not in answers.data and answers.kept == {}


def test_words_where_fields_belong_are_kept_and_told() -> None:
    answers = read(form(title="T", outcomes='It got much better: half the time, "really'))
    label = LABELS["outcomes"]
    assert answers.kept[label] == answers.data["imported"][label] == 'It got much better: half the time, "really'
    assert "kept as it was written" in answers.remarks["outcomes"][0]


def test_what_nobody_may_say_of_their_own_draft_is_not_taken() -> None:
    rest = "status: published\nsubmitted_by: somebody\nregion: DK-84\ntitle: Another\n../x: 1\nzebra: 2"
    answers = read(form(title="T", anything_else=rest))
    assert answers.data["status"] == "draft" and answers.data["submitted_by"] == "editors"
    assert answers.data["title"] == "T" and answers.data["region"] == "DK-84" and answers.data["zebra"] == 2
    assert len(answers.kept) == 4


def test_a_question_of_an_older_form_is_kept() -> None:
    body = form(title="T", level="Local").replace(
        f"### {LABELS['started']}",
        f"### How many people?\n\n250\n\n### Empty one\n\n{NO_ANSWER}\n\n### {LABELS['started']}",
    )
    answers = read(body)
    assert answers.data["imported"] == {"How many people?": "250"}


def test_a_signature_and_a_greeting_are_left_where_they_are() -> None:
    body = (
        f"Dear team,\n\n{form(title='T', could_it_work_elsewhere='Yes.')}\n\n-- \nExample Official\n+45 00 00 00 00"
    )
    answers = read(body.replace("Yes.", "Yes.\n--\nExample Official"))
    assert answers.sections["Could it work elsewhere"] == "Yes."
    assert answers.left[0] == "Dear team," and len(answers.left) == 3
    assert "+45" in answers.left[2] and "imported" not in answers.data


def test_choices_with_commas_are_told_apart_and_unknown_ones_kept() -> None:
    options = next(each.options for each in elements(CASE) if each.key == "functions")
    comma = next(option for option in options if option.count(",") > 1)
    answers = read(form(title="T", functions=f"{comma}, Something new, General services (GF0103)"))
    assert answers.data["functions"] == [options[comma], "Something new", "GF0103"]


def test_a_record_is_named_by_its_name_and_an_address_by_its_page() -> None:
    answers = read(form(title="T", lead_organisation="City of Example"))
    assert answers.data["lead_organisation"] == "city-of-example"
    assert read(form(title="T", lead_organisation="Ministry of Ærø")).data["lead_organisation"] == "ministry-of-aero"
    labels = {each.key: each.label for each in elements(TYPES["question"])}
    body = "### {}\n\n{}\n\n### {}\n\nWhy?".format(labels["about"], "{}", labels["text"])
    for said in ("case/permits", "https://hub.example.org/cases/permits/", "https://x.org/hub/cases/permits/?a=1#b"):
        assert read(body.format(said), "question").data["about"] == {"type": "case", "id": "permits"}
    assert "about" not in read(body.format("that one"), "question").data


def test_sixty_five_thousand_characters_are_read_quickly_enough_and_kept() -> None:
    for noise in (
        "x " * 32_000,
        "### y\n" * 10_000,
        "```\n" * 16_000,
        ", a" * 20_000,
        "[" * 60_000,
        "- [ ] a\n" * 8_000,
    ):
        body = form(title="T", functions=noise.strip())
        answers = read(body)
        assert answers.data["title"] == "T"
    whole = read("z" * 65_000)
    assert whole.left == ("z" * 65_000,)
    fields = read(form(title="T", outcomes="y" * 50_000))
    assert "".join(fields.data["imported"][LABELS["outcomes"]]) == "y" * 50_000


def test_marks_of_direction_and_control_characters_do_not_pass() -> None:
    answers = read(form(title="A \u202etitle\x00\u200b", the_problem="x\u2066y"))
    assert answers.data["title"] == "A title" and answers.sections["The problem"] == "xy"


def test_the_form_has_an_element_for_each_kind() -> None:
    assert {each.kind for name in CONTRIBUTED for each in elements(TYPES[name])} == set(Kind)
    assert example_of(CASE.properties["level"]) == "local"
