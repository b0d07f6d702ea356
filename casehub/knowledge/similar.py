"""Cases like a case, and in what they are alike. How it is reckoned is told in `content/about/method.md`.

    likeness(a, b) = (1 - FACTS) * cosine of their texts + FACTS * cosine of their facts        (0 to 1)

A text is the vector of its `STRONGEST` terms, weighed as search weighs them (lunr's BM25: `casehub.search.scoring`).
Facts are what two records state alike: terms, places, organisations, indicators, the family of adaptations. A fact
that n of N cases have weighs log(1 + N / n), after Karen Spärck Jones, “A statistical interpretation of term
specificity and its application in retrieval”, Journal of Documentation 28 (1972). What more than `COMMON` of all
cases have tells hardly any two of them apart, and what only one has makes it like no other: both are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from casehub.knowledge.vectors import Vectors, joined, nearest, strongest, vectors
from casehub.records.processes import in_processes
from casehub.search.analysis import Analyser
from casehub.search.scoring import Analysed, Floats, Ints, analyse, impacts

FACTS = 0.15
"""The share of the facts in a likeness; the rest is the text's. Chosen in `scripts/bench_similar.py`."""
STRONGEST = 64
"""Terms that stand for a text. Twice as many found one link in a hundred more, and took twice as long."""
COMMON = 0.2
"""The share of all cases beyond which a term or a fact says nothing."""
FEW = 50
"""What this many cases have, or fewer, is never too common."""
LEAST = 0.15
"""Below this likeness two cases are not called similar: what they share is chance more often than not."""
TOLD = 3
"""Words that are told of a likeness."""
_CHUNK = 250
"""Cases that are answered for at a time."""

Fact = tuple[str, str]
"""What names a value (a vocabulary or a type of record), and the value."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a case: its texts (title, summary, body) and its facts.

    `text_digest` changes with any of the texts. `read` gives them; it is asked only for what is not known yet.
    """

    id: str
    language: str
    text_digest: str
    read: Callable[[], tuple[str, ...]]
    facts: frozenset[Fact] = frozenset()

    @property
    def texts(self) -> tuple[str, ...]:
        """Title, summary and body."""
        return self.read()


@dataclass(frozen=True, slots=True)
class Likeness:
    """A case that is like another: how much (0 to 1), the facts they share, and the terms that both texts use.

    Facts and words stand with the most telling first. A word is what most texts write for a term, in small letters.
    """

    id: str
    score: float
    facts: tuple[Fact, ...]
    words: tuple[str, ...]


def likenesses(
    profiles: Sequence[Profile],
    asked: Sequence[str],
    most: int,
    before: Mapping[str, Analysed] | None = None,
) -> tuple[dict[str, tuple[Likeness, ...]], dict[str, Analysed]]:
    """The cases most like each of those asked for, among all profiles, and what their texts say, by language.

    Nothing is like itself. `before` is what was given last time: it saves reading texts again and changes nothing.
    The likeness of two cases is the same both ways; of equal ones the first by id comes first.
    """
    ordered = sorted(profiles, key=lambda each: each.id)
    analysed, texts, words = _texts(ordered, before or {})
    facts, rarity = _facts(ordered)
    everything = joined([(texts, 1 - FACTS), (facts, FACTS)])
    vector = np.zeros(texts.width)
    wanted = frozenset(asked)
    numbers = [number for number, each in enumerate(ordered) if each.id in wanted]

    def alike(number: int, found: list[tuple[int, float]]) -> tuple[Likeness, ...]:
        own = ordered[number]
        features, weights = texts.row(number)
        vector[features] = weights
        others = [(ordered[other], texts.row(other), score) for other, score in found if other != number][:most]
        told = tuple(
            Likeness(other.id, score, _shared(own, other, rarity), _spoken(vector, row, words))
            for other, row, score in others
        )
        vector[features] = 0.0
        return told

    def answered(chunk: list[int]) -> list[tuple[Likeness, ...]]:
        found = nearest(everything, chunk, most + 1, LEAST)
        return [alike(number, each) for number, each in zip(chunk, found, strict=True)]

    chunks = [numbers[start : start + _CHUNK] for start in range(0, len(numbers), _CHUNK)]
    answers = [each for some in in_processes(chunks, answered) for each in some]
    return {ordered[number].id: each for number, each in zip(numbers, answers, strict=True)}, analysed


