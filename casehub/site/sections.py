"""The text of a record cut at its headings of the second level, so that a page can put its own parts between them."""

from __future__ import annotations

import re
from typing import NamedTuple

from markupsafe import Markup

_HEADING = re.compile(r'^<h2 id="([^"]*)"', re.MULTILINE)
_AROUND = re.compile(r"<(/?)(?:blockquote|ul|ol|li|div|section|table)\b")


class Section(NamedTuple):
    """One section: the id of its heading (empty for what stands before the first), and its HTML with the heading."""

    id: str
    html: Markup


def sections_of(body: Markup) -> list[Section]:
    """The sections of a rendered text in order. A heading inside a quotation or a list starts none."""
    text = str(body)
    cuts, depth, seen = [(0, "")], 0, 0
    for heading in _HEADING.finditer(text):
        for tag in _AROUND.finditer(text, seen, heading.start()):
            depth += -1 if tag[1] else 1
        seen = heading.start()
        if depth == 0:
            cuts.append((heading.start(), heading[1]))
    ends = [start for start, _ in cuts[1:]] + [len(text)]
    parts = [(id, text[start:end]) for (start, id), end in zip(cuts, ends, strict=True)]
    return [Section(id, Markup(html)) for id, html in parts if html.strip()]  # noqa: S704 - cut from what was cleaned
