"""Files that a person can read, each with what the check says of it.

`fixtures/valid` must be silent. Each file of `fixtures/invalid` states its own findings: in comments of its fields,
`# expect: CODE line:column` (and the weight, where it matters), or in a file `<name>.expected` beside it where the
file cannot carry a comment. `cases--unknown-key.md` is laid over the small hub as `cases/unknown-key.md`; a folder is
laid over it as a whole, and its file `EXPECTED` lists `path code line:column`.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from mini_hub import FIXTURES, checked, line_of

EXPECT = re.compile(r"^# expect: (CH\d{3}) (\d+:\d+)(?: (error|warning|advice))?\r?$", re.MULTILINE)
EXPECTED = re.compile(r"(.+) (CH\d{3}) (\d+:\d+)(?: (error|warning|advice))?")


def fixtures(folder: str) -> list[Path]:
    return [path for path in sorted((FIXTURES / folder).iterdir()) if path.suffix != ".expected"]


def name_of(path: Path) -> str:
    return path.name


def lay_over(fixture: Path, root: Path) -> None:
    """Put a fixture into the small hub, in the folder that its name gives."""
    if fixture.is_dir():
        shutil.copytree(fixture / "content", root / "content", dirs_exist_ok=True)
    else:
        folder, _, name = fixture.name.partition("--")
        shutil.copy(fixture, root / "content" / folder / name)


def stated(fixture: Path) -> list[str]:
    """What a fixture says that the check will say of it."""
    if fixture.is_dir():
        lines = (fixture / "EXPECTED").read_text("utf-8").splitlines()
        matches = [EXPECTED.fullmatch(line) for line in lines]
        assert all(matches), f"{fixture.name}/EXPECTED has a line in another form"
        return [match[0] for match in matches if match]
    beside = fixture.with_name(fixture.name + ".expected")
    text = (beside if beside.exists() else fixture).read_bytes().decode("latin-1").removeprefix("ï»¿")
    path = "content/" + fixture.name.replace("--", "/", 1)
    return [" ".join(filter(None, (path, *match))) for match in EXPECT.findall(text)]


@pytest.mark.parametrize("fixture", fixtures("valid"), ids=name_of)
def test_a_valid_file_is_silent(fixture: Path, hub_root: Path) -> None:
    lay_over(fixture, hub_root)
    assert [f"{line_of(each)} {each.sentence}" for each in checked(hub_root)] == []


@pytest.mark.parametrize("fixture", fixtures("invalid"), ids=name_of)
def test_an_invalid_file_gives_exactly_the_findings_that_it_states(fixture: Path, hub_root: Path) -> None:
    lay_over(fixture, hub_root)
    expected = sorted(stated(fixture))
    weighed = any(line.endswith(("error", "warning", "advice")) for line in expected)
    found = sorted(line_of(each, weight=weighed) for each in checked(hub_root))
    assert expected, f"{fixture.name} states no finding"
    assert found == expected, "\n".join(
        ["stated:", *(f"  {line}" for line in expected), "found:", *(f"  {line}" for line in found)]
    )


def test_there_are_enough_of_both() -> None:
    assert len(fixtures("valid")) >= 22
    assert len(fixtures("invalid")) >= 70


@pytest.mark.parametrize("fixture", [path for path in fixtures("invalid") if path.is_file()], ids=name_of)
def test_a_fault_in_one_file_is_told_in_that_files_name_only(fixture: Path, hub_root: Path) -> None:
    lay_over(fixture, hub_root)
    path = "content/" + fixture.name.replace("--", "/", 1)
    assert {each.path for each in checked(hub_root)} == {path}


@pytest.mark.parametrize("fixture", fixtures("invalid"), ids=name_of)
def test_every_finding_has_a_place_in_its_file_a_sentence_and_a_remedy(fixture: Path, hub_root: Path) -> None:
    lay_over(fixture, hub_root)
    for finding in checked(hub_root):
        path = hub_root / finding.path
        text = path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff") if path.is_file() else ""
        lines = re.split(r"\r\n|\r|\n", text)
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert finding.message.strip() and "{" not in finding.message.replace(finding.path, "")
        assert finding.remedy.strip() and "{" not in finding.remedy
