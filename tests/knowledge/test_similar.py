"""Likeness is the same both ways, never with itself, and told with reasons that both cases have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casehub.knowledge.similar import LEAST, Profile, likenesses

WORDS = ("toll", "traffic", "bridge", "library", "ballot", "council", "budget", "school", "letter", "register")
FACTS = (("country", "SE"), ("country", "EE"), ("technology", "sensor"), ("mechanism", "trial"))


def profile(id: str, text: str, *facts: tuple[str, str], language: str = "en", digest: str = "") -> Profile:
    return Profile(id, language, digest or f"{id}{text}", lambda: ("", "", text), frozenset(facts))


def ids(found: dict, id: str) -> list[str]:
    return [each.id for each in found[id]]


ROADS = "A toll on the bridge made traffic fall in the evening"
some_profiles = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), max_size=8), st.sets(st.sampled_from(FACTS), max_size=3)),
    min_size=1,
    max_size=8,
).map(lambda each: [profile(f"c{n}", " ".join(words), *facts) for n, (words, facts) in enumerate(each)])


def test_a_case_alone_is_like_none():
    found, _ = likenesses([profile("a", ROADS)], ["a"], 5)
    assert found == {"a": ()}
    assert likenesses([], [], 5)[0] == {}


def test_what_two_cases_share_is_told():
    found, _ = likenesses(
        [
            profile("a", ROADS, ("country", "SE"), ("mechanism", "trial")),
            profile("b", "The toll for bridges: less traffic", ("country", "SE"), ("mechanism", "pilot")),
            profile("c", "Pupils vote on the budget of their school", ("country", "BR")),
        ],
        ["a", "c"],
        5,
    )
    (alike,) = found["a"]
    assert (alike.id, alike.facts) == ("b", (("country", "SE"),))
    assert set(alike.words) == {"toll", "bridge", "traffic"}
    assert alike.score > LEAST
    assert found["c"] == ()
    assert list(found) == ["a", "c"]


def test_facts_alone_can_make_two_cases_alike_across_languages():
    profiles = [
        profile("a", "toll bridge", ("country", "SE"), ("technology", "sensor")),
        profile("b", "toll bridge", ("country", "SE"), ("technology", "sensor"), language="fr"),
    ]
    found, analysed = likenesses(profiles, ["a"], 5)
    (alike,) = found["a"]
    assert alike.words == ()
    assert alike.score == pytest.approx(0.15)
    assert sorted(analysed) == ["en", "fr"]


@given(some_profiles)
def test_likeness_is_the_same_both_ways_and_never_with_itself(profiles):
    found, _ = likenesses(profiles, [each.id for each in profiles], 9)
    scores = {(id, each.id): each for id, some in found.items() for each in some}
    for (one, other), alike in scores.items():
        assert one != other
        assert LEAST <= alike.score <= 1
        assert scores[other, one].score == alike.score
        assert set(scores[other, one].facts) == set(alike.facts)
    for some in found.values():
        assert [-each.score for each in some] == sorted(-each.score for each in some)


@given(some_profiles, st.randoms())
def test_order_and_memory_change_nothing(profiles, draw):
    asked = [each.id for each in profiles]
    found, analysed = likenesses(profiles, asked, 3)
    mixed = [*profiles]
    draw.shuffle(mixed)
    assert likenesses(mixed, asked, 3)[0] == found
    less, _ = likenesses(profiles[1:], asked[1:], 3)
    assert likenesses(profiles[1:], asked[1:], 3, analysed)[0] == less


def test_a_text_that_is_known_is_not_read_again():
    found, analysed = likenesses([profile("a", ROADS), profile("b", ROADS)], ["a"], 5)

    def refuse():
        raise AssertionError("read again")

    known = [Profile(each, "en", f"{each}{ROADS}", refuse) for each in ("a", "b")]
    assert likenesses(known, ["a"], 5, analysed)[0] == found


def test_no_more_than_asked_for_and_of_equals_the_first():
    profiles = [profile(id, ROADS) for id in ("d", "b", "c", "a")]
    found, _ = likenesses(profiles, ["c"], 2)
    assert ids(found, "c") == ["a", "b"]


def test_what_nearly_all_have_makes_no_two_alike():
    profiles = [profile(f"c{n:03}", f"toll bridge {WORDS[n % 10]}{n}", ("country", "SE")) for n in range(60)]
    found, _ = likenesses(profiles, ["c000"], 5)
    assert found["c000"] == ()
