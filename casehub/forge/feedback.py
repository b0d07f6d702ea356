"""What there is to say about a pull request: findings, new addresses, reviews, whom to ask. Values only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casehub import rules
from casehub.forge.changed_files import Unread
from casehub.forge.harvest import Planned
from casehub.forge.heads import Head
from casehub.records.findings import Finding
from casehub.records.forms import is_web_address
from casehub.records.load import hub_before, hub_with
from casehub.records.model import Hub, Record
from casehub.review.reviewers import candidates
from casehub.review.verdict import verdict_of


@dataclass(frozen=True, slots=True)
class NewLink:
    """An address that a change brings in, and the file that it stands in."""

    path: str
    address: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A record that needs reviews: how many count, how many it takes, and who could be asked (id and name)."""

    type: str
    id: str
    title: str
    counting: int
    needed: int
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Feedback:
    """Everything that the comment on a pull request says."""

    head: str
    checked: int
    findings: tuple[Finding, ...] = ()
    unread: tuple[Unread, ...] = ()
    elsewhere: tuple[str, ...] = ()
    links: tuple[NewLink, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    reviews: tuple[Planned, ...] = ()
    problems: tuple[str, ...] = ()
    """What is wrong with reviews that could not even be read."""
    preview: tuple[int, int] | None = None
    """The run that built the pull request, and the number of its artefact."""


def feedback_of(
    head: Head,
    commit: str,
    reviews: Sequence[Planned] = (),
    problems: Sequence[str] = (),
    preview: tuple[int, int] | None = None,
) -> Feedback:
    """What the rules and the reviews say of the head of a pull request. Reviews on the forge count as if taken in."""
    then = hub_with(head.hub, {path: text.encode() for each in reviews for path, text in each.files})
    return Feedback(
        head=commit,
        checked=len(head.records),
        findings=rules.check_change(head.hub, head.earlier),
        unread=head.changed.unread,
        elsewhere=head.changed.elsewhere,
        links=tuple(new_links(head)),
        wanted=tuple(_wanted(then, [then.records[each.key] for each in head.reviewed])),
        reviews=tuple(reviews),
        problems=tuple(problems),
        preview=preview,
    )


def new_links(head: Head) -> Iterator[NewLink]:
    """Addresses on the web in changed records that did not stand in them before, by file."""
    past = hub_before(head.hub, head.earlier)
    for record in head.records:
        before = past.get(*record.key)
        known = set(_addresses(before)) if before else set()
        for address in dict.fromkeys(_addresses(record)):
            if address not in known:
                yield NewLink(record.path, address)


def _addresses(record: Record) -> Iterator[str]:
    yield from (link.target for link in record.facts.links if is_web_address(link.target))
    yield from (text for text in _texts(record.data) if is_web_address(text))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _wanted(hub: Hub, records: Sequence[Record]) -> Iterator[Wanted]:
    for record in records:
        if record.is_example or record.stage == "withdrawn":
            continue
        verdict = verdict_of(hub, record)
        if verdict.houses >= verdict.needed:
            continue
        people = tuple((each.person.id, each.person.title) for each in candidates(hub, record))
        yield Wanted(record.type, record.id, record.title, verdict.houses, verdict.needed, people)
