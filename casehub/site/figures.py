"""Charts of the dashboard, drawn when the site is built: bars from zero, each with its word and number beside it.

The page has the same numbers as a table, so a chart may leave out rows; it says so in its description.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

MOST = 12
"""Bars of one chart."""
_WIDTH = 320
_ROW = 38
_BAR = 12
_LETTER = 8.5
"""How much room a letter takes, so that no text runs over its neighbour in any of the usual fonts."""


def figure(shown: Mapping[str, Any], words: Mapping[str, str]) -> Markup:
    """The SVG of one figure of the dashboard: its `rows` with `label`, `text` and `share` (percent of the width)."""
    rows: Sequence[Mapping[str, Any]] = shown["rows"][:MOST]
    left_out = len(shown["rows"]) - len(rows)
    told = "; ".join(f"{row['label']}: {row['text']}" for row in rows) or words["stats_nothing"]
    if left_out:
        told += "; " + words["stats_left_out"].format(count=left_out)
    height = _ROW * max(len(rows), 1)
    length = _WIDTH - _LETTER * max((len(str(row["text"])) for row in rows), default=0) - 6
    drawn = Markup("").join(_bar(row, _ROW * at, length) for at, row in enumerate(rows))
    if not rows:
        drawn = Markup('<text class="ch-bars-chart__word" x="0" y="14">{0}</text>').format(words["stats_nothing"])
    return Markup(
        '<svg class="ch-bars-chart" role="img" aria-labelledby="ch-{id}-title ch-{id}-desc" '
        'viewBox="-1 0 {width} {height}"><title id="ch-{id}-title">{title}</title>'
        '<desc id="ch-{id}-desc">{told}</desc>{drawn}</svg>'
    ).format(id=shown["id"], width=_WIDTH + 2, height=height + 2, title=shown["title"], told=told, drawn=drawn)


def _bar(row: Mapping[str, Any], top: int, length: float) -> Markup:
    return Markup(
        '<text class="ch-bars-chart__word" x="0" y="{y}">{label}</text>'
        '<text class="ch-bars-chart__number" x="{width}" y="{below}" text-anchor="end">{text}</text>'
        '<rect class="ch-bars-chart__rail" x="0" y="{bar}" width="{length}" height="{thick}"/>'
        '<rect class="ch-bars-chart__bar" x="0" y="{bar}" width="{size}" height="{thick}"/>'
    ).format(
        y=top + 14,
        below=top + 31,
        label=shortened(str(row["label"]), int(_WIDTH / _LETTER)),
        width=_WIDTH,
        text=row["text"],
        bar=top + 20,
        thick=_BAR,
        length=_at(length),
        size=_at(length * min(float(row["share"]), 100) / 100),
    )


def _at(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def shortened(text: str, room: int) -> str:
    """A text that fits into so many widths of a Latin letter; what is cut off is marked."""
    if width_of(text) <= room:
        return text
    kept, used = "", 1
    for letter in text:
        used += width_of(letter)
        if used > room:
            break
        kept += letter
    return kept.rstrip() + "…"


def width_of(text: str) -> int:
    """How wide a text is, in widths of a Latin letter: those of Chinese, Japanese and Korean take two."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
