"""Documents like one document: the cosine of their vectors of lunr's impacts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from casehub.search.document import Document
from casehub.search.files import Index, index_of
from casehub.search.scoring import Floats, Impacts, Ints

STRONGEST = 64
"""Terms of a document by which candidates are found: the rest says little and is shared by most."""
TOLD = 8
"""Terms that are told of a likeness."""
CANDIDATES = 4
"""Candidates, for each document asked for, whose cosine is then computed over all terms."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A document, how like it is (0 to 1), and the terms that say most about the likeness."""

    document: Document
    cosine: float
    terms: tuple[str, ...]


def similar(index: Index, document: Document, k: int = 5) -> tuple[Likeness, ...]:
    """The `k` documents most like one, the likest first. One that is not in the index is added for the comparison."""
    if all(each.url != document.url for each in index.documents):
        index = index_of((*index.documents, document), index.language, index.analysed)
    number = next(n for n, each in enumerate(index.documents) if each.url == document.url)
    found = index.impacts
    own = _places(found, number)
    vector = np.zeros(len(found.terms))
    vector[found.term_of[own]] = found.impacts[own]
    compared = [_compared(index, vector, number, other) for other in _candidates(found, own, number, k * CANDIDATES)]
    return tuple(sorted(compared, key=lambda each: (-each.cosine, each.document.url))[:k])


def _candidates(found: Impacts, own: Ints, number: int, count: int) -> list[int]:
    """The documents nearest by the strongest terms."""
    strongest = own[np.argsort(-found.impacts[own], kind="stable")[:STRONGEST]]
    products = np.zeros(found.size)
    for term, weight in zip(found.term_of[strongest].tolist(), found.impacts[strongest].tolist(), strict=True):
        first, last = found.starts[term], found.starts[term + 1]
        products[found.documents[first:last]] += weight * found.impacts[first:last]
    products[number] = 0
    nearness = products / np.where(found.lengths > 0, found.lengths, 1.0)
    return [each for each in np.argsort(-nearness, kind="stable")[:count].tolist() if nearness[each] > 0]


def _compared(index: Index, vector: Floats, number: int, other: int) -> Likeness:
    found = index.impacts
    theirs = _places(found, other)
    terms = found.term_of[theirs]
    products = vector[terms] * found.impacts[theirs]
    cosine = float(products.sum() / (found.lengths[number] * found.lengths[other]))
    most = np.argsort(-products, kind="stable")[:TOLD]
    return Likeness(
        index.documents[other], cosine, tuple(found.terms[terms[each]] for each in most if products[each])
    )


def _places(found: Impacts, number: int) -> Ints:
    """The places of a document's postings."""
    starts, places = found.by_document
    return places[starts[number] : starts[number + 1]]
