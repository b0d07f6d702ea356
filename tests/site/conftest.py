"""What the tests of the site share: hubs in temporary folders, and sites that are built once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hubs import ROOT, build, copied, make_hub


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds of tests remember nothing outside their temporary folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASEHUB_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        yield


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Path]:
    """A mini hub that the test may change."""
    yield make_hub(tmp_path / "hub")
    shutil.rmtree(tmp_path / "hub")


@pytest.fixture(scope="session")
def mini_hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mini hub with its site, to be read only."""
    hub = make_hub(tmp_path_factory.mktemp("mini") / "hub")
    build(hub)
    return hub


@pytest.fixture
def built(mini_hub: Path, tmp_path: Path) -> Iterator[Path]:
    """A mini hub with its site, which the test may change."""
    yield copied(mini_hub, tmp_path / "built")
    shutil.rmtree(tmp_path / "built")


@pytest.fixture(scope="session")
def own_hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own content with its site as of today, in a copy, to be read only."""
    hub = tmp_path_factory.mktemp("own") / "hub"
    for part in ("content", "schemas", "hooks"):
        shutil.copytree(ROOT / part, hub / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", hub)
    build(hub, epoch=None)
    return hub
