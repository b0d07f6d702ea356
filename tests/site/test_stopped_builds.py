"""A build that cannot end well says so in words, and leaves the last site as it was."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import typer
from hubs import beside, body, build, case, front_matter, replace, run, tree

from casehub.cli.terminal import CannotRun

PROGRAMS = ("mkdocs", "casehub")
Capture = pytest.CaptureFixture[str]


def refused(hub: Path, capsys: Capture, output: Path | None = None) -> str:
    """What a build says that content stops. It has exit code 1."""
    with pytest.raises(typer.Exit) as stopped:
        build(hub, output)
    assert stopped.value.exit_code == 1
    return capsys.readouterr().err


def impossible(hub: Path, capsys: Capture, output: Path | None = None) -> str:
    """What a build says that cannot run. The command gives it exit code 2."""
    with pytest.raises(CannotRun) as stopped:
        build(hub, output)
    return capsys.readouterr().err + str(stopped.value)


def test_a_draft_with_faults_does_not_stop_a_build(hub: Path) -> None:
    draft = front_matter(["schema_version: 1", "title: A draft", "status: draft", "practices: [none-such]"])
    (hub / "content/cases/unready.md").write_text(draft + "\n## The problem\n", "utf-8")
    assert "cases/unready/index.html" not in tree(build(hub))


FAULTS = {
    "an unknown term": (case("faulty", verdict="wroked"), r"faulty\.md:\d+:10 CH204 .*worked.* Write one"),
    "a missing field": (case("faulty", country=""), r"faulty\.md:1:1 CH201 .+\. .+\?"),
    "a reference to nothing": (
        case("faulty", practices="[ask-frist]"),
        r"faulty\.md:\d+:13 CH\d+ .*ask-first.* .+\.",
    ),
    "broken YAML": (case("faulty", title='"never closed'), r"faulty\.md:\d+:\d+ CH1\d\d .+\. .+\."),
    "HTML": (case("faulty").replace("It is told", "<b>It</b> is told", 1), r"faulty\.md:\d+:1 CH430 .*<b>.* .+\."),
    "an empty file": ("", r"faulty\.md:1:1 CH1\d\d .+\. .+\."),
    "no text": (case("faulty").partition("\n## ")[0], r"faulty\.md:\d+:1 CH433 .+\. .+\."),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_an_error_in_published_content_is_told_with_its_place_and_remedy(
    fault: str, built: Path, capsys: Capture
) -> None:
    before = tree(built / "site")
    text, told = FAULTS[fault]
    (built / "content/cases/faulty.md").write_text(text, "utf-8")
    said = refused(built, capsys)
    assert re.search(rf"^content/cases/{told}", said, re.MULTILINE), said
    assert re.search(r"^\d+ errors? stops? publication\. The last site stays as it is\.$", said, re.MULTILINE)
    assert tree(built / "site") == before
    assert beside(built / "site") == []


@pytest.mark.parametrize("program", PROGRAMS)
def test_both_programs_end_with_the_findings_and_no_traceback(program: str, built: Path) -> None:
    before = tree(built / "site")
    (built / "content/cases/faulty.md").write_text(case("faulty", verdict="wroked"), "utf-8")
    done = run(program, "build", hub=built)
    assert done.returncode == 1
    assert re.search(r"content/cases/faulty\.md:\d+:10 CH204 .*worked", done.stderr), done.stderr
    assert "1 error stops publication. The last site stays as it is." in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert tree(built / "site") == before
    assert beside(built / "site") == []


def test_at_most_thirty_errors_are_listed_and_the_rest_is_counted(hub: Path, capsys: Capture) -> None:
    for number in range(40):
        (hub / f"content/cases/faulty-{number}.md").write_text(case(f"faulty-{number}", country="XX"), "utf-8")
    said = refused(hub, capsys)
    assert said.count("CH204") == 30
    assert "40 errors stop publication" in said
    assert "10 more: casehub check" in said


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("site_name: [never closed\n", "mkdocs.yml is not as it should be"),
        ("site_name: A hub\ndocs_dir: content\nhooks: [hooks/missing.py]\n", "hooks/missing.py"),
        ("site_url: https://hub.example.org/\n", "site_name"),
        ("- a list\n", "mkdocs.yml is not as it should be"),
        ("", "site_name"),
        ("site_name: A hub\ndocs_dir: content\nstrict: true\nsite_nmae: A hub\n", "site_nmae"),
    ],
    ids=["broken YAML", "a hook that is missing", "no name", "a list", "empty", "an unknown key"],
)
def test_a_broken_configuration_is_told_in_words(config: str, said: str, built: Path, capsys: Capture) -> None:
    before = tree(built / "site")
    (built / "mkdocs.yml").write_text(config, "utf-8")
    told = impossible(built, capsys)
    assert said in told
    assert "mkdocs.yml" in told
    assert tree(built / "site") == before


def test_without_a_configuration_it_says_which_file_is_missing(hub: Path, capsys: Capture) -> None:
    (hub / "mkdocs.yml").unlink()
    assert "There is no mkdocs.yml" in impossible(hub, capsys)


def test_without_its_hook_nothing_is_built_and_the_last_site_stays(built: Path) -> None:
    before = tree(built / "site")
    replace(built / "mkdocs.yml", "hooks:\n  - hooks/site.py\n", "")
    done = run("casehub", "build", hub=built)
    assert done.returncode == 2
    assert "hooks/site.py" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(built / "site") == before


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_menu_that_names_a_missing_page_leaves_the_last_site(program: str, built: Path) -> None:
    before = tree(built / "site")
    replace(built / "mkdocs.yml", "about/index.md", "about/indx.md")
    done = run(program, "build", hub=built)
    assert done.returncode == 1
    assert "about/indx.md" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(built / "site") == before
    assert beside(built / "site") == []


def test_broken_schemas_are_told_in_words(built: Path, capsys: Capture) -> None:
    before = tree(built / "site")
    (built / "schemas/case.schema.yaml").write_text("title: [never closed\n", "utf-8")
    assert "case.schema.yaml" in refused(built, capsys)
    assert tree(built / "site") == before


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_output_folder_that_cannot_be_written_is_told_in_words(program: str, hub: Path) -> None:
    (hub / "taken").write_text("a file stands where the folder should be")
    option = {"mkdocs": "--site-dir", "casehub": "--output"}[program]
    done = run(program, "build", option, hub / "taken" / "site", hub=hub)
    assert done.returncode in (1, 2)
    assert "The site could not be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_told_in_words(hub: Path, capsys: Capture) -> None:
    shut = hub / "shut"
    shut.mkdir(mode=0o500)
    assert "The site could not be written: Permission denied" in impossible(hub, capsys, shut / "site")


def test_a_folder_that_holds_something_else_is_not_replaced(hub: Path, capsys: Capture) -> None:
    before = tree(hub / "schemas")
    assert f"{hub}/schemas holds files that no build made" in impossible(hub, capsys, hub / "schemas")
    assert tree(hub / "schemas") == before


def test_the_hub_itself_is_not_replaced(hub: Path, capsys: Capture) -> None:
    before = tree(hub)
    for folder in (hub, hub / "content", hub / "content" / "site"):
        impossible(hub, capsys, folder)
    assert tree(hub) == before


def test_outside_a_hub_it_says_where_it_looked(tmp_path: Path) -> None:
    done = run("casehub", "build", hub=tmp_path)
    assert done.returncode == 2
    assert "No hub here" in done.stderr


def test_a_file_without_fields_is_a_fault_with_a_place(hub: Path, capsys: Capture) -> None:
    (hub / "content/practices/silent.md").write_text(body("practice"), "utf-8")
    assert re.search(r"^content/practices/silent\.md:1:1 CH1\d\d ", refused(hub, capsys), re.MULTILINE)
