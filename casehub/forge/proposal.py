"""A change that a program proposes: a branch with one commit, and a pull request. All of it, or nothing.

The commit is whole before a branch points to it (https://docs.github.com/en/rest/git), so that whatever stops the
work leaves nothing that anybody could see, and doing it again does not do it twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from casehub.forge.client import Forge, ForgeError
from casehub.forge.trees import SHA, Trees, git_name

_TRIES = 9


@dataclass(frozen=True)
class Proposal:
    """Files to write, on top of which branch, and how to tell of it. `mark` names the change for ever.

    `expected` holds the bytes that were read of files that are to be changed: others in their place stop it.
    """

    base: str
    branch: str
    mark: str
    title: str
    body: str
    files: Mapping[str, str]
    expected: Mapping[str, bytes] = field(default_factory=dict)


def propose(forge: Forge, proposal: Proposal) -> str:
    """Make the pull request, or bring the one that is open up to date, and give its address.

    Nothing, where people closed one that said the same: no is no. Raises `ForgeError`.
    """
    if _is_declined(forge, proposal):
        return ""
    trees = Trees(forge)
    base = _sha(forge.get(f"git/ref/heads/{proposal.base}"), "object")
    for path in proposal.files:
        entry = trees.at(base, path)
        read = proposal.expected.get(path)
        if (entry is None) != (read is None) or (entry and read is not None and entry.sha != git_name(read)):
            raise ForgeError(f"{path} has changed in between. Nothing was proposed: run it again.")
    tree = _sha(forge.send("POST", "git/trees", {"base_tree": base, "tree": _entries(proposal)}, again=True))
    message = f"{proposal.title}\n\n{proposal.mark}\n"
    branch, standing = _branch(forge, proposal, tree, base)
    if not standing:
        commit = {"message": message, "tree": tree, "parents": [base]}
        made = _sha(forge.send("POST", "git/commits", commit, again=True))
        _point(forge, branch, made)
    return _request(forge, proposal, branch)


def _is_declined(forge: Forge, proposal: Proposal) -> bool:
    closed = forge.pages("pulls", state="closed", head=f"{forge.owner}:{proposal.branch}", base=proposal.base)
    return any(each.get("body") == proposal.body and not each.get("merged_at") for each in closed)


def _entries(proposal: Proposal) -> list[dict[str, str]]:
    return [
        {"path": path, "mode": "100644", "type": "blob", "content": text}
        for path, text in sorted(proposal.files.items())
    ]


def _branch(forge: Forge, proposal: Proposal, tree: str, base: str) -> tuple[str, bool]:
    """The branch to use, and whether it says the same already. One on which people have worked is left alone."""
    for number in range(1, _TRIES + 1):
        branch = proposal.branch if number == 1 else f"{proposal.branch}-{number}"
        ref = forge.find(f"git/ref/heads/{branch}")
        if ref is None:
            return branch, False
        commit = forge.get(f"git/commits/{_sha(ref, 'object')}")
        parents = commit.get("parents")
        told = [each.get("sha") for each in parents if isinstance(each, Mapping)] if isinstance(parents, list) else []
        if proposal.mark in str(commit.get("message", "")).splitlines():
            return branch, _sha(commit, "tree") == tree and told == [base]
    raise ForgeError(f"There are {_TRIES} branches named after {proposal.branch} already. Close some of them.")


def _point(forge: Forge, branch: str, commit: str) -> None:
    if forge.find(f"git/ref/heads/{branch}") is None:
        try:
            forge.send("POST", "git/refs", {"ref": f"refs/heads/{branch}", "sha": commit})
        except ForgeError:  # a lost answer looks like a failure: what counts is where the branch points
            ref = forge.find(f"git/ref/heads/{branch}")
            if ref is None or _sha(ref, "object") != commit:
                raise
    else:
        forge.send("PATCH", f"git/refs/heads/{branch}", {"sha": commit, "force": True})


def _request(forge: Forge, proposal: Proposal, branch: str) -> str:
    told = {"title": proposal.title, "body": proposal.body}
    query = {"state": "open", "head": f"{forge.owner}:{branch}", "base": proposal.base}
    for open_one in forge.pages("pulls", "", **query):
        if any(open_one.get(key) != text for key, text in told.items()):
            forge.send("PATCH", f"pulls/{int(open_one['number'])}", told)
        return str(open_one.get("html_url", ""))
    made = forge.send("POST", "pulls", {**told, "head": branch, "base": proposal.base})
    return str(made.get("html_url", "")) if isinstance(made, Mapping) else ""


def _sha(raw: Any, below: str = "") -> str:
    group = raw.get(below) if below and isinstance(raw, Mapping) else raw
    found = group.get("sha") if isinstance(group, Mapping) else None
    if not (isinstance(found, str) and SHA.match(found)):
        raise ForgeError("The forge does not say which commit or folder it means.")
    return found
