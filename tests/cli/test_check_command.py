"""`casehub check`: exit codes, paths, formats, and words for what went wrong."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from mini_commands import Casehub
from mini_hub import PAGE, ROOT, case, done, write

BROKEN = {"cases/broken.md": case(("country: DK", "country: Denmak"))}
WARNED = {"cases/warned.md": case(("    better: lower\n", ""))}


def test_a_hub_without_errors_is_0(casehub: Casehub) -> None:
    done = casehub("check")
    assert done.code == 0
    assert done.out.splitlines()[-2] == "21 records checked: 2 pieces of advice."
    assert done.err == ""


def test_errors_are_1(casehub: Casehub, hub_root: Path) -> None:
    write(hub_root, BROKEN)
    done = casehub("check")
    assert done.code == 1
    assert "content/cases/broken.md\n  12:10   error   CH204  “Denmak” is not a known value of “country”." in done.out
    assert "Did you mean “DK”?" in done.out
    assert "→ Write two capital letters of ISO 3166-1, such as FR." in done.out
    assert "casehub rules CH204" in done.out


def test_warnings_are_0_and_1_when_they_are_to_count(casehub: Casehub, hub_root: Path) -> None:
    write(hub_root, WARNED)
    assert casehub("check").code == 0
    assert casehub("check", "--strict").code == 1


def test_no_cache_says_the_same(casehub: Casehub, hub_root: Path) -> None:
    write(hub_root, BROKEN)
    assert casehub("check", "--no-cache") == casehub("check") == casehub("check")


@pytest.mark.parametrize(
    "paths",
    [
        ["content/cases/broken.md"],
        ["content/cases/broken.md", "content/cases/valid-case.md"],
        ["content/cases"],
        ["content/cases/"],
        ["content"],
        ["."],
        [],
    ],
)
def test_a_file_or_a_folder_can_be_named(paths: list[str], casehub: Casehub, hub_root: Path) -> None:
    write(hub_root, BROKEN)
    done = casehub("check", *paths)
    assert done.code == 1
    assert "broken.md" in done.out


def test_what_is_not_named_is_not_told(casehub: Casehub, hub_root: Path) -> None:
    write(hub_root, BROKEN)
    done = casehub("check", "content/practices")
    assert done.code == 0
    assert "broken.md" not in done.out
    assert "2 records checked" in done.out
    assert casehub("check", "content/cases/valid-case.md").out == "1 record checked: nothing to mend.\n"


def test_a_path_may_be_absolute_or_relative_to_where_one_stands(casehub: Casehub, hub_root: Path) -> None:
    write(hub_root, BROKEN)
    assert casehub("check", hub_root / "content/cases/broken.md").code == 1
    assert casehub("check", "broken.md", cwd=hub_root / "content" / "cases").code == 1
    assert casehub("check", "../cases/broken.md", cwd=hub_root / "content" / "practices").code == 1


def test_a_hub_may_be_named_from_elsewhere(casehub: Casehub, hub_root: Path, tmp_path: Path) -> None:
    write(hub_root, BROKEN)
    assert casehub("check", "--root", hub_root, cwd=tmp_path).code == 1
    assert casehub("check", hub_root / "content/cases/broken.md", cwd=tmp_path).code == 1


def test_a_file_in_the_wrong_folder_is_told_when_it_is_named(casehub: Casehub, hub_root: Path) -> None:
    write(hub_root, {"case/new.md": case()})
    done = casehub("check", "content/case/new.md")
    assert done.code == 1
    assert "“case” is not a folder of records. Did you mean “cases”?" in done.said


def test_faults_of_others_do_not_stop_a_named_file(casehub: Casehub, hub_root: Path) -> None:
    write(hub_root, BROKEN)
    assert casehub("check", "content/cases/second-case.md").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "--format", "jsn"], "There is no format “jsn”. Did you mean “json”? Choose one of: text, json"),
        (["check", "--format", "pdf"], "There is no format “pdf”. Choose one of: text, json"),
        (
            ["check", "content/cases/valid-cse.md"],
            "There is no file content/cases/valid-cse.md. Did you mean “content/cases/valid-case.md”?",
        ),
        (["check", "content/no/such/path.md"], "There is no file content/no/such/path.md."),
        (["check", "/etc/hosts"], "No hub here"),
        (["check", "content", "/etc/hosts"], "/etc/hosts does not belong to the hub"),
        (["check", "--changed-since", "HEAD"], "is not in a git repository"),
        (["check", "--changed-since", "--help"], "“--help” is not a revision"),
    ],
)
def test_what_cannot_run_is_2_and_says_why(arguments: list[str], words: str, casehub: Casehub) -> None:
    done = casehub(*arguments)
    assert done.code == 2
    assert words in done.said
    assert done.out == ""


def test_outside_of_a_hub_is_2(casehub: Casehub, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for arguments in (["check"], ["rules"], ["new", "case"]):
        done = casehub(*arguments, cwd=empty)
        assert done.code == 2
        assert "No hub here" in done.said and "--root" in done.said


@pytest.mark.parametrize("file", ["findings.yaml", "case.schema.yaml", "vocabularies/level.yaml"])
@pytest.mark.parametrize("content", [b"", b"a: [", b"\xff\xfe", b"- a\n"])
def test_schemas_that_cannot_be_read_are_2(file: str, content: bytes, casehub: Casehub, hub_root: Path) -> None:
    (hub_root / "schemas").unlink()
    shutil.copytree(ROOT / "schemas", hub_root / "schemas")
    (hub_root / "schemas" / file).write_bytes(content)
    done = casehub("check")
    assert done.code == 2
    assert "cannot be read" in done.said


def test_an_unknown_option_is_2(casehub: Casehub) -> None:
    done = casehub("check", "--no-such-option")
    assert done.code == 2
    assert "--no-such-option" in done.err


# ---- formats


def test_json(casehub: Casehub, hub_root: Path) -> None:
    write(hub_root, BROKEN)
    done = casehub("check", "--format", "json")
    assert done.code == 1
    (found,) = [each for each in json.loads(done.out)["findings"] if each["severity"] == "error"]
    assert (found["code"], found["line"], found["suggestion"]) == ("CH204", 12, "DK")
    assert found["page"] == "https://hub.example.org/contribute/rules/ch204/"


def test_sarif_and_junit(casehub: Casehub, hub_root: Path) -> None:
    write(hub_root, BROKEN)
    results = json.loads(casehub("check", "-f", "sarif").out)["runs"][0]["results"]
    assert [each["ruleId"] for each in results if each["level"] == "error"] == ["CH204"]
    assert ElementTree.fromstring(casehub("check", "-f", "junit").out).get("failures") == "1"


def test_github_gets_annotations_and_a_summary(
    casehub: Casehub, hub_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(hub_root, BROKEN)
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    casehub_done = casehub("check", "--format", "json")
    assert casehub_done.code == 1 and not summary.exists()
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    done = casehub("check", "--format", "github")
    assert done.out.startswith("::error file=content/cases/broken.md,line=12,col=10,title=CH204::")


def test_the_summary_is_added_to_what_is_there(casehub: Casehub, hub_root: Path, tmp_path: Path) -> None:
    write(hub_root, BROKEN)
    summary = tmp_path / "summary.md"
    summary.write_text("Before.\n", "utf-8")
    pytest.MonkeyPatch().setenv("GITHUB_STEP_SUMMARY", str(summary))
    try:
        casehub("check", "--format", "github")
    finally:
        pytest.MonkeyPatch().delenv("GITHUB_STEP_SUMMARY", raising=False)
    text = summary.read_text("utf-8")
    assert text.startswith("Before.\n### CaseHub\n")
    assert text.count("CH204") == 1 and text.count("CH215") == 2


def test_a_hub_without_a_configuration_has_no_pages_to_link_to(casehub: Casehub, hub_root: Path) -> None:
    (hub_root / "mkdocs.yml").unlink()
    assert all(each["page"] == "" for each in json.loads(casehub("check", "-f", "json").out)["findings"])
    (hub_root / "mkdocs.yml").write_bytes(b"site_url: \xff\n")
    assert casehub("check", "-f", "json").code == 0


# ---- as a program of its own


def program(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    command = [str(Path(sys.executable).with_name("casehub")), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, timeout=60)


def test_the_program_says_the_same_in_any_language_of_the_terminal(
    hub_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(hub_root, {**BROKEN, "about/é.md": PAGE, "cases/b.md": done("See [文](x.md).\n")})
    (hub_root / "content" / "cases" / "\udcff.md").write_text(case(), "utf-8")
    said = set()
    for locale in ("C", "C.UTF-8", "POSIX"):
        monkeypatch.setenv("LC_ALL", locale)
        finished = program("check", cwd=hub_root)
        assert finished.returncode == 1, finished.stderr.decode()
        assert b"Traceback" not in finished.stderr
        said.add(finished.stdout)
    assert len(said) == 1


def test_a_reader_that_goes_away_is_no_fault(hub_root: Path) -> None:
    casehub = Path(sys.executable).with_name("casehub")
    piped = f"{casehub} check --format json | head -c 1"
    finished = subprocess.run(["sh", "-c", piped], cwd=hub_root, capture_output=True, timeout=60)
    assert b"Traceback" not in finished.stderr
