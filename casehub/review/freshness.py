"""Whether a translation still says what its original says: a digest of the words that a translation renders.

The digest `tr1-` is taken over the title, the summary, the short texts that a translation may have, and the text of
the original. A number or a source that changes does not put a translation out of date: it shows the original's own.
The form is that of `casehub.review.digest`: canonical JSON, Unicode NFC, white space is no claim.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator

from casehub.records.front_matter import read_file
from casehub.records.model import Hub, Record
from casehub.records.translations import texts_of
from casehub.review.digest import canonical_json, normal_text

PREFIX = "tr1-"


def state_of(hub: Hub, record: Record) -> str:
    """The digest of the words of a record; empty where its file no longer says what was read."""
    try:
        content = (hub.root / record.path).read_bytes()
    except OSError:
        return ""
    if hashlib.sha256(content).hexdigest() != record.digest:
        return ""
    words = {"title": record.title, "summary": str(record.data.get("summary", "")), **texts_of(hub, record)}
    said = {key: " ".join(unicodedata.normalize("NFC", text).split()) for key, text in words.items()}
    body = read_file(content, markdown=True, fields=False).body
    canonical = canonical_json({"words": said, "text": normal_text(body)})
    return PREFIX + hashlib.sha256(canonical.encode()).hexdigest()[:16]


def untranslated(hub: Hub, record: Record, translation: Record) -> Iterator[str]:
    """The places of short texts of a record that its translation leaves out."""
    told = translation.data.get("texts", {})
    return (place for place in texts_of(hub, record) if place not in told)
