"""One rule, asked about one record of the small hub."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mini_hub import hub_of, record_of, write

from casehub.records.findings import Draft
from casehub.rules import Rule


def drafts(rule: Rule, root: Path, type: str, id: str, files: dict[str, str] | None = None) -> list[Draft]:
    """What a rule says of a record when these files, by their paths below `content/`, are laid over the hub."""
    write(root, files or {})
    hub = hub_of(root)
    return list(rule(record_of(hub, type, id), hub))


def told(found: list[Draft]) -> list[tuple[str, Any]]:
    """Codes and places of drafts."""
    return [(draft.code, draft.at) for draft in found]
