"""Issues that ask for what is overdue: which to open, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from casehub.knowledge.follow_ups import Due
from casehub.records.model import Hub

LIMIT = 10
"""Issues that are opened at a time: more at once would only be closed unread."""
_TITLE = 200


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue to open. The key stands in its text, so that it is never opened twice."""

    key: str
    title: str
    body: str


def issues(
    hub: Hub, dues: Iterable[Due], known: Iterable[str], site_url: str, limit: int = LIMIT
) -> tuple[Issue, ...]:
    """Issues for what is overdue and has none, the longest overdue first. `known` are the texts of earlier issues."""
    asked = set(re.findall(r"casehub-due: (\S+)", "\n".join(known)))
    wanted = [each for each in dues if each.is_overdue and key_of(each) not in asked]
    return tuple(_issue(hub, each, site_url) for each in wanted[:limit])


def key_of(due: Due) -> str:
    """What names a thing due for ever: `follow-up-24/case/estonia-x-road/2003-12-31`."""
    months = f"-{due.months}" if due.months else ""
    return f"{due.kind}{months}/{due.record.type}/{due.record.id}/{due.day}"


def _issue(hub: Hub, due: Due, site_url: str) -> Issue:
    labels = hub.definitions.labels["en"]
    what = labels[f"due_{due.kind}"].format(months=due.months)
    folder = hub.definitions.types[due.record.type].folder
    page = f"{site_url.rstrip('/')}/{folder}/{due.record.id}/" if site_url else ""
    lines = [
        labels["issue_due"].format(what=what, day=due.day),
        "",
        f"- {_plain(due.title)}",
        f"- `{due.record.path}`",
        *([f"- {page}"] if page else []),
        "",
        labels[f"issue_do_{due.kind}"],
        "",
        f"<!-- casehub-due: {key_of(due)} -->",
    ]
    title = f"{what}: {due.title}"
    return Issue(key_of(due), title if len(title) <= _TITLE else title[: _TITLE - 1] + "…", "\n".join(lines) + "\n")


def _plain(text: str) -> str:
    """A title without what a forge would read as markup, a mention or a reference."""
    return re.sub(r"([\\`*_\[\]<>&!|~])", r"\\\1", text).replace("@", "@\u200b").replace("#", "#\u200b")
