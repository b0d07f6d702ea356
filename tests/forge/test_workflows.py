"""Every workflow: few rights, pinned actions, no stranger's words in a command, no stranger's code under a token."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
PROGRAMS = Path(sys.executable).parent
PRIVILEGED = {"pull_request_target", "workflow_run", "schedule", "push", "workflow_dispatch", "issues"}
"""Events whose jobs may be given a token that writes."""
MAY_WRITE = {
    "feedback.yml": {"comment": {"contents": "read", "pull-requests": "write", "actions": "read"}},
    "review-gate.yml": {
        "gate": {"contents": "read", "pull-requests": "read", "actions": "read", "statuses": "write"}
    },
    "intake.yml": {"draft": {"contents": "write", "pull-requests": "write", "issues": "write"}},
    "harvest.yml": {"propose": {"contents": "write", "pull-requests": "write"}},
    "publish.yml": {
        "build": {"contents": "read"},
        "attest": {"id-token": "write", "attestations": "write"},
        "deploy": {"pages": "write", "id-token": "write"},
    },
    "waiting.yml": {"tell": {"contents": "read", "pull-requests": "read", "issues": "write"}},
    "follow-ups.yml": {"plan": {"contents": "read", "issues": "read"}, "open": {"issues": "write"}},
}
"""Every right that a workflow has besides reading, job by job. Whoever adds one, adds it here, and says why there."""
SAFE_TEXT = re.compile(
    r"github\.event\.(pull_request\.(number|head\.sha|base\.sha|merged)"
    r"|workflow_run\.(id|head_sha)|issue\.number)\b"
)
"""What of an event is a number, a commit or a yes: nobody can write words into it."""


def read(path: Path) -> dict[str, Any]:
    loaded = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def jobs(workflow: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from workflow["jobs"].items()


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for _, job in jobs(workflow):
        yield from job["steps"]


def faults_of(workflow: dict[str, Any]) -> list[str]:
    """What is dangerous in a workflow, each in a few words."""
    found = []
    events = set(workflow["on"]) if not isinstance(workflow["on"], str) else {workflow["on"]}
    if workflow.get("permissions") != {}:
        found.append("it does not begin with no rights")
    for name, job in jobs(workflow):
        rights = job.get("permissions")
        if not isinstance(rights, dict):
            found.append(f"{name} does not say what it may do")
        elif "write" in rights.values() and not events <= PRIVILEGED:
            found.append(f"{name} may write, for code of a pull request")
        if "secrets" in str(job).replace("secrets: none", ""):
            found.append(f"{name} uses secrets")
        if "self-hosted" in str(job.get("runs-on")):
            found.append(f"{name} runs on a machine of ours")
        if "timeout-minutes" not in job:
            found.append(f"{name} may run for ever")
    for step in steps(workflow):
        if "${{" in step.get("run", ""):
            found.append(f"text is put into a command: {step['run'][:60]}")
        if re.search(
            r"\beval\b|\bbash -c\b|refs/pull|\bgh pr checkout\b|git (fetch|pull|checkout)", step.get("run", "")
        ):
            found.append(f"a command fetches or runs what it is given: {step['run'][:60]}")
        for value in step.get("env", {}).values():
            for said in re.findall(r"github\.(?:event\.[\w.]+|head_ref)", value):
                if not SAFE_TEXT.fullmatch(said):
                    found.append(f"{said} holds words of strangers")
        uses = step.get("uses", "")
        if uses and not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", uses):
            found.append(f"{uses} is not pinned to a commit")
        if uses.startswith("actions/checkout@"):
            given = step.get("with", {})
            if given.get("persist-credentials") != "false":
                found.append("a checkout keeps the token")
            if events & {"pull_request_target", "workflow_run"} and given.keys() & {"ref", "repository"}:
                found.append("a checkout of something else than the base branch")
            if "allow-unsafe-pr-checkout" in given:
                found.append("an unsafe checkout")
        if uses.startswith("actions/cache") and events & {"pull_request_target", "workflow_run"}:
            found.append("a cache that strangers may have filled")
        if uses.startswith("actions/download-artifact@") and events & {"pull_request_target", "workflow_run"}:
            found.append("an artefact of a stranger's run")
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_safe(path: Path) -> None:
    assert faults_of(read(path)) == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_the_rights_that_are_written_down(path: Path) -> None:
    stated = MAY_WRITE.get(path.name)
    for name, job in jobs(read(path)):
        if stated is None:
            assert job["permissions"] in ({}, {"contents": "read"}), name
        else:
            assert job["permissions"] == stated[name], name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_pin_says_its_version_and_a_right_its_reason(path: Path) -> None:
    for line in path.read_text("utf-8").splitlines():
        if re.match(r"\s+(- )?uses: ", line):
            assert re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line
        if re.match(r"\s+[a-z-]+: write\b", line):
            assert re.search(r": write # \w+", line), line


def test_one_action_has_one_pin() -> None:
    pins: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for step in steps(read(path)):
            name, _, commit = step.get("uses", "").partition("@")
            pins.setdefault(name, set()).add(commit)
    assert {name: found for name, found in pins.items() if len(found) > 1} == {}


SOUND = """
on: pull_request_target
permissions: {}
jobs:
  job:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: {contents: read}
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1
        with: {persist-credentials: "false"}
      - run: echo "$NUMBER"
        env: {NUMBER: "${{ github.event.pull_request.number }}"}
