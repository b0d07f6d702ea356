"""The word that somebody probably meant, for a word that no document has."""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST = 4
"""Shorter words are one slip away from too many others."""
LONG = 8
"""From this length on two slips are forgiven."""
SAME_START = 8
"""How much a candidate is preferred for beginning with the same letter, in quarters of a doubling of uses."""


def allowance(word: str) -> int:
    """How many slips are forgiven in a word: none in short words and numbers."""
    if len(word) < SHORTEST or word.isdecimal():
        return 0
    return 2 if len(word) >= LONG else 1


def distance(one: str, other: str, most: int) -> int:
    """Letters inserted, left out, replaced, or swapped with their neighbour (optimal string alignment).

    Gives `most + 1` as soon as it is certain that it takes more.
    https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before_last, last = last, current
    return last[-1]


def nearest(word: str, candidates: Iterable[tuple[str, int]], most: int) -> str:
    """The best candidate (word, logarithm of uses) within `most` slips, or an empty string.

    Fewer slips come first, then more uses with a preference for the same first letter, then the order given.
    """
    best, best_rank = "", (most + 1, 0)
    for candidate, uses in candidates:
        if abs(len(candidate) - len(word)) > best_rank[0]:
            continue
        slips = distance(word, candidate, min(best_rank[0], most))
        rank = (slips, -uses - (SAME_START if candidate[0] == word[0] else 0))
        if slips <= most and rank < best_rank:
            best, best_rank = candidate, rank
    return best
