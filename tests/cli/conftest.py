"""The command line, run as a user runs it."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from mini_commands import Casehub, Done

from casehub.cli import main


@pytest.fixture
def casehub(hub_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Casehub:
    """Runs `casehub` with arguments in the small hub (or another folder), with answers on standard input."""
    monkeypatch.setenv("COLUMNS", "240")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR", "PY_COLORS"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str | Path, cwd: Path = hub_root, answers: str = "") -> Done:
        monkeypatch.chdir(cwd)
        monkeypatch.setattr("sys.argv", ["casehub", *map(str, arguments)])
        monkeypatch.setattr("sys.stdin", io.StringIO(answers))
        capsys.readouterr()
        try:
            main.run()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Done(code, out, err)

    return run


@pytest.fixture
def repository(hub_root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """The small hub as a git repository with one commit. Runs git in it."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    who = ("-c", "user.name=Example", "-c", "user.email=example@example.org", "-c", "commit.gpgsign=false")

    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *who, *arguments], cwd=hub_root, capture_output=True, text=True, check=True)
        return done.stdout

    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "--message", "Begin")
    return git
