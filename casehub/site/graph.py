"""The picture of a family of cases, drawn when the site is built: a column for each generation, lines to adapters.

Every box is a link, so the picture can be used with a keyboard; the page has the same as a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from casehub.knowledge.lineage import Family
from casehub.site.figures import shortened, width_of

MOST = 120
"""Boxes that are drawn; a larger family is shown by its first generations."""
_WIDTH, _HEIGHT = 256, 84
_GAP, _BETWEEN = 76, 18
_ROOM = 27
"""Widths of a Latin letter in a line of a box."""

Place = tuple[int, int]
"""Column and row of a box."""


def places(family: Family) -> dict[str, Place]:
    """Where each case of a family stands: its generation, and a row near those that it came from."""
    origins: dict[str, list[str]] = {}
    for step in family.adaptations:
        origins.setdefault(step.adapter, []).append(step.origin)
    columns: dict[int, list[str]] = {}
    for id, generation in family.generations.items():
        columns.setdefault(generation, []).append(id)
    found: dict[str, Place] = {}
    for generation, ids in sorted(columns.items()):

        def middle(id: str) -> float:
            rows = [found[origin][1] for origin in origins.get(id, ()) if origin in found]
            return sum(rows) / len(rows) if rows else 0

        for row, id in enumerate(sorted(ids, key=lambda id: (middle(id), id))):
            found[id] = (generation, row)
            if len(found) == MOST:
                return found
    return found


def graph(view: Mapping[str, Any], words: Mapping[str, str], base_url: str) -> Markup:
    """The SVG of a family's page: its `boxes` with their places, and its `edges`."""
    boxes: Sequence[Mapping[str, Any]] = view["boxes"]
    if not boxes:
        return Markup("")
    at = {box["id"]: (box["column"], box["row"]) for box in boxes}
    width = (max(column for column, _ in at.values()) + 1) * (_WIDTH + _GAP) - _GAP
    height = (max(row for _, row in at.values()) + 1) * (_HEIGHT + _BETWEEN) - _BETWEEN
    edges = Markup("").join(_edge(at[edge["from"]], at[edge["to"]], edge["kept"]) for edge in view["edges"])
    drawn = Markup("").join(_box(box, base_url) for box in boxes)
    return Markup(
        '<svg class="ch-graph" role="group" aria-labelledby="ch-graph-title" aria-describedby="ch-graph-desc" '
        'width="{w}" height="{h}" viewBox="-4 -4 {w} {h}"><title id="ch-graph-title">{title}</title>'
        '<desc id="ch-graph-desc">{described}</desc>'
        '<defs><marker id="ch-graph-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto"><path class="ch-graph__tip" d="M0 0 8 4 0 8z"/></marker></defs>'
        "{edges}{drawn}</svg>"
    ).format(
        w=width + 8,
        h=height + 8,
        title=words["lineage_graph"].format(title=view["title"]),
        described=view["described"],
        edges=edges,
        drawn=drawn,
    )


def _edge(start: Place, end: Place, kept: str) -> Markup:
    x1, y1 = start[0] * (_WIDTH + _GAP) + _WIDTH, start[1] * (_HEIGHT + _BETWEEN) + _HEIGHT // 2
    x2, y2 = end[0] * (_WIDTH + _GAP), end[1] * (_HEIGHT + _BETWEEN) + _HEIGHT // 2
    bend = _GAP // 2
    return Markup(
        '<path class="ch-graph__edge ch-graph__edge--{kept}" marker-end="url(#ch-graph-tip)" '
        'd="M{x1} {y1}C{a} {y1} {b} {y2} {x2} {y2}"/>'
    ).format(kept=kept or "unknown", x1=x1, y1=y1, x2=x2 - 2, y2=y2, a=x1 + bend, b=x2 - bend)


def _box(box: Mapping[str, Any], base_url: str) -> Markup:
    x, y = box["column"] * (_WIDTH + _GAP), box["row"] * (_HEIGHT + _BETWEEN)
    lines = wrapped(box["title"], _ROOM, 2)
    told = Markup("").join(
        Markup('<text class="ch-graph__title" x="{0}" y="{1}">{2}</text>').format(x + 12, y + 24 + 18 * at, line)
        for at, line in enumerate(lines)
    )
    return Markup(
        '<a class="ch-graph__box" href="{base}/{url}" aria-label="{name}">'
        '<rect class="ch-graph__frame" x="{x}" y="{y}" width="{w}" height="{h}" rx="6"/>{told}'
        '<text class="ch-graph__said" x="{tx}" y="{ty}">{said}</text></a>'
    ).format(
        base=base_url,
        url=box["url"],
        name=", ".join(each for each in (box["title"], box["said"]) if each),
        x=x,
        y=y,
        w=_WIDTH,
        h=_HEIGHT,
        told=told,
        tx=x + 12,
        ty=y + _HEIGHT - 14,
        said=shortened(box["said"], _ROOM + 6),
    )


def wrapped(text: str, room: int, most: int) -> list[str]:
    """A text in at most so many lines of a width; a word that is too long for a line is cut, and so is the rest."""
    lines: list[str] = []
    rest = " ".join(text.split())
    while rest and len(lines) < most - 1:
        if width_of(rest) <= room:
            break
        line = shortened(rest, room + 1).removesuffix("…")
        head, space, _ = line.rpartition(" ")
        if space and not rest[len(line) :].startswith(" "):
            line = head
        lines.append(line)
        rest = rest[len(line) :].lstrip()
    return [*lines, shortened(rest, room)] if rest else lines
