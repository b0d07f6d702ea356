"""The one Markdown renderer: what a body says, what is wrong with it, and its HTML.

CommonMark with tables, strikethrough, alerts and footnotes (what the forge shows in a pull request), plus citations
`[@source-id]`. HTML in the text is never passed on; comments are dropped. Two locks stand behind each other: the
renderer writes only what `ALLOWED` lists, and nh3 must find nothing to take away. A body for which it would is
rejected, not mended (the rule is Govspeak's: valid if and only if sanitising changes nothing).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from casehub.records.findings import Draft
from casehub.records.plain_yaml import Place

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""What a link may begin with; everything else stays inside the hub."""

EMPTY_LINK_TEXTS = frozenset(
    (
        *("here", "click here", "click", "link", "this link", "this", "this page", "page", "more", "read more"),
        *("learn more", "see here", "details", "url", "website"),
        *("ici", "cliquez ici", "lien", "plus", "en savoir plus"),
        *("aquí", "haga clic aquí", "enlace", "más", "leer más", "ver más"),
    )
)
"""Link texts that say nothing when heard alone (WCAG 2.2, 2.4.4 and 2.4.9), in English, French and Spanish."""

_BLOCKS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "div", "section"}
_INLINE = {"code", "em", "strong", "s", "a", "img", "br", "sup", "span"}
_TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
ALLOWED: dict[str, set[str]] = {
    **{tag: set() for tag in _BLOCKS | _INLINE | _TABLE},
    **{tag: {"id"} for tag in ("h2", "h3", "h4", "h5", "h6")},
    "a": {"href", "title", "id", "class"},
    "img": {"src", "alt", "title", "width", "height", "loading", "decoding"},
    "ol": {"start", "class"},
    "ul": {"class"},
    "li": {"id", "class"},
    "code": {"class"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "section": {"class"},
    "sup": {"class"},
    "hr": {"class"},
    "p": {"class"},
    "th": {"class"},
    "td": {"class"},
}


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


@dataclass(slots=True)
class Parsed:
    """A body as tokens, ready to be rendered, with what it contains."""

    tokens: list[Token]
    facts: Facts
    environment: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Image:
    """A published image: its address on the page and its size in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Surroundings:
    """What rendering needs to know of the page around a body."""

    link: Callable[[str], str] = lambda target: target
    images: Mapping[str, Image] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)
    """The number of each source on the page."""


def parse(body: str) -> Parsed:
    """Parse a body and say what it contains. Never raises."""
    environment: dict[str, Any] = {}
    tokens = _markdown().parse(body, environment)
    lines = body.split("\n")
    return Parsed(tokens, _facts(tokens, lines), environment)


def render(parsed: Parsed, around: Surroundings | None = None) -> str:
    """The body's HTML. It is safe by construction, and cleaned once more all the same."""
    return clean(_render(parsed, around or Surroundings()))


def is_safe(parsed: Parsed) -> bool:
    """Whether cleaning the HTML would change nothing."""
    html = _render(parsed, Surroundings())
    return clean(html) == html


def clean(html: str) -> str:
    """Take out whatever `ALLOWED` does not list."""
    return _cleaner().clean(html)


def _render(parsed: Parsed, around: Surroundings) -> str:
    markdown = _markdown()
    return str(markdown.renderer.render(parsed.tokens, markdown.options, {**parsed.environment, "around": around}))


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(ALLOWED),
        attributes={tag: names for tag, names in ALLOWED.items() if names},
        clean_content_tags={"script", "style"},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    # HTML is recognised, so that it can be reported with its line; the renderer below never writes it.
    markdown = MarkdownIt("commonmark", {"html": True, "xhtmlOut": False, "alerts": True}, renderer_cls=_Renderer)
    markdown.enable(["table", "strikethrough"])
    markdown.use(footnote_plugin, inline=False)
    markdown.inline.ruler.before("link", "citation", _citation)
    # Every link is parsed, so that a forbidden one can be reported; the renderer drops its target.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


_CITATION = re.compile(r"\[@([a-z0-9]+(?:-[a-z0-9]+)*)\]")


def _citation(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    match = _CITATION.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = match[1]
    state.pos = match.end()
    return True


def _text(value: str) -> str:
    """Text as an HTML serialiser writes it."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def _attribute(value: str) -> str:
    return _text(value).replace('"', "&quot;")


class _Renderer(RendererHTML):
    """Writes HTML exactly as an HTML serialiser would, so that cleaning can be compared letter by letter."""

    @staticmethod
    def renderAttrs(token: Token) -> str:
        return "".join(f' {name}="{_attribute(str(value))}"' for name, value in token.attrs.items())

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return _text(tokens[idx].content)

    def text_special(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return _text(tokens[idx].content)

    def code_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<code>{_text(tokens[idx].content)}</code>"

    def code_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"<pre><code>{_text(tokens[idx].content)}</code></pre>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return self.code_block(tokens, idx, options, env)

    def html_block(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        content = _COMMENT.sub("", tokens[idx].content).strip()
        return f"<p>{_text(content)}</p>\n" if content else ""

    def html_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return _text(_COMMENT.sub("", tokens[idx].content))

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        around: Surroundings = env["around"]
        words = self.renderInlineAsText(token.children or [], options, env)
        image = around.images.get(str(token.attrs.get("src", "")))
        if image is None:
            return _text(words)
        title = token.attrs.get("title")
        named = f' title="{_attribute(str(title))}"' if title else ""
        return (
            f'<img src="{_attribute(image.url)}" alt="{_attribute(words)}" width="{image.width}" height="{image.height}"'
            f'{named} loading="lazy" decoding="async">'
        )

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        target = str(token.attrs.get("href", ""))
        if forbidden_scheme(target):
            return "<a>"
        around: Surroundings = env["around"]
        title = token.attrs.get("title")
        named = f' title="{_attribute(str(title))}"' if title else ""
        return f'<a href="{_attribute(around.link(target))}"{named}>'

    def citation(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        id = tokens[idx].content
        number = env["around"].sources.get(id)
        if number is None:
            return f"[{_text(id)}]"
        return f'<sup class="ch-cite"><a href="#source-{id}">[{number}]</a></sup>'

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<{_tag(tokens[idx])} id="{_attribute(str(tokens[idx].attrs["id"]))}">'

    def heading_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f"</{_tag(tokens[idx])}>\n"

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return '<div class="ch-table" role="group" tabindex="0" aria-label="Table"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return _cell("th", tokens[idx])

    def td_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return _cell("td", tokens[idx])


def _tag(heading: Token) -> str:
    """The first level is the page's title; a finding says so, and the page stays whole."""
    return "h2" if heading.tag == "h1" else heading.tag


def _cell(tag: str, token: Token) -> str:
    align = str(token.attrs.get("style", "")).removeprefix("text-align:")
    return f'<{tag} class="ch-{align}">' if align in ("right", "center") else f"<{tag}>"


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def forbidden_scheme(target: str) -> str:
    """What a link begins with when that is not allowed, or an empty string. `//host` counts as forbidden."""
    bare = re.sub(r"[\s\x00-\x1f]", "", target)
    if bare.startswith("//") or "\\" in bare:
        return bare[:2]
    match = _SCHEME.match(bare)
    if match:
        if match[1].lower() not in SCHEMES:
            return match[1].lower() + ":"
        try:
            urlsplit(bare)
        except ValueError:
            return bare[:20]
    return ""


def slug(text: str, taken: set[str]) -> str:
    """An id for a heading: its words in lower case, unique on the page, never one that the page itself uses."""
    words = "-".join(_WORD.findall(text.lower()))[:80] or "section"
    if words.startswith(("ch-", "source-", "_", "fn")):
        words = f"section-{words}"
    unique, number = words, 2
    while unique in taken:
        unique, number = f"{words}-{number}", number + 1
    taken.add(unique)
    return unique


def _facts(tokens: list[Token], lines: list[str]) -> Facts:
    headings: list[Heading] = []
    links: list[Link] = []
    citations: list[Citation] = []
    faults: list[Draft] = []
    taken: set[str] = set()
    words, opening = 0, 0
    sections: list[int] = []
    for index, token in enumerate(tokens):
        line = token.map[0] if token.map else 0
        if token.type == "heading_open":
            text = "".join(
                child.content for child in tokens[index + 1].children or [] if child.type in _TEXTUAL
            ).strip()
            level = int(token.tag[1])
            id = slug(text, taken)
            token.attrs["id"] = id
            headings.append(Heading(level, text, id, line, not text))
            if level == 2:
                sections.append(0)
        elif token.type == "html_block":
            _html(token.content, Place(line + 1, 1), faults)
        elif token.type in ("code_block", "fence"):
            words += _count(token.content, sections)
        elif token.type == "inline" and token.children:
            is_heading = tokens[index - 1].type == "heading_open"
            for child in _walk(token, lines, links, citations, faults):
                if child.type in _TEXTUAL and not is_heading:
                    words += _count(child.content, sections)
            if token.content.startswith(("[ ] ", "[x] ", "[X] ")) and tokens[index - 2].type == "list_item_open":
                faults.append(Draft("CH434", Place(line + 1, 1)))
        if not sections and words and not opening:
            opening = words
    return Facts(tuple(headings), tuple(links), tuple(citations), tuple(faults), words, tuple(sections), opening)


_TEXTUAL = frozenset({"text", "text_special", "code_inline"})


def _count(text: str, sections: list[int]) -> int:
    count = len(_WORD.findall(text))
    if sections:
        sections[-1] += count
    return count


def _walk(
    token: Token,
    lines: list[str],
    links: list[Link],
    citations: list[Citation],
    faults: list[Draft],
) -> list[Token]:
    """Note the links, images and citations of one run of inline text, with their places."""
    line = token.map[0] if token.map else 0
    open_link: tuple[str, int, int] | None = None
    text: list[str] = []
    column = 1
    for child in token.children or []:
        kind = child.type
        if kind in ("softbreak", "hardbreak"):
            line, column = line + 1, 1
        elif kind == "link_open":
            target = str(child.attrs.get("href", ""))
            column = _column(lines, line, "[", column)
            open_link, text = (target, line, column), []
        elif kind == "link_close" and open_link:
            target, at, where = open_link
            links.append(Link(target, "".join(text).strip(), at, where))
            open_link = None
            column += 1
        elif kind == "image":
            words = "".join(part.content for part in child.children or [] if part.type in _TEXTUAL).strip()
            column = _column(lines, line, "![", column)
            links.append(Link(str(child.attrs.get("src", "")), words, line, column, is_image=True))
            if open_link:
                text.append(words)
            column += 2
        elif kind == "citation":
            column = _column(lines, line, f"[@{child.content}]", column)
            citations.append(Citation(child.content, line, column))
            column += 2
        elif kind == "html_inline":
            column = _column(lines, line, child.content.split("\n")[0], column)
            _html(child.content, Place(line + 1, column), faults)
            line += child.content.count("\n")
        elif open_link and kind in _TEXTUAL:
            text.append(child.content)
    return token.children or []


def _html(content: str, place: Place, faults: list[Draft]) -> None:
    bare = _COMMENT.sub("", content).strip()
    if bare and not bare.startswith("</"):
        faults.append(Draft("CH430", place, {"html": bare.split("\n")[0][:60]}))


def _column(lines: list[str], line: int, needle: str, start: int) -> int:
    """The column (from 1) at which something stands in a line, looked for from `start` on."""
    if line >= len(lines):
        return 1
    found = lines[line].find(needle, start - 1)
    if found < 0:
        found = lines[line].find(needle)
    return max(found, 0) + 1
