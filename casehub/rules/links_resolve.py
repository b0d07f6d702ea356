"""Links inside the hub lead to files of the hub, their anchors to headings, and images stand beside their text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from casehub.records.body_facts import Link
from casehub.records.findings import Draft, closest
from casehub.records.links import SCHEMES, forbidden_scheme
from casehub.records.load import body_of
from casehub.records.model import Hub, Record
from casehub.records.plain_yaml import Place


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH411, CH413, CH421."""
    found = [(link, draft) for link in record.facts.links if (draft := _fault(link, record, hub))]
    if not found:
        return
    first_line = body_of(hub, record)[1]
    for link, (code, words, near) in found:
        yield Draft(code, Place(link.line + first_line, link.column), words, near)


def is_outside(target: str) -> bool:
    """Whether a link leads out of the hub."""
    return target.partition(":")[0].lower() in SCHEMES


def record_at(target: str, record: Record, hub: Hub) -> Record | None:
    """The record whose file a link of another record leads to."""
    path = unquote(target.partition("#")[0])
    if not path:
        return record
    return hub_path(hub, posixpath.normpath(posixpath.join(posixpath.dirname(record.path), path)))


def hub_path(hub: Hub, path: str) -> Record | None:
    """The record of a file, by its path from the hub's root."""
    folder, _, name = path.removeprefix("content/").partition("/")
    type = hub.definitions.type_of_folder(folder)
    if not path.startswith("content/"):
        return None
    if path == "content/index.md":
        return hub.get("page", "index")
    if type is None:
        return None
    if type.name == "page":
        return hub.get("page", f"{folder}/{name}".removesuffix(".md"))
    ending = ".md" if type.is_markdown else ".yml"
    if not name.endswith(ending):
        return None
    found = hub.get(type.name, name.removesuffix("/index.md").removesuffix(ending))
    return found if found and found.path == path else None


def _fault(link: Link, record: Record, hub: Hub) -> tuple[str, dict[str, str], str] | None:
    target = link.target
    if link.is_image:
        if target in {image.name for image in record.images}:
            return None
        return "CH421", {"image": target}, closest(target, [image.name for image in record.images])
    if is_outside(target) or forbidden_scheme(target):
        return None
    found = record_at(target, record, hub)
    if found is None or (found.stage == "draft" and record.stage != "draft"):
        name = posixpath.basename(target.partition("#")[0])
        folder = posixpath.dirname(posixpath.normpath(posixpath.join(posixpath.dirname(record.path), target)))
        beside = [
            posixpath.basename(each.path) for each in hub.records.values() if posixpath.dirname(each.path) == folder
        ]
        near = closest(name, beside)
        return "CH411", {"target": target}, posixpath.join(posixpath.dirname(target), near) if near else ""
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
