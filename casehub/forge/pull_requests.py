"""A pull request as plain values, from the forge's JSON (https://docs.github.com/en/rest/pulls/pulls)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casehub.forge.client import Forge, ForgeError
from casehub.forge.trees import SHA


@dataclass(frozen=True, slots=True)
class PullRequest:
    """What is known of a pull request: who opened it, which commit stands at its head, and how far it is."""

    number: int
    author: int
    login: str
    head: str
    head_repository: int
    base: str
    is_open: bool
    is_merged: bool
    files: int
    """How many files it changes, as the forge counts them; 0 where it does not say."""


def pull_request(payload: Any) -> PullRequest:
    """The pull request of a payload. Raises `ForgeError` in words when fields are missing."""
    raw = payload if isinstance(payload, Mapping) else {}
    head, base, user = (_group(raw.get(key)) for key in ("head", "base", "user"))
    number, sha, name = raw.get("number"), head.get("sha"), base.get("ref")
    lacking = [
        word
        for word, is_there in (
            ("number", _is_number(number)),
            ("head commit", isinstance(sha, str) and SHA.match(sha)),
            ("base branch", isinstance(name, str) and name),
            ("state", raw.get("state") in ("open", "closed")),
        )
        if not is_there
    ]
    if lacking:
        raise ForgeError(f"The forge tells of a pull request without its {' and '.join(lacking)}.")
    return PullRequest(
        number=int(number or 0),
        author=_number(user.get("id")),
        login=str(user.get("login", ""))[:80],
        head=str(sha),
        head_repository=_number(_group(head.get("repo")).get("id")),
        base=str(name),
        is_open=raw.get("state") == "open",
        is_merged=raw.get("merged") is True or isinstance(raw.get("merged_at"), str),
        files=_number(raw.get("changed_files")),
    )


def of_number(forge: Forge, number: int) -> PullRequest:
    """The pull request of a number, as it stands now. Raises `ForgeError`."""
    return pull_request(forge.get(f"pulls/{number}"))


def of_run(forge: Forge, run: int) -> PullRequest | None:
    """The open pull request for which a workflow ran; None where its head has moved on, or there is none.

    The run of a pull request from a fork does not name it, so it is looked up by branch, and has to have the commit.
    """
    raw = forge.get(f"actions/runs/{run}")
    raw = raw if isinstance(raw, Mapping) else {}
    commit, branch = raw.get("head_sha"), raw.get("head_branch")
    repository = _group(raw.get("head_repository"))
    owner = _group(repository.get("owner")).get("login")
    if not (isinstance(commit, str) and isinstance(branch, str) and isinstance(owner, str)):
        raise ForgeError(f"The forge tells of the run {run} without its branch and commit.")
    for each in forge.pages("pulls", state="open", head=f"{owner}:{branch}"):
        found = pull_request(each)
        if found.head == commit and found.head_repository == _number(repository.get("id")):
            return found
    return None


def recently_merged(forge: Forge, most: int) -> list[int]:
    """Numbers of merged pull requests among those that changed last."""
    found = forge.get("pulls", state="closed", sort="updated", direction="desc", per_page=most)
    entries = found if isinstance(found, list) else []
    return [each.number for each in map(pull_request, entries) if each.is_merged]


def preview_of(forge: Forge, pull: PullRequest, workflow: str, artefact: str) -> tuple[int, int] | None:
    """The run that built the head of a pull request, and its artefact: two numbers, and nothing that a fork says."""
    for run in forge.pages("actions/runs", "workflow_runs", head_sha=pull.head, event="pull_request"):
        path = str(run.get("path", "")).partition("@")[0]
        is_here = _group(run.get("head_repository")).get("id") == pull.head_repository and path == workflow
        if not (is_here and run.get("head_sha") == pull.head and run.get("conclusion") == "success"):
            continue
        for each in forge.pages(f"actions/runs/{_number(run.get('id'))}/artifacts", "artifacts"):
            if each.get("name") == artefact and not each.get("expired") and _number(each.get("id")):
                return _number(run.get("id")), _number(each.get("id"))
    return None


def _group(raw: Any) -> Mapping[str, Any]:
    return raw if isinstance(raw, Mapping) else {}


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _number(value: Any) -> int:
    return value if _is_number(value) else 0
