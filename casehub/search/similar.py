"""Documents like one document: the cosine of their vectors of lunr's impacts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from casehub.search.document import Document
from casehub.search.files import Index, index_of

STRONGEST = 64
"""Terms of a document that are compared: the rest says little and is shared by most."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A document, how like it is (0 to 1), and the terms that say most about the likeness."""

    document: Document
    cosine: float
    terms: tuple[str, ...]


def similar(index: Index, document: Document, k: int = 5) -> tuple[Likeness, ...]:
    """The `k` documents most like one, the likest first. One that is not in the index is added for the comparison.

    Terms of other documents are compared as far as they are among the 64 strongest of this one, so a cosine is a
    little smaller than with all terms; that of a document and its copy is near 1.
    """
    if document.url not in {each.url for each in index.documents}:
        index = index_of((*index.documents, document), index.language, index.analysed)
    number = next(n for n, each in enumerate(index.documents) if each.url == document.url)
    found = index.impacts
    starts, places = found.by_document
    own = places[starts[number] : starts[number + 1]]
    own = own[np.argsort(-found.impacts[own], kind="stable")[:STRONGEST]]
    products = np.zeros(found.size)
    for term, weight in zip(found.term_of[own].tolist(), found.impacts[own].tolist(), strict=True):
        first, last = found.starts[term], found.starts[term + 1]
        products[found.documents[first:last]] += weight * found.impacts[first:last]
    lengths = np.where(found.lengths > 0, found.lengths, 1.0) * max(float(found.lengths[number]), 1e-9)
    cosines = products / lengths
    cosines[number] = 0
    best = np.argsort(-cosines, kind="stable")[:k].tolist()
    return tuple(
        Likeness(index.documents[each], float(cosines[each]), _shared(index, own.tolist(), each))
        for each in best
        if cosines[each] > 0
    )


def _shared(index: Index, own: list[int], other: int) -> tuple[str, ...]:
    """The terms that say most about the likeness with another document."""
    found = index.impacts
    starts, places = found.by_document
    theirs = places[starts[other] : starts[other + 1]]
    weights = dict(zip(found.term_of[theirs].tolist(), found.impacts[theirs].tolist(), strict=True))
    shared = [
        (found.impacts[place] * weights.get(term, 0), term) for place in own if (term := int(found.term_of[place]))
    ]
    return tuple(found.terms[term] for weight, term in sorted(shared, reverse=True)[:8] if weight > 0)
