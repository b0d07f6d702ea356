"""How much each term says about each document: lunr's BM25, computed for all documents at once.

The formula is that of `lunr.builder.Builder` (https://github.com/yeraydiazdiaz/lunr.py, after
https://lunrjs.com/guides/index_prebuilding.html): for each field

    idf(t) * (k1 + 1) * tf / (k1 * (1 - b + b * length / average length) + tf) * boost,   rounded to three decimals,
    idf(t) = log(1 + |(N - n + 0.5) / (n + 0.5)|),  n = number of (document, field) pairs that have the term.

lunr scores a document with the dot product of these and the query divided by the query's length, summed over fields.
The query is the same for every field, so the sum over fields of a term's impacts is all that a reader needs.
Reading text costs most, so `Analysed` keeps what each document says, and only new text is read again.
"""

from __future__ import annotations

import json
import struct
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casehub.search.analysis import Words
from casehub.search.document import Document

FIELDS: dict[str, float] = {"title": 3.0, "summary": 1.5, "body": 1.0}
"""Searched fields and their boosts, in the order of `Document.texts`."""
K1, B = 1.2, 0.75

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Analysed:
    """What documents say: for each of their fields the runs of text in it and how often.

    `runs` are all distinct runs. Row `document * len(FIELDS) + field` holds `ids[starts[row]:starts[row + 1]]` with
    the same stretch of `counts`. `digests` name the documents' texts.
    """

    runs: tuple[str, ...]
    digests: tuple[str, ...]
    starts: Ints
    ids: Ints
    counts: Ints

    def to_bytes(self) -> bytes:
        """For a cache. The opposite of `from_bytes`."""
        head = json.dumps([self.runs, self.digests, len(self.ids)], ensure_ascii=True).encode()
        arrays = b"".join(each.astype("<u4").tobytes() for each in (self.starts, self.ids, self.counts))
        return struct.pack("<Q", len(head)) + head + arrays

    @classmethod
    def from_bytes(cls, content: bytes) -> Analysed:
        """Read a cache. Raises `ValueError` when it is not one."""
        try:
            (size,) = struct.unpack_from("<Q", content)
            runs, digests, total = json.loads(content[8 : 8 + size])
            numbers = np.frombuffer(content, "<u4", offset=8 + size).astype(np.int64)
            rows = len(digests) * len(FIELDS) + 1
            if len(numbers) != rows + 2 * total:
                raise ValueError("cut short")
        except (struct.error, TypeError, UnicodeDecodeError) as error:
            raise ValueError("not an analysis") from error
        starts, ids, counts = numbers[:rows], numbers[rows : rows + total], numbers[rows + total :]
        return cls(tuple(runs), tuple(digests), starts, ids, counts)


class _Numbers(dict[str, int]):
    """Numbers for strings, in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


def analyse(documents: Sequence[Document], words: Words, before: Analysed | None = None) -> Analysed:
    """What documents say. A text that `before` knows is not read again; the result does not depend on `before`."""
    known = {digest: index for index, digest in enumerate(before.digests)} if before else {}
    numbers = _Numbers()
    ids, counts, starts = array("q"), array("q"), array("q", [0])
    digests = []
    find = words.raw.findall
    for document in documents:
        digest = document.text_digest
        digests.append(digest)
        if before is not None and (index := known.get(digest)) is not None:
            for row in range(index * len(FIELDS), (index + 1) * len(FIELDS)):
                first, last = before.starts[row], before.starts[row + 1]
                ids.extend(map(numbers.__getitem__, map(before.runs.__getitem__, before.ids[first:last].tolist())))
                counts.extend(before.counts[first:last].tolist())
                starts.append(len(ids))
            continue
        for text in document.texts:
            found = Counter(find(text.lower()))
            ids.extend(map(numbers.__getitem__, found))
            counts.extend(found.values())
            starts.append(len(ids))
    return Analysed(tuple(numbers), tuple(digests), _ints(starts), _ints(ids), _ints(counts))


@dataclass(frozen=True)
class Impacts:
    """How much each term says about each document.

    Term `t` stands in documents `documents[starts[t]:starts[t + 1]]`, in rising order, with `impacts` beside them.
    `words` leads from every word, as readers write it, to its term; `uses` counts the fields that have the word.
    """

    size: int
    terms: tuple[str, ...]
    starts: Ints
    documents: Ints
    impacts: Floats
    words: dict[str, int]
    uses: dict[str, int]

    def score(self, terms: Iterable[str]) -> dict[int, float]:
        """lunr's scores of all documents that have any of these terms, which may repeat."""
        numbers = {term: index for index, term in enumerate(self.terms)}
        wanted = Counter(numbers[term] for term in terms if term in numbers)
        length = sum(count * count for count in wanted.values()) ** 0.5
        scores: dict[int, float] = {}
        for term, count in wanted.items():
            first, last = self.starts[term], self.starts[term + 1]
            for document, impact in zip(self.documents[first:last], self.impacts[first:last], strict=True):
                scores[int(document)] = scores.get(int(document), 0.0) + count * float(impact) / length
        return scores


