"""From documents to the files of an index. The format is described in `casehub.search`."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casehub.search import codec
from casehub.search.analysis import Analyser
from casehub.search.document import Document, Facet
from casehub.search.scoring import Analysed, Impacts, analyse, impacts, in_order

FOLDER = "assets/search"
FORMAT = 1
SHARD = 8_000
"""Bytes that a `terms` file aims at, packed. At 10,000 documents nineteen of twenty further queries took up to 60 kB;
with files of 14,000 bytes it was 95 kB."""
WORDS_FILE = 4_500
"""Bytes that a `words` file aims at, packed."""
CHUNK = 4
"""Cards in a file: ten results that stand far apart take ten files."""
MOST_WORDS = 30_000
"""Words kept for completion and correction: the most used ones. Beyond that they are mostly names and slips."""
RULES = 60
TYPES = ("case", "practice", "challenge")
"""The types that come first; the rest follows by name."""


@dataclass(frozen=True)
class Index:
    """One language's documents in the order of the index, what they say, and how much each term says about them."""

    language: str
    documents: tuple[Document, ...]
    analysed: Analysed
    impacts: Impacts


def build(
    documents: Sequence[Document],
    facets: Mapping[str, Mapping[str, Facet]] | None = None,
    languages: Iterable[str] = ("en",),
) -> dict[str, bytes]:
    """The files of all indexes by path: one index for each language of the documents and of the site.

    `facets` gives titles and labels by language. The same documents give the same bytes, in whichever order.
    """
    return files_of(indexes(documents, languages), facets or {})


def indexes(
    documents: Sequence[Document], languages: Iterable[str] = ("en",), before: Mapping[str, Analysed] | None = None
) -> dict[str, Index]:
    """The index of each language. `before` has what was read last time, by language."""
    wanted = sorted({document.language for document in documents} | set(languages))
    return {language: index_of(documents, language, (before or {}).get(language)) for language in wanted}


def files_of(found: Mapping[str, Index], facets: Mapping[str, Mapping[str, Facet]]) -> dict[str, bytes]:
    """The files of indexes by path."""
    return {
        f"{FOLDER}/{language}/{name}": content
        for language, index in found.items()
        for name, content in index_files(index, facets.get(language, {})).items()
    }


def index_of(documents: Iterable[Document], language: str, before: Analysed | None = None) -> Index:
    """The index of one language. `before` saves reading again what has not changed."""
    ordered = tuple(sorted((each for each in documents if each.language == language), key=_place))
    words = Analyser(language)
    analysed = analyse(ordered, words, before)
    return Index(language, ordered, analysed, impacts(analysed, words))


def _place(document: Document) -> tuple[Any, ...]:
    address = document.url.removeprefix(f"{document.language}/")  # where a translation stands changes no order
    rank = TYPES.index(document.type) if document.type in TYPES else len(TYPES)
    newest_first = tuple(-ord(letter) for letter in f"{document.date:~<10}")
    return (rank, document.type if rank == len(TYPES) else "", not document.date, newest_first, address)


def index_files(index: Index, facets: Mapping[str, Facet]) -> dict[str, bytes]:
    """The files of one index by name, relative to its folder."""
    todo: dict[str, bytes] = {}
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "language": index.language,
        "documents": len(index.documents),
        "types": dict(Counter(document.type for document in index.documents)),
        "terms": _numbered("terms", *_term_files(index.impacts), todo),
        "words": _numbered("words", *_word_files(index.impacts), todo),
        "cards": {"chunk": CHUNK, **_numbered("cards", None, list(_card_files(index.documents)), todo)},
        "facets": {},
        "orders": {},
        "rules": " ".join(map(">".join, suffix_rules(index.impacts))),
        "stop": " ".join(sorted(Analyser(index.language).stop)),
    }
    for name in sorted({name for document in index.documents for name in document.facets} | set(facets)):
        facet = facets.get(name, Facet(name))
        content = _facet_file(facet, [document.facets.get(name, ()) for document in index.documents])
        digest = _digest([content])
        todo[f"facet-{digest}-{name}.bin"] = content
        manifest["facets"][name] = [facet.title, digest]
    for name, numbers in _orders(index.documents).items():
        content = b"".join(codec.varint(number) for number in numbers)
        digest = _digest([content])
        todo[f"order-{digest}-{name}.bin"] = content
        manifest["orders"][name] = digest
    with ThreadPoolExecutor(2) as pool:
        packed = dict(zip(todo, pool.map(codec.compress, todo.values()), strict=True))
    packed["manifest.json"] = json.dumps(manifest, ensure_ascii=False, separators=(",", ":")).encode()
    return packed


