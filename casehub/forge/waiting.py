"""Pull requests that nobody has answered: a contributor who hears nothing does not come again.

One issue lists them, and is kept up to date: nobody is mentioned, nothing is closed, and an empty list closes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from casehub.forge.client import Forge
from casehub.forge.plain_text import plain
from casehub.forge.pull_requests import PullRequest, pull_request

MARKER = "<!-- casehub: pull requests that wait -->"
TITLE = "Pull requests that wait for an answer"
LABEL = "waiting"
DAYS = 7
"""After so many days without a word of anybody but the author and programs, a pull request waits."""
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pull request that waits: its number and title, and since when."""

    number: int
    title: str
    since: date


def waiting(
    pull: PullRequest, raw: Mapping[str, Any], answers: Iterable[Mapping[str, Any]], today: date
) -> Waiting | None:
    """Whether a pull request waits, given its comments and reviews. Drafts, and what programs opened, do not."""
    user = raw.get("user")
    if raw.get("draft") or _is_program(user):
        return None
    said = [_day(each.get("created_at") or each.get("submitted_at")) for each in answers if _is_answer(each, pull)]
    opened = _day(raw.get("created_at"))
    if opened is None or any(said) or (today - opened).days < DAYS:
        return None
    return Waiting(pull.number, str(raw.get("title", "")), opened)


def all_waiting(forge: Forge, base: str, today: date) -> tuple[Waiting, ...]:
    """Every pull request against a branch that waits, the longest first. Raises `ForgeError`."""
    found = []
    for raw in forge.pages("pulls", state="open", base=base):
        pull = pull_request(raw)
        if waiting(pull, raw, (), today) is None:
            continue
        answers = [*forge.pages(f"issues/{pull.number}/comments"), *forge.pages(f"pulls/{pull.number}/reviews")]
        if one := waiting(pull, raw, answers, today):
            found.append(one)
    return tuple(sorted(found, key=lambda each: (each.since, each.number)))


def issue_text(found: Sequence[Waiting]) -> str:
    """The list as Markdown."""
    lines = [
        MARKER,
        f"Nobody has answered these for {DAYS} days or more. A short word helps more than a late one.",
        "",
    ]
    lines += [f"- #{each.number} {plain(each.title, 120)} (since {each.since})" for each in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(f"- and {len(found) - _SHOWN} more")
    return "\n".join([*lines, "", "This list is written anew each week."]) + "\n"


def put_issue(forge: Forge, found: Sequence[Waiting], accounts: Sequence[str]) -> str:
    """Open the issue, bring it up to date, or close it: `opened`, `updated`, `closed` or `unchanged`.

    Raises `ForgeError`.
    """
    for raw in forge.pages("issues", state="open", labels=LABEL):
        user, body, number = raw.get("user"), raw.get("body"), raw.get("number")
        is_ours = isinstance(user, Mapping) and user.get("login") in accounts and "pull_request" not in raw
        if not (is_ours and isinstance(body, str) and body.startswith(MARKER) and isinstance(number, int)):
            continue
        if not found:
            forge.send("PATCH", f"issues/{number}", {"state": "closed", "state_reason": "completed"})
            return "closed"
        if body.replace("\r\n", "\n").strip() == issue_text(found).strip():
            return "unchanged"
        forge.send("PATCH", f"issues/{number}", {"body": issue_text(found)})
        return "updated"
    if not found:
        return "unchanged"
    forge.send("POST", "issues", {"title": TITLE, "body": issue_text(found), "labels": [LABEL]})
    return "opened"


def _is_answer(raw: Mapping[str, Any], pull: PullRequest) -> bool:
    user = raw.get("user")
    return not _is_program(user) and isinstance(user, Mapping) and user.get("id") != pull.author


def _is_program(user: Any) -> bool:
    return isinstance(user, Mapping) and user.get("type") == "Bot"


def _day(moment: Any) -> date | None:
    try:
        return datetime.fromisoformat(moment).astimezone(UTC).date() if isinstance(moment, str) else None
    except ValueError:
        return None
