"""What makes a text hard to read: long sentences, acronyms that are never expanded, one passive after the other.

Thresholds follow guidance for public writing: GOV.UK asks writers to split sentences of more than 25 words and to
explain an acronym at its first use (https://www.gov.uk/guidance/content-design/writing-for-gov-uk); we speak up a
little later, so that what is said is worth reading. It is advice and never stops a text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

LONGEST = 32
"""Words in a sentence beyond which it is told."""
PASSIVES = 3
"""Passive sentences in a row from which on they are told."""

_CITATION = re.compile(r"\s*\[@[^\]\s]*\]|`[^`]*`|<!--.*?-->", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"^\s*(?:[-*+]|\d+[.)]|>)\s+", re.MULTILINE)
_NO_PROSE = re.compile(r"\s*(?:#|\||```|~~~|\s{4})")
_WORD = re.compile(r"[^\W_]+(?:[’'.,-][^\W_]+)*")
_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Z0-9&]{2,7}s?(?![\w-])")
_ROMAN = re.compile(r"[IVXLCDM]+")
_BE = r"(?:am|is|are|was|were|be|been|being)"
_PARTICIPLES = (
    "built|bought|brought|broken|chosen|cut|done|drawn|driven|fallen|felt|found|forgotten|given|gone|heard|held|hidden"
    "|kept|known|laid|led|left|lost|made|meant|met|paid|put|read|run|said|seen|sent|set|shown|shut|sold|spent|stopped"
    "|taken|taught|thought|told|understood|won|written"
)
_ADVERBS = r"(?:not|never|also|all|then|later|soon|often|\w+ly)"
_PARTICIPLE = rf"(?:\w+ed|(?:re|un|over|under|mis)?(?:{_PARTICIPLES}))"
_PASSIVE = re.compile(rf"\b{_BE}(?:\s+{_ADVERBS})?\s+{_PARTICIPLE}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something hard to read: what it is (`long-sentence`, `acronym`, `passives`), its line from 0, its words."""

    kind: str
    line: int
    words: str
    count: int = 0


def remarks(text: str, language: str, known: Collection[str] = ()) -> Iterator[Remark]:
    """What could be plainer in a Markdown text. `known` are acronyms that need no expansion here, in capitals."""
    from sentencex import segment  # only where somebody is writing

    said: set[str] = set()
    for line, paragraph in _paragraphs(text):
        passives = 0
        start = 0
        for sentence in segment(language.partition("-")[0] or "en", paragraph):
            at = line + paragraph[:start].count("\n") + (len(sentence) - len(sentence.lstrip("\n")))
            start += len(sentence)
            if (count := len(_WORD.findall(sentence))) > LONGEST:
                yield Remark("long-sentence", at, _beginning(sentence), count)
            passives = passives + 1 if language.startswith("en") and _PASSIVE.search(sentence) else 0
            if passives == PASSIVES:
                yield Remark("passives", at, _beginning(sentence), passives)
        for match in _ACRONYM.finditer(paragraph):
            acronym = match[0].removesuffix("s")
            if acronym not in said and acronym not in known and not _is_expanded(acronym, text):
                yield Remark("acronym", line + paragraph[: match.start()].count("\n"), acronym)
            said.add(acronym)


def _is_expanded(acronym: str, text: str) -> bool:
    """Whether it stands in brackets behind its words, or has them in brackets behind it; numerals need none."""
    pattern = rf"\(\s*{re.escape(acronym)}s?\b|\b{re.escape(acronym)}s? \([^)]*[a-z]{{3}}"
    return bool(_ROMAN.fullmatch(acronym) or re.search(pattern, text))


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Runs of prose with the line on which each begins. Marks, citations and code become nothing; lines stay."""
    line = 0
    fenced = False
    for block in re.split(r"(\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s))", text):
        is_break = not block.strip()
        if not is_break:
            fences = len(re.findall(r"^\s*(?:```|~~~)", block, re.MULTILINE))
            if not fenced and not fences and not _NO_PROSE.match(block.lstrip("\n")):
                prose = _LINK.sub(r"\1", _CITATION.sub(_lines_only, _MARKS.sub("", block)))
                yield line, prose.replace("**", "").replace("_", " ")
            fenced ^= fences % 2 == 1
        line += block.count("\n")


def _lines_only(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def _beginning(sentence: str) -> str:
    words = " ".join(sentence.split()).split(" ")
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")
