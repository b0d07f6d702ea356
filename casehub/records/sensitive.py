"""What should never leave the contributor's machine: protective markings, secrets, personal data.

`schemas/sensitive.yaml` is the only statement of the patterns; the form in the browser reads the same file through
`sensitive.js`, and both are proven on the same vectors. Patterns are looked for only around their hints (a part that
each match must hold) or their context words, so that reading stays linear in the length of a text and costs next to
nothing where there is nothing. What was found is never quoted: a match is a kind and a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from casehub.records.check_digits import passes
from casehub.records.findings import MOST, Draft
from casehub.records.plain_yaml import Place

CODES: Mapping[str, tuple[str, str]] = {
    "CH520": ("marking", "error"),
    "CH521": ("secret", "error"),
    "CH522": ("personal", "warning"),
    "CH523": ("personal", "warning"),
    "CH524": ("personal", "warning"),
}
"""What each code says: the kind of pattern and how much it weighs. The first code of a kind is its usual one."""

NEAR = 60
"""Characters between a number and the word that says what it is."""
_LONGEST_NUMBER = 40
_REACH = 300
_LONGEST_BANNER = 200
_DECORATION = " \t\r\u00a0#>*_=|[](){}\"'“”«».,;:~-–—`/"
_LIST_ITEM = re.compile(r"[ \t]{0,12}(?:[-*+]|[0-9]{1,3}[.)])[ \t]")
_WORD = re.compile("[a-z0-9\u00c0-\u1fff\u3040-\ud7ff]+")
_BEGINNING = 3
_LEFT_OUT = "(left out)"
_PART = 6
"""Letters and digits in a row that a sentence may not share with what was found."""


@dataclass(frozen=True, slots=True)
class Match:
    """Something found: the pattern's id, its code and weight, and where it starts and ends in the text."""

    id: str
    code: str
    severity: str
    start: int
    end: int


@dataclass(frozen=True)
class Pattern:
    """One entry of the vocabulary. Its expression is compiled when first needed: most texts need none."""

    id: str
    label: str
    kind: str
    pattern: str
    code: str = ""
    hints: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    reach: int = _REACH
    check: str = ""
    unless: frozenset[str] = frozenset()
    quiet_near: tuple[str, ...] = ()
    ignore_case: bool = False
    anywhere: bool = False
    python_only: bool = False

    @property
    def is_banner(self) -> bool:
        """Whether it counts only alone on its line."""
        return self.kind == "marking" and not self.anywhere

    @cached_property
    def gate(self) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
        """What a text must hold to be worth a look: one of some words, or a word with a beginning, or some signs."""
        words, beginnings, signs = set(), set(), []
        for asked in (*self.context, *self.hints):
            hint = asked.rstrip("*")
            first = _WORD.match(hint)
            if first is None:
                signs.append(hint)
            elif asked.endswith("*") and first.end() == len(hint):
                beginnings.add(hint[:_BEGINNING])
            else:
                words.add(first[0])
        return frozenset(words), frozenset(beginnings), tuple(signs)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The compiled pattern. ASCII, because that is what `\\b` and letters without case mean in a browser."""
        return re.compile(self.pattern, re.ASCII | (re.IGNORECASE if self.ignore_case else 0))


@dataclass(frozen=True)
class SensitiveWords:
    """The whole vocabulary."""

    patterns: tuple[Pattern, ...] = ()
    placeholders: tuple[str, ...] = ()
    banner_labels: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, said: Any) -> SensitiveWords:
        """What `schemas/sensitive.yaml` says; nothing where a hub has no such file. Raises `ValueError`."""
        if said is None:
            return cls()
        try:
            patterns = tuple(_pattern(raw) for raw in said["patterns"])
            placeholders, banner_labels = tuple(said["placeholders"]), tuple(said["banner_labels"])
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"sensitive.yaml is not a list of patterns: {error}") from error
        return cls(patterns, placeholders, banner_labels, {each.id: each.label for each in patterns})


def _pattern(raw: Mapping[str, Any]) -> Pattern:
    usual = next(code for code, (kind, _) in CODES.items() if kind == raw["kind"])
    lists = {key: tuple(raw.get(key, ())) for key in ("hints", "context", "quiet_near")}
    rest = {key: value for key, value in raw.items() if key not in lists}
    return Pattern(**{"code": usual, **rest, **lists, "unless": frozenset(raw.get("unless", ()))})


def found(text: str, words: SensitiveWords) -> list[Match]:
    """Everything sensitive in a text, by place: at most `MOST`, none overlapping another.

    Where two overlap, the one stands that comes first in the vocabulary.
    """
    low = _lowered(text)
    there = set(_WORD.findall(low))
    beginnings = {word[:_BEGINNING] for word in there}
    kept: list[Match] = []
    for pattern in words.patterns:
        asked, begun, signs = pattern.gate
        if asked.isdisjoint(there) and begun.isdisjoint(beginnings) and not any(sign in low for sign in signs):
            continue
        for start, end in (
            _banners(pattern, text, low, words) if pattern.is_banner else _places(pattern, text, low, words)
        ):
            if not any(start < other.end and other.start < end for other in kept):
                kept.append(Match(pattern.id, pattern.code, CODES[pattern.code][1], start, end))
            if len(kept) >= MOST:
                break
    return sorted(kept, key=lambda match: match.start)[:MOST]


def drafts(text: str, matches: list[Match], words: SensitiveWords) -> Iterator[Draft]:
    """What was found, as drafts of findings: kind and place, never the match."""
    for match in matches:
        line = text.count("\n", 0, match.start) + 1
        place = Place(line, match.start - text.rfind("\n", 0, match.start))
        yield Draft(match.code, place, {"what": words.labels[match.id]})


def parts_of(text: str, matches: list[Match]) -> frozenset[str]:
    """The short pieces of what was found, by which another sentence that quotes it is recognised. Not of markings."""
    parts: set[str] = set()
    for match in matches:
        if CODES[match.code][0] != "marking":
            plain = _plain(text[match.start : match.end])
            parts.update(plain[at : at + _PART] for at in range(max(len(plain) - _PART + 1, 1)))
    return frozenset(parts)


def without(draft: Draft, parts: frozenset[str]) -> Draft:
    """A draft whose words do not quote what was found: they are left out as a whole."""
    if not parts:
        return draft
    words = {key: _LEFT_OUT if _quotes(str(value), parts) else value for key, value in draft.words.items()}
    near = "" if _quotes(draft.suggestion, parts) else draft.suggestion
    return Draft(draft.code, draft.at, words, near, draft.on_key, draft.early)


def _quotes(text: str, parts: frozenset[str]) -> bool:
    plain = _plain(text)
    return any(plain[at : at + _PART] in parts for at in range(max(len(plain) - _PART + 1, 1)))


def _plain(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _lowered(text: str) -> str:
    """The text in small letters, each in the place that it had."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def _banners(pattern: Pattern, text: str, low: str, words: SensitiveWords) -> Iterator[tuple[int, int]]:
    """Lines that say nothing but the marking, give or take a label before it and decoration around it."""
    for hint in pattern.hints:
        end = -1
        for at in _occurrences(hint, low):
            if at < end:
                continue
            start = text.rfind("\n", 0, at) + 1
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            if end - start <= _LONGEST_BANNER and (span := _banner(pattern, text, start, end, words)):
                yield span


