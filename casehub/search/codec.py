"""Bytes of the index's files: written with arrays at build time, read with plain Python (and by `search.js`).

Numbers are unsigned LEB128 (seven bits a byte, lowest first, the high bit says that more follow). Sorted words are
written as the length of what they share with the word before them and the rest; rests are joined by line breaks.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEVELS = 32
"""Levels of an impact, one byte each: level n stands for (n / 32)² of the term's largest impact.

Finer levels took a fifth more bytes and ranked no better on the development sets (nDCG@10 0.582 and 0.503 both ways).
"""
TERM, ALIAS, BOTH = 0, 1, 2
"""What a word of a `terms` file is: a term with postings, a way to write another term, or both."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word leads to: the term it is a form of (or the empty string), and postings if it is a term itself."""

    alias: str
    documents: tuple[int, ...]
    impacts: tuple[float, ...]


def compress(content: bytes) -> bytes:
    """A gzip stream that depends on the content only: no time, no name, no system."""
    packed = zlib.compress(content, 9, wbits=31)
    return packed[:9] + b"\xff" + packed[10:]


def decompress(content: bytes) -> bytes:
    """What a file says, whether or not somebody has unpacked it on the way. Raises `zlib.error`."""
    return zlib.decompress(content, wbits=31) if content[:2] == b"\x1f\x8b" else content


def varint(number: int) -> bytes:
    """A number as LEB128."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def shared(before: str, word: str) -> int:
    """How many letters two words begin with alike; at most 255, and none beyond the first plane (JavaScript counts
    those twice)."""
    count = 0
    for one, other in zip(before, word, strict=False):
        if one != other or one > "\uffff" or count == 255:
            break
        count += 1
    return count


def pack_words(words: Sequence[str]) -> bytes:
    """Sorted words: how many, the rests, and the shared lengths."""
    lengths = bytearray()
    rests = []
    before = ""
    for word in words:
        same = shared(before, word)
        lengths.append(same)
        rests.append(word[same:])
        before = word
    text = "\n".join(rests).encode()
    return varint(len(words)) + varint(len(text)) + text + bytes(lengths)


def pack_aliases(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Words and their terms: how many letters stay, and what comes after them."""
    kept = bytearray()
    rests = []
    for word, term in pairs:
        same = shared(word, term)
        kept.append(same)
        rests.append(term[same:])
    text = "\n".join(rests).encode()
    return bytes(kept) + varint(len(text)) + text


class Cursor:
    """Reads bytes from the front."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def varint(self) -> int:
        """A number."""
        number = shift = 0
        while True:
            byte = self.content[self.at]
            self.at += 1
            number |= (byte & 127) << shift
            if byte < 128:
                return number
            shift += 7

    def varints(self, count: int) -> list[int]:
        """Several numbers."""
        return [self.varint() for _ in range(count)]

    def bytes(self, count: int) -> bytes:
        """The next bytes."""
        self.at += count
        return self.content[self.at - count : self.at]

    def words(self) -> list[str]:
        """Sorted words."""
        count = self.varint()
        rests = self.bytes(self.varint()).decode().split("\n")
        found: list[str] = []
        before = ""
        for rest, same in zip(rests, self.bytes(count), strict=False):
            before = before[:same] + rest
            found.append(before)
        return found


def read_terms(content: bytes) -> dict[str, Entry]:
    """A `terms` file."""
    cursor = Cursor(content)
    words = cursor.words()
    kinds = cursor.bytes(len(words))
    kept = cursor.bytes(sum(kind != TERM for kind in kinds))
    rests = cursor.bytes(cursor.varint()).decode().split("\n")
    frequencies = cursor.varints(sum(kind != ALIAS for kind in kinds))
    scales = cursor.varints(len(frequencies))
    steps = cursor.varints(sum(frequencies))
    levels = cursor.bytes(len(steps))
    entries = {}
    alias_at = term_at = posting_at = 0
    for word, kind in zip(words, kinds, strict=True):
        alias = ""
        documents: list[int] = []
        impacts: tuple[float, ...] = ()
        if kind != TERM:
            alias = word[: kept[alias_at]] + rests[alias_at]
            alias_at += 1
        if kind != ALIAS:
            scale = scales[term_at] / (1000 * LEVELS * LEVELS)
            last = posting_at + frequencies[term_at]
            document = 0
            for step in steps[posting_at:last]:
                document += step
                documents.append(document)
            impacts = tuple(level * level * scale for level in levels[posting_at:last])
            term_at, posting_at = term_at + 1, last
        entries[word] = Entry(alias, tuple(documents), impacts)
    return entries


def read_words(content: bytes) -> list[tuple[str, int]]:
    """A `words` file: words, and four times the binary logarithm of their uses."""
    cursor = Cursor(content)
    words = cursor.words()
    return list(zip(words, cursor.bytes(len(words)), strict=True))


def read_codes(content: bytes, documents: int, is_single: bool) -> list[tuple[int, ...]]:
    """The codes of a facet for each document."""
    cursor = Cursor(content)
    if is_single:
        return [(code - 1,) if code else () for code in cursor.varints(documents)]
    counts = cursor.varints(documents)
    return [tuple(cursor.varints(count)) for count in counts]
