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
from html import unescape
from typing import Any
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from casehub.records.body_facts import Facts, facts_of, without_comments
from casehub.records.links import SCHEMES, forbidden_scheme

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
class Parsed:
    """A body, read: what it contains, and its HTML with slots that `fill` fills on a page.

    The HTML is safe by construction and cleaned once more all the same; `is_safe` says that cleaning changed nothing.
    """

    facts: Facts
    html: str
    is_safe: bool
    unsafe_line: int = 0
    """The line of the body, counted from 0, on which the first block stands that cleaning would change."""


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
    facts = facts_of(tokens, body)  # gives headings the ids that rendering writes
    markdown = _markdown()
    html = str(markdown.renderer.render(tokens, markdown.options, environment))
    cleaned = clean(html)
    if cleaned == html:
        return Parsed(facts, html, True)
    return Parsed(facts, cleaned, False, _unsafe_line(tokens, environment))


def _unsafe_line(tokens: list[Token], environment: dict[str, Any]) -> int:
    markdown = _markdown()
    start = depth = 0
    for end, token in enumerate(tokens, 1):
        depth += token.nesting
        if depth == 0:
            html = str(markdown.renderer.render(tokens[start:end], markdown.options, environment))
            if clean(html) != html:
                return next((each.map[0] for each in tokens[start:end] if each.map), 0)
            start = end
    return 0


def fill(html: str, around: Surroundings) -> str:
    """The HTML of a body on its page. A body is rendered once, when it is read, and filled in on each page."""
    html = _LINK_SLOT.sub(lambda slot: _attribute(around.link(unescape(slot[1]))), html)
    html = _SOURCE_SLOT.sub(lambda slot: f"[{around.sources.get(slot[1], slot[1])}]", html)

    def shown(slot: re.Match[str]) -> str:
        image = around.images.get(unquote(unescape(slot[1])))
        if image is None:
            return slot[2]
        size = f'width="{image.width}" height="{image.height}"'
        return f'<img src="{_attribute(image.url)}" alt="{slot[2]}" {size}{slot[3]}>'

    return _IMAGE_SLOT.sub(shown, html)


def clean(html: str) -> str:
    """Take out whatever `ALLOWED` does not list."""
    return _cleaner().clean(html)


# Characters for private use stand for what only the page knows. Reading takes them out of what people write.
_SLOT_MARKS = re.compile("[\ue000-\ue005]")
_LINK_SLOT = re.compile("\ue000(.*?)\ue001")
_SOURCE_SLOT = re.compile("\ue002(.*?)\ue003")
_IMAGE_SLOT = re.compile('<img src="\ue004(.*?)\ue005" alt="(.*?)"(.*?)>')


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
    markdown.inline.ruler.before("link", "citation", _noting(_citation))
    for name, rule in (("link", link), ("image", image), ("autolink", autolink), ("html_inline", html_inline)):
        markdown.inline.ruler.at(name, _noting(rule))
    # Every link is parsed, so that a forbidden one can be reported; the renderer drops its target.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


_Rule = Callable[[StateInline, bool], bool]
_NOTED = frozenset({"link_open", "image", "citation", "html_inline"})


def _noting(rule: _Rule) -> _Rule:
    """The same rule, which also notes on its token where in the text it began: findings need the place."""

    def noted(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        for token in state.tokens[count:]:
            if token.type in _NOTED:
                token.meta["at"] = start
                break
        return True

    return noted


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
    if not value.isascii():
        value = _SLOT_MARKS.sub("\ufffd", value)  # an entity may write what reading would have taken out
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
        content = without_comments(tokens[idx].content).strip()
        return f"<p>{_text(content)}</p>\n" if content else ""

    def html_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return _text(without_comments(tokens[idx].content))

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        words = _attribute(self.renderInlineAsText(token.children or [], options, env))
        slot = f"\ue004{_attribute(str(token.attrs.get('src', '')))}\ue005"
        title = token.attrs.get("title")
        named = f' title="{_attribute(str(title))}"' if title else ""
        return f'<img src="{slot}" alt="{words}"{named} loading="lazy" decoding="async">'

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        target = str(token.attrs.get("href", ""))
        if forbidden_scheme(target):
            return "<a>"
        written = _attribute(target)
        if not target.startswith("#") and target.partition(":")[0].lower() not in SCHEMES:
            written = f"\ue000{written}\ue001"
        title = token.attrs.get("title")
        named = f' title="{_attribute(str(title))}"' if title else ""
        return f'<a href="{written}"{named}>'

    def citation(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        id = tokens[idx].content
        return f'<sup class="ch-cite"><a href="#source-{id}">\ue002{id}\ue003</a></sup>'

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
