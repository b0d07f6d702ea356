"""What a network does first: install the wheel, `casehub init`, then the hub's two commands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

UNREACHABLE = re.compile(r"\(from versions: none\)|NewConnectionError|NameResolutionError|ConnectTimeout")
INHERITED = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "VIRTUAL_ENV", "PYTHONPATH")
"""What the gate's own make, and the environment it runs in, would tell the hub's."""


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if name not in INHERITED}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)


def succeed(*command: str | Path, cwd: Path) -> str:
    done = run(*command, cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.slow
def test_a_new_network_needs_the_wheel_and_two_commands(wheel_file: Path, tmp_path: Path) -> None:
    """The hub installs everything anew from its own pins. Where pip reaches no index, it borrows what is here."""
    if shutil.which("make") is None:
        pytest.skip("there is no make here")
    first = tmp_path / "first"
    succeed(sys.executable, "-m", "venv", first, cwd=tmp_path)
    succeed(first / "bin/pip", "install", "--quiet", "--no-index", "--no-deps", wheel_file, cwd=tmp_path)
    (packages,) = (first / "lib").glob("python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")

    succeed(first / "bin/casehub", "init", "hub", "--name", "Our hub", "--private", cwd=tmp_path)
    hub = tmp_path / "hub"
    assert (hub / "vendor" / wheel_file.name).read_bytes() == wheel_file.read_bytes()

    make = ("make", f"PYTHON={sys.executable}")
    installed = run(*make, ".venv/.installed", cwd=hub)
    is_offline = installed.returncode != 0 and UNREACHABLE.search(installed.stderr)
    if is_offline:
        shutil.rmtree(hub / ".venv")
        (hub / ".venv").symlink_to(first)
        (first / ".installed").touch()
    else:
        assert installed.returncode == 0, installed.stderr

    assert "The site is in site/" in succeed(*make, "site", cwd=hub)
    assert "Building permits online in Exampleville</h1>" in (
        hub / "site/cases/exampleville-online-permits/index.html"
    ).read_text("utf-8")
    assert "Disallow: /" in (hub / "site/robots.txt").read_text("utf-8")
    succeed(hub / ".venv/bin/casehub", "new", "case", "--title", "A first case of ours", cwd=hub)
    said = succeed(*make, "test", cwd=hub)
    assert "Ran 5 tests" in said and "\nOK" in said
    assert "FILL IN" in succeed(*make, "left", cwd=hub)
    if is_offline:
        pytest.skip("pip reaches no index here, so only what it would install was borrowed; the two commands work")
