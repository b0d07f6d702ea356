"""What all tests share: a cache of their own, and the small hub in a temporary folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from mini_hub import lay_out

# Examples are drawn alike on every machine, and no example fails for being slow: the suite holds no timings.
settings.register_profile("casehub", deadline=None, derandomize=True, database=None)
settings.load_profile("casehub")

NOVEMBER_21 = "1795219200"


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests remember nothing outside their temporary folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASEHUB_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def hub_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small hub of made-up records in a folder that the test may change, on 21 November 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOVEMBER_21)
    return lay_out(tmp_path / "hub")
