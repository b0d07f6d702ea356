"""A record on the day of publication: as it would stand then, and the edit of its file that publishes it."""

from __future__ import annotations

import dataclasses
import re

from casehub.records.front_matter import read_file
from casehub.records.model import Hub, Record

_STATUS = re.compile(
    r"^status:(?P<space>[ \t]+)(?P<quote>[\"']?)in-review(?P=quote)(?P<rest>[ \t]*(?:#[^\r\n]*)?)(?=\r?$)", re.M
)
_PUBLISHED = re.compile(r"^published:[^\r\n]*", re.M)


def as_published(hub: Hub, record: Record) -> Hub:
    """The hub as it would be if a record were published today."""
    data = {**record.data, "status": "published", "published": hub.today.isoformat()}
    published = dataclasses.replace(record, stage="published", data=data)
    return Hub(hub.root, hub.definitions, {**hub.records, record.key: published}, (), hub.today)


def published_text(content: bytes, day: str) -> bytes | None:
    """The file with its status and day of publication set, all else left as it is, to the byte.

    None where that cannot be done safely: the status stands on no line of its own, or more would change.
    """
    before = read_file(content, markdown=True)
    if before.data is None or before.data.get("status") != "in-review":
        return None
    text = content.decode("utf-8-sig")
    end = text.find("\n---", 3)
    fields, rest = text[:end], text[end:]
    newline = "\r\n" if "\r\n" in fields else "\n"
    if len(_STATUS.findall(fields)) != 1 or len(_PUBLISHED.findall(fields)) > 1:
        return None
    if _PUBLISHED.search(fields):
        fields = _PUBLISHED.sub(f"published: {day}", fields)
        added = ""
    else:
        added = f"{newline}published: {day}"
    fields = _STATUS.sub(lambda found: f"status:{found['space']}published{found['rest']}{added}", fields)
    bom = b"\xef\xbb\xbf" if content.startswith(b"\xef\xbb\xbf") else b""
    edited = bom + (fields + rest).encode()
    after = read_file(edited, markdown=True)
    wanted = {**before.data, "status": "published", "published": day}
    faults = [fault.code for fault in after.faults]
    is_sound = faults == [fault.code for fault in before.faults]
    return edited if is_sound and after.data == wanted and after.body == before.body else None
