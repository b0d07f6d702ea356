"""From text to words, and from words to the terms under which they are found.

Two analysers share one shape. `Plain` is lunr's own pipeline (tokenizer, trimmer, stop words, stemmer), there to be
compared with lunr. `Analyser` is what the hub uses: it also separates words at punctuation ("and/or", "gov.uk",
"government's"), takes accents away, and writes text without spaces between words (Chinese, Japanese, Korean, Thai,
Lao, Khmer, Burmese) as pairs of letters. The browser's reader does the same as `Analyser.words`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cached_property
from typing import Protocol

from lunr.stemmer import PorterStemmer
from lunr.stop_word_filter import WORDS
from lunr.trimmer import full_re

from casehub.search.stop_words import stop_words

SEPARATORS = (
    r"\0-&(-/:-@\[-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7"
    r"\u05be\u05c3\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965"
    r"\u2000-\u200b\u200e-\u2018\u201a-\u206f\u20a0-\u20ff\u2190-\u2bff\u2e00-\u2e7f"
    r"\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u30fb\ud800-\udfff\ufe00-\ufe6f\ufeff"
    r"\uff01-\uff06\uff08-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufff0-\uffff"
)
"""What stands between words, as the inside of a character class that Python and JavaScript read alike.

Written out rather than asked of Unicode's tables, whose editions differ between the two."""
BEYOND = ((0x1F000, 0x1FAFF), (0xE0000, 0xE0FFF))
"""Separators beyond the first plane: emoji and tags, for which the two languages have different escapes."""
UNSPACED = (
    r"\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u30fa\u30fc-\u30ff"
    r"\u3100-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
)
"""Writing in which words are not separated by spaces, or in which parts of words are what one looks for."""
UNSPACED_BEYOND = ((0x20000, 0x3FFFF),)
LONGEST = 40
"""Letters of a word that count: longer runs are addresses or noise."""

_ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}


class MendedStemmer(PorterStemmer):  # type: ignore[misc]
    """lunr's stemmer, agreeing with lunr.js on a final y.

    lunr.py turns y to i after any vowel ("day" gives "dai"), lunr.js where a consonant stands before it and something
    before that ("day" stays, "try" gives "tri"). https://github.com/yeraydiazdiaz/lunr.py (`lunr/stemmer.py`)
    """

    def step1c(self) -> None:
        """Turn a final y to i after a consonant."""
        word: str = getattr(self, "b")  # noqa: B009 - lunr is untyped, and the attribute's type is not found otherwise
        if self.k > 1 and word[self.k] == "y" and word[self.k - 1] not in "aeiou":
            self.b = word[: self.k] + "i" + word[self.k + 1 :]


class Words(Protocol):
    """What indexing asks of an analyser."""

    language: str
    raw: re.Pattern[str]
    """Finds the runs of text that are words or become words."""

    def words(self, run: str) -> list[str]:
        """The words of one run, without stop words."""

    def term(self, word: str) -> str:
        """The term under which a word is found."""

    def key(self, word: str) -> str:
        """How a word is written in the index: what the browser makes of it."""


class Plain:
    """lunr's own pipeline for English, its stemmer mended."""

    language = "en"
    raw = re.compile("[^ \\t\\n\\r\\f\\v\\xa0-]+")

    def __init__(self) -> None:
        self._stemmer = MendedStemmer()

    def words(self, run: str) -> list[str]:
        """The run without punctuation around it, unless it is a stop word."""
        trimmed = match[1] if (match := full_re.match(run)) else run
        return [] if trimmed in WORDS else [trimmed]

    def term(self, word: str) -> str:
        """The stem."""
        return str(self._stemmer.stem(word))

    def key(self, word: str) -> str:
        """The word itself."""
        return word


class Analyser:
    """How the hub reads text of one language (a BCP 47 tag; English rules where none are known)."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.stop = stop_words(language)
        self.raw = re.compile(f"[^{_class(SEPARATORS, BEYOND)}]+")
        self._unspaced = re.compile(f"([{_class(UNSPACED, UNSPACED_BEYOND)}]+)")

    def words(self, run: str) -> list[str]:
        """The words of a run of text, written small, without stop words. Accents stay: stemmers want them."""
        if run.isascii() and "'" not in run:
            run = run.lower()
            return [run[:LONGEST]] if run not in self.stop else []
        found = []
        text = unicodedata.normalize("NFKC", run).lower()
        for piece in self.raw.findall(text.replace("\u2019", "'").replace("\u200c", "").replace("\u200d", "")):
            parts = piece.split("'")
            # What is left of "l'usager", "government's" and "don't" is not a word.
            for part in parts if len(parts) == 1 else [each for each in parts if len(each) > 1]:
                for index, stretch in enumerate(self._unspaced.split(part)):
                    if index % 2:
                        found += [stretch[at : at + 2] for at in range(max(1, len(stretch) - 1))]
                    elif (key := self.key(stretch[:LONGEST])) and key not in self.stop:  # marks alone are no word
                        found.append(stretch[:LONGEST])
        return found

    def query_words(self, text: str, most: int) -> tuple[list[str], str]:
        """The first words of a query as the index writes them, and the last word if nothing comes after it."""
        runs = self.raw.findall(text)
        found: list[str] = []
        for run in runs:
            if len(found) < most:
                found += self._keys(run)
        last = self._keys(runs[-1])[-1:] if runs and text.endswith(runs[-1]) else []
        return found[:most], "".join(last)

    def _keys(self, run: str) -> list[str]:
        return [self.key(word) for word in self.words(run)]

    def is_single(self, word: str) -> bool:
        """Whether a word is a single letter of unspaced writing, of which the index has pairs."""
        return len(word) == 1 and bool(self._unspaced.match(word))

    def term(self, word: str) -> str:
        """The stem without accents; a pair of letters of unspaced writing stands for itself."""
        return self.key(self._stem(word) or word)

    def key(self, word: str) -> str:
        """The word without accents."""
        return word if word.isascii() else without_accents(word)

    @cached_property
    def _stem(self) -> Callable[[str], str]:
        primary = self.language.partition("-")[0].lower()
        if primary == "en":
            return MendedStemmer().stem  # type: ignore[no-any-return]
        algorithm = _ALGORITHMS.get(primary)
        if algorithm is None:
            return lambda word: word
        import snowballstemmer

        return snowballstemmer.stemmer(algorithm).stemWord  # type: ignore[no-any-return]


def without_accents(word: str) -> str:
    """A word without the marks above and below its letters (U+0300 to U+036F)."""
    apart = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(mark for mark in apart if not "\u0300" <= mark <= "\u036f"))


def _class(ranges: str, beyond: tuple[tuple[int, int], ...]) -> str:
    return ranges + "".join(f"{chr(first)}-{chr(last)}" for first, last in beyond)
