"""Every id that a record names exists, is of the right type, is not the record itself, and has a page to lead to."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft, closest
from casehub.records.model import Hub, Record
from casehub.records.plain_yaml import DataPath


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH301, CH302, CH303, CH304."""
    for path, type, id in references(record, hub):
        key = str(path[0])
        if (type, id) == record.key:
            yield Draft("CH302", path, {"key": key})
            continue
        target = hub.get(type, id)
        words = {"key": key, "id": id}
        if (type, id) in hub.unreadable:
            continue
        if target is None:
            kind = hub.definitions.types[type]
            file = f"content/{kind.folder}/{id}{'.md' if kind.is_markdown else '.yml'}"
            near = closest(id, [each.id for each in hub.of(type)])
            yield Draft("CH301", path, {**words, "type": kind.title.lower(), "path": file}, near)
        elif target.stage == "withdrawn":
            yield Draft("CH303", path, words)
        elif target.stage == "draft" and record.stage != "draft":
            yield Draft("CH304", path, words)


def references(record: Record, hub: Hub) -> Iterator[tuple[DataPath, str, str]]:
    """Every mention of another record: where, and its type and id. What a question is about says its type itself."""
    for path, reference, id in hub.references(record):
        yield path, reference.type, id
    for path, id in record.values(("withdrawn", "see")):
        yield path, record.type, id
    if record.type == "question":
        for path, about in record.values(("about",)):
            if about.get("type") in hub.definitions.types and "id" in about:
                yield (*path, "id"), about["type"], about["id"]
