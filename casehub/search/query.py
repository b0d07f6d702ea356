"""Answers from the files of an index. `search.js` does exactly the same in the browser.

A document is found when it has any of the words. Its score is lunr's (see `scoring`) times the share of the query
that it covers, so that one with all words stands before one that repeats a single word. Each known word counts there
for as much as it tells documents apart, log(1 + N / n) with n of N documents having it: "people" and "get" cover
little of a question about road tolls, and "tolls" covers much.
A word that is not in the index is led to a term by its ending, else completed if it is the last, else corrected.
"""

from __future__ import annotations

import json
import math
import zlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from casehub.search import codec
from casehub.search.analysis import Analyser
from casehub.search.spelling import allowance, nearest

Read = Callable[[str], bytes]
"""Gives a file of an index by name. Raises `KeyError` or `OSError` when there is none."""

MOST = 32
"""Words of a query that are looked at."""
COMPLETIONS = 3
COMPLETION = 0.3
"""What a completion of the last word is worth beside the word itself, when that is a word too."""
UNFINISHED = 3
"""Letters from which on a last word is completed."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What a text finds: score and number of matched words by document, and what was made of its words."""

    scores: Mapping[int, float]
    matched: Mapping[int, int]
    words: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """A value of a facet and how many results choosing it would give."""

    id: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """An answer. The meaning of each part is told in `casehub.search`."""

    total: int
    all: int
    ids: tuple[int, ...]
    cards: tuple[dict[str, Any], ...]
    counts: Mapping[str, tuple[str, tuple[Count, ...]]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One facet of all documents."""

    title: str
    values: tuple[tuple[str, str], ...]
    codes: Sequence[tuple[int, ...]]


class Reader:
    """One index, open for questions. Raises `ValueError` when its files do not fit together."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self.manifest: Mapping[str, Any] = json.loads(read("manifest.json"))
        self.size: int = self.manifest["documents"]
        self._analyser = Analyser(self.manifest["language"])
        self._firsts = {kind: self.manifest[kind]["first"].split(" ") for kind in ("terms", "words")}
        self._rules: list[tuple[str, str]] = [rule.partition(">")[::2] for rule in self.manifest["rules"].split()]
        self._file = cache(self._open)

    def search(
        self,
        text: str = "",
        facets: Mapping[str, Sequence[str]] | None = None,
        sort: str | Callable[[int], float] = "relevance",
        page: int = 1,
        per_page: int = 10,
        show: Sequence[str] = (),
        typing: bool = True,
        match: str = "any",
    ) -> Found:
        """What a text and chosen facets find. See `casehub.search` for each argument."""
        matches = self.matches(text, typing)
        by_text = list(matches.scores)
        if matches.words and (match == "all" or sort != "relevance"):
            most = len(matches.words) if match == "all" else max(matches.matched.values(), default=0)
            by_text = [id for id in by_text if matches.matched[id] == most]
        chosen, ignored = self._chosen(facets or {})
        ids, counts = self._narrowed(by_text, chosen, show)
        self._sort(ids, matches, sort)
        shown = ids[(page - 1) * per_page : page * per_page] if page > 0 else []
        return Found(
            total=len(ids),
            all=sum(matches.matched[id] == len(matches.words) for id in ids),
            ids=tuple(ids),
            cards=tuple(
                {"id": id, "score": matches.scores[id], "matched": matches.matched[id], **self.card(id)}
                for id in shown
            ),
            counts=counts,
            words=matches.words,
            corrected=matches.corrected,
            unknown=matches.unknown,
            ignored=tuple(ignored),
        )

    def matches(self, text: str, typing: bool = True) -> Matches:
        """The documents that have any word of a text; all of them when it has no words."""
        words, last = self._analyser.query_words(text, MOST)
        counted = Counter(words)
        if not counted:
            return Matches(dict.fromkeys(range(self.size), 0.0), dict.fromkeys(range(self.size), 0))
        best: list[tuple[int, dict[int, float]]] = []
        corrected, unknown = [], []
        for word, count in counted.items():
            terms, meant = self._terms(word, typing and word == last)
            if meant:
                corrected.append((word, meant))
            if terms:
                best.append((count, self._best(terms)))
            else:
                unknown.append(word)
        length = math.sqrt(sum(count * count for count, _ in best))
        sums: dict[int, float] = {}
        covered: dict[int, int] = {}
        matched: dict[int, int] = {}
        whole = 0
        for count, impacts in best:
            telling = self._telling(len(impacts))
            whole += telling
            for id, impact in impacts.items():
                sums[id] = sums.get(id, 0.0) + count * impact
                covered[id] = covered.get(id, 0) + telling
                matched[id] = matched.get(id, 0) + 1
        scores = {id: sums[id] / length * (covered[id] / whole) for id in sorted(sums)}
        return Matches(scores, matched, tuple(counted), tuple(corrected), tuple(unknown))

    def _telling(self, having: int) -> int:
        """How much a word that so many documents have tells them apart, in thousandths: the same in JavaScript."""
        return math.floor(1000 * math.log(1 + self.size / max(having, 1)) + 0.5)

    def card(self, id: int) -> dict[str, Any]:
        """What a result shows of a document."""
        chunk = self.manifest["cards"]["chunk"]
        name = f"cards-{self.manifest['cards']['digest']}-{id // chunk}.bin"
        card: dict[str, Any] = self._file(name, json.loads)[id % chunk]
        return card

    def column(self, name: str) -> Column | None:
        """A facet of all documents, or None."""
        if name not in self.manifest["facets"]:
            return None
        digest = self.manifest["facets"][name][1]
        head, _, rest = self._file(f"facet-{digest}-{name}.bin", bytes).partition(b"\n")
        said = json.loads(head)
        codes = codec.read_codes(rest, self.size, said["single"])
        return Column(said["title"], tuple((id, label) for id, label in said["values"]), codes)

    def entry(self, word: str) -> codec.Entry | None:
        """What a word leads to, or None."""
        number = self._number("terms", word)
        name = f"terms-{self.manifest['terms']['digest']}-{number}.bin"
        entries: dict[str, codec.Entry] = self._file(name, codec.read_terms)
        return entries.get(word)

    def _open(self, name: str, parse: Callable[[bytes], Any]) -> Any:
        try:
            return parse(codec.decompress(self._read(name)))
        except (KeyError, OSError, zlib.error, IndexError) as error:
            raise ValueError(f"the index lacks {name}, or cannot read it") from error

    def _number(self, kind: str, word: str) -> int:
        """The file in which a word stands."""
        return max(0, bisect_right(self._firsts[kind], _order(word), key=_order) - 1)

    def _terms(self, word: str, is_open: bool) -> tuple[list[tuple[str, float]], str]:
        """The terms a word stands for, each with its weight, and what it was corrected to."""
        term = self._term(word)
        terms = [(term, 1.0)] if term else []
        if (is_open and len(word) >= UNFINISHED) or self._analyser.is_single(word):
            completed = {self._term(each) for each in self._completions(word)} - {term, ""}
            terms += [(each, COMPLETION if term else 1.0) for each in sorted(completed)]
        if terms:
            return terms, ""
        meant = self._correction(word)
        return ([(self._term(meant), 1.0)], meant) if meant else ([], "")

    def _term(self, word: str) -> str:
        """The term of a word: as the index has it, else by its ending, else an empty string."""
        if entry := self.entry(word):
            return entry.alias or word
        for ending, instead in self._rules:
            if word.endswith(ending):
                term = word.removesuffix(ending) + instead
                if len(term) > 2 and (entry := self.entry(term)) and entry.documents:
                    return term
        return ""

    def _best(self, terms: Sequence[tuple[str, float]]) -> dict[int, float]:
        """The best impact of any of these terms by document."""
        best: dict[int, float] = {}
        for term, weight in terms:
            entry = self.entry(term)
            if entry:
                for id, impact in zip(entry.documents, entry.impacts, strict=True):
                    best[id] = max(best.get(id, 0.0), weight * impact)
        return best

    def _completions(self, word: str) -> list[str]:
        """The most used words that begin with this one."""
        begun = [each for each in self._words(word, word + "\uffff") if each[0].startswith(word) and each[0] != word]
        return [each for each, _ in sorted(begun, key=lambda each: -each[1])[:COMPLETIONS]]

    def _correction(self, word: str) -> str:
        """The word probably meant: one that begins with the same letter if any is near enough, else any."""
        for most in range(1, allowance(word) + 1):
            meant = nearest(word, self._words(word[0], word[0] + "\uffff"), most) or nearest(
                word, self._words("", "\uffff"), most
            )
            if meant:
                return meant
        return ""

    def _words(self, first: str, last: str) -> list[tuple[str, int]]:
        """The files of words from one to another."""
        digest = self.manifest["words"]["digest"]
        numbers = range(self._number("words", first), self._number("words", last) + 1)
        return [each for n in numbers for each in self._file(f"words-{digest}-{n}.bin", codec.read_words)]

    def _chosen(self, facets: Mapping[str, Sequence[str]]) -> tuple[dict[str, set[int]], list[tuple[str, str]]]:
        """The codes chosen in each facet, and what was chosen that the index does not have."""
        chosen: dict[str, set[int]] = {}
        ignored = []
        for name, values in facets.items():
            column = self.column(name)
            codes = {id: code for code, (id, _) in enumerate(column.values)} if column else {}
            ignored += [(name, value) for value in values if value not in codes]
            if known := {codes[value] for value in values if value in codes}:
                chosen[name] = known
        return chosen, ignored

    def _narrowed(
        self, by_text: list[int], chosen: Mapping[str, set[int]], show: Sequence[str]
    ) -> tuple[list[int], dict[str, tuple[str, tuple[Count, ...]]]]:
        """The documents for which every facet holds, and for each facet the counts if its own did not have to."""
        columns = {name: column for name in (*chosen, *show) if (column := self.column(name))}
        tallies: dict[str, Counter[int]] = {name: Counter() for name in show if name in columns}
        ids = []
        for id in by_text:
            failing = [name for name, codes in chosen.items() if codes.isdisjoint(columns[name].codes[id])]
            if not failing:
                ids.append(id)
            if len(failing) < 2:
                for name, tally in tallies.items():
                    if not failing or failing[0] == name:
                        tally.update(columns[name].codes[id])
        counts = {
            name: (
                columns[name].title,
                tuple(
                    Count(id, label, tally[code], code in chosen.get(name, ()))
                    for code, (id, label) in enumerate(columns[name].values)
                ),
            )
            for name, tally in tallies.items()
        }
        return ids, counts

    def _sort(self, ids: list[int], matches: Matches, sort: str | Callable[[int], float]) -> None:
        """Best first; what is alike by score, then by number."""
        if sort == "relevance":
            ids.sort(key=lambda id: (-matches.scores[id], id))
            return
        if callable(sort):
            value = sort
        else:
            digest = self.manifest["orders"].get(sort)
            if digest is None:
                raise ValueError(f"results cannot be sorted by {sort}")
            numbers = codec.Cursor(self._file(f"order-{digest}-{sort}.bin", bytes)).varints(self.size)
            value = numbers.__getitem__
        ids.sort(key=lambda id: (-value(id), -matches.scores[id], id))


def _order(word: str) -> bytes:
    return word.encode("utf-16-be", "surrogatepass")
