"""What a pull request is told: its comment, kept in one place, and the status of its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from casehub.forge.changed_files import changed_files
from casehub.forge.client import Forge, ForgeError
from casehub.forge.comment import MARKER
from casehub.forge.feedback import Feedback, feedback_of
from casehub.forge.gate import CONTEXT, Status, gate, standings
from casehub.forge.harvest import Planned, planned
from casehub.forge.heads import Head, head_of, only
from casehub.forge.pull_requests import PullRequest, preview_of, pull_request
from casehub.forge.reviews import ForgeReview, forge_reviews
from casehub.forge.trees import Trees, content_on
from casehub.records.definitions import Definitions
from casehub.records.load import hub_with

WORKFLOW, ARTEFACT = ".github/workflows/check.yml", "site"
"""What builds the preview of a pull request, and what it calls it."""


@dataclass(frozen=True)
class Reading:
    """The head of a pull request, and its reviews: what becomes of each, and what cannot even be read."""

    pull: PullRequest
    head: Head
    reviews: tuple[Planned, ...]
    problems: tuple[str, ...]


def read_pull_request(
    forge: Forge, pull: PullRequest, root: Path, folder: Path, definitions: Definitions, today: date
) -> Reading:
    """Everything that is known of a pull request, as data, in an empty folder. Raises `ForgeError` and `OSError`."""
    trees = Trees(forge)
    head = head_of(root, folder, changed_files(forge, pull, trees), definitions, today)
    given, problems = reviews_of(forge, pull)
    results = planned(head.hub, given, only(head.reviewed), partial(content_on, trees))
    return Reading(pull, head, tuple(results), tuple(problems))


def reviews_of(forge: Forge, pull: PullRequest) -> tuple[list[ForgeReview], list[str]]:
    """The reviews of a pull request, the oldest first, and what is wrong with the rest. Raises `ForgeError`."""
    listed = list(forge.pages(f"pulls/{pull.number}/reviews"))
    opened = {"number": pull.number, "user": {"id": pull.author, "login": pull.login}}
    return forge_reviews({"pull_request": opened, "reviews": listed})


def feedback(forge: Forge, reading: Reading) -> Feedback:
    """What the comment says. Raises `ForgeError`."""
    preview = preview_of(forge, reading.pull, WORKFLOW, ARTEFACT)
    return feedback_of(reading.head, reading.pull.head, reading.reviews, reading.problems, preview)


def status(reading: Reading) -> Status:
    """The status of the head: the reviews on the forge count as they would once they are taken in."""
    files = {path: text.encode() for each in reading.reviews for path, text in each.files}
    hub = hub_with(reading.head.hub, files)
    records = [hub.records[each.key] for each in reading.head.reviewed]
    return gate(reading.pull.head, standings(hub, records), reading.reviews, len(reading.head.changed.unread))


def put_comment(forge: Forge, number: int, text: str, accounts: Sequence[str], marker: str = MARKER) -> str:
    """Write the comment of one of our accounts, or bring it up to date: `made`, `updated`, or `unchanged`.

    The marker, with which it begins, tells it from other comments of ours. Somebody else's that looks like it is left
    alone. Raises `ForgeError`.
    """
    for each in forge.pages(f"issues/{number}/comments"):
        user, body, id = each.get("user"), each.get("body"), each.get("id")
        is_ours = isinstance(user, dict) and user.get("login") in accounts
        if not (is_ours and isinstance(body, str) and body.startswith(marker) and isinstance(id, int)):
            continue
        if body.replace("\r\n", "\n").strip() == text.strip():
            return "unchanged"
        forge.send("PATCH", f"issues/comments/{id}", {"body": text})
        return "updated"
    forge.send("POST", f"issues/{number}/comments", {"body": text})
    return "made"


def put_status(forge: Forge, wanted: Status) -> str:
    """Give a commit its status, unless it has it: `made` or `unchanged`. Raises `ForgeError`."""
    told = {"state": wanted.state, "description": wanted.description}
    for each in forge.pages(f"commits/{wanted.commit}/statuses"):
        if each.get("context") == CONTEXT:  # the newest comes first
            if all(each.get(key) == value for key, value in told.items()):
                return "unchanged"
            break
    forge.send("POST", f"statuses/{wanted.commit}", {**told, "context": CONTEXT}, again=True)
    return "made"


def open_pull_requests(forge: Forge, base: str) -> list[PullRequest | str]:
    """Every open pull request against a branch; in words, one that cannot be read. Raises `ForgeError`."""
    found: list[PullRequest | str] = []
    for raw in forge.pages("pulls", state="open", base=base):
        try:
            found.append(pull_request(raw))
        except ForgeError as error:
            found.append(str(error))
    return found
