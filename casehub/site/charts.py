"""Charts of outcomes, drawn when the site is built: small SVGs with a name and a description, coloured by the page.

A bar's length is its number, so bars are drawn only where lengths tell the truth: two numbers at least, of a unit
that has a true zero. A bar always starts at zero. Nothing is told by colour alone: every bar carries its word and its
number, and the table on the page has the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

_WIDTH = 320
_ROW = 42
_TOP = 4
_BAR = 14
_SERIES = ("baseline", "result", "target")
_WORDS = {"baseline": "before", "result": "after", "target": "target"}
_NO_ZERO = frozenset({"index", "degrees-celsius", "decibels"})
"""Units whose zero means nothing: twice as long would not be twice as much."""


def can_chart(outcome: Mapping[str, Any]) -> bool:
    """Whether bars would tell the truth about an outcome of a record."""
    numbers = [outcome[key] for key in _SERIES if key in outcome]
    return len(numbers) > 1 and any(numbers) and outcome.get("unit") not in _NO_ZERO


def chart(outcome: Mapping[str, Any], words: Mapping[str, str], id: str) -> Markup:
    """The SVG of one outcome, or nothing where a chart would mislead.

    `outcome` is that of a case's page: `numbers` by series, and each series' number in words. `id` is unique on the
    page.
    """
    numbers: Mapping[str, float] = outcome["numbers"]
    if not outcome["is_charted"]:
        return Markup("")
    low, high = min(0.0, *numbers.values()), max(0.0, *numbers.values())
    scale = _WIDTH / (high - low)
    zero = -low * scale
    told = ", ".join(f"{words[_WORDS[key]].lower()} {outcome[key]}" for key in _SERIES if key in numbers)
    better = words.get(f"better_{outcome['better']}", "") if outcome["better"] else ""
    described = f"{told[0].upper()}{told[1:]}." + (f" {better[0].upper()}{better[1:]}." if better else "")
    rows = [key for key in _SERIES if key in numbers]
    height = _TOP + _ROW * len(rows)
    drawn = Markup("").join(
        _bar(key, words[_WORDS[key]], str(outcome[key]), numbers[key] * scale, zero, _TOP + _ROW * row)
        for row, key in enumerate(rows)
    )
    axis = Markup('<path class="ch-chart__axis" d="M{0} {1}V{2}"/>').format(_at(zero), _TOP + 16, height)
    return Markup(
        '<svg class="ch-chart" role="img" aria-labelledby="{id}-title {id}-desc" viewBox="-1 0 {width} {height}">'
        '<title id="{id}-title">{title}</title><desc id="{id}-desc">{described}</desc>{drawn}{axis}</svg>'
    ).format(
        id=id,
        width=_WIDTH + 2,
        height=height + 2,
        title=f"{outcome['indicator']}: {words['chart_title']}",
        described=described,
        drawn=drawn,
        axis=axis if low < 0 else "",
    )


def _bar(key: str, word: str, number: str, length: float, zero: float, top: int) -> Markup:
    start, size = (zero + length, -length) if length < 0 else (zero, length)
    return Markup(
        '<text class="ch-chart__word" x="0" y="{y}">{word}</text>'
        '<text class="ch-chart__number" x="{width}" y="{y}" text-anchor="end">{number}</text>'
        '<rect class="ch-chart__bar ch-chart__bar--{key}" x="{x}" y="{top}" width="{size}" height="{bar}"/>'
    ).format(
        key=key,
        word=word,
        number=number,
        width=_WIDTH,
        y=top + 13,
        x=_at(start),
        top=top + 20,
        size=_at(max(size, 1.0) if length else 0.0),
        bar=_BAR,
    )


def _at(value: float) -> str:
    """A coordinate to a tenth of a pixel, without needless digits."""
    return f"{value:.1f}".removesuffix(".0")
