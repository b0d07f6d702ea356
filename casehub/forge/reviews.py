"""The reviews of a pull request, from GitHub's JSON.

Read are the list that `GET /repos/{owner}/{repo}/pulls/{number}/reviews` gives, the same list under `reviews` beside
the `pull_request`, and the payload of a `pull_request_review` event. States come in capitals from the one and in
small letters from the other (https://docs.github.com/en/rest/pulls/reviews).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casehub.records.forms import is_moment, is_web_address

STATES = ("approved", "changes_requested", "commented", "dismissed", "pending")
MAX_REVIEWS = 1000
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")


@dataclass(frozen=True, slots=True)
class ForgeReview:
    """A review as the forge vouches for it: who, when, which commit, which state; and what the reviewer wrote."""

    id: int
    account: int
    login: str
    state: str
    submitted: str
    commit: str
    body: str
    url: str = ""
    pull_request: int = 0
    is_own: bool = False
    """Whether the reviewer opened the pull request."""


def forge_reviews(payload: Any) -> tuple[list[ForgeReview], list[str]]:
    """The reviews of a payload, the oldest first, and what is wrong with the rest, a sentence for each."""
    listed, pull_request = _parts(payload)
    if listed is None:
        return [], ["The file holds neither a list of reviews nor a review event."]
    if len(listed) > MAX_REVIEWS:
        return [], [f"The file holds {len(listed)} reviews; more than {MAX_REVIEWS} are not read at once."]
    author = _id(pull_request.get("user"))
    number = _number(pull_request.get("number"))
    found: dict[int, ForgeReview] = {}
    problems = []
    for position, raw in enumerate(listed, 1):
        read = _review(raw, number, author)
        if isinstance(read, ForgeReview):
            found[read.id] = read  # said twice, the later one is the present state
        else:
            problems.append(f"Review {position} of the file: {read}")
    return sorted(found.values(), key=lambda each: (each.submitted, each.id)), problems


def _parts(payload: Any) -> tuple[list[Any] | None, Mapping[str, Any]]:
    if isinstance(payload, list):
        return payload, {}
    if not isinstance(payload, Mapping):
        return None, {}
    pull_request = payload.get("pull_request")
    pull_request = pull_request if isinstance(pull_request, Mapping) else {}
    if isinstance(payload.get("reviews"), list):
        return payload["reviews"], pull_request
    if isinstance(payload.get("review"), Mapping):
        return [payload["review"]], pull_request
    return None, {}


def _review(raw: Any, number: int, author: int) -> ForgeReview | str:
    """A review, or what it lacks in words."""
    if not isinstance(raw, Mapping):
        return "it is not a group of fields."
    state = str(raw.get("state", "")).lower()
    if state not in STATES:
        return f"its state “{state[:40]}” is not known." if state else "it has no state."
    if not _is_number(raw.get("id")):
        return "it has no id."
    account = _id(raw.get("user"))
    if not account:
        return "it has no user. The account may have been deleted."
    submitted, commit = raw.get("submitted_at"), raw.get("commit_id")
    if state != "pending" and not (isinstance(submitted, str) and is_moment(submitted)):
        return "it does not say when it was submitted."
    if not (isinstance(commit, str) and _COMMIT.match(commit)):
        return "it does not say which commit was reviewed."
    body = raw.get("body") or ""
    if not isinstance(body, str):
        return "its text is not a text."
    url = raw.get("html_url")
    return ForgeReview(
        id=raw["id"],
        account=account,
        login=str(raw["user"].get("login", ""))[:80],
        state=state,
        submitted=submitted if isinstance(submitted, str) else "",
        commit=commit,
        body=body.encode("utf-8", "replace").decode(),  # half a character is none
        url=url if isinstance(url, str) and is_web_address(url) else "",
        pull_request=number or _number_in(raw.get("pull_request_url")),
        is_own=bool(author) and account == author,
    )


def _id(user: Any) -> int:
    return user["id"] if isinstance(user, Mapping) and _is_number(user.get("id")) else 0


def _number(value: Any) -> int:
    return value if _is_number(value) else 0


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _number_in(url: Any) -> int:
    match = re.search(r"/pulls/([1-9][0-9]{0,8})\Z", url) if isinstance(url, str) else None
    return int(match[1]) if match else 0
