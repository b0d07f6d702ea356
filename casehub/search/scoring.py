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
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from casehub.search.analysis import Words

FIELDS: dict[str, float] = {"title": 3.0, "summary": 1.5, "body": 1.0}
"""Searched fields and their boosts, in the order of `Document.texts`."""
K1, B = 1.2, 0.75

Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.float64]


class Said(Protocol):
    """What can be analysed: the text of each of the `FIELDS`, and a digest that changes with any of them."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each field. It is asked for only when the digest is new."""

    @property
    def text_digest(self) -> str:
        """Changes when any text does."""


@dataclass(frozen=True)
class Analysed:
    """What documents say: for each of their fields the runs of text in it and how often.

    `runs` are all distinct runs, sorted; `run_words` the words of each, `terms` the term of every word. Row
    `document * len(FIELDS) + field` holds `ids[starts[row]:starts[row + 1]]` with the same stretch of `counts`.
    `digests` name the documents' texts.
    """

    runs: tuple[str, ...]
    run_words: tuple[tuple[str, ...], ...]
    terms: dict[str, str]
    digests: tuple[str, ...]
    starts: Ints
    ids: Ints
    counts: Ints

    def to_bytes(self) -> bytes:
        """For a cache. The opposite of `from_bytes`."""
        head = json.dumps([self.runs, self.run_words, self.terms, self.digests, len(self.ids)]).encode()
        arrays = b"".join(each.astype("<u4").tobytes() for each in (self.starts, self.ids, self.counts))
        return struct.pack("<Q", len(head)) + head + arrays

    @classmethod
    def from_bytes(cls, content: bytes) -> Analysed:
        """Read a cache. Raises `ValueError` when it is not one."""
        try:
            (size,) = struct.unpack_from("<Q", content)
            runs, run_words, terms, digests, total = json.loads(content[8 : 8 + size])
            numbers = np.frombuffer(content, "<u4", offset=8 + size).astype(np.int32)
            rows = len(digests) * len(FIELDS) + 1
            if len(numbers) != rows + 2 * total:
                raise ValueError("cut short")
        except (struct.error, TypeError) as error:
            raise ValueError("not an analysis") from error
        starts, ids, counts = numbers[:rows], numbers[rows : rows + total], numbers[rows + total :]
        return cls(tuple(runs), tuple(map(tuple, run_words)), terms, tuple(digests), starts, ids, counts)


