"""A translation has an original, follows it, and translates only what stands there."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft, closest
from casehub.records.model import Hub, Record
from casehub.records.translations import TYPE, original_of, texts_of
from casehub.review.freshness import state_of


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH560, CH561, CH562."""
    if record.type != TYPE:
        return
    key = original_of(record.id)
    if key in hub.unreadable:
        return
    original = hub.get(*key)
    if original is None:
        near = closest(key[1], [each.id for each in hub.of(key[0])])
        type = hub.definitions.types[key[0]]
        yield Draft("CH560", (), {"type": type.title.lower(), "id": key[1]}, near)
        return
    state = state_of(hub, original)
    if state and record.data.get("original", state) != state:
        yield Draft("CH561", ("original",), {"title": original.title, "state": state})
    places = texts_of(hub, original)
    for place in record.data.get("texts", {}):
        if place not in places:
            words = {"place": place, "title": original.title}
            yield Draft("CH562", ("texts", place), words, closest(place, places), on_key=True)