"""
BAD = {
    "no rights stated": ("permissions: {}\n", ""),
    "rights for all": ("permissions: {}\n", "permissions: write-all\n"),
    "a job without rights": ("    permissions: {contents: read}\n", ""),
    "a title in a command": ('echo "$NUMBER"', "echo ${{ github.event.pull_request.title }}"),
    "a number in a command": ('echo "$NUMBER"', "echo ${{ github.event.pull_request.number }}"),
    "a branch in the environment": ("github.event.pull_request.number", "github.head_ref"),
    "a title in the environment": ("pull_request.number", "pull_request.title"),
    "a body in the environment": ("github.event.pull_request.number", "github.event.review.body"),
    "an issue's text in the environment": ("pull_request.number", "issue.body"),
    "the fork checked out": ("with: {persist", 'with: {ref: "${{ github.event.pull_request.head.sha }}", persist'),
    "another repository checked out": ("with: {persist", "with: {repository: x/y, persist"),
    "an unsafe checkout": ("with: {persist", 'with: {allow-unsafe-pr-checkout: "true", persist'),
    "the fork fetched": ('echo "$NUMBER"', 'git fetch origin "refs/pull/$NUMBER/head"'),
    "the token kept": ('with: {persist-credentials: "false"}', "with: {}"),
    "a tag instead of a commit": ("3d3c42e5aac5ba805825da76410c181273ba90b1", "v7"),
    "somebody's action": ("actions/checkout", "somebody/checkout"),
    "a secret": ("${{ github.event.pull_request.number }}", "${{ secrets.KEY }}"),
    "a writing token for the fork's code": (
        "on: pull_request_target\npermissions: {}\njobs:\n  job:",
        "on: pull_request\npermissions: {}\njobs:\n  job:\n    #",
    ),
}


def test_the_sound_one_is_silent() -> None:
    assert faults_of(yaml.load(SOUND, Loader=yaml.BaseLoader)) == []


@pytest.mark.parametrize("name", BAD)
def test_what_is_dangerous_is_found(name: str) -> None:
    old, new = BAD[name]
    assert SOUND.count(old) == 1
    text = SOUND.replace(old, new)
    if "fork's code" in name:
        text = text.replace("{contents: read}", "{contents: write}").replace("    #\n", "")
    assert faults_of(yaml.load(text, Loader=yaml.BaseLoader)) != []


def said(*command: str | Path) -> str:
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    return "" if run.returncode == 0 else run.stdout + run.stderr


def test_the_workflows_fit_the_published_schema() -> None:
    check = PROGRAMS / "check-jsonschema"
    assert said(check, "--builtin-schema", "vendor.github-workflows", *WORKFLOWS) == ""
    assert said(check, "--builtin-schema", "vendor.dependabot", ".github/dependabot.yml") == ""


def test_zizmor_has_nothing_to_say_at_its_strictest() -> None:
    zizmor = PROGRAMS / "zizmor"
    assert zizmor.exists(), "zizmor is not installed: make .venv/.installed"
    options = ("--offline", "--no-config", "--persona=auditor", "--strict-collection")
    assert said(zizmor, *options, ".github", ".pre-commit-config.yaml") == ""


def test_zizmor_finds_what_it_should() -> None:
    """Without its ignores it does speak, of the triggers and of nothing else: the check above is alive."""
    run = subprocess.run(
        [
            PROGRAMS / "zizmor",
            "--offline",
            "--no-config",
            "--persona=auditor",
            "--no-ignores",
            "--format=plain",
            "--color=never",
            FOLDER,
        ],
        capture_output=True,
        text=True,
    )
    assert set(re.findall(r"^\w+\[([\w-]+)\]", run.stdout, re.M)) == {"dangerous-triggers"}


def test_each_ignore_says_why() -> None:
    for path in WORKFLOWS:
        for line in path.read_text("utf-8").splitlines():
            if "zizmor: ignore" in line:
                assert re.search(r"zizmor: ignore\[[\w-]+\] \w+.{20,}", line), line


def test_the_preview_is_where_the_answer_looks_for_it() -> None:
    from casehub.forge.answers import ARTEFACT, WORKFLOW

    check = read(ROOT / WORKFLOW)
    (upload,) = (each for each in steps(check) if each.get("uses", "").startswith("actions/upload-artifact@"))
    assert upload["with"]["name"] == ARTEFACT
    assert check["name"] in read(FOLDER / "feedback.yml")["on"]["workflow_run"]["workflows"]
    signal = read(FOLDER / "review-signal.yml")["name"]
    for name in ("feedback.yml", "review-gate.yml"):
        assert signal in read(FOLDER / name)["on"]["workflow_run"]["workflows"]


def test_every_command_that_a_workflow_runs_is_known() -> None:
    from typer.main import get_command

    from casehub.cli.main import app

    forge = get_command(app).commands["forge"].commands  # type: ignore[attr-defined]
    for path in WORKFLOWS:
        for step in steps(read(path)):
            for name, options in re.findall(r"casehub forge (\w+)(.*)", step.get("run", "")):
                known = {option for each in forge[name].params for option in each.opts}
                assert set(re.findall(r"--[a-z-]+", options)) <= known, (path.name, name)


def test_code_owners_guard_what_decides() -> None:
    lines = (ROOT / ".github/CODEOWNERS").read_text("utf-8").splitlines()
    owned = [line.split()[0] for line in lines if line.strip() and not line.startswith("#")]
    for path in ("/.github/", "/schemas/", "/schemas/policy.yaml", "/schemas/rubric.yaml", "/casehub/", "/hooks/"):
        assert path in owned, path
    assert (ROOT / "schemas/policy.yaml").exists()
    for each in owned:
        assert each == "*" or (ROOT / each.strip("/")).exists(), each


def test_labels_are_whole() -> None:
    labels = yaml.safe_load((ROOT / ".github/labels.yml").read_text("utf-8"))
    for each in labels:
        assert set(each) == {"name", "color", "description"}
        assert re.fullmatch(r"[0-9A-F]{6}", each["color"]) and 0 < len(each["description"]) <= 100
    assert len({each["name"] for each in labels}) == len(labels)


def test_the_template_has_the_criteria_of_the_rubric() -> None:
    rubric = yaml.safe_load((ROOT / "schemas/rubric.yaml").read_text("utf-8"))
    (edition,) = (each for each in rubric["editions"] if each["edition"] == rubric["current"])
    template = (ROOT / ".github/pull_request_template.md").read_text("utf-8")
    (line,) = re.findall(r"^scores: \{(.*)\}$", template, re.M)
    assert re.findall(r"\w+", line) == [each["id"] for each in edition["criteria"]]