def _banner(pattern: Pattern, text: str, start: int, end: int, words: SensitiveWords) -> tuple[int, int] | None:
    line = text[start:end]
    if item := _LIST_ITEM.match(line):
        bullet = item.group().strip()
        if not line.rstrip(" \t\r").endswith(bullet):  # “- OFFICIAL -” is a banner, “- OFFICIAL” an item of a list
            return None
    label, colon, rest = line.partition(":")
    if colon and label.strip(_DECORATION).lower() in words.banner_labels:
        line, start = rest, start + len(label) + 1
    said = line.strip(_DECORATION)
    if not pattern.expression.fullmatch(said):
        return None
    start += line.find(said)
    return start, start + len(said)


def _places(pattern: Pattern, text: str, low: str, words: SensitiveWords) -> Iterator[tuple[int, int]]:
    for begin, finish in _windows(pattern, low):
        window = text[begin:finish]
        for match in pattern.expression.finditer(window):
            start, end = begin + match.start(), begin + match.end()
            if _is_cut(text, start) or _is_cut(text, end):
                continue
            said = (match[1] if pattern.expression.groups else match[0]).lower()
            if said in pattern.unless:
                continue
            if pattern.kind == "secret" and any(made in said for made in words.placeholders):
                continue
            if pattern.check and not passes(pattern.check, match[0]):
                continue
            if pattern.quiet_near and _has_word(low[max(start - NEAR, 0) : end + NEAR], pattern.quiet_near):
                continue
            yield start, end


def _windows(pattern: Pattern, low: str) -> list[tuple[int, int]]:
    """The parts of a text that are worth a look, in order and apart from each other."""
    around = [
        (max(at - reach, 0), at + len(asked) + reach)
        for words, reach in ((pattern.hints, pattern.reach), (pattern.context, NEAR + _LONGEST_NUMBER))
        for asked in words
        for at in _occurrences(asked, low)
    ]
    apart: list[tuple[int, int]] = []
    for begin, finish in sorted(around):
        if apart and begin <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], finish))
        else:
            apart.append((begin, finish))
    return apart


def _occurrences(asked: str, low: str) -> Iterator[int]:
    """Where a whole word (or words) stands in a text in small letters; with a `*`, where a word begins so."""
    word = asked.rstrip("*")
    at = low.find(word)
    while at >= 0:
        if not _is_cut(low, at) and (word != asked or not _is_cut(low, at + len(word))):
            yield at
        at = low.find(word, at + len(word))


def _has_word(low: str, words: tuple[str, ...]) -> bool:
    return any(True for word in words for _ in _occurrences(word, low))


def _is_cut(text: str, at: int) -> bool:
    """Whether a place in a text lies inside a word or number."""
    return 0 < at < len(text) and _is_letter(text[at - 1]) and _is_letter(text[at])


def _is_letter(char: str) -> bool:
    return (char.isascii() and char.isalnum()) or "\u00c0" <= char <= "\u1fff" or "\u3040" <= char <= "\ud7ff"


@lru_cache(maxsize=8)
def _of_digest(digest: str, definitions: Any) -> SensitiveWords:
    return SensitiveWords.of(definitions.settings.get("sensitive"))


def words_of(definitions: Any) -> SensitiveWords:
    """The vocabulary of a hub's definitions, made once."""
    return _of_digest(definitions.digest, definitions)
