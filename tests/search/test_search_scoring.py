"""Scores are lunr's, to the last digit that matters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunr.builder import Builder
from lunr.index import Index
from lunr.pipeline import Pipeline
from lunr.stop_word_filter import stop_word_filter
from lunr.trimmer import trimmer
from shared_corpus import QUESTIONS, documents

from casehub.search.analysis import Analyser, MendedStemmer, Plain, Words
from casehub.search.document import Document
from casehub.search.scoring import FIELDS, Analysed, analyse, impacts

STEMMER = MendedStemmer()


def mended(token: Any, i: Any = None, tokens: Any = None) -> Any:
    return token.update(STEMMER.stem)


Pipeline.register_function(mended, "mendedStemmer")


def lunr_index(some: Sequence[Document], words: Words | None = None) -> Index:
    """lunr's own index; of lunr's own pipeline, or of the terms that an analyser makes."""
    builder = Builder()
    builder.ref("id")
    for place, (field, boost) in enumerate(FIELDS.items()):
        builder.field(field, boost, extractor=lambda each, place=place: each["texts"][place])
    if words is None:
        for pipeline in (builder.pipeline, builder.search_pipeline):
            pipeline.add(trimmer, stop_word_filter, mended)
    for id, document in enumerate(some):
        texts = document.texts if words is None else [terms_of(text, words) for text in document.texts]
        builder.add({"id": id, "texts": texts})
    return builder.build()


def terms_of(text: str, words: Words) -> list[str]:
    return [words.term(word) for run in words.raw.findall(text.lower()) for word in words.words(run)]


def lunr_scores(index: Index, terms: Sequence[str]) -> dict[int, float]:
    query = index.create_query()
    for term in terms:
        query.term(term)
    return {int(each["ref"]): each["score"] for each in index.query(query)} if query.clauses else {}


def asked() -> list[str]:
    return [str(question["text"]) for question in QUESTIONS if len(str(question["text"])) < 5_000]


def test_lunrs_own_pipeline_gives_the_same_results_and_scores() -> None:
    some = [each for each in documents() if each.language == "en"]
    plain = Plain()
    theirs = lunr_index(some)
    ours = impacts(analyse(some, plain), plain)
    found = 0
    for text in asked():
        runs = [run for run in plain.raw.findall(text.lower()) if run]
        expected = lunr_scores(theirs, runs)
        assert ours.score(terms_of(text, plain)) == pytest.approx(expected, abs=1e-6), text
        found += len(expected)
    assert found > 50


@pytest.mark.parametrize("language", ["en", "fr", "ja"])
def test_our_analyser_is_scored_by_lunrs_formula(language: str) -> None:
    some = [each for each in documents() if each.language == language]
    words = Analyser(language)
    theirs = lunr_index(some, words)
    ours = impacts(analyse(some, words), words)
    for text in asked():
        terms = terms_of(text, words)
        assert ours.score(terms) == pytest.approx(lunr_scores(theirs, terms), abs=1e-6), text


LETTERS = st.text("ab é'-.東y", max_size=12)


@given(st.lists(st.tuples(LETTERS, LETTERS, LETTERS), min_size=1, max_size=6), LETTERS)
def test_parity_holds_for_any_documents(texts: list[tuple[str, str, str]], query: str) -> None:
    some = [Document(str(id), "case", *each) for id, each in enumerate(texts)]
    plain = Plain()
    ours = impacts(analyse(some, plain), plain)
    expected = lunr_scores(lunr_index(some), plain.raw.findall(query.lower()))
    assert ours.score(terms_of(query, plain)) == pytest.approx(expected, abs=1e-6)


def test_what_was_read_before_makes_no_difference() -> None:
    """Reading anew, and reading only what has changed, give the same."""
    words = Analyser("en")
    some = list(documents())
    before = analyse(some[2:9], words)
    after, anew = analyse(some[:7], words, before), analyse(some[:7], words)
    assert after.to_bytes() == anew.to_bytes()
    assert Analysed.from_bytes(anew.to_bytes()).to_bytes() == anew.to_bytes()


@pytest.mark.parametrize("content", [b"", b"\0" * 8, b"\x05" + b"\0" * 7 + b"[1,2]", b"nonsense"])
def test_what_is_not_an_analysis_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"analysis|Expecting|cut|unpack|char"):
        Analysed.from_bytes(content)


def test_one_long_run_of_unspaced_text_takes_no_long() -> None:
    words = Analyser("ja")
    some = [Document(str(id), "case", "題", "", "東京都" * 20_000, "ja") for id in range(2)]
    assert impacts(analyse(some, words), words).size == 2
