"""The small hub of the fixtures, what is laid over it, and what the check says of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from casehub import rules
from casehub.records.definitions import Definitions
from casehub.records.findings import Finding
from casehub.records.load import load
from casehub.records.model import Hub, Record

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
SCHEMAS = ROOT / "schemas"
FIXTURES = TESTS / "fixtures"
TODAY = date(2026, 11, 21)

OWN = frozenset(
    ("content/cases/draft-case.md CH215 1:1 advice", "content/practices/draft-practice.md CH215 1:1 advice")
)
"""What the check says of the small hub itself: its two drafts are asked the next question."""

ORGANISATION = "schema_version: 1\nname: Agency of Example\nexample: true\ntype: agency\n"
PAGE = (
    "---\nschema_version: 1\ntitle: A page\nsummary: A made-up page that is there to be checked.\n---\n\nSome text.\n"
)


@cache
def definitions() -> Definitions:
    """What this repository's schemas say, read once."""
    return Definitions.load(SCHEMAS)


def lay_out(folder: Path) -> Path:
    """The small hub in a folder of its own, with this repository's schemas."""
    shutil.copytree(FIXTURES / "hub", folder)
    (folder / "schemas").symlink_to(SCHEMAS, target_is_directory=True)
    return folder


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Put files into a hub, by their paths below `content/`."""
    for path, content in files.items():
        target = root / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)


def text_of(path: str) -> str:
    """What a file of the small hub says, by its path below `content/`."""
    return (FIXTURES / "hub" / "content" / path).read_text("utf-8")


def edited(text: str, *changes: tuple[str, str]) -> str:
    """A text with parts of it replaced, each of which must stand there once."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
        text = text.replace(old, new)
    return text


def case(*changes: tuple[str, str]) -> str:
    """The valid case, under a title of its own, with parts of it replaced."""
    title = ("title: Building permits online in the City of Example", "title: A case for a test")
    return edited(text_of("cases/valid-case.md"), title, *changes)


def done(text: str) -> str:
    """The valid case with another text in its section “What was done”."""
    return case(("The forms moved online, one kind of permit after the other.\n", text))


def hub_of(root: Path, today: date = TODAY) -> Hub:
    """A folder's hub, read without any cache."""
    return load(root, on=today, definitions=definitions(), use_cache=False)


def checked(root: Path, today: date = TODAY) -> tuple[Finding, ...]:
    """What the check says of a folder's hub, except of the small hub's own drafts."""
    return tuple(each for each in rules.check(hub_of(root, today)) if line_of(each, weight=True) not in OWN)


def line_of(finding: Finding, *, weight: bool = False) -> str:
    """A finding as fixtures state it: path, code, line and column, and its weight if wanted."""
    line = f"{finding.path} {finding.code} {finding.line}:{finding.column}"
    return f"{line} {finding.severity.value}" if weight else line


def codes(findings: Iterable[Finding]) -> list[str]:
    """The codes of findings, in their order."""
    return [finding.code for finding in findings]


def record_of(hub: Hub, type: str, id: str) -> Record:
    """A record that is there."""
    record = hub.get(type, id)
    assert record is not None, f"there is no {type} {id}"
    return record
