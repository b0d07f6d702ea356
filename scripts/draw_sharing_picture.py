"""Draw the picture that other sites show beside a link to this one: `assets/site/og.png`, 1200 by 630 pixels.

It holds no words, so that it fits every hub and every language: the mark of the header, and the five marks of the
verdicts. Run it again only when these change: `python scripts/draw_sharing_picture.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw

SIZE = (1200, 630)
GROUND, ACCENT, LINE = "#e3eef2", "#0b4f6c", "#fcfbf8"
GOOD, FAIR, POOR, EARLY = "#1d6b3f", "#8a5a00", "#a3282d", "#54518c"
SCALE = 4
"""Drawn larger and made smaller, so that edges are smooth."""
TARGET = Path(__file__).parents[1] / "casehub" / "site" / "theme" / "assets" / "site" / "og.png"


def draw_picture() -> Image.Image:
    """The picture, drawn from lines alone: no font, so that it is the same on every machine."""
    picture = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), GROUND)
    pen = ImageDraw.Draw(picture)
    _draw_mark(pen)
    _draw_verdicts(pen)
    return picture.resize(SIZE, Image.Resampling.LANCZOS)


def _draw_mark(pen: ImageDraw.ImageDraw) -> None:
    """Three stacked sheets, as in the header, whose drawing is 32 units wide."""
    unit, left, top = 9.5 * SCALE, 600 * SCALE - 16 * 9.5 * SCALE, 96 * SCALE

    def points(*pairs: tuple[float, float]) -> list[tuple[float, float]]:
        return [(left + x * unit, top + y * unit) for x, y in pairs]

    pen.polygon(points((5, 9.5), (16, 4), (27, 9.5), (16, 15)), fill=LINE)
    width = round(2.2 * unit)
    for line in (
        points((5, 9.5), (16, 4), (27, 9.5), (16, 15), (5, 9.5), (16, 4)),
        points((5, 16), (16, 21.5), (27, 16)),
        points((5, 22.5), (16, 28), (27, 22.5)),
    ):
        pen.line(line, fill=ACCENT, width=width, joint="curve")
        for x, y in line:
            pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=ACCENT)


def _draw_verdicts(pen: ImageDraw.ImageDraw) -> None:
    """Worked, promising, mixed, did not work, too early to say: in a row, each by its own shape."""
    y, half, step = 500 * SCALE, 30 * SCALE, 132 * SCALE
    first = 600 * SCALE - 2 * step

    def box(at: int) -> tuple[int, int, int, int]:
        x = first + at * step
        return (x - half, y - half, x + half, y + half)

    pen.ellipse(box(0), fill=GOOD)
    pen.ellipse(box(1), outline=GOOD, width=11 * SCALE)
    x = first + 2 * step
    pen.polygon([(x, y - half * 1.2), (x + half * 1.2, y), (x, y + half * 1.2), (x - half * 1.2, y)], fill=FAIR)
    pen.rectangle(box(3), fill=POOR)
    left, top, right, bottom = box(4)
    dash = (right - left) // 5
    for start in range(0, right - left, 2 * dash):
        for edge in (top, bottom - 8 * SCALE):
            pen.rectangle((left + start, edge, left + start + dash, edge + 8 * SCALE), fill=EARLY)
        for edge in (left, right - 8 * SCALE):
            pen.rectangle((edge, top + start, edge + 8 * SCALE, top + start + dash), fill=EARLY)


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    draw_picture().quantize(64).save(target, optimize=True)
    print(f"{target}: {target.stat().st_size:,} bytes")
