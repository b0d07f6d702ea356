"""Shared terms: labels by language, and what somebody probably meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini_hub import definitions

VOCABULARIES = definitions().vocabularies


@pytest.mark.parametrize(
    ("vocabulary", "written", "meant"),
    [
        ("level", "local", "local"),
        ("level", "Local", "local"),
        ("level", " municipality ", "local"),
        ("level", "lokal", "local"),
        ("level", "galactic", ""),
        ("country", "dk", "DK"),
        ("country", "DNK", "DK"),
        ("country", "Denmark", "DK"),
        ("country", "Danmark", "DK"),
        ("country", "UK", "GB"),
        ("country", "USA", "US"),
        ("country", "South Korea", "KR"),
        ("country", "Atlantis", ""),
        ("currency", "euro", "EUR"),
        ("currency", "eur", "EUR"),
        ("region", "dk-82", "DK-82"),
        ("language", "French", "fr"),
        ("language", "français", "fr"),
        ("verdict", "success", "worked"),
        ("verdict", "échec", "did-not-work"),
        ("yes-no", "oui", "yes"),
    ],
)
def test_what_somebody_probably_meant(vocabulary: str, written: str, meant: str) -> None:
    assert VOCABULARIES[vocabulary].suggestion(written) == meant


@pytest.mark.parametrize("vocabulary", sorted(VOCABULARIES))
def test_every_term_has_an_english_label_and_a_language_without_one_falls_back_to_it(vocabulary: str) -> None:
    for id, term in VOCABULARIES[vocabulary].terms.items():
        assert term.id == id
        assert VOCABULARIES[vocabulary].label(id)
        assert VOCABULARIES[vocabulary].label(id, "xx") == VOCABULARIES[vocabulary].label(id, "en")
        assert id in VOCABULARIES[vocabulary]


def test_labels_come_in_the_readers_language() -> None:
    assert VOCABULARIES["country"].label("DE", "fr") == "Allemagne"
    assert VOCABULARIES["currency"].label("SEK", "en") == "Swedish Krona"
    assert VOCABULARIES["level"].label("regional", "fr") == "Régional"
    assert definitions().label("level", "local", "es") == "Local"
    assert VOCABULARIES["level"].label("not a term") == "not a term"
    assert VOCABULARIES["country"].label("ZZ") == "ZZ"


def test_a_long_list_of_choices_is_cut_and_codes_are_told_by_their_form() -> None:
    assert VOCABULARIES["yes-no"].choices() == "yes, no"
    assert VOCABULARIES["language"].choices(3).startswith("en, fr, es and ")
    assert "ISO 4217" in VOCABULARIES["currency"].choices()


@given(st.sampled_from(sorted(VOCABULARIES)), st.text(max_size=40))
def test_any_text_can_be_looked_up(vocabulary: str, text: str) -> None:
    near = VOCABULARIES[vocabulary].suggestion(text)
    assert near == "" or near in VOCABULARIES[vocabulary]
