"""Texts that repeat another text, though half of it was written anew.

A text stands for the runs of `RUN` words that follow one another in it, stop words left out: its shingles, after
Andrei Broder, “On the resemblance and containment of documents”, Compression and Complexity of Sequences (1997).

    share(a, b) = shingles that both have / shingles of the one that has fewer          (0 to 1, the same both ways)
    spread      = tenths of the shorter text of which a tenth or more is shared         (0 to 1)

A text repeats another when the share is at least `MUCH`, or at least `SOME` with a spread of at least `WIDE`: what
two texts of one house have in common otherwise is a paragraph about the house, which stands in one place.
Shingles of more than `SHARED_BY` texts are phrases of the house and never count as shared. Texts of fewer than
`SHORTEST` shingles are not compared: they share phrases by chance. The figures were chosen in
`scripts/bench_similar.py`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casehub.search.analysis import Analyser

RUN = 3
SHARED_BY = 10
SHORTEST = 60
MUCH, SOME, WIDE = 0.4, 0.22, 0.6

Shingles = NDArray[np.uint32]
"""Shingles of a text as numbers, in the order of the text."""

_SLICES = 10
_STEPS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
"""Odd multipliers, one for each place in a run, so that the order of words counts."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A text that another one repeats: its name, how much is repeated, and the shingles that both have."""

    name: str
    share: float
    shingles: Shingles


def shingles(text: str, words: Analyser) -> Shingles:
    """The shingles of a text."""
    stop = words.stop
    numbers = [zlib.crc32(word.encode()) for word in words.raw.findall(text.lower()) if word not in stop]
    count = len(numbers) - RUN + 1
    if count < 1:
        return np.zeros(0, dtype=np.uint32)
    row = np.array(numbers, dtype=np.uint64)
    mixed = np.zeros(count, dtype=np.uint64)
    for at, step in enumerate(_STEPS):
        mixed += row[at : at + count] * np.uint64(step)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def share_of(text: Shingles, shared: Shingles) -> float:
    """How much of a text consists of these shingles (0 to 1)."""
    return float(np.isin(text, shared).mean()) if len(text) else 0.0


def repeats(asked: Sequence[str], texts: Mapping[str, Shingles]) -> Iterator[tuple[str, list[Repeat]]]:
    """For each text asked about those that it repeats, the most repeated first, then by name.

    Texts that repeat none are passed over, and nothing repeats itself.
    """
    names = sorted(name for name, each in texts.items() if len(each) >= SHORTEST)
    wanted = [name for name in asked if len(texts[name]) >= SHORTEST]
    if not wanted or len(names) < 2:
        return
    own = np.unique(np.concatenate([texts[name] for name in wanted]))
    having, ends = _having(own, [texts[name] for name in names])
    for name in wanted:
        mine = np.unique(texts[name])
        rows = [having[ends[at] : ends[at + 1]] for at in np.searchsorted(own, mine).tolist()]
        counts = np.bincount(np.concatenate(rows), minlength=len(names))
        found = []
        for number in np.flatnonzero(counts).tolist():
            other = names[number]
            theirs = np.unique(texts[other])
            share = float(counts[number]) / min(len(mine), len(theirs))
            if other == name or share < SOME:
                continue
            telling = mine[[number in row for row in rows]]
            shorter = texts[name] if len(mine) <= len(theirs) else texts[other]
            if share >= MUCH or _spread(shorter, telling) >= WIDE:
                found.append(Repeat(other, round(share, 6), telling))
        if found:
            yield name, sorted(found, key=lambda each: (-each.share, each.name))


def _having(own: Shingles, texts: Sequence[Shingles]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The texts that have each of these shingles, one shingle after the other, and where each one's begin.

    Shingles that too many have get none.
    """
    everything = np.concatenate(texts)
    begins = np.zeros(1 << 16, dtype=bool)
    begins[own >> 16] = True
    hits = np.flatnonzero(begins[everything >> 16])  # most end here, which is much faster than looking for each
    places = np.minimum(np.searchsorted(own, everything[hits]), len(own) - 1)
    is_there = own[places] == everything[hits]
    hits, places = hits[is_there], places[is_there]
    owners = np.searchsorted(np.cumsum([len(each) for each in texts]), hits, side="right")
    pairs = np.sort(places * len(texts) + owners)
    pairs = pairs[np.concatenate((pairs[1:] != pairs[:-1], np.ones(min(len(pairs), 1), dtype=bool)))]
    places, owners = np.divmod(pairs, len(texts))
    kept = np.bincount(places, minlength=len(own))[places] <= SHARED_BY
    return owners[kept], np.searchsorted(places[kept], np.arange(len(own) + 1))


def _spread(text: Shingles, shared: Shingles) -> float:
    parts = np.array_split(np.isin(text, shared), _SLICES)
    return sum(bool(part.mean() >= 1 / _SLICES) for part in parts) / _SLICES
