"""A hub in another language: its words, its records in translation, and what stays with the original."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from mini_hub import ROOT, case, definitions, edited, hub_of, text_of, write

from casehub.records.model import Hub, Record
from casehub.records.translations import foreign, hub_in, speaks, texts_of

OTHERS = sorted(definitions().other_languages)
ENGLISH = definitions().labels["en"]
FRENCH = "fr/cases/valid-case.md"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", OTHERS)
def test_every_label_is_there_in_every_language(language: str) -> None:
    said = definitions().labels[language]
    assert sorted(ENGLISH.keys() - said.keys()) == [], f"schemas/labels/{language}.yaml lacks these keys"


@pytest.mark.parametrize("language", OTHERS)
def test_labels_have_the_same_places_for_what_is_put_in(language: str) -> None:
    said = definitions().labels[language]
    differing = [key for key in said if key in ENGLISH and placeholders(said[key]) != placeholders(ENGLISH[key])]
    assert differing == [], f"schemas/labels/{language}.yaml has other {{placeholders}} than English"


@pytest.mark.parametrize("language", OTHERS)
def test_every_term_that_may_be_chosen_has_a_label_in_every_language(language: str) -> None:
    lacking = [
        f"{vocabulary.id}: {id}"
        for vocabulary in definitions().vocabularies.values()
        if vocabulary.is_listed
        for id, term in vocabulary.terms.items()
        if language not in term.labels
    ]
    assert lacking == []


@pytest.mark.parametrize("language", OTHERS)
def test_kinds_of_records_fields_and_sections_have_titles_in_every_language(language: str) -> None:
    told = definitions().in_language(language)
    for name, type in definitions().types.items():
        if not type.has_page or name == "page":
            continue
        here = told.types[name]
        assert here.plural != type.plural or name == "organisation", name
        assert not set(here.sections) & set(type.sections), name
        assert len(set(here.sections)) == len(type.sections), name


def test_what_is_not_translated_stays_english() -> None:
    told = definitions().in_language("xx")
    assert told.words == dict(ENGLISH)
    assert told.types["case"].title == "Case study"
    assert told.label("verdict", "mixed") == definitions().label("verdict", "mixed")


def test_names_come_from_the_vocabularies_and_from_cldr() -> None:
    french, spanish = definitions().in_language("fr"), definitions().in_language("es")
    assert french.label("verdict", "did-not-work") == "N'a pas fonctionné"
    assert (french.label("country", "DE"), spanish.label("country", "DE")) == ("Allemagne", "Alemania")
    assert french.vocabularies["country"].terms["GB"].label() == "Royaume-Uni"
    assert french.label("currency", "SEK") == "couronne suédoise"
    assert definitions().label("country", "DE") == "Germany"


@pytest.fixture
def hub(hub_root: Path) -> Hub:
    """The small hub, in which one case has short texts and is translated."""
    original = case(
        ("    source: annual-report\nevidence", "    method: Counted.\n    source: annual-report\nevidence"),
        ("evidence:\n", "unexpected: [More came., Fewer called.]\nevidence:\n"),
    )
    texts = "\ntexts:\n  outcomes.1.method: Compté.\n  unexpected.2: Moins d'appels.\n---\n\n"
    write(hub_root, {"cases/a.md": original, "fr/cases/a.md": edited(text_of(FRENCH), ("\n---\n\n", texts))})
    return hub_of(hub_root)


def a_case(hub: Hub) -> Record:
    return hub.records["case", "a"]


def test_a_record_in_another_language_has_its_words_and_everything_else_of_the_original(hub: Hub) -> None:
    original, french = a_case(hub), a_case(hub_in(hub, "fr"))
    assert texts_of(hub, original) == {
        "outcomes.1.method": "Counted.",
        "unexpected.1": "More came.",
        "unexpected.2": "Fewer called.",
    }
    assert french.title == "Permis de construire en ligne dans la ville d'Exemple"
    assert french.data["language"] == "fr"
    assert french.data["outcomes"] == [{**original.data["outcomes"][0], "method": "Compté."}]
    assert french.data["unexpected"] == ["More came.", "Moins d'appels."]
    told = {"title", "summary", "language", "outcomes", "unexpected"}
    assert {key: value for key, value in french.data.items() if key not in told} == {
        key: value for key, value in original.data.items() if key not in told
    }
    assert "Les demandeurs" in french.html
    assert original.data["unexpected"] == ["More came.", "Fewer called."]
    assert (french.original, french.key, french.path) == (original, original.key, original.path)


def test_what_is_not_translated_says_in_which_language_it_is(hub: Hub) -> None:
    french = hub_in(hub, "fr")
    assert foreign(french, a_case(french)) == {}
    untold = french.records["case", "second-case"]
    assert not speaks(french, untold)
    assert foreign(french, untold)["lang"] == "en"
    assert foreign(french, french.records["organisation", "city-of-example"]) == {}
    assert foreign(hub, a_case(hub)) == {}


def test_the_schema_names_texts_that_are_there() -> None:
    types = definitions().types
    for name, patterns in types["translation"].schema["x-texts"].items():
        for pattern in patterns:
            schema = types[name].schema
            for step in pattern.split("."):
                schema = schema["items"] if step == "*" else schema["properties"][step]
            assert schema["type"] == "string", pattern
            assert "x-vocabulary" not in schema, pattern


def test_every_language_of_this_hub_has_its_files() -> None:
    assert OTHERS == ["es", "fr"]
    for language in OTHERS:
        assert (ROOT / "schemas" / "translations" / f"{language}.yaml").is_file()
