"""Small hubs in temporary folders, and their sites: what the tests of the site and of the browser share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

import casehub
from casehub.cli.build import run_host
from casehub.records.load import load
from casehub.records.model import Hub

TODAY = date(2026, 6, 1)
EPOCH = "1780315200"
"""Noon of that day, in seconds: pages that tell what is due are built as of it."""
ROOT = Path(casehub.__file__).resolve().parents[1]
FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
PROGRAMS = Path(sys.executable).parent

SECTIONS = {
    "case": (
        "The problem",
        "What was done",
        "What changed",
        "What was hard",
        "What we would do differently",
        "Could it work elsewhere",
    ),
    "practice": ("When to use it", "How to do it", "What the evidence says", "When not to use it"),
}


def make_hub(folder: Path) -> Path:
    """The mini hub of tests/fixtures/hub with what tests/fixtures/site lays over it, in a folder of its own."""
    shutil.copytree(FIXTURES / "hub", folder)
    shutil.copytree(FIXTURES / "site", folder, dirs_exist_ok=True)
    for part in ("schemas", "hooks"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def copied(hub: Path, folder: Path) -> Path:
    """A hub that somebody else has made, with its site where it has one, in a folder of its own."""
    shutil.copytree(hub, folder)
    return folder


def records_of(hub: Path) -> Hub:
    """What the hub's files say."""
    return load(hub, on=TODAY, use_cache=False)


def case(id: str, **fields: str) -> str:
    """The text of a published, made-up case; fields are given as YAML, and those given as "" are left out."""
    standing = {
        "schema_version": "1",
        "title": f"The made-up case {id}",
        "summary": "A made-up case that shows what the tests of the site need to see.",
        "status": "published",
        "example": "true",
        "language": "en",
        "licence": "CC-BY-4.0",
        "submitted": "2026-03-01",
        "submitted_by": "editors",
        "published": "2026-04-01",
        "country": "DK",
        "level": "local",
        "lead_organisation": "city-of-example",
        "started": "2020",
        "deployment": "implemented",
        "functions": "[GF0103]",
        "verdict": "too-early",
        "evidence": '{design: account, independent: "no"}',
        "sources": "[{id: notes, title: Notes, publisher: City of Example, url: https://example.org, relation: own}]",
        "outcomes": "[{indicator: processing-time, dimension: efficiency, statement: Sooner., source: notes}]",
        **fields,
    }
    lines = [f"{key}: {value}" for key, value in standing.items() if value]
    return front_matter(lines) + body("case")


def front_matter(lines: list[str]) -> str:
    """Lines of YAML between their fences."""
    return "\n".join(["---", *lines, "---", ""])


def body(type: str, text: str = "It is told elsewhere.") -> str:
    """Every section of a type, with the same text in each."""
    return "".join(f"\n## {section}\n\n{text}\n" for section in SECTIONS[type])


def build(hub: Path, output: Path | None = None, epoch: str | None = EPOCH) -> Path:
    """The site of a hub as of a moment (None is now), built in this process. Returns its folder."""
    with pytest.MonkeyPatch.context() as patch:
        if epoch is None:
            patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        else:
            patch.setenv("SOURCE_DATE_EPOCH", epoch)
        run_host(hub, output)
    return output or hub / "site"


def run(
    program: str, *arguments: str | Path, hub: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """What `casehub` or `mkdocs` says and does when a user runs it in a hub's folder."""
    return subprocess.run(
        command(program, *arguments), cwd=hub, env=environment(env), capture_output=True, text=True, timeout=120
    )


def command(program: str, *arguments: str | Path) -> list[str]:
    """The command of this environment, with its arguments."""
    return [str(PROGRAMS / program), *map(str, arguments)]


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment on the day of the tests, without the builder's notice of its own end, and more."""
    return {**os.environ, "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", **(more or {})}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def difference(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Paths that differ between two trees, for a message that a person can read."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def beside(site: Path) -> list[str]:
    """What builds left lying beside a site."""
    return sorted(path.name for path in site.parent.glob(f".{site.name}*"))


def make_founding(hub: Path, *ids: str) -> None:
    """Let cases of a hub be published without reviews, as those from before there were reviewers are."""
    listed = "".join(f"    - {id}\n" for id in ids)
    replace(hub / "schemas/policy.yaml", "founding:\n  case:\n", f"founding:\n  case:\n{listed}")


def replace(path: Path, old: str, new: str) -> None:
    """Put `new` where `old` stands in a file."""
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path}"
    path.write_text(text.replace(old, new), "utf-8")
