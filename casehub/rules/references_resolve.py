"""Every id that a record names exists, is of the right type, is not the record itself, and has a page to lead to."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft, closest
from casehub.records.model import Hub, Record


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH301, CH302, CH303, CH304."""
    for path, reference, id in hub.references(record):
        key = str(path[0])
        if (reference.type, id) == record.key:
            yield Draft("CH302", path, {"key": key})
            continue
        target = hub.get(reference.type, id)
        words = {"key": key, "id": id}
        if target is None:
            type = hub.definitions.types[reference.type]
            file = f"content/{type.folder}/{id}{'.md' if type.is_markdown else '.yml'}"
            near = closest(id, [each.id for each in hub.of(reference.type)])
            yield Draft("CH301", path, {**words, "type": type.title.lower(), "path": file}, near)
        elif target.stage == "withdrawn":
            yield Draft("CH303", path, words)
        elif target.stage == "draft" and record.stage != "draft":
            yield Draft("CH304", path, words)
