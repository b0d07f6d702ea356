"""Three steps to a complete record, one question at a time, and then what readers ask for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from mini_hub import definitions

from casehub.records.completeness import WELCOME, completeness
from casehub.records.examples import example_record

CASE = definitions().types["case"]
FULL = {**example_record(CASE), "schema_version": 1, "status": "draft"}


def test_a_whole_record_is_asked_nothing() -> None:
    assert completeness(CASE, FULL, CASE.sections).next is None
    assert completeness(CASE, FULL, CASE.sections).state == "Ready to publish."


def test_the_steps_come_one_after_the_other_and_the_best_question_first() -> None:
    title = {"schema_version": 1, "title": "A title", "status": "draft"}
    asked = completeness(CASE, title)
    assert asked.step == 1
    assert asked.next is not None and asked.next.key == "summary" and asked.next.ask == CASE.question("summary")
    assert asked.state.startswith("Enough for a draft. Before it is ready for review, ")
    review = {key: FULL[key] for key in CASE.required_from("in-review")}
    assert completeness(CASE, review).step == 2
    assert completeness(CASE, review).state.startswith("Ready for review. Before it can be published, ")
    assert completeness(CASE, review).steps[2][-1].key == "published", "nobody knows the day before it has come"
    published = {key: FULL[key] for key in CASE.asks_for}
    assert completeness(CASE, published).step == 3
    assert [each.key for each in completeness(CASE, published).welcome] == list(WELCOME["case"])
    assert completeness(CASE, published).state == "Ready to publish. Readers would like to know 8 things more."
    assert completeness(CASE, {}).state.startswith("Not yet a draft. Before it is a draft, ")


def test_a_section_without_text_is_a_question_of_review() -> None:
    how = completeness(CASE, FULL, CASE.sections[1:])
    assert (how.step, how.next is not None and how.next.is_section) == (1, True)
    assert how.state.endswith("1 more question has to be answered.")


def test_what_readers_ask_for_is_in_the_schemas() -> None:
    for name, keys in WELCOME.items():
        assert set(keys) <= set(definitions().types[name].properties)


@given(st.sets(st.sampled_from(sorted(FULL))))
def test_answering_the_next_question_never_sets_back(keys: set[str]) -> None:
    data = {key: FULL[key] for key in keys}
    how = completeness(CASE, data)
    asked = []
    while how.next is not None:
        asked.append(how.next.key)
        step = how.step
        data[how.next.key] = FULL.get(how.next.key, "x")
        how = completeness(CASE, data)
        assert how.step >= step
    assert len(asked) == len(set(asked))
