"""The files of an index: the same for the same documents, small, and readable."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared_corpus import FACETS, HOSTILE, documents, files, reader

from casehub.search import codec
from casehub.search.document import Document
from casehub.search.files import CHUNK, build, index_of, suffix_rules
from casehub.search.query import Reader


def open_index(found: dict[str, bytes], language: str = "en") -> Reader:
    return Reader(lambda name: found[f"assets/search/{language}/{name}"])


def test_the_order_of_documents_makes_no_difference() -> None:
    some = list(documents())
    random.Random(5).shuffle(some)
    assert build(some, FACETS) == files()


def test_there_is_an_index_for_each_language() -> None:
    assert {path.split("/")[2] for path in files()} == {"en", "fr", "ja"}
    assert {path.split("/")[2] for path in build((), languages=("en", "es"))} == {"en", "es"}


def test_every_file_but_the_manifest_is_named_by_its_content() -> None:
    before = set(files())
    changed = [replace(each, body=each.body + " aardvark") if each.type == "page" else each for each in documents()]
    new = set(build(changed, FACETS)) - before
    assert {path.rpartition("/")[2].partition("-")[0] for path in new} == {"terms", "words"}


def test_every_file_but_the_manifest_is_packed_whatever_the_host_does() -> None:
    for path, content in files().items():
        assert path.endswith("manifest.json") or content[:2] == b"\x1f\x8b"
        assert content[4:8] == b"\0\0\0\0" or path.endswith("manifest.json"), "no time stands in it"


def test_an_empty_hub_has_an_index() -> None:
    found = open_index(build(())).search("anything at all", show=["country"])
    assert (found.total, found.cards, found.unknown) == (0, (), ("anything",))
    assert open_index(build(())).search("").total == 0


def test_a_single_document_is_found() -> None:
    index = open_index(build([Document("cases/a/", "case", "A bridge", "Somebody built a bridge.")]))
    assert [card["url"] for card in index.search("bridges").cards] == ["cases/a/"]


def test_a_document_without_words_stands_in_the_list() -> None:
    assert open_index(build([Document("cases/a/", "case", "…")])).search("").total == 1


@pytest.mark.parametrize("text", HOSTILE, ids=lambda each: repr(each)[:20])
def test_hostile_text_is_indexed_and_found(text: str) -> None:
    facets = {"country": (text,)}
    hostile = Document("cases/h/", "case", text, text, text, keywords=(text,), facets=facets, card={"x": text})
    index = open_index(build([*documents(), hostile]))
    found = index.search(text, per_page=50)
    assert found.words == () or "cases/h/" in {card["url"] for card in found.cards}
    assert index.column("country") is not None


def test_cases_come_first_and_the_newest_of_them() -> None:
    listed = [card["url"] for card in reader().search("", per_page=50).cards]
    assert listed[:3] == ["cases/identity-app/", "cases/tax-letters/", "cases/tokyo-desk/"]
    assert listed[-4:] == ["practices/try-first/", "challenges/prove-identity/", "about/method/", "glossary/toll/"]


def test_cards_hold_what_results_show() -> None:
    shown = reader().card(0)
    assert shown["title"] == "One identity app for all government services"
    assert (shown["evidence"], shown["verdict"], shown["date"]) == (1, "Did not work", "2025-06-01")


def test_no_list_of_files_grows_with_the_manifest() -> None:
    manifest = json.loads(files()["assets/search/en/manifest.json"])
    assert len(files()["assets/search/en/manifest.json"]) < 3_000
    assert manifest["documents"] == 12
    assert manifest["types"]["case"] == 8
    assert manifest["cards"]["chunk"] == CHUNK


def test_endings_lead_to_terms() -> None:
    rules = suffix_rules(index_of(documents(), "en").impacts)
    assert ("s", "") in rules
    assert [len(ending) for ending, _ in rules] == sorted((len(ending) for ending, _ in rules), reverse=True)


WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8), max_size=30)


@given(WORDS)
def test_sorted_words_are_read_back(words: list[str]) -> None:
    ordered = sorted(set(words) - {""}, key=lambda word: word.encode("utf-16-be"))
    assert codec.Cursor(codec.pack_words(ordered)).words() == ordered


@given(st.lists(st.integers(0, 2**32 - 1)))
def test_numbers_are_read_back(numbers: list[int]) -> None:
    packed = b"".join(map(codec.varint, numbers))
    assert codec.Cursor(packed).varints(len(numbers)) == numbers


BODIES = st.lists(st.text("abcde ", max_size=60), min_size=1, max_size=40)


@settings(max_examples=25)
@given(BODIES)
def test_every_term_leads_to_its_documents(bodies: list[str]) -> None:
    """What is read back are the postings that were written, and impacts within a level of the exact ones."""
    some = [Document(f"{number:03}", "case", "", "", body) for number, body in enumerate(bodies)]
    index = index_of(some, "en")
    found = open_index(build(some))
    for number, term in enumerate(index.impacts.terms):
        entry = found.entry(term)
        first, last = index.impacts.starts[number], index.impacts.starts[number + 1]
        exact = index.impacts.impacts[first:last]
        assert entry is not None
        assert list(entry.documents) == index.impacts.documents[first:last].tolist()
        assert list(entry.impacts) == pytest.approx(exact.tolist(), abs=max(exact.max() / codec.LEVELS, 0.002))
    for word, number in index.impacts.words.items():
        entry = found.entry(word)
        assert entry is not None
        assert (entry.alias or word) == index.impacts.terms[number]
