"""Reviews and editorial notes are added to, never changed and never removed; only a change can show if they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record
from casehub.records.tree import found_at


def check_change(hub: Hub, past: Hub, earlier: Mapping[str, bytes | None]) -> Iterator[tuple[str, Draft]]:
    """CH640, with the path it is about: the file as it was says something, the file as it is says something else."""
    for path in sorted(earlier):
        before = record_before(past, earlier, path)
        if before is None or before.is_example:
            continue
        after = hub.get(before.type, before.id)
        kind = hub.definitions.types[before.type].title.lower()
        if after is None and before.key not in hub.unreadable and moved_to(hub, before) is None:
            yield path, Draft("CH640", (), {"kind": kind, "what": "removed"})
        elif after is not None and after.data != before.data:
            yield path, Draft("CH640", (), {"kind": kind, "what": "changed"})


def record_before(past: Hub, earlier: Mapping[str, bytes | None], path: str) -> Record | None:
    """The review or note that a changed file held before, where it could be read."""
    found = found_at(path, past.definitions) if earlier.get(path) is not None else None
    if found is None or not found.type.stands_beside:
        return None
    return past.get(found.type.name, found.id)


def moved_to(hub: Hub, before: Record) -> Record | None:
    """The same file, word for word, beside a record that has taken over the former id."""
    type, id = before.subject or ("", "")
    name = before.id.rpartition("/")[2]
    for subject in hub.of(type):
        if id in subject.data.get("formerly", ()):
            now = hub.get(before.type, f"{type}/{subject.id}/{name}")
            if now is not None and now.data == before.data:
                return now
    return None
