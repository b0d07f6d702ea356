"""Hubs made of values: records without files, for rules that reckon."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casehub.records.body_facts import Facts
from casehub.records.definitions import Definitions
from casehub.records.model import Hub, Record

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def definitions() -> Definitions:
    return Definitions.load(ROOT / "schemas")


@pytest.fixture
def hub_of(definitions: Definitions) -> Callable[..., Hub]:
    """A hub of cases given by id and fields, and of other records given as (type, id)."""

    def build(
        cases: Mapping[str, Mapping[str, Any]], others: Mapping[tuple[str, str], Mapping[str, Any]] | None = None
    ) -> Hub:
        records = {}
        for (type, id), data in {**{("case", id): data for id, data in cases.items()}, **(others or {})}.items():
            stage = data.get("status", "published")
            records[(type, id)] = Record(type, id, f"content/{type}/{id}.md", stage, data, Facts(), "")
        return Hub(ROOT, definitions, records, (), TODAY)

    return build
