"""Pictures of a few pixels, made for a test."""

from __future__ import annotations

import io

from PIL import Image

GPS, LATITUDE = 0x8825, 2


def picture(kind: str, *, located: bool = False, size: tuple[int, int] = (4, 3), mode: str = "RGB") -> bytes:
    """A picture as PNG, JPEG or WEBP, with the place where it was taken if wanted."""
    image = Image.new(mode, size, 90 if mode == "L" else None)
    exif = Image.Exif()
    exif[0x010E] = "A description"
    if located:
        exif.get_ifd(GPS)[LATITUDE] = (56.0, 9.0, 0.0)
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()
