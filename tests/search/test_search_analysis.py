"""Text becomes words, and words become terms, as lunr.js does it where it does it well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casehub.search.analysis import LONGEST, Analyser, MendedStemmer, Plain


def words(text: str, language: str = "en") -> list[str]:
    return Analyser(language).query_words(text, 1_000)[0]


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        # What lunr.js 2.3.9 gives where lunr.py 0.8 differs, and words on which both agree.
        *(("day", "day"), ("key", "key"), ("pay", "pay"), ("survey", "survey"), ("money", "money"), ("way", "way")),
        *(("try", "tri"), ("cry", "cri"), ("employ", "employ"), ("deploying", "deploy"), ("today", "today")),
        *(
            ("happy", "happi"),
            ("policy", "polici"),
            ("city", "citi"),
            ("by", "by"),
            ("say", "say"),
            ("services", "servic"),
        ),
    ],
)
def test_the_stemmer_agrees_with_lunr_js_on_a_final_y(word: str, stem: str) -> None:
    assert MendedStemmer().stem(word) == stem


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The government's X-Road", ["government", "x", "road"]),
        ("government’s", ["government"]),
        ("and/or gov.uk, state_of", ["gov", "uk", "state"]),
        ("Café São João", ["cafe", "sao", "joao"]),
        ("ＡＢＣ ｶﾞ ﬁne", ["abc", "ガ", "fine"]),
        ("東京都の窓口 2026年", ["東京", "京都", "都の", "の窓", "窓口", "2026", "年"]),
        ("한국어 서비스", ["한국", "국어", "서비", "비스"]),
        ("บริการ", ["บร", "ริ", "ิก", "กา", "าร"]),
        ("🚌 bus👍🏽 stop", ["bus", "stop"]),
        ("don't we'll", ["don", "ll"]),
        ("the of and", []),
        ("<b>.*+?^${}()|[]\\", ["b"]),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_words_of_french() -> None:
    assert words("L’usager qu'il s'agisse d'aider", "fr") == ["usager", "agisse", "aider"]
    french = Analyser("fr")
    assert french.term("élections") == french.term("elections") == french.term("élection")


def test_a_language_nobody_has_rules_for_is_taken_as_written() -> None:
    assert words("Ukubhalisa abantu", "zu") == ["ukubhalisa", "abantu"]
    assert Analyser("zu").term("abantu") == "abantu"


def test_only_the_beginning_of_a_very_long_word_counts() -> None:
    assert words("x" * 10_000) == ["x" * LONGEST]


def test_the_last_word_is_open_until_something_follows_it() -> None:
    analyser = Analyser()
    assert analyser.query_words("free bus", 9) == (["free", "bus"], "bus")
    assert analyser.query_words("free bus ", 9)[1] == ""
    assert analyser.query_words("free the", 9)[1] == ""
    assert analyser.query_words("a b c d", 2)[0] == ["b", "c"]


@given(st.text())
def test_any_text_is_taken_apart(text: str) -> None:
    for language in ("en", "fr", "ja", "tr"):
        analyser = Analyser(language)
        for word in analyser.query_words(text, 1_000)[0]:
            assert word
            assert analyser.term(word) is not None


@given(st.text())
def test_lunrs_own_pipeline_takes_any_text(text: str) -> None:
    plain = Plain()
    assert all(plain.term(word) is not None for run in plain.raw.findall(text.lower()) for word in plain.words(run))
