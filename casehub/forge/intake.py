"""An issue that came through a form becomes a draft: one new file, what the check says of it, and an answer.

Everything in an issue is a stranger's: it becomes data, or text in a file, and never a path, a command or Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from casehub import rules
from casehub.exchange.templates import CONTRIBUTED
from casehub.forge.changed_files import ChangedFiles
from casehub.forge.client import Forge, ForgeError
from casehub.forge.heads import head_of
from casehub.forge.issue_answers import Answers, answers_of
from casehub.forge.issue_body import cut
from casehub.forge.issue_forms import LABEL, elements
from casehub.forge.plain_text import plain
from casehub.forge.proposal import Proposal
from casehub.records.addresses import slug
from casehub.records.drafts import Guidance, record_text
from casehub.records.findings import Finding
from casehub.records.model import Hub
from casehub.records.schema import RecordType
from casehub.records.tree import is_address

MAX_BODY = 70_000
"""The forge takes 65,536 characters."""


@dataclass(frozen=True)
class Issue:
    """An issue as the forge tells of it: number, title, text, labels, whether it is open, and when it was opened."""

    number: int
    title: str
    body: str
    labels: tuple[str, ...]
    is_open: bool
    opened: date
    is_pull_request: bool = False


@dataclass(frozen=True)
class Intake:
    """What becomes of an issue: the draft's file and text (none where there can be none), and what is said of it."""

    issue: Issue
    type: RecordType
    answers: Answers
    path: str = ""
    text: str = ""
    findings: tuple[Finding, ...] = ()
    taken: str = ""
    """The id that the title asks for, where another record has it already."""


def issue_of(payload: Any) -> Issue:
    """The issue in an answer of the forge, or in an event about it. Raises `ForgeError`."""
    raw = payload.get("issue", payload) if isinstance(payload, Mapping) else None
    if not isinstance(raw, Mapping) or not isinstance(raw.get("number"), int) or isinstance(raw["number"], bool):
        raise ForgeError("The forge does not say which issue it is.")
    labels = raw.get("labels")
    names = [each.get("name") if isinstance(each, Mapping) else each for each in labels or ()]
    return Issue(
        number=raw["number"],
        title=str(raw.get("title") or ""),
        body=str(raw.get("body") or "")[:MAX_BODY],
        labels=tuple(each for each in names if isinstance(each, str)),
        is_open=raw.get("state", "open") == "open",
        opened=_day(raw.get("created_at")),
        is_pull_request="pull_request" in raw,
    )


def type_of(issue: Issue, hub: Hub) -> RecordType | None:
    """The type of record that an issue is about: by its label, else by the form whose questions it has most of."""
    types = hub.definitions.types
    known = [types[name] for name in CONTRIBUTED if name in types]
    if LABEL not in issue.labels or issue.is_pull_request:
        return None
    labelled = [type for type in known if type.name in issue.labels]
    if len(labelled) == 1:
        return labelled[0]
    counts = {type.name: len(cut(issue.body, elements(type)).answers) for type in labelled or known}
    best = max(counts, key=lambda name: counts[name], default="")
    return types[best] if counts.get(best) else None


def intake_of(issue: Issue, type: RecordType, hub: Hub, folder: Path) -> Intake:
    """The draft that an issue becomes in the hub as it is now, checked in an empty folder. Raises `OSError`."""
    answers = answers_of(type, issue.body, hub.definitions, issue.opened.isoformat(), _names(hub))
    named = next(key for key in ("title", "name", "text") if key in type.properties)
    given = set(cut(issue.body, elements(type)).answers)
    if given and named == "title" and not answers.data.get(named):
        answers.data = {"title": _bare_title(issue, type), **answers.data}
        answers.remark(named, "Taken from the title of the issue.")
    if not given or not answers.data.get(named):
        return Intake(issue, type, answers)
    id, taken = _id(issue, type, str(answers.data[named]), hub)
    ending = ".md" if type.is_markdown else ".yml"
    path = f"content/{type.folder}/{id}{ending}"
    text = record_text(type, answers.data, answers.sections, guidance=Guidance.QUESTIONS)
    head = head_of(hub.root, folder, ChangedFiles({path: text.encode()}), hub.definitions, hub.today)
    found = rules.check_change(head.hub, head.earlier)
    findings = tuple(each for each in found if each.path == path)
    return Intake(issue, type, answers, path, text, findings, taken)


def proposal_of(intake: Intake, base: str) -> Proposal:
    """The pull request with the draft."""
    number = intake.issue.number
    name = plain(str(intake.answers.data.get("title") or intake.path.rpartition("/")[2]), 80)
    lines = [
        f"The draft that #{number} became, by its form. An answer there says what is still missing.",
        "",
        "Whoever wrote it can change the issue, and this follows, as long as nobody else has worked on the branch.",
        "Merging it makes a draft: it is published later, by the same way as any other.",
        "",
        f"Closes #{number}",
    ]
    return Proposal(
        base=base,
        branch=f"intake/{number}",
        mark=f"Casehub-Intake: {number}",
        title=f"Take in a {intake.type.title.lower()}: {name}",
        body="\n".join(lines) + "\n",
        files={intake.path: intake.text},
    )


def is_merged(forge: Forge, number: int, base: str) -> bool:
    """Whether the draft of an issue has been merged, so that the file is what to change. Raises `ForgeError`."""
    head = f"{forge.owner}:intake/{number}"
    return any(each.get("merged_at") for each in forge.pages("pulls", state="closed", head=head, base=base))


def _id(issue: Issue, type: RecordType, name: str, hub: Hub) -> tuple[str, str]:
    """A free id, made from the title, and the one that it would have had where that is taken."""
    wanted = slug(name)
    if not is_address(wanted):
        return f"{type.name}-{issue.number}", ""
    keys = {*hub.records, *hub.unreadable}
    if (type.name, wanted) not in keys:
        return wanted, ""
    return f"{wanted[:60]}-{issue.number}", wanted


def _bare_title(issue: Issue, type: RecordType) -> str:
    title = " ".join(issue.title.split())
    return title.removeprefix(f"{type.title}:").strip()[:160]


def _names(hub: Hub) -> Any:
    """A function from a type and a name to the id of the one record that has it."""

    def named(type: str, name: str) -> str:
        wanted = " ".join(name.split()).casefold()
        if type == "self":
            return ""
        found = [
            record.id
            for record in hub.of(type)
            if wanted in (str(record.data.get("name", "")).casefold(), record.title.casefold())
        ]
        return found[0] if len(found) == 1 else ""

    return named


def _day(moment: Any) -> date:
    try:
        return datetime.fromisoformat(moment).astimezone(UTC).date()
    except (TypeError, ValueError) as error:
        raise ForgeError("The forge does not say when the issue was opened.") from error
