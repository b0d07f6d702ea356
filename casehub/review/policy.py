"""What a hub asks of a record before it is published, from `schemas/policy.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from casehub.records.definitions import Definitions
from casehub.records.model import Hub, Record


@dataclass(frozen=True)
class Policy:
    """Thresholds, switches, editors, and founding records by type."""

    reviewers: int
    apart: int
    notice_days: int
    editors: frozenset[str]
    founding: Mapping[str, frozenset[str]]
    warn_of_reciprocity: bool
    reciprocity_months: int
    warn_of_overload: bool
    open_reviews: int

    def is_founding(self, record: Record) -> bool:
        """Whether a record was published before there were reviewers: because it is listed, never by its date."""
        return record.id in self.founding.get(record.type, frozenset())


_KEYS = frozenset(("reviewers", "apart", "notice_days", "editors", "founding", "reciprocity", "overload"))


@lru_cache(maxsize=16)
def policy_of(definitions: Definitions) -> Policy:
    """The policy of a hub. Raises `ValueError`, naming the file, when it is malformed or missing."""
    raw = definitions.settings.get("policy")
    try:
        if not isinstance(raw, dict):
            raise ValueError("it has no fields")
        if unknown := sorted(raw.keys() - _KEYS):
            raise ValueError(f"it does not know “{unknown[0]}”")
        founding = raw.get("founding") or {}
        return Policy(
            reviewers=_count(raw, "reviewers"),
            apart=_count(raw, "apart"),
            notice_days=_count(raw, "notice_days"),
            editors=frozenset(_ids(raw.get("editors") or [], "editors")),
            founding={type: frozenset(_ids(ids, f"founding, {type}")) for type, ids in founding.items()},
            warn_of_reciprocity=_switch(raw, "reciprocity"),
            reciprocity_months=_count(raw["reciprocity"], "months"),
            warn_of_overload=_switch(raw, "overload"),
            open_reviews=_count(raw["overload"], "open_reviews"),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"policy.yaml is not a policy: {error}") from error


def is_asked(hub: Hub, record: Record) -> bool:
    """Whether the policy asks anything of a record now: drafts, withdrawn records and examples are left alone."""
    kind = hub.definitions.types[record.type]
    return bool(kind.substantive) and record.stage in ("in-review", "published") and not record.is_example


def is_early(hub: Hub, record: Record) -> bool:
    """Whether what is missing is only advice: the record is still in review, or is a founding one."""
    return record.stage != "published" or policy_of(hub.definitions).is_founding(record)


def _count(raw: Mapping[str, Any], key: str) -> int:
    value = raw[key]
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{key} has to be a whole number from 0 up")
    return value


def _switch(raw: Mapping[str, Any], key: str) -> bool:
    value = raw[key]["warn"]
    if not isinstance(value, bool):
        raise ValueError(f"{key}, warn has to be true or false")
    return value


def _ids(values: Any, where: str) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        raise ValueError(f"{where} has to be a list of ids")
    return values
