"""A forge on loopback with a hub in it, and a checkout of its main branch in which commands run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from world import World


@pytest.fixture(scope="session")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository and the checkout with which each test begins, made once."""
    folder = tmp_path_factory.mktemp("forge")
    with pytest.MonkeyPatch.context() as patch:
        World.begin(folder, patch).forge.close()
    return folder


@pytest.fixture
def world(beginning: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The forge, with people and organisations on main, and no case yet."""
    shutil.copytree(beginning, tmp_path / "world", symlinks=True)
    made = World.begin(tmp_path / "world", monkeypatch)
    yield made
    made.forge.close()
    assert made.forge.unknown == [], "something was asked for that the fake does not have"