def impacts(analysed: Analysed, words: Words, boosts: Sequence[float] = tuple(FIELDS.values())) -> Impacts:
    """The impacts of every term, by lunr's formula."""
    size = len(analysed.digests)
    row_count = size * len(boosts)
    run_starts, run_words, names = _words_of_runs(analysed.runs, words)
    run_lengths = np.diff(run_starts)
    row_of = np.repeat(np.arange(row_count, dtype=np.int64), np.diff(analysed.starts))
    # A run becomes no word, one, or several: each entry is repeated that often.
    repeats = run_lengths[analysed.ids]
    rows, counts = np.repeat(row_of, repeats), np.repeat(analysed.counts, repeats)
    offsets = np.arange(len(rows), dtype=np.int64) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    word_ids = run_words[np.repeat(run_starts[analysed.ids], repeats) + offsets]
    uses = np.bincount(word_ids, minlength=len(names))

    terms, term_of_word = _terms(names, words)
    lengths = np.bincount(rows, weights=counts, minlength=row_count)
    pairs, where = np.unique(term_of_word[word_ids] * max(row_count, 1) + rows, return_inverse=True)
    frequencies = np.bincount(where, weights=counts, minlength=len(pairs)).astype(np.int64)
    pair_terms, pair_rows = np.divmod(pairs, max(row_count, 1))
    scores = _bm25(pair_terms, pair_rows, frequencies, lengths, len(terms), size, boosts)

    pair_documents = pair_rows // len(boosts)
    is_first = np.ones(len(pairs), dtype=bool)
    is_first[1:] = (np.diff(pair_terms) != 0) | (np.diff(pair_documents) != 0)
    firsts = np.flatnonzero(is_first)
    summed = np.add.reduceat(scores, firsts) if len(firsts) else np.zeros(0)
    per_term = np.bincount(pair_terms[firsts], minlength=len(terms))
    return Impacts(
        size,
        terms,
        np.concatenate(([0], np.cumsum(per_term))).astype(np.int64),
        pair_documents[firsts],
        summed,
        *_keys(names, words, term_of_word, uses),
    )


def _words_of_runs(runs: Sequence[str], words: Words) -> tuple[Ints, Ints, list[str]]:
    """The words of each run as numbers (`starts`, `numbers`), and the words."""
    numbers = _Numbers()
    flat, starts = array("q"), array("q", [0])
    for run in runs:
        flat.extend(map(numbers.__getitem__, words.words(run)))
        starts.append(len(flat))
    return _ints(starts), _ints(flat), list(numbers)


def _terms(names: Sequence[str], words: Words) -> tuple[tuple[str, ...], Ints]:
    """All terms in order, and the term of each word."""
    of_words = [words.term(name) for name in names]
    terms = tuple(sorted(set(of_words), key=in_order))
    numbers = {term: index for index, term in enumerate(terms)}
    return terms, np.array([numbers[term] for term in of_words], dtype=np.int64)


def _bm25(
    terms: Ints, rows: Ints, frequencies: Ints, lengths: Floats, term_count: int, size: int, boosts: Sequence[float]
) -> Floats:
    fields = len(boosts)
    having = np.bincount(terms, minlength=term_count)
    idf = np.log(1 + np.abs((size - having + 0.5) / (having + 0.5)))
    averages = lengths.reshape(size, fields).mean(axis=0) if size else np.ones(fields)
    field = rows % fields
    relative = lengths[rows] / averages[field]
    score = idf[terms] * ((K1 + 1) * frequencies) / (K1 * (1 - B + B * relative) + frequencies)
    return np.asarray(np.round(score * np.array(boosts)[field], 3), dtype=np.float64)


def _keys(
    names: Sequence[str], words: Words, term_of_word: Ints, uses: NDArray[Any]
) -> tuple[dict[str, int], dict[str, int]]:
    """Terms and uses of words as readers write them. Where accents tell words apart, the more used one decides."""
    terms: dict[str, int] = {}
    used: dict[str, int] = {}
    most: dict[str, tuple[int, str]] = {}
    for name, term, count in zip(names, term_of_word.tolist(), uses.tolist(), strict=True):
        key = words.key(name)
        used[key] = used.get(key, 0) + count
        if (count, name) > most.get(key, (0, "")):
            most[key] = (count, name)
            terms[key] = term
    return terms, used


def in_order(word: str) -> bytes:
    """Sorts as JavaScript compares strings: by UTF-16 units."""
    return word.encode("utf-16-be", "surrogatepass")


def _ints(values: array[int]) -> Ints:
    return np.frombuffer(values, dtype=np.int64).copy() if values else np.zeros(0, dtype=np.int64)
