"""A source that is used is listed, once; a source that is listed is used."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from casehub.records.findings import Draft, closest
from casehub.records.load import body_of
from casehub.records.model import Hub, Record
from casehub.records.plain_yaml import DataPath, Place
from casehub.records.translations import TYPE as TRANSLATION
from casehub.records.translations import original_of

_FIELDS: tuple[tuple[str, ...], ...] = (
    ("outcomes", "*", "source"),
    ("follow_ups", "*", "source"),
    ("cost", "source"),
    ("benefit_cost", "source"),
)


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH310, CH311, CH314."""
    if record.type == TRANSLATION:
        if original := hub.get(*original_of(record.id)):
            yield from _unlisted(record, hub, [id for _, id in original.values(("sources", "*", "id"))])
        return
    listed: dict[str, DataPath] = {}
    for path, id in record.values(("sources", "*", "id")):
        if id in listed:
            yield Draft("CH314", path, {"id": id})
        listed.setdefault(id, path)
    used: set[str] = set()
    for pattern in _FIELDS:
        for path, id in record.values(pattern):
            used.add(id)
            if id not in listed:
                yield Draft("CH310", path, {"id": id}, closest(id, listed))
    yield from _unlisted(record, hub, listed)
    used |= {each.id for each in record.facts.citations}
    for id, path in listed.items():
        if id not in used:
            yield Draft("CH311", path, {"id": id})


def _unlisted(record: Record, hub: Hub, listed: Collection[str]) -> Iterator[Draft]:
    """Citations in the text of what is not listed."""
    unlisted = [each for each in record.facts.citations if each.id not in listed]
    first_line = body_of(hub, record)[1] if unlisted else 0
    for citation in unlisted:
        place = Place(citation.line + first_line, citation.column)
        yield Draft("CH310", place, {"id": citation.id}, closest(citation.id, listed))
