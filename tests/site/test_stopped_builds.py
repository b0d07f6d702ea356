"""A build that cannot end well says so in words, and leaves the last site as it was."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hubs import beside, body, build, case, front_matter, replace, run, tree

PROGRAMS = ("mkdocs", "casehub")


@pytest.fixture
def built(hub: Path) -> Path:
    """A hub that has a site already."""
    build(hub)
    return hub


def test_a_draft_with_faults_does_not_stop_a_build(built: Path) -> None:
    draft = front_matter(["schema_version: 1", "title: A draft", "status: draft", "practices: [none-such]"])
    (built / "content/cases/unready.md").write_text(draft + "\n## The problem\n", "utf-8")
    for program in PROGRAMS:
        done = run(program, "build", hub=built)
        assert done.returncode == 0, done.stderr
    assert "cases/unready/index.html" not in tree(built / "site")


FAULTS = {
    "an unknown term": (
        case("faulty", verdict="wroked"),
        r"content/cases/faulty\.md:\d+:10 CH204 .*worked.* Write one",
    ),
    "a missing field": (case("faulty", country=""), r"content/cases/faulty\.md:1:1 CH201 .+\. .+\?"),
    "a reference to nothing": (
        case("faulty", practices="[ask-frist]"),
        r"faulty\.md:\d+:13 CH\d+ .*ask-first.* .+\.",
    ),
    "broken YAML": (case("faulty", title='"never closed'), r"content/cases/faulty\.md:\d+:\d+ CH1\d\d .+\. .+\."),
    "HTML": (case("faulty").replace("It is told", "<b>It</b> is told", 1), r"faulty\.md:\d+:1 CH430 .*<b>.* .+\."),
    "an empty file": ("", r"content/cases/faulty\.md:1:1 CH1\d\d .+\. .+\."),
    "no text": (case("faulty").partition("\n## ")[0], r"content/cases/faulty\.md:\d+:1 CH433 .+\. .+\."),
}


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("fault", FAULTS)
def test_an_error_in_published_content_is_told_with_its_place_and_remedy(
    fault: str, program: str, built: Path
) -> None:
    before = tree(built / "site")
    text, told = FAULTS[fault]
    (built / "content/cases/faulty.md").write_text(text, "utf-8")
    done = run(program, "build", hub=built)
    assert done.returncode == 1
    assert re.search(told, done.stderr), done.stderr
    assert "stops publication. The last site stays as it is." in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert tree(built / "site") == before
    assert beside(built / "site") == []


def test_at_most_thirty_errors_are_listed_and_the_rest_is_counted(built: Path) -> None:
    for number in range(40):
        (built / f"content/cases/faulty-{number}.md").write_text(case(f"faulty-{number}", country="XX"), "utf-8")
    done = run("casehub", "build", hub=built)
    assert done.returncode == 1
    assert done.stderr.count("CH204") == 30
    assert "40 errors stop publication" in done.stderr
    assert "10 more: casehub check" in done.stderr


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("site_name: [never closed\n", "mkdocs.yml"),
        ("site_name: A hub\nsite_nmae: A hub\nhooks: [hooks/missing.py]\n", "mkdocs.yml is not as it should be"),
        ("site_url: https://hub.example.org/\n", "mkdocs.yml"),
        ("- a list\n", "mkdocs.yml"),
        ("", "mkdocs.yml"),
    ],
    ids=["broken YAML", "a hook that is missing", "no name", "a list", "empty"],
)
def test_a_broken_configuration_is_told_in_words(config: str, said: str, built: Path) -> None:
    before = tree(built / "site")
    (built / "mkdocs.yml").write_text(config, "utf-8")
    done = run("casehub", "build", hub=built)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(built / "site") == before


def test_without_a_configuration_it_says_which_file_is_missing(built: Path) -> None:
    (built / "mkdocs.yml").unlink()
    done = run("casehub", "build", hub=built)
    assert done.returncode == 2
    assert "There is no mkdocs.yml" in done.stderr


def test_without_its_hook_nothing_is_built_and_the_last_site_stays(built: Path) -> None:
    before = tree(built / "site")
    replace(built / "mkdocs.yml", "hooks:\n  - hooks/site.py\n", "")
    done = run("casehub", "build", hub=built)
    assert done.returncode == 2
    assert "hooks/site.py" in done.stderr
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


@pytest.mark.parametrize("program", PROGRAMS)
def test_broken_schemas_are_told_in_words(program: str, built: Path) -> None:
    before = tree(built / "site")
    (built / "schemas/case.schema.yaml").write_text("title: [never closed\n", "utf-8")
    done = run(program, "build", hub=built)
    assert done.returncode in (1, 2)
    assert "case.schema.yaml" in done.stderr
    assert "Traceback" not in done.stderr
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
def test_a_folder_without_permission_is_told_in_words(hub: Path) -> None:
    shut = hub / "shut"
    shut.mkdir(mode=0o500)
    done = run("casehub", "build", "--output", shut / "site", hub=hub)
    assert done.returncode == 2
    assert "The site could not be written: Permission denied" in done.stderr


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_folder_that_holds_something_else_is_not_replaced(program: str, hub: Path) -> None:
    before = tree(hub / "schemas")
    option = {"mkdocs": "--site-dir", "casehub": "--output"}[program]
    done = run(program, "build", option, hub / "schemas", hub=hub)
    assert done.returncode in (1, 2)
    assert "schemas holds files that no build made" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert tree(hub / "schemas") == before


def test_outside_a_hub_it_says_where_it_looked(tmp_path: Path) -> None:
    done = run("casehub", "build", hub=tmp_path)
    assert done.returncode == 2
    assert "No hub here" in done.stderr


def test_a_page_without_text_is_a_fault_with_a_place(built: Path) -> None:
    (built / "content/practices/silent.md").write_text(body("practice"), "utf-8")
    done = run("mkdocs", "build", hub=built)
    assert done.returncode == 1
    assert re.search(r"content/practices/silent\.md:1:1 CH1\d\d ", done.stderr), done.stderr
