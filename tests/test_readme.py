"""Every command that the README shows is proved: run here on a copy, or by what is said in the table below."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = Path(sys.executable).parent

PROVED_ELSEWHERE = {
    "make site": "test_make_says_what_it_runs shows that it is `casehub build`, which tests/site runs",
    "make serve": "test_make_says_what_it_runs shows that it is `casehub serve`, which tests/site runs",
    "make test": "this is the command that runs this test",
}
RUN_HERE = {
    'casehub new case --title "Building permits online in Exampleville"': (0, "content/cases/"),
    "casehub check": (0, "records checked"),
    "casehub rules CH204": (0, "CH204"),
    "casehub check --changed-since HEAD --format json": (0, "["),
    "casehub search road pricing": (0, "Stockholm"),
    "casehub context --country GB --level local --top 5": (0, "London"),
    "casehub review status stockholm-congestion-charge": (0, "Stockholm"),
    "casehub stats": (0, "Case studies"),
    "casehub generate --check": (0, "are what schemas/ says"),
}
"""Commands with the exit code that they end with, and something that they say."""


def commands() -> list[str]:
    """Every line of the README's `sh` blocks, without the folder of the programs."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [line.removeprefix(".venv/bin/") for line in lines if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader of the README has: the repository's files under git, with nothing changed."""
    folder = tmp_path_factory.mktemp("readme") / "clone"
    for part in ("content", "schemas", "hooks", ".github", ".vscode", "mkdocs.yml"):
        source = ROOT / part
        shutil.copytree(source, folder / part) if source.is_dir() else shutil.copy(source, folder / part)
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    for step in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message", "Everything"]):
        subprocess.run(["git", *identity, *step], cwd=folder, check=True, capture_output=True)
    return folder


def test_the_readme_shows_commands_and_each_is_in_a_table() -> None:
    shown = commands()
    assert {"make site", "make test"} <= set(shown)
    assert [line for line in shown if line not in PROVED_ELSEWHERE and line not in RUN_HERE] == []


@pytest.mark.parametrize("line", [line for line in commands() if line not in PROVED_ELSEWHERE])
def test_a_command_of_the_readme_does_what_it_says(line: str, clone: Path, tmp_path: Path) -> None:
    program, *arguments = shlex.split(line)
    done = subprocess.run(
        [str(PROGRAMS / program), *arguments],
        cwd=clone,
        env={**os.environ, "CASEHUB_CACHE": str(tmp_path), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    code, said = RUN_HERE[line]
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stdout + done.stderr


def test_make_says_what_it_runs() -> None:
    if shutil.which("make") is None:
        pytest.skip("there is no make here")
    for target, command in (("site", "casehub build"), ("serve", "casehub serve"), ("test", "pytest")):
        done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert f"bin/{command}" in done.stdout


def test_files_that_the_readme_links_to_exist() -> None:
    text = re.sub(r"^```.*?^```", "", (ROOT / "README.md").read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith(("https://", "mailto:"))]
    assert links
    assert [link for link in links if not (ROOT / link.partition("#")[0]).exists()] == []


def test_folders_that_the_readme_names_exist() -> None:
    named = re.findall(r"^\| `([\w./]+/)` \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert named
    assert [folder for folder in named if not (ROOT / folder).is_dir()] == []
