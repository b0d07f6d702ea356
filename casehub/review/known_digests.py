"""Digests that were worked out before, so that no unchanged text is read again to see what its reviews are worth.

A digest depends on the bytes of a record's file, on its images, on `schemas/` and on our own source. It is remembered
by a key of all these in a file to which lines are only added, in this user's cache folder: two programs may write at
once, and a line that was cut off is no line.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from casehub.records import cache
from casehub.records.model import Hub, Record
from casehub.review import digest as own_source
from casehub.review.digest import content_of

_LINE = re.compile(r"^([0-9a-f]{32}) (cm1-[0-9a-f]{64})$", re.MULTILINE)
_MOST = 8_000_000
"""Bytes of the file, about 70,000 digests; a larger one is begun anew."""


def digest_of(hub: Hub, record: Record) -> str:
    """The digest of what is to be reviewed of a record, remembered or worked out now. Raises `OSError`."""
    if hub.memory is None:
        return content_of(hub, record).digest
    path = hub.memory / f"digests-{_edition(hub.definitions.digest)}.txt"
    known = _known(path)
    key = _key(record)
    if key not in known:
        digest = content_of(hub, record).digest
        if not _is_as_read(hub, record):  # somebody saved it since: what was worked out belongs to other bytes
            return digest
        known[key] = digest
        _add(path, f"{key} {digest}\n")
    return known[key]


def _key(record: Record) -> str:
    images = sorted((image.name, image.digest) for image in record.images)
    return hashlib.sha256(repr((record.type, record.digest, images)).encode()).hexdigest()[:32]


def _is_as_read(hub: Hub, record: Record) -> bool:
    return hashlib.sha256((hub.root / record.path).read_bytes()).hexdigest() == record.digest


def _add(path: Path, line: str) -> None:
    """Remember a line. What cannot be written is worked out again next time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="ascii") as file:
            file.write(line)
    except OSError:
        return


@lru_cache(maxsize=8)
def _known(path: Path) -> dict[str, str]:
    """What a file remembers, read once. Files of other editions and one that has grown too large are removed."""
    try:
        for other in path.parent.glob("digests-*.txt"):
            if other != path or other.stat().st_size > _MOST:
                other.unlink(missing_ok=True)
        text = path.read_text("ascii")
    except (OSError, ValueError):
        return {}
    return dict(_LINE.findall(text))


@lru_cache(maxsize=8)
def _edition(definitions_digest: str) -> str:
    """Changes whenever the same bytes might have another digest."""
    source = Path(own_source.__file__).read_bytes()
    return hashlib.sha256(cache.edition(definitions_digest).encode() + source).hexdigest()[:20]
