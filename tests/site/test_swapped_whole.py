"""Whatever befalls a build, the published folder is wholly the last site or wholly the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hubs import beside, build, case, command, copied, difference, environment, make_hub, replace, run, tree

from casehub.cli.terminal import CannotRun
from casehub.site.kept import write_file

_KILLS = 20


Changed = tuple[Path, dict[str, bytes], dict[str, bytes]]


def change(hub: Path) -> None:
    """Change a hub so that each of its pages has to change."""
    replace(hub / "mkdocs.yml", "site_name: A hub for tests", "site_name: The same hub, renamed")
    (hub / "content/cases/added.md").write_text(case("added"), "utf-8")


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the mini hub after the change."""
    hub = make_hub(tmp_path_factory.mktemp("new") / "hub")
    change(hub)
    return build(hub)


@pytest.fixture
def changed(built: Path, new_site: Path) -> Changed:
    """A hub that has changed since its last site was built; the last tree and the new one."""
    last, new = tree(built / "site"), tree(new_site)
    change(built)
    assert last["index.html"] != new["index.html"]
    return built, last, new


def start(hub: Path, *arguments: str | Path) -> subprocess.Popen[bytes]:
    """A build of its own, in a process group of its own."""
    return subprocess.Popen(
        command("casehub", "build", *arguments),
        cwd=hub,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_a_build_that_is_killed_leaves_one_whole_site(changed: Changed) -> None:
    hub, last, new = changed
    kept = copied(hub / "site", hub.parent / "last")
    begun = time.monotonic()
    assert start(hub, "--output", hub.parent / "measured").wait() == 0
    lasts = time.monotonic() - begun
    for number in range(_KILLS):
        running = start(hub)
        time.sleep(lasts * (number + 0.5) / _KILLS)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        stands = tree(hub / "site")
        assert stands in (last, new), f"killed after {number + 0.5} of {_KILLS} parts: {difference(stands, new)[:5]}"
        if stands == new:
            shutil.rmtree(hub / "site")
            shutil.copytree(kept, hub / "site")
    assert difference(tree(build(hub)), new) == []
    assert beside(hub / "site") == []


_KILLED_AT_THE_SWAP = """
import os, signal, sys
from casehub.site import swap
from casehub.cli.main import run
exchange, step = swap._exchange, sys.argv.pop()
def killed(one, other):
    done = step == "after" and exchange(one, other)
    os.kill(os.getpid(), signal.SIGKILL)
    return done
swap._exchange = killed
run()
"""


@pytest.mark.parametrize("step", ["before", "after"])
def test_killed_at_the_swap_itself_it_is_the_last_site_or_the_new_one(step: str, changed: Changed) -> None:
    hub, last, new = changed
    script = [sys.executable, "-c", _KILLED_AT_THE_SWAP, "build", step]
    done = subprocess.run(script, cwd=hub, env=environment(), capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert difference(tree(hub / "site"), {"before": last, "after": new}[step]) == []
    assert len(beside(hub / "site")) == 1
    assert difference(tree(build(hub)), new) == []
    assert beside(hub / "site") == []


def test_where_folders_cannot_be_exchanged_in_one_step_two_renames_do_it(
    changed: Changed, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, _, new = changed
    monkeypatch.setattr("casehub.site.swap._exchange", lambda one, other: False)
    assert difference(tree(build(hub)), new) == []
    assert beside(hub / "site") == []


def test_builds_at_once_into_one_folder_leave_a_whole_site(changed: Changed) -> None:
    hub, last, new = changed
    other = make_hub(hub.parent / "other")
    builds = [start(each, "--output", hub / "site") for each in (hub, other, hub, other)]
    for running in builds:
        running.wait()
    assert tree(hub / "site") in (last, new)
    assert beside(hub / "site") == []
    assert difference(tree(build(hub)), new) == []


def test_a_full_disk_leaves_the_last_site_and_is_told_in_words(
    changed: Changed, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub, last, _ = changed
    left = [20]

    def fill(folder: Path, path: str, content: bytes) -> None:
        left[0] -= path.endswith(".html")
        if left[0] < 0:
            write_file(folder, path, content[:100])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        write_file(folder, path, content)

    with (
        monkeypatch.context() as patch,
        pytest.raises(CannotRun, match=r"No space left on device\. The last site stays"),
    ):
        patch.setattr("casehub.site.builder.write_file", fill)
        build(hub)
    assert tree(hub / "site") == last
    assert beside(hub / "site") == []


@pytest.fixture
def small_disk(new_site: Path, tmp_path: Path) -> Iterator[Path]:
    """A file system that has room for one site and a half."""
    folder = tmp_path / "small"
    folder.mkdir()
    pages = sum(-(-path.stat().st_size // 4096) for path in new_site.rglob("*") if path.is_file())
    options = ["mount", "-t", "tmpfs", "-o", f"size={pages * 6}k", "tmpfs", str(folder)]  # a page takes 4 kB
    if not shutil.which("mount") or subprocess.run(options, capture_output=True).returncode:
        pytest.skip("only who may mount file systems can make a small one")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("program", ["casehub", "mkdocs"])
def test_a_disk_that_is_really_full_leaves_the_last_site(
    program: str, changed: Changed, new_site: Path, small_disk: Path
) -> None:
    hub, _, new = changed
    site = copied(new_site, small_disk / "site")
    replace(hub / "mkdocs.yml", "renamed", "renamed again")
    option = {"mkdocs": "--site-dir", "casehub": "--output"}[program]
    done = run(program, "build", option, site, hub=hub)
    assert done.returncode in (1, 2)
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(site) == new
    assert beside(site) == []
