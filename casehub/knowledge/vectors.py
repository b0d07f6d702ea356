"""Which rows of a large table of numbers are most alike, without comparing each with each.

A row is a vector of few features, of length 1 at most, so the product of two rows is the cosine of their angle: from
0 (nothing in common) to 1 (the same). Only pairs that share a feature are ever looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from casehub.search.scoring import Floats, Ints

AT_ONCE = 3_000_000
"""Products that are held at a time: about 100 MB."""


@dataclass(frozen=True)
class Vectors:
    """Row `r` has `features[starts[r]:starts[r + 1]]`, in rising order, with `weights` beside them."""

    starts: Ints
    features: Ints
    weights: Floats
    width: int

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self.starts) - 1

    @property
    def rows(self) -> Ints:
        """The row of each entry."""
        return np.repeat(np.arange(self.size), np.diff(self.starts))

    def row(self, number: int) -> tuple[Ints, Floats]:
        """The features of a row and their weights."""
        first, last = self.starts[number], self.starts[number + 1]
        return self.features[first:last], self.weights[first:last]


def vectors(rows: Ints, features: Ints, weights: Floats, size: int, width: int) -> Vectors:
    """Vectors of length 1 from their entries, in any order, each pair of row and feature once."""
    order = np.lexsort((features, rows))
    rows, features, weights = rows[order], features[order], weights[order]
    lengths = np.sqrt(np.bincount(rows, weights=weights**2, minlength=size))
    starts = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=size)))).astype(np.int64)
    return Vectors(starts, features, weights / np.where(lengths > 0, lengths, 1.0)[rows], width)


def strongest(found: Vectors, most: int) -> Vectors:
    """The vectors with no more than so many of their heaviest features; of equals the first."""
    rows = found.rows
    order = np.lexsort((found.features, -found.weights, rows))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - found.starts[:-1][rows[order]]
    kept = rank < most
    return vectors(rows[kept], found.features[kept], found.weights[kept], found.size, found.width)


def joined(parts: Sequence[tuple[Vectors, float]]) -> Vectors:
    """Vectors side by side, so that products add up with these shares (which make 1)."""
    rows, features, weights, width = [], [], [], 0
    for part, share in parts:
        rows.append(part.rows)
        features.append(part.features + width)
        weights.append(part.weights * share**0.5)
        width += part.width
    order = np.lexsort((np.concatenate(features), np.concatenate(rows)))
    size = parts[0][0].size
    starts = np.concatenate(([0], np.cumsum(np.bincount(np.concatenate(rows), minlength=size)))).astype(np.int64)
    return Vectors(starts, np.concatenate(features)[order], np.concatenate(weights)[order], width)


def nearest(found: Vectors, asked: Sequence[int], most: int, least: float) -> Iterator[list[tuple[int, float]]]:
    """For each row asked about, the rows most like it and their cosines (to six decimals), the likest first and of
    equals the first: at most `most`, and none below `least`. A row finds itself, too.

    Cosines are sums in the order of features: the same for (a, b) as for (b, a), and the same on every machine.
    """
    order = np.argsort(found.features, kind="stable")
    having, weights = found.rows[order], found.weights[order]
    frequency = np.bincount(found.features, minlength=found.width)
    ends = np.cumsum(frequency)
    for block in _blocks(found, asked, frequency):
        entries = np.concatenate([np.arange(found.starts[row], found.starts[row + 1]) for row in block])
        own = np.repeat(np.arange(len(block)), np.diff(found.starts)[block])
        features = found.features[entries]
        times = frequency[features]
        steps = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        places = np.repeat(ends[features] - times, times) + steps
        keys = np.repeat(own * found.size, times) + having[places]
        products = np.repeat(found.weights[entries], times) * weights[places]
        cosines = np.round(np.bincount(keys, products, minlength=len(block) * found.size), 6)
        kept = np.flatnonzero(cosines >= least)
        rows, others = np.divmod(kept, found.size)
        ranked = np.lexsort((others, -cosines[kept], rows))
        begins = np.searchsorted(rows, np.arange(len(block) + 1))
        for number in range(len(block)):
            best = ranked[begins[number] : begins[number + 1]][:most]
            yield list(zip(others[best].tolist(), cosines[kept[best]].tolist(), strict=True))


def _blocks(found: Vectors, asked: Sequence[int], frequency: Ints) -> Iterator[list[int]]:
    """The rows asked about, in blocks small enough to hold their products."""
    reached = np.concatenate(([0], np.cumsum(frequency[found.features])))[found.starts]
    costs = np.maximum(np.diff(reached), found.size).tolist()
    block: list[int] = []
    cost = 0
    for row in asked:
        if block and cost + costs[row] > AT_ONCE:
            yield block
            block, cost = [], 0
        block.append(row)
        cost += costs[row]
    if block:
        yield block
