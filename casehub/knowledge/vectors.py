"""Which rows of a large table of numbers are most alike, without comparing each with each.

A row is a vector of few features, of length 1 at most, so the product of two rows is the cosine of their angle: from
0 (nothing in common) to 1 (the same). Only pairs that share a feature are ever looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from casehub.search.scoring import Floats, Ints

AT_ONCE = 1_000_000
"""Products that are held at a time: about 40 MB."""
MANY = 300
"""Rows beyond which a feature is not used to find candidates: they would be found by it anyhow, or hardly matter."""
CANDIDATES = 40


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

    Candidates are the `CANDIDATES` rows that are likest by the features which at most `MANY` rows have; where no
    feature has more, nothing is overlooked. Cosines count every feature. They are sums in the order of features: the
    same for (a, b) as for (b, a), and the same on every machine.
    """
    order = np.argsort(found.features, kind="stable")
    having, weights = found.rows[order], found.weights[order]
    frequency = np.bincount(found.features, minlength=found.width)
    ends = np.cumsum(frequency)
    reach = np.where(frequency <= MANY, frequency, 0)
    vector = np.zeros(found.width)
    for block in _blocks(found, asked, reach):
        entries = np.concatenate([np.arange(found.starts[row], found.starts[row + 1]) for row in block])
        own = np.repeat(np.arange(len(block)), np.diff(found.starts)[block])
        features = found.features[entries]
        times = reach[features]
        steps = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        places = np.repeat(ends[features] - times, times) + steps
        keys = np.repeat(own * found.size, times) + having[places]
        products = np.bincount(
            keys, np.repeat(found.weights[entries], times) * weights[places], minlength=len(block) * found.size
        )
        for at, row in enumerate(block):
            near = np.asarray(products[at * found.size : (at + 1) * found.size], dtype=np.float64)
            features, own_weights = found.row(row)
            vector[features] = own_weights
            yield _best(found, vector, _candidates(near), most, least)
            vector[features] = 0.0


def _candidates(near: Floats) -> Ints:
    """The rows that are nearest, in rising order; of equally near ones the first."""
    rows = np.flatnonzero(near)
    if len(rows) <= CANDIDATES:
        return rows
    limit = -np.partition(-near[rows], CANDIDATES - 1)[CANDIDATES - 1]
    nearer, equal = rows[near[rows] > limit], rows[near[rows] == limit]
    return np.sort(np.concatenate((nearer, equal[: CANDIDATES - len(nearer)])))


def _best(found: Vectors, vector: Floats, rows: Ints, most: int, least: float) -> list[tuple[int, float]]:
    """The rows most like a vector, and their cosines."""
    times = found.starts[rows + 1] - found.starts[rows]
    places = np.repeat(found.starts[rows + 1] - np.cumsum(times), times) + np.arange(times.sum())
    products = vector[found.features[places]] * found.weights[places]
    cosines = np.round(np.bincount(np.repeat(np.arange(len(rows)), times), products, minlength=len(rows)), 6)
    ranked = [at for at in np.argsort(-cosines, kind="stable")[:most].tolist() if cosines[at] >= least]
    return [(int(rows[at]), float(cosines[at])) for at in ranked]


def _blocks(found: Vectors, asked: Sequence[int], reach: Ints) -> Iterator[list[int]]:
    """The rows asked about, in blocks small enough to hold their products."""
    reached = np.concatenate(([0], np.cumsum(reach[found.features])))[found.starts]
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
