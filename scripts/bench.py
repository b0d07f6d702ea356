"""Measures check and build on synthetic hubs and prints a table with medians.

    python scripts/bench.py --cases 100 1000 5000 --runs 3

Each figure is a whole process, from its start to its end: wall seconds, processor seconds of it and its children, and
peak memory of the largest process. "Cold" means that nothing was remembered; "one changed" that one case was edited.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from make_corpus import write


@dataclass(frozen=True)
class Run:
    """One finished process: seconds of wall and processor time, and peak memory in megabytes."""

    wall: float
    processor: float
    memory: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, nargs="+", default=[100, 1000], metavar="N")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    print("| cases | what | wall s | processor s | peak MB | ms a case (processor) |")
    print("|---:|---|---:|---:|---:|---:|")
    for cases in options.cases:
        with tempfile.TemporaryDirectory(prefix="casehub-bench-") as folder:
            root = Path(folder) / "hub"
            write(root, cases, options.seed)
            for name, prepare, command in _measures(root, Path(folder)):
                runs = []
                for _ in range(options.runs):
                    prepare()
                    runs.append(measure(command, root, Path(folder) / "cache"))
                wall, processor, memory = (
                    statistics.median(getattr(run, key) for run in runs) for key in ("wall", "processor", "memory")
                )
                per_case = processor / cases * 1000
                print(
                    f"| {cases:,} | {name} | {wall:.2f} | {processor:.2f} | {memory:.0f} | {per_case:.2f} |",
                    flush=True,
                )


Measure = tuple[str, Callable[[], None], list[str]]


def _measures(root: Path, folder: Path) -> list[Measure]:
    casehub = [str(Path(sys.executable).with_name("casehub"))]
    cache, site = folder / "cache", root / "site"
    edited = root / "content" / "cases" / "case-00001.md"

    def cold() -> None:
        shutil.rmtree(cache, ignore_errors=True)

    def clean() -> None:
        shutil.rmtree(cache, ignore_errors=True)
        shutil.rmtree(site, ignore_errors=True)

    def nothing() -> None:
        pass

    def edit() -> None:
        text = edited.read_text("utf-8")
        edited.write_text(
            text.replace("## What changed\n", f"## What changed\n\nEdited {time.time_ns()}.\n", 1), "utf-8"
        )

    check, build = [*casehub, "check"], [*casehub, "build"]
    return [
        ("check, cold", cold, check),
        ("check, nothing changed", nothing, check),
        ("check, one changed", edit, check),
        ("build, clean", clean, build),
        ("build, nothing changed", nothing, build),
        ("build, one changed", edit, build),
    ]


def measure(command: list[str], root: Path, cache: Path) -> Run:
    """Run a command in a hub's folder and read what the operating system says of it."""
    environment = {**os.environ, "CASEHUB_CACHE": str(cache), "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # users keep compiled modules
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    said = process.stderr.read() if process.stderr else ""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
