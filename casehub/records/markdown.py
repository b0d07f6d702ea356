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
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from casehub.records.body_facts import COMMENT, Facts, facts_of
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
    return Parsed(tokens, facts_of(tokens, body), environment)


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
        content = COMMENT.sub("", tokens[idx].content).strip()
        return f"<p>{_text(content)}</p>\n" if content else ""

    def html_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return _text(COMMENT.sub("", tokens[idx].content))

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        around: Surroundings = env["around"]
        words = self.renderInlineAsText(token.children or [], options, env)
        image = around.images.get(unquote(str(token.attrs.get("src", ""))))
        if image is None:
            return _text(words)
        title = token.attrs.get("title")
        named = f' title="{_attribute(str(title))}"' if title else ""
        return (
            f'<img src="{_attribute(image.url)}" alt="{_attribute(words)}" width="{image.width}"'
            f' height="{image.height}"{named} loading="lazy" decoding="async">'
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