class _Numbers(dict[str, int]):
    """Numbers for strings, in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number


def analyse(documents: Sequence[Said], words: Words, before: Analysed | None = None) -> Analysed:
    """What documents say. A text that `before` knows is not read again; the result does not depend on `before`."""
    before = before or Analysed((), (), {}, (), _NONE, _NONE, _NONE)
    fields = len(FIELDS)
    known = {digest: index for index, digest in enumerate(before.digests)}
    numbers = _Numbers(zip(before.runs, range(len(before.runs)), strict=True))
    digests = tuple(document.text_digest for document in documents)
    ids, counts, lengths = [_NONE], [_NONE], [_NONE]
    for document, digest in zip(documents, digests, strict=True):
        if (index := known.get(digest)) is not None:
            rows = before.starts[index * fields : (index + 1) * fields + 1]
            ids.append(before.ids[rows[0] : rows[-1]])
            counts.append(before.counts[rows[0] : rows[-1]])
            lengths.append(np.diff(rows))
        else:
            found = [Counter(words.raw.findall(text.lower())) for text in document.texts]
            ids.append(_ints([numbers[run] for each in found for run in each]))
            counts.append(_ints([count for each in found for count in each.values()]))
            lengths.append(_ints([len(each) for each in found]))
    runs, sorted_ids = _sorted(list(numbers), np.concatenate(ids))
    read = dict(zip(before.runs, before.run_words, strict=True))
    run_words = tuple(read[run] if run in read else tuple(words.words(run)) for run in runs)
    names = dict.fromkeys(name for each in run_words for name in each)
    terms = {name: before.terms[name] if name in before.terms else words.term(name) for name in names}
    starts = np.concatenate((_ints([0]), np.cumsum(np.concatenate(lengths), dtype=np.int32)))
    return Analysed(runs, run_words, terms, digests, starts, sorted_ids, np.concatenate(counts))


def _sorted(runs: Sequence[str], ids: Ints) -> tuple[tuple[str, ...], Ints]:
    """The runs that are used, sorted, and their numbers in that order."""
    is_used = np.bincount(ids, minlength=len(runs)) > 0
    ordered = sorted((run, old) for old, run in enumerate(runs) if is_used[old])
    new = np.zeros(len(runs), dtype=np.int32)
    for number, (_, old) in enumerate(ordered):
        new[old] = number
    return tuple(run for run, _ in ordered), new[ids]


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

    @cached_property
    def lengths(self) -> Floats:
        """The length of each document's vector of impacts."""
        return np.sqrt(np.bincount(self.documents, weights=self.impacts**2, minlength=self.size))

    @cached_property
    def by_document(self) -> tuple[Ints, Ints]:
        """Where each document's postings begin in the second array, which holds the places of all, by document."""
        counts = np.bincount(self.documents, minlength=self.size)
        return np.concatenate(([0], np.cumsum(counts))), np.argsort(self.documents, kind="stable")

    @cached_property
    def term_of(self) -> Ints:
        """The term of each posting."""
        return np.repeat(np.arange(len(self.terms), dtype=np.int32), np.diff(self.starts))

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
    row_count = max(size * len(boosts), 1)
    names = list(analysed.terms)
    rows, word_ids, counts = _entries(analysed, names, row_count)
    terms = tuple(sorted(set(analysed.terms.values()), key=in_order))
    numbers = {term: index for index, term in enumerate(terms)}
    term_of_word = _ints([numbers[term] for term in analysed.terms.values()])

    lengths: Floats = np.bincount(rows, weights=counts, minlength=row_count).astype(np.float64)
    keys = term_of_word[word_ids].astype(np.int64) * row_count + rows
    order = np.argsort(keys)
    keys = keys[order]
    firsts = _changes(keys)
    frequencies = np.add.reduceat(counts[order], firsts) if len(firsts) else counts
    pair_terms, pair_rows = np.divmod(keys[firsts], row_count)
    scores = _bm25(pair_terms, pair_rows, frequencies, lengths, len(terms), size, boosts)

    # A document's fields lie side by side: their impacts are added up.
    pair_documents = pair_rows // len(boosts)
    firsts = _changes(pair_terms * max(size, 1) + pair_documents)
    summed = np.add.reduceat(scores, firsts) if len(firsts) else scores
    per_term = np.bincount(pair_terms[firsts], minlength=len(terms))
    uses = np.bincount(word_ids, minlength=len(names))
    return Impacts(
        size,
        terms,
        np.concatenate(([0], np.cumsum(per_term))).astype(np.int64),
        pair_documents[firsts],
        summed,
        *_keys(names, words, term_of_word, uses),
    )


def _entries(analysed: Analysed, names: Sequence[str], row_count: int) -> tuple[Ints, Ints, Ints]:
    """Row, word and count of every word of every field. Most runs are one word; some are none, or several."""
    number = {name: index for index, name in enumerate(names)}
    lengths = _ints([len(each) for each in analysed.run_words])
    words = _ints([number[name] for each in analysed.run_words for name in each])
    begins = (np.cumsum(lengths) - lengths).astype(np.int32)
    rows = np.repeat(np.arange(len(analysed.starts) - 1, dtype=np.int32), np.diff(analysed.starts))
    repeats = lengths[analysed.ids]
    one, more = np.flatnonzero(repeats == 1), np.flatnonzero(repeats > 1)
    times = repeats[more]
    offsets = np.arange(times.sum(), dtype=np.int32) - np.repeat(np.cumsum(times) - times, times)
    return (
        np.concatenate((rows[one], np.repeat(rows[more], times))),
        np.concatenate(
            (words[begins[analysed.ids[one]]], words[np.repeat(begins[analysed.ids[more]], times) + offsets])
        ),
        np.concatenate((analysed.counts[one], np.repeat(analysed.counts[more], times))),
    )


def _changes(values: Ints) -> Ints:
    """Where sorted values differ from the one before."""
    return np.flatnonzero(np.concatenate((np.ones(min(len(values), 1), dtype=bool), np.diff(values) != 0)))


def _bm25(
    terms: Ints, rows: Ints, frequencies: Ints, lengths: Floats, term_count: int, size: int, boosts: Sequence[float]
) -> Floats:
    fields = len(boosts)
    having = np.bincount(terms, minlength=term_count)
    idf = np.log(1 + np.abs((size - having + 0.5) / (having + 0.5)))
    averages = lengths[: size * fields].reshape(size, fields).mean(axis=0) if size else np.ones(fields)
    field = rows % fields
    relative = lengths[rows] / averages[field]
    score = idf[terms] * ((K1 + 1) * frequencies) / (K1 * (1 - B + B * relative) + frequencies)
    return np.asarray(np.round(score * np.array(boosts)[field], 3), dtype=np.float64)


def _keys(
    names: Sequence[str], words: Words, term_of_word: Ints, uses: Ints
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


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int32)


_NONE = _ints([])
