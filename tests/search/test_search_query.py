"""What is found, in which order, and how facets narrow it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared_corpus import documents, reader

from casehub.search.analysis import Analyser
from casehub.search.document import Document, Facet
from casehub.search.files import build, index_of
from casehub.search.query import Reader
from casehub.search.spelling import allowance, distance, nearest


def urls(text: str, **asked: object) -> list[str]:
    return [card["url"] for card in reader().search(text, **asked).cards]  # type: ignore[arg-type]


def test_scores_are_lunrs_rewarded_for_coverage() -> None:
    """Within a level of exactness: the files hold impacts in 32 levels."""
    text = "congestion trial survey"
    words = Analyser("en")
    terms = [words.term(word) for word in words.query_words(text, 9)[0]]
    exact = index_of(documents(), "en").impacts
    having = {term: exact.score([term]).keys() for term in terms}
    telling = {term: round(1000 * math.log(1 + len(documents()) / len(ids))) for term, ids in having.items()}
    found = reader().matches(text, typing=False)
    scores = exact.score(terms)
    assert found.scores.keys() == scores.keys()
    for id, score in found.scores.items():
        share = sum(telling[term] for term in terms if id in having[term]) / sum(telling.values())
        assert score == pytest.approx(scores[id] * share, rel=0.05, abs=0.05)


def test_a_word_that_tells_documents_apart_covers_more_than_one_that_most_have() -> None:
    some = [
        Document("telling", "case", "", "", "toll and other words of the same length here"),
        Document("common", "case", "", "", "people city money and words of the same length"),
        *(Document(f"other{n}", "case", "", "", "people city money in a text") for n in range(8)),
    ]
    found = build(some)
    index = Reader(lambda name: found[f"assets/search/en/{name}"])
    assert index.search("people city money toll").cards[0]["url"] == "telling"


def test_all_words_stand_before_one_word_often() -> None:
    some = [
        Document("often", "case", "", "", "tram " * 30),
        Document("both", "case", "", "", "tram bus " + "filler words here " * 3),
        *(Document(f"other{n}", "case", "", "", "lanes and more words") for n in range(6)),
    ]
    found = build(some)
    index = Reader(lambda name: found[f"assets/search/en/{name}"])
    assert index.search("tram bus").cards[0]["url"] == "both"


def test_a_last_word_is_completed_while_it_is_typed() -> None:
    assert urls("payro") == ["cases/payroll/"]
    assert urls("payro", typing=False) == []
    assert urls("payro ") == []


def test_only_words_without_hits_are_corrected() -> None:
    assert reader().search("tests", typing=False).corrected == ()
    assert reader().search("gouvernment", typing=False).corrected == (("gouvernment", "government"),)
    assert reader().search("2o26 c4t", typing=False).corrected == ()


def test_forms_that_no_document_has_are_found_by_their_ending() -> None:
    found = reader().search("deployments", typing=False)
    assert found.corrected == ()
    assert [card["url"] for card in found.cards] == ["cases/payroll/"]


def test_sorting_by_date_keeps_what_has_all_words() -> None:
    assert urls("people pay time", sort="date") == ["cases/tax-letters/"]
    assert len(urls("people pay time")) > 1


def test_a_sort_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="sorted by colour"):
        reader().search("", sort="colour")


def test_files_that_do_not_fit_are_said() -> None:
    index = reader()
    index._read = lambda name: b"\x1f\x8bnot gzip"
    with pytest.raises(ValueError, match="the index lacks"):
        index.search("trial")


VALUES = st.lists(st.sampled_from("xyz"), unique=True, max_size=3)
ROWS = st.lists(st.tuples(VALUES, VALUES, st.sampled_from(["tram", "bus", "tram bus", ""])), max_size=12)


@settings(max_examples=60)
@given(ROWS, VALUES, VALUES, st.sampled_from(["", "tram", "bus tram"]))
def test_counts_say_what_a_click_would_give(
    rows: list[tuple[list[str], list[str], str]], one: list[str], other: list[str], text: str
) -> None:
    """Checked against doing it: choosing only this value in its facet finds as many as its count said."""
    some = [
        Document(f"{n:02}", "case", "", "", body, facets={"one": tuple(a), "other": tuple(b)})
        for n, (a, b, body) in enumerate(rows)
    ]
    found = build(some, {"en": {"one": Facet("One", {"z": "Zed", "x": "Ex"})}})
    index = Reader(lambda name: found[f"assets/search/en/{name}"])
    chosen = {"one": one, "other": other}
    answer = index.search(text, chosen, show=["one", "other"], per_page=99)
    words = text.split()
    expected = [
        f"{n:02}"
        for n, (a, b, body) in enumerate(rows)
        if (not words or set(words) & set(body.split())) and _holds(a, one, rows, 0) and _holds(b, other, rows, 1)
    ]
    assert sorted(card["url"] for card in answer.cards) == expected
    for facet, (_, counts) in answer.counts.items():
        for each in counts:
            assert index.search(text, chosen | {facet: [each.id]}).total == each.count
            assert each.chosen == (each.id in chosen[facet])


def _holds(values: list[str], wanted: list[str], rows: list[tuple[list[str], list[str], str]], place: int) -> bool:
    """Values that nobody has are ignored, as the answer says."""
    known = {value for row in rows for value in row[place]}
    return not known & set(wanted) or bool(set(values) & set(wanted))


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("tram", "tram", 0),
        ("tram", "tarm", 1),
        ("tram", "trams", 1),
        ("tram", "trim", 1),
        ("abcd", "badc", 2),
        ("a", "", 1),
    ],
)
def test_distance_counts_slips(one: str, other: str, slips: int) -> None:
    assert distance(one, other, 2) == slips == distance(other, one, 2)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert min(distance(one, other, 2), 3) == min(distance(other, one, 2), 3)
    assert (distance(one, other, 2) == 0) == (one == other)


def test_the_nearest_word_is_the_most_used_of_the_nearest() -> None:
    assert nearest("budegt", [("badge", 90), ("budget", 20), ("budgets", 60)], 2) == "budget"
    assert nearest("srvice", [("service", 10), ("services", 90)], 1) == "service"
    assert nearest("xyzzy", [("service", 10)], 1) == ""
    assert [allowance(word) for word in ("bus", "tram", "services", "20262026")] == [0, 1, 2, 0]
