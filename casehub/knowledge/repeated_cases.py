"""New cases that nearly repeat a case of the hub, and in which of their sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from casehub.records.model import Hub, Record
from casehub.records.processes import in_processes
from casehub.search.analysis import Analyser
from casehub.search.cache import Cache, edition
from casehub.search.documents import language_of, plain_text

if TYPE_CHECKING:
    from casehub.knowledge.repeats import Shingles

_NAME = "case-shingles"
_CHUNK = 100
"""Cases that are read at a time."""
_FEWEST_WORDS = 100
"""Texts with fewer words are never long enough to be compared, so nothing is read for them."""
_SECTION = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RepeatedCase:
    """A case that a new one nearly repeats: how much of the shorter text both have (0 to 1), and in which sections.

    Sections are those of the new case in which at least half of that share is repeated too, in their order, and
    `everywhere` says that they are all of them.
    """

    case: Record
    share: float
    sections: tuple[str, ...]
    everywhere: bool


def repeated_cases(new: Sequence[Record], hub: Hub, cache: Cache) -> Iterator[tuple[Record, RepeatedCase]]:
    """For each new case that nearly repeats others, the one that it repeats most: a published one if there is one.

    Withdrawn cases are left out, and pairs that are linked: one names the other as its origin, as related, or as the
    text that it translates.
    """
    asked = [record for record in new if record.facts.words >= _FEWEST_WORDS and record.stage != "withdrawn"]
    if not asked:
        return
    from casehub.knowledge.repeats import repeats, share_of, shingles  # array arithmetic takes a while to load

    cases = {case.id: case for case in hub.of("case") if case.stage != "withdrawn"}
    texts = _shingles(cases, cache)
    for id, found in repeats([record.id for record in asked], texts):
        case = cases[id]
        others = [each for each in found if not _is_linked(case, cases[each.name])]
        if not others:
            continue
        each = min(others, key=lambda other: not cases[other.name].is_listed)
        words = Analyser(language_of(case))
        shares = {name: share_of(shingles(text, words), each.shingles) for name, text in _sections(case).items()}
        told = tuple(name for name, share in shares.items() if share >= each.share / 2)
        yield case, RepeatedCase(cases[each.name], each.share, told, len(told) == len(shares) > 1)


def _is_linked(one: Record, other: Record) -> bool:
    return any(
        value == to.id
        for record, to in ((one, other), (other, one))
        for path in (("adapted_from", "*", "case"), ("related", "*"), ("translations_of",))
        for _, value in record.values(path)
    )


def _shingles(cases: Mapping[str, Record], cache: Cache) -> dict[str, Shingles]:
    """The shingles of each case, by id; what was read once is read again only when the record has changed."""
    import numpy as np

    known: dict[str, bytes] = cache.kept(_NAME, edition()) or {}
    fresh = [case for case in cases.values() if case.digest not in known]
    chunks = [fresh[start : start + _CHUNK] for start in range(0, len(fresh), _CHUNK)]
    read = in_processes(chunks, lambda chunk: [_read(case) for case in chunk])
    for chunk, contents in zip(chunks, read, strict=True):
        known.update((case.digest, content) for case, content in zip(chunk, contents, strict=True))
    if fresh:
        kept = {case.digest for case in cases.values()}
        cache.keep(_NAME, edition(), {digest: content for digest, content in known.items() if digest in kept})
    return {id: np.frombuffer(known[case.digest], "<u4") for id, case in cases.items()}


def _read(case: Record) -> bytes:
    from casehub.knowledge.repeats import shingles

    text = "\n".join((str(case.data.get("summary", "")), plain_text(_SECTION.sub("", case.html))))
    return shingles(text, Analyser(language_of(case))).astype("<u4").tobytes()


def _sections(case: Record) -> dict[str, str]:
    """The text of each section, by its heading."""
    parts = _SECTION.split(case.html)
    headings = [unescape(re.sub(r"<[^>]+>", "", each)).strip() for each in parts[1::2]]
    return {heading: text for heading, html in zip(headings, parts[2::2], strict=True) if (text := plain_text(html))}
