"""Links inside the hub lead to files of the hub, their anchors to headings, and images stand beside their text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from casehub.records.body_facts import Link
from casehub.records.findings import Draft, closest
from casehub.records.links import MADE, SCHEMES, forbidden_scheme
from casehub.records.load import body_of
from casehub.records.model import Hub, Record
from casehub.records.plain_yaml import Place
from casehub.records.translations import TYPE as TRANSLATION
from casehub.records.translations import original_of
from casehub.records.tree import found_at


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH304, CH411, CH413, CH421."""
    first_line = 0
    for link in record.facts.links:
        if fault := _fault(link, record, hub):
            first_line = first_line or body_of(hub, record)[1]
            code, words, near = fault
            yield Draft(code, Place(link.line + first_line, link.column), words, near)


def is_outside(target: str) -> bool:
    """Whether a link leads out of the hub."""
    return target.partition(":")[0].lower() in SCHEMES


def record_at(target: str, record: Record, hub: Hub) -> Record | None:
    """The record whose file a link of another record leads to."""
    path = path_of(target, record)
    return record if path == record.path else hub_path(hub, path)


def made_at(target: str, record: Record, hub: Hub) -> str:
    """The folder of a page that the site makes, where a link leads to one: `../context/index.md`; else nothing."""
    path = path_of(target, record).removeprefix("content/")
    folder = path.removesuffix("/index.md")
    lists = (type.folder for type in hub.definitions.types.values() if type.has_page)
    return folder if folder != path and folder in (*MADE, *lists) else ""


def path_of(target: str, record: Record) -> str:
    """The file, from the hub's root, that a link of a record leads to."""
    path = unquote(target.partition("#")[0])
    if not path:
        return record.path
    own = record.translation.path if record.translation else record.path
    return posixpath.normpath(posixpath.join(posixpath.dirname(own), path))


def hub_path(hub: Hub, path: str) -> Record | None:
    """The record of a file, by its path from the hub's root."""
    place = found_at(path, hub.definitions) if path.startswith("content/") else None
    if place and place.type.translates:  # a translation and its original have one name among records
        return hub.get(*original_of(place.id))
    record = hub.get(place.type.name, place.id) if place else None
    return record if record and record.path == path else None


def _broken(target: str, record: Record, hub: Hub) -> tuple[str, dict[str, str], str] | None:
    path = path_of(target, record)
    place = found_at(path, hub.definitions)
    if place and (place.type.name, place.id) in hub.unreadable:
        return None
    folder, name = posixpath.split(path)
    beside = [
        posixpath.basename(each.path) for each in hub.records.values() if posixpath.dirname(each.path) == folder
    ]
    near = closest(name, beside)
    return (
        "CH411",
        {"target": target},
        posixpath.join(posixpath.dirname(target.partition("#")[0]), near) if near else "",
    )


def _fault(link: Link, record: Record, hub: Hub) -> tuple[str, dict[str, str], str] | None:
    target = link.target
    if link.is_image:
        image = unquote(target)
        shown = hub.get(*original_of(record.id)) if record.type == TRANSLATION else record
        beside = [each.name for each in shown.images] if shown else []
        return None if image in beside else ("CH421", {"image": image}, closest(image, beside))
    if is_outside(target) or forbidden_scheme(target):
        return None
    found = record_at(target, record, hub)
    if found is None and made_at(target, record, hub):
        return None
    if found is None:
        return _broken(target, record, hub)
    if found.stage == "draft" and record.stage != "draft":
        return "CH304", {"key": link.text, "id": found.id}, ""
    anchor = unquote(target.partition("#")[2])
    if anchor:
        anchors = [heading.id for heading in found.facts.headings]
        if anchor not in anchors:
            words = {
                "target": found.title,
                "anchor": anchor,
                "anchors": ", ".join(anchors) or "none are there",
            }
            return "CH413", words, closest(anchor, anchors)
    return None
