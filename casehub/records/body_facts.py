"""What a body contains: headings, links, citations, words, HTML that should not be there, each with its place.

Works on the tokens of the one Markdown renderer, which notes where in its run of text each mark begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.token import Token

from casehub.records.findings import Draft
from casehub.records.plain_yaml import Place


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body, with the id by which it can be linked."""

    level: int
    text: str
    id: str
    line: int
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image: where it leads, its words, and where it stands in the body (lines from 0)."""

    target: str
    text: str
    line: int
    column: int
    is_image: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A mark `[@id]` that a source supports what stands before it."""

    id: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What a body contains, for rules and for pages. Lines count from 0, in the body."""

    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    citations: tuple[Citation, ...] = ()
    faults: tuple[Draft, ...] = ()
    words: int = 0
    section_words: tuple[int, ...] = ()
    opening_words: int = 0


_WORD = re.compile(r"\w+")
_TEXTUAL = frozenset({"text", "text_special", "code_inline"})


def without_comments(text: str, filler: str = "") -> str:
    """A text without its `<!-- comments -->`, each letter of which becomes the filler; line breaks stay with one."""
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        comment = re.sub(r"[^\n]", filler, text[start : end + 3]) if filler else ""
        kept += (text[at:start], comment)
        at = end + 3
    return "".join((*kept, text[at:]))


def slug(text: str, taken: dict[str, int]) -> str:
    """An id for a heading: its words in lower case, unique on the page, never one that the page itself uses.

    `taken` holds the ids given so far, each with the last number that was put behind it.
    """
    words = "-".join(_WORD.findall(text.lower()))[:80] or "section"
    if words.startswith(("ch-", "source-", "_", "fn")):
        words = f"section-{words}"
    unique, number = words, taken.get(words, 1)
    while unique in taken:
        number += 1
        unique = f"{words}-{number}"
    taken[words] = number
    taken.setdefault(unique, 1)
    return unique


def facts_of(tokens: list[Token], body: str) -> Facts:
    """What the tokens of a body contain. Gives each heading token its id on the way."""
    return _Reader(body).read(tokens)


class _Reader:
    """Goes through the tokens of one body and notes what it meets."""

    def __init__(self, body: str) -> None:
        self.lines = body.split("\n")
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.citations: list[Citation] = []
        self.faults: list[Draft] = []
        self.opened: set[str] = set()  # names of HTML elements that were reported where they open
        self.words = 0
        self.opening_words = 0
        self.section_words: list[int] = []
        self._taken: dict[str, int] = {}
        self._ends: dict[int, int] = {}  # for each line, where the last run of text on it ended

    def read(self, tokens: list[Token]) -> Facts:
        """Everything noted, as one value."""
        for index, token in enumerate(tokens):
            if token.type == "heading_open":
                self._heading(token, tokens[index + 1].children or [])
            elif token.type == "html_block":
                self._html_block(token)
            elif token.type in ("code_block", "fence"):
                self._count(token.content)
            elif token.type == "inline" and token.children:
                opening = tokens[index - 1].type
                if opening in ("th_open", "td_open"):
                    self._starts(token)  # the next cell on the line is looked for behind this one
                self._inline(token, is_heading=opening == "heading_open")
                if token.content.startswith(("[ ] ", "[x] ", "[X] ")) and tokens[index - 2].type == "list_item_open":
                    self.faults.append(Draft("CH434", self._place(token, 0)))
            if not self.section_words and not self.opening_words:
                self.opening_words = self.words
        return Facts(
            tuple(self.headings),
            tuple(self.links),
            tuple(self.citations),
            tuple(self.faults),
            self.words,
            tuple(self.section_words),
            self.opening_words,
        )

    def _heading(self, token: Token, children: list[Token]) -> None:
        text = "".join(child.content for child in children if child.type in _TEXTUAL).strip()
        level = int(token.tag[1])
        id = slug(text, self._taken)
        token.attrs["id"] = id
        self.headings.append(Heading(level, text, id, _first_line(token), not text))
        if level == 2:
            self.section_words.append(0)

    def _inline(self, token: Token, *, is_heading: bool) -> None:
        """Note the links, images, citations and HTML of one run of text."""
        open_link: tuple[str, Place] | None = None
        text: list[str] = []
        for child in token.children or []:
            kind = child.type
            said = child.content if kind in _TEXTUAL else " " if kind in ("softbreak", "hardbreak") else ""
            if kind == "link_open":
                open_link, text = (str(child.attrs.get("href", "")), self._place(token, child.meta["at"])), []
            elif kind == "link_close" and open_link:
                target, place = open_link
                words = " ".join("".join(text).split())
                self.links.append(Link(target, words, place.line - 1, place.column))
                open_link = None
            elif kind == "image":
                said = "".join(part.content for part in child.children or [] if part.type in _TEXTUAL).strip()
                place = self._place(token, child.meta["at"])
                self.links.append(Link(str(child.attrs.get("src", "")), said, place.line - 1, place.column, True))
            elif kind == "citation":
                place = self._place(token, child.meta["at"])
                self.citations.append(Citation(child.content, place.line - 1, place.column))
            elif kind == "html_inline":
                self._html(child.content, self._place(token, child.meta["at"]))
            text.append(said)
            if not is_heading:
                self._count(said)

    def _html_block(self, token: Token) -> None:
        hidden = without_comments(token.content, filler=" ")
        bare = hidden.lstrip()
        self._html(bare, self._place(token, len(hidden) - len(bare)))

    def _html(self, content: str, place: Place) -> None:
        """Report HTML where it opens; where it closes only when nothing was said of its opening."""
        bare = without_comments(content).strip()
        match = re.match(r"<(/?)([a-zA-Z][\w-]*)", bare)
        name = match[2].lower() if match else ""
        if not bare or (match and match[1] and name in self.opened):
            return
        self.opened.add(name)
        self.faults.append(Draft("CH430", place, {"html": bare.split("\n")[0][:60]}))

    def _count(self, text: str) -> None:
        count = len(_WORD.findall(text))
        self.words += count
        if self.section_words:
            self.section_words[-1] += count

    def _place(self, token: Token, at: int) -> Place:
        """Where in the body a position in a token's text stands, both counted from 1."""
        before = token.content[:at]
        nth = before.count("\n")
        line, starts = self._starts(token)
        return Place(min(line + nth, len(self.lines) - 1) + 1, starts[nth] + at - before.rfind("\n"))

    def _starts(self, token: Token) -> tuple[int, list[int]]:
        """The line on which a token's text begins, and where on its line each line of it does.

        A text begins after the marks of a list, a quotation or a cell, and after lines of spaces that do not break.
        """
        if "starts" not in token.meta:
            own = token.content.split("\n")
            first, last = token.map or (0, 0)
            line = next((each for each in range(first, last) if own[0] in self.lines[each]), first)
            starts = []
            for number, text in enumerate(own, line):
                whole = self.lines[number] if number < len(self.lines) else ""
                after = self._ends.get(number, 0)  # cells share a line
                found = max(whole.find(text, after), whole.find(text.replace("|", "\\|"), after), 0)
                starts.append(found)
                self._ends[number] = found + len(text)
            token.meta["starts"] = (line, starts)
        line, starts = token.meta["starts"]
        return line, starts


def _first_line(token: Token) -> int:
    return token.map[0] if token.map else 0
