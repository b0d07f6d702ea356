"""Issues for what is overdue: never twice, never too many, and titles stay titles."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from casehub.forge.due_issues import issues, key_of
from casehub.knowledge.follow_ups import due
from casehub.records.body_facts import Facts
from casehub.records.definitions import Definitions
from casehub.records.model import Hub, Record

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / ".github/workflows/follow-ups.yml"
HOSTILE = "A $(touch /tmp/ran) `case` @team #1 [x](y) <b>"


def hub_of(count: int, title: str = "A case") -> Hub:
    data = {"title": title, "started": "2010"}
    records = {
        ("case", f"c{at:02}"): Record(
            "case", f"c{at:02}", f"content/cases/c{at:02}.md", "published", data, Facts(), ""
        )
        for at in range(count)
    }
    return Hub(ROOT, Definitions.load(ROOT / "schemas"), records, (), date(2026, 11, 21))


def test_ten_at_most_and_the_rest_next_week() -> None:
    hub = hub_of(14)
    first = issues(hub, due(hub), [], "https://hub.example.org/")
    assert len(first) == 10
    second = issues(hub, due(hub), [each.body for each in first], "")
    assert len(second) == 4
    assert {each.key for each in first}.isdisjoint(each.key for each in second)
    assert issues(hub, due(hub), [each.body for each in (*first, *second)], "") == ()


def test_what_is_not_overdue_gets_none() -> None:
    hub = hub_of(0)
    assert issues(hub, due(hub), [], "") == ()


def test_an_issue_names_the_file_the_page_and_what_to_do() -> None:
    hub = hub_of(1)
    (issue,) = issues(hub, due(hub), [], "https://hub.example.org/")
    assert issue.title == "Follow-up after 60 months: A case"
    for told in ("content/cases/c00.md", "https://hub.example.org/cases/c00/", "follow_ups", issue.key):
        assert told in issue.body
    assert issue.key == key_of(due(hub)[0]) == "follow-up-60/case/c00/2015-12-31"


def test_a_title_mentions_nobody_and_links_nowhere() -> None:
    hub = hub_of(1, HOSTILE + "x" * 500)
    (issue,) = issues(hub, due(hub), [], "")
    assert len(issue.title) <= 200
    assert not re.search(r"@team|#1|(?<!\\)\[x|(?<!\\)`case|(?<!\\)<b", issue.body)


@pytest.fixture(scope="module")
def workflow() -> dict:
    return yaml.load(WORKFLOW.read_text("utf-8"), Loader=yaml.BaseLoader)


def test_the_workflow_fits_the_published_schema() -> None:
    program = Path(sys.executable).parent / "check-jsonschema"
    run = subprocess.run(
        [program, "--builtin-schema", "vendor.github-workflows", WORKFLOW], capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout


def test_zizmor_has_nothing_to_say() -> None:
    program = Path(sys.executable).parent / "zizmor"
    if not program.exists():
        pytest.skip("zizmor is not installed")
    run = subprocess.run([program, "--offline", "--persona=pedantic", WORKFLOW], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_it_may_do_nothing_but_what_each_job_needs(workflow: dict) -> None:
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["plan"]["permissions"] == {"contents": "read", "issues": "read"}
    assert workflow["jobs"]["open"]["permissions"] == {"issues": "write"}
    assert workflow["on"]["workflow_dispatch"]["inputs"]["dry_run"]["default"] == "true"
    assert "inputs.dry_run" in workflow["jobs"]["open"]["if"]
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert all(re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", step["uses"]) for step in steps if "uses" in step)
    assert not [step["run"] for step in steps if "${{" in step.get("run", "")]


@pytest.mark.skipif(not (shutil.which("jq") and shutil.which("bash")), reason="the workflow's shell needs jq")
def test_the_step_that_opens_them_runs_nothing_that_a_title_says(workflow: dict, tmp_path: Path) -> None:
    hub = hub_of(3, HOSTILE)
    planned = [
        {"title": each.title, "body": each.body} for each in issues(hub, due(hub), [], "https://hub.example.org/")
    ]
    program = tmp_path / "bin" / "gh"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/bash\nprintf "%s\\0" "$@" >> "$RUNNER_TEMP/asked"\nprintf "\\n" >> "$RUNNER_TEMP/asked"\n'
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    script = workflow["jobs"]["open"]["steps"][0]["run"]
    env = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "RUNNER_TEMP": str(tmp_path)}
    subprocess.run(["bash", "-c", script], env={**env, "ISSUES": json.dumps(planned)}, check=True, cwd=tmp_path)
    asked = (tmp_path / "asked").read_text("utf-8").splitlines()
    created = [line for line in asked if line.startswith("issue\0create")]
    assert len(created) == 3
    assert all(planned[at]["title"] in line.split("\0") for at, line in enumerate(created))
    assert not Path("/tmp/ran").exists()
