"""The wheel carries everything that another network's hub needs, and nothing that only this repository does."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from casehub.records.definitions import Definitions
from casehub.records.plain_yaml import read
from casehub.review.policy import policy_of

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(wheel_file: Path) -> dict[str, bytes]:
    """Every file of the wheel."""
    with zipfile.ZipFile(wheel_file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def below(folder: str) -> set[str]:
    """Files of a folder of this repository, by their path in it."""
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT / folder).as_posix() for path in found}


def within(wheel: dict[str, bytes], folder: str) -> set[str]:
    """Files of a folder of the wheel, by their path in it."""
    return {name.removeprefix(f"{folder}/") for name in wheel if name.startswith(f"{folder}/")}


def test_it_holds_the_library_with_its_theme(wheel: dict[str, bytes]) -> None:
    carried = {f"carried/{path}" for path in within(wheel, "casehub/carried")}
    assert within(wheel, "casehub") - carried == below("casehub")
    for needed in ("site/theme/base.html", "site/theme/case.html", "site/theme/assets/site/site.css", "py.typed"):
        assert f"casehub/{needed}" in wheel


def test_what_it_carries_is_what_stands_here(wheel: dict[str, bytes]) -> None:
    """Whatever a hub takes from the library is found by its name, here as there: see casehub.records.carried."""
    for folder in ("schemas", "hooks", ".github"):
        assert within(wheel, f"casehub/carried/{folder}") == below(folder)
    for path in within(wheel, "casehub/carried"):
        assert wheel[f"casehub/carried/{path}"] == (ROOT / path).read_bytes(), path


def test_it_carries_whatever_the_library_looks_for(wheel: dict[str, bytes]) -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "casehub").rglob("*.py")]
    named = {name for source in sources for name in re.findall(r'carried\("([^"]+)"\)', source)}
    named |= {name for source in sources for name in re.findall(r'library\["([^"]+)"\]', source)}
    assert {"schemas", "mkdocs.yml", "LICENSE"} <= named
    for name in named:
        assert f"casehub/carried/{name}" in wheel or within(wheel, f"casehub/carried/{name}"), name


def test_a_new_hub_begins_with_a_policy_of_its_own(wheel: dict[str, bytes]) -> None:
    ours, theirs = (ROOT / "schemas/policy.yaml").read_bytes(), wheel["casehub/starter/hub/schemas/policy.yaml"]
    raw, other = (dict(read(each.decode()).data) for each in (ours, theirs))
    assert other.pop("founding") == {}
    assert raw.pop("founding")
    assert other == raw
    definitions = dataclasses.replace(
        Definitions.load(ROOT / "schemas"), settings={"policy": read(theirs.decode()).data}
    )
    assert policy_of(definitions).founding == {}


def test_it_holds_no_tests_no_content_of_ours_and_nothing_built(wheel: dict[str, bytes]) -> None:
    for name in wheel:
        assert not name.startswith(("tests/", "content/", "site/", "scripts/", ".github/", ".ci/")), name
        assert "/cases/" not in name.removeprefix("casehub/starter/hub/content/"), name
        assert not name.endswith((".pyc", ".pyo", ".bin")), name


def test_it_says_what_it_is_and_how_it_is_run(wheel: dict[str, bytes]) -> None:
    (folder,) = {name.partition("/")[0] for name in wheel if ".dist-info/" in name}
    said = Parser().parsestr(wheel[f"{folder}/METADATA"].decode("utf-8"))
    assert said["Name"] == "casehub"
    assert said["Requires-Python"] == ">=3.11"
    assert f"{folder}/licenses/LICENSE" in wheel
    assert b"casehub = casehub.cli.main:run" in wheel[f"{folder}/entry_points.txt"]


def test_it_is_the_same_each_time(wheel: dict[str, bytes], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0
    (path,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == wheel
