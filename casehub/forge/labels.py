"""Labels of issues and pull requests, as `.github/labels.yml` has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from casehub.forge.client import Forge, ForgeError


def put_labels(forge: Forge, wanted: Sequence[Mapping[str, str]]) -> list[str]:
    """Make labels, or bring them up to date, and give the names of those that changed. Raises `ForgeError`."""
    there = {str(each.get("name", "")).casefold(): each for each in forge.pages("labels")}
    changed = []
    for label in wanted:
        known = there.get(label["name"].casefold())
        if known is None:
            forge.send("POST", "labels", label)
        elif str(known.get("color", "")).casefold() != label["color"].casefold() or (
            known.get("description") != label["description"]
        ):
            fields = {"color": label["color"], "description": label["description"]}
            forge.send("PATCH", f"labels/{label['name']}", fields)
        else:
            continue
        changed.append(label["name"])
    return changed


def labels_of(raw: Any) -> list[dict[str, str]]:
    """The labels of `.github/labels.yml`. Raises `ForgeError` when one lacks a field."""
    if isinstance(raw, list) and all(isinstance(each, Mapping) for each in raw):
        found = [{key: str(each.get(key, "")) for key in ("name", "color", "description")} for each in raw]
        if all(all(each.values()) for each in found):
            return found
    raise ForgeError("The file of labels has to list each with its name, color and description.")