def _texts(
    profiles: Sequence[Profile], before: Mapping[str, Analysed]
) -> tuple[dict[str, Analysed], Vectors, list[str]]:
    """What texts say, their vectors side by side (words of two languages are never the same), and a word for each
    feature."""
    analysed, names = {}, list[str]()
    rows, features, weights = [_NONE], [_NONE], [np.zeros(0)]
    for language in sorted({each.language for each in profiles}):
        numbers = np.array([n for n, each in enumerate(profiles) if each.language == language], dtype=np.int64)
        words = Analyser(language)
        said = analyse([profiles[number] for number in numbers], words, before.get(language))
        found = impacts(said, words)
        rows.append(numbers[found.documents])
        features.append(found.term_of.astype(np.int64) + len(names))
        weights.append(found.impacts)
        names += _words(said, found.terms)
        analysed[language] = said
    size, width = len(profiles), len(names)
    whole = _telling(np.concatenate(rows), np.concatenate(features), np.concatenate(weights), size, width)
    return analysed, strongest(whole, STRONGEST), names


def _facts(profiles: Sequence[Profile]) -> tuple[Vectors, dict[Fact, float]]:
    """The vectors of facts, and the weight of each fact."""
    names = sorted({fact for each in profiles for fact in each.facts})
    number = {fact: index for index, fact in enumerate(names)}
    pairs = [(row, number[fact]) for row, each in enumerate(profiles) for fact in each.facts]
    rows, features = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    weights = np.log(1 + len(profiles) / np.maximum(np.bincount(features, minlength=len(names)), 1))
    # Each side of a product has the root of the weight, so that a shared fact counts its weight once.
    found = _telling(rows, features, np.sqrt(weights[features]), len(profiles), len(names))
    return found, dict(zip(names, weights.tolist(), strict=True))


def _telling(rows: Ints, features: Ints, weights: Floats, size: int, width: int) -> Vectors:
    """Vectors without what tells nothing: what nearly all have, and what only one has."""
    frequency = np.bincount(features, minlength=width)[features]
    kept = (frequency > 1) & (frequency <= max(FEW, COMMON * size))
    return vectors(rows[kept], features[kept], weights[kept], size, width)


def _words(said: Analysed, terms: Sequence[str]) -> list[str]:
    """The word that is used most for each term."""
    used = np.bincount(said.ids, weights=said.counts, minlength=len(said.runs))
    best: dict[str, tuple[float, int, str]] = {}
    for words, count in zip(said.run_words, used.tolist(), strict=True):
        for word in words:
            term = said.terms[word]
            # Of two that are used alike the shorter one: "survey" rather than "surveys".
            this = (count, -len(word), word)
            if term not in best or this > best[term]:
                best[term] = this
    return [best[term][2] for term in terms]


def _shared(own: Profile, other: Profile, weights: Mapping[Fact, float]) -> tuple[Fact, ...]:
    """The facts that two cases share, the most telling first."""
    return tuple(sorted(own.facts & other.facts, key=lambda fact: (-weights[fact], fact)))


def _spoken(vector: Floats, other: tuple[Ints, Floats], words: Sequence[str]) -> tuple[str, ...]:
    """The words that say most about the likeness of two texts: no figures, and none of two letters."""
    features, weights = other
    products = vector[features] * weights
    ranked = [at for at in np.argsort(-products, kind="stable").tolist() if products[at]]
    told = (words[features[at]] for at in ranked)
    kept = (word for word in told if len(word) > 2 and not any(letter.isdigit() for letter in word))
    return tuple(islice(kept, TOLD))


_NONE = np.zeros(0, dtype=np.int64)
