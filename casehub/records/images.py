"""Images that contributors add: confirmed by their content, re-encoded without metadata, resized, named by digest."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import Any

from casehub.records.findings import Draft
from casehub.records.plain_yaml import Place

ENDINGS = (".png", ".jpg", ".jpeg", ".webp")
MAX_BYTES = 12_000_000
MAX_PIXELS = 50_000_000
WIDTH = 1400
"""Wider images are made this wide: twice the text column, for dense screens."""

_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
_GPS = 0x8825


@dataclass(frozen=True, slots=True)
class Published:
    """An image as it is published: its bytes, a name that is its digest, and its size in pixels."""

    name: str
    content: bytes
    width: int
    height: int


def faults(name: str, content: bytes) -> list[Draft]:
    """What is wrong with an image file. Never raises."""
    ending = "." + name.lower().rpartition(".")[2]
    start = Place(1, 1)
    if content.startswith(b"version https://git-lfs"):
        return [Draft("CH128", start)]
    if len(content) > MAX_BYTES:
        return [Draft("CH112", start, {"limit": f"{MAX_BYTES // 1_000_000} megabytes"})]
    image = _open(ending, content)
    if image is None:
        return [Draft("CH125", start, {"ending": ending[1:].upper()})]
    return [Draft("CH126", start)] if _says_where(image) else []


def publish(name: str, content: bytes) -> Published | None:
    """The image as the site shows it: the same bytes for the same picture, and nothing about where it was taken."""
    ending = "." + name.lower().rpartition(".")[2]
    opened = _open(ending, content)
    if opened is None:
        return None
    from PIL import Image, ImageOps

    image: Image.Image = ImageOps.exif_transpose(opened)
    if image.width > WIDTH:
        height = max(1, round(image.height * WIDTH / image.width))
        image = image.resize((WIDTH, height), Image.Resampling.LANCZOS)
    keeps_alpha = image.mode in ("RGBA", "LA", "P") and _FORMATS[ending] != "JPEG"
    image = image.convert("RGBA" if keeps_alpha else "RGB")
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    options: dict[str, dict[str, Any]] = {
        "PNG": {"optimize": True},
        "JPEG": {"quality": 82, "optimize": True},
        "WEBP": {"quality": 82, "method": 4},
    }
    bare.save(out, _FORMATS[ending], **options[_FORMATS[ending]])
    encoded = out.getvalue()
    digest = hashlib.sha256(encoded).hexdigest()[:16]
    return Published(f"{digest}{ending}", encoded, bare.width, bare.height)


def _says_where(image: Any) -> bool:
    """Whether the image carries coordinates; when what it carries cannot be read, it might."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return bool(image.getexif().get_ifd(_GPS))
    except Exception:  # a decoder may raise anything on hostile bytes
        return True


def _open(ending: str, content: bytes) -> Any:
    """The decoded image when the bytes are what the ending says, else None."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a decoder thinks of an image is no business of the reader's
            image = Image.open(io.BytesIO(content), formats=[_FORMATS[ending]])
            if image.width * image.height > MAX_PIXELS:
                return None
            image.load()
    except Exception:  # a decoder may raise anything on hostile bytes, and each means the same
        return None
    return image
