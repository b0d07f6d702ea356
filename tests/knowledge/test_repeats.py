"""A text repeats another when much of both is the same, whoever comes first, and not for a paragraph of the house."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casehub.knowledge.repeats import MUCH, SHARED_BY, SHORTEST, SOME, repeats, share_of, shingles
from casehub.search.analysis import Analyser

ENGLISH = Analyser("en")


def text(seed: int, words: int = 200) -> list[str]:
    draw = random.Random(seed)
    return ["".join(draw.choice("bcdfghklmnprstvw") + draw.choice("aeiou") for _ in range(3)) for _ in range(words)]


def found(asked: list[str], **texts: list[str]) -> dict[str, list[tuple[str, float]]]:
    said = {name: shingles(" ".join(words), ENGLISH) for name, words in texts.items()}
    return {name: [(each.name, each.share) for each in some] for name, some in repeats(asked, said)}


def rewritten(words: list[str], share: float) -> list[str]:
    """Every tenth run of ten words anew, or every second, and so on."""
    other = text(99, len(words))
    blocks = range(0, len(words), 10)
    return [word for at in blocks for word in (other if (at // 10 % 4) / 4 < share else words)[at : at + 10]]


def test_texts_that_share_nothing_are_passed_over():
    assert found(["a", "b"], a=text(1), b=text(2)) == {}
    assert found(["a"], a=text(1)) == {}
    assert found([], a=text(1), b=text(1)) == {}


def test_short_texts_are_not_compared():
    assert found(["a"], a=text(1, SHORTEST), b=text(1, SHORTEST)) == {}
    assert found(["a"], a=text(1, SHORTEST + 2), b=text(1, SHORTEST + 2)) == {"a": [("b", 1.0)]}
    assert len(shingles("two words", ENGLISH)) == 0
    assert share_of(shingles("", ENGLISH), shingles("", ENGLISH)) == 0.0


def test_a_copy_and_a_part_of_a_longer_text_are_repetitions():
    own = text(1)
    assert found(["a"], a=own, b=own, c=text(2)) == {"a": [("b", 1.0)]}
    (longer,) = found(["a"], a=own, b=[*text(2, 400), *own])["a"]
    assert longer == ("b", 1.0)


def test_stop_words_and_capitals_do_not_count():
    own = text(1)
    assert found(["a"], a=own, b=[part for word in own for part in ("the", word.upper())])["a"] == [("b", 1.0)]


def test_half_rewritten_is_found_and_a_paragraph_in_common_is_not():
    own = text(1)
    ((_, share),) = found(["a"], a=rewritten(own, 0.5), b=own)["a"]
    assert SOME <= share < 0.5
    together = [*own[:60], *text(3, 140)]
    assert SOME <= share_of(*(shingles(" ".join(each), ENGLISH) for each in (together, own))) < MUCH
    assert found(["a"], a=together, b=own) == {}


@pytest.mark.parametrize(("others", "is_told"), [(SHARED_BY - 1, True), (SHARED_BY, False)])
def test_what_very_many_say_is_a_phrase_of_the_house(others: int, is_told: bool):
    assert bool(found(["a"], a=text(1), **{f"b{n}": text(1) for n in range(others)})) is is_told


@given(st.integers(0, 50), st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]))
def test_both_ways_alike_and_never_with_itself(seed: int, share: float):
    both = found(["a", "b"], a=text(seed), b=rewritten(text(seed), share), c=text(seed + 100))
    assert ("a" in both) == ("b" in both)
    for name, other in (("a", "b"), ("b", "a")):
        assert [each for each, _ in both.get(name, [])] in ([], [other])
    assert both.get("a", [("", 0.0)])[0][1] == both.get("b", [("", 0.0)])[0][1]


def test_the_shared_shingles_are_told():
    own = text(1)
    said = {"a": shingles(" ".join(rewritten(own, 0.5)), ENGLISH), "b": shingles(" ".join(own), ENGLISH)}
    ((_, (repeat,)),) = repeats(["a"], said)
    assert set(repeat.shingles.tolist()) == set(np.intersect1d(said["a"], said["b"]).tolist())
