"""What all tests share: a cache of their own, the small hub in a temporary folder, and a browser.

Without a browser the tests that need one are skipped and say so; with CASEHUB_REQUIRE_BROWSER=1 they fail instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from mini_hub import ROOT, lay_out
from playwright.sync_api import Browser, sync_playwright

# Examples are drawn alike on every machine, and no example fails for being slow: the suite holds no timings.
settings.register_profile("casehub", deadline=None, derandomize=True, database=None)
settings.load_profile("casehub")

NOVEMBER_21 = "1795219200"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests remember nothing outside their temporary folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASEHUB_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def wheel_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this library, built here and now without asking the network for anything."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture
def hub_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small hub of made-up records in a folder that the test may change, on 21 November 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOVEMBER_21)
    return lay_out(tmp_path / "hub")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window and with a fresh profile."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        missing = "There is no Chromium here. On Debian: apt-get install chromium"
        if os.environ.get("CASEHUB_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()