def _numbered(kind: str, firsts: list[str] | None, contents: list[bytes], todo: dict[str, bytes]) -> dict[str, Any]:
    """Add files of a kind, and say in the manifest how to find them."""
    digest = _digest(contents)
    for number, content in enumerate(contents):
        todo[f"{kind}-{digest}-{number}.bin"] = content
    return {"digest": digest} if firsts is None else {"digest": digest, "first": " ".join(firsts)}


def _digest(contents: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()[:12]


def _term_files(found: Impacts) -> tuple[list[str], list[bytes]]:
    """Words with their postings, cut into files of about `SHARD` bytes, and the first word of each, shortened."""
    number = {term: index for index, term in enumerate(found.terms)}
    words = sorted(found.words.keys() | number.keys(), key=in_order)
    frequency = np.diff(found.starts).tolist()
    largest, levels = _levels(found)
    steps, step_starts = _steps(found)
    posting_bytes = levels.tobytes()

    def content(some: Sequence[str]) -> bytes:
        # Terms of a file lie side by side, because words and terms are sorted alike.
        held = [number[word] for word in some if word in number]
        first, last = (held[0], held[-1] + 1) if held else (0, 0)
        kinds = bytearray()
        aliases = []
        for word in some:
            is_term, term = word in number, found.words.get(word)
            if term is None or found.terms[term] == word:
                kinds.append(codec.TERM)
            else:
                kinds.append(codec.BOTH if is_term else codec.ALIAS)
                aliases.append((word, found.terms[term]))
        return b"".join(
            (
                codec.pack_words(some),
                bytes(kinds),
                codec.pack_aliases(aliases),
                *(codec.varint(frequency[term]) for term in range(first, last)),
                *(codec.varint(largest[term]) for term in range(first, last)),
                steps[step_starts[first] : step_starts[last]],
                posting_bytes[found.starts[first] : found.starts[last]],
            )
        )

    sizes = [2.7 + 1.55 * frequency[number[word]] if word in number else 2.2 for word in words]
    return _cut(words, sizes, SHARD, content)


def _cut(
    words: Sequence[str], sizes: Sequence[float], aim: int, content: Callable[[Sequence[str]], bytes]
) -> tuple[list[str], list[bytes]]:
    """Cut sorted words into files of about equal packed size."""
    firsts, contents = [], []
    start, filled = 0, 0.0
    for index, size in enumerate(sizes):
        if index > start and filled + size > aim:
            firsts.append(_boundary(words, start))
            contents.append(content(words[start:index]))
            start, filled = index, 0.0
        filled += size
    firsts.append(_boundary(words, start))
    contents.append(content(words[start:]))
    return firsts, contents


def _boundary(words: Sequence[str], start: int) -> str:
    """The shortest beginning of a word that sorts after the word before it."""
    return words[start][: codec.shared(words[start - 1], words[start]) + 1] if start else ""


def _levels(found: Impacts) -> tuple[list[int], NDArray[np.uint8]]:
    """The largest impact of each term in thousandths, and the level of every impact (see `codec.LEVELS`)."""
    if not len(found.impacts):
        return [], np.zeros(0, dtype=np.uint8)
    largest = np.maximum.reduceat(found.impacts, found.starts[:-1])
    largest = np.where(largest > 0, largest, 0.001)
    share = found.impacts / np.repeat(largest, np.diff(found.starts))
    levels = np.clip(np.rint(np.sqrt(share) * codec.LEVELS), 1, codec.LEVELS)
    return np.rint(largest * 1000).astype(np.int64).tolist(), levels.astype(np.uint8)


def _steps(found: Impacts) -> tuple[bytes, list[int]]:
    """Distances between the documents of each term as numbers of one to three bytes, and where each term's begin."""
    steps = np.diff(found.documents, prepend=0)
    begins = found.starts[:-1]
    steps[begins] = found.documents[begins]
    lengths = 1 + (steps > 127) + (steps > 16383)
    ends = np.concatenate(([0], np.cumsum(lengths)))
    out = np.zeros(int(ends[-1]), dtype=np.uint8)
    for place in range(3):
        has = lengths > place
        part = (steps[has] >> (7 * place)) & 127
        out[ends[:-1][has] + place] = part | np.where(lengths[has] > place + 1, 128, 0)
    return out.tobytes(), ends[found.starts].tolist()


def _word_files(found: Impacts) -> tuple[list[str], list[bytes]]:
    """The most used words, for completion and correction, with the logarithm of their uses."""
    spaced = [word for word in found.words if len(word) > 1]
    kept = sorted(sorted(spaced, key=lambda word: (-found.uses[word], word))[:MOST_WORDS], key=in_order)

    def content(some: Sequence[str]) -> bytes:
        return codec.pack_words(some) + bytes(min(255, round(4 * math.log2(found.uses[word]))) for word in some)

    return _cut(kept, [3.6] * len(kept), WORDS_FILE, content)


def _card_files(documents: Sequence[Document]) -> Iterable[bytes]:
    for start in range(0, len(documents), CHUNK):
        cards = [card(document) for document in documents[start : start + CHUNK]]
        yield json.dumps(cards, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def card(document: Document) -> dict[str, Any]:
    """What a result shows of a document."""
    shown = {
        "url": document.url,
        "type": document.type,
        "title": document.title,
        "summary": document.summary,
        "date": document.date,
        "evidence": document.evidence,
        "verdict": document.verdict,
    }
    return {name: value for name, value in (shown | dict(document.card)).items() if value not in ("", 0)}


def _facet_file(facet: Facet, values: Sequence[tuple[str, ...]]) -> bytes:
    used = {value for each in values for value in each}
    ordered = [id for id in facet.labels if id in used] + sorted(used - facet.labels.keys())
    codes = {id: code for code, id in enumerate(ordered)}
    is_single = all(len(each) < 2 for each in values)
    head = {
        "title": facet.title,
        "single": is_single,
        "values": [[id, facet.labels.get(id, id)] for id in ordered],
    }
    if is_single:
        numbers = [codes[each[0]] + 1 if each else 0 for each in values]
    else:
        coded = [sorted({codes[id] for id in each}) for each in values]
        numbers = [len(each) for each in coded] + [code for each in coded for code in each]
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")) + "\n"
    return text.encode("utf-8", "replace") + b"".join(map(codec.varint, numbers))


def _orders(documents: Sequence[Document]) -> dict[str, list[int]]:
    """Numbers by which results may be sorted, larger first."""
    dates = {date: rank for rank, date in enumerate(sorted({document.date for document in documents}))}
    return {
        "date": [dates[document.date] for document in documents],
        "evidence": [max(0, document.evidence) for document in documents],
    }


def suffix_rules(found: Impacts) -> list[tuple[str, str]]:
    """How endings of words become endings of terms, learnt from the words that there are; longest endings first.

    With them a reader without a stemmer finds the term of a form that no document has.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for word, term in found.words.items():
        stem = found.terms[term]
        same = codec.shared(word, stem)
        if word != stem and same > 2:
            seen[word[same:], stem[same:]] += 1
    common = sorted((rule for rule in seen if seen[rule] > 1), key=lambda rule: (-seen[rule], rule))[:RULES]
    return sorted(common, key=lambda rule: (-len(rule[0]), -seen[rule], rule))
