"""A forge on loopback with a hub in it, and a checkout of its main branch in which commands run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from world import World


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The forge, with people and organisations on main, and no case yet."""
    made = World.begin(tmp_path, monkeypatch)
    yield made
    made.forge.close()
    assert made.forge.unknown == [], "something was asked for that the fake does not have"
