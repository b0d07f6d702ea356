"""From reviews on a forge to files of the hub: planned here, all of a review or nothing; writing is the caller's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from casehub.forge.reviews import ForgeReview
from casehub.records.findings import closest
from casehub.records.load import hub_with
from casehub.records.model import Hub, Record
from casehub.review.block import blocks, fields_of, read_block
from casehub.review.digest import Content
from casehub.review.files import path_for, text_of
from casehub.review.reviews import Review, all_reviews
from casehub.review.rubric import rubric_of
from casehub.rules import objections

ReviewedAt = Callable[[Hub, Record, str], Content | None]
"""What of a record stood in a commit; None where the repository does not have it."""

_SAID = {"approved": ("accept", "accept-minor"), "changes_requested": ("revise", "reject")}
"""What a state on the forge can mean: the first by itself, the others when the block says so."""
_BY_REVIEWER = ("recommendation", "rubric", "scores", "reasons", "comments", "interests", "consent")
MAX_BLOCKS = 10


@dataclass(frozen=True)
class Planned:
    """What becomes of a review on the forge: files to write, or why it is left out, or what is wrong with it."""

    who: str
    files: tuple[tuple[str, str], ...] = ()
    skipped: str = ""
    problems: tuple[str, ...] = ()


def planned(
    hub: Hub, reviews: Sequence[ForgeReview], subject: Record | None, reviewed_at: ReviewedAt
) -> list[Planned]:
    """What becomes of each review, in their order. Each sees the files that are planned for those before it."""
    results = []
    for review in reviews:
        result = _planned(hub, review, subject, reviewed_at)
        results.append(result)
        if result.files:
            hub = hub_with(hub, {path: text.encode() for path, text in result.files})
    return results


def _planned(hub: Hub, given: ForgeReview, subject: Record | None, reviewed_at: ReviewedAt) -> Planned:
    who = f"{given.login or given.account} (review {given.id})"
    if given.state == "pending":
        return Planned(who, skipped="it has not been submitted.")
    recorded = _recorded(hub, given)
    if given.state == "dismissed":
        return _dismissed(hub, given, who, recorded)
    found = blocks(given.body)
    if not found:
        if recorded:
            return Planned(who, problems=("its block has gone since it was recorded. Dismiss it to take it back.",))
        if given.state == "commented":
            return Planned(who, skipped="it is a comment without a review block.")
        return Planned(who, problems=("it has no review block, so there are no scores to record.",))
    if given.is_own:
        return Planned(who, problems=("nobody reviews a pull request of their own.",))
    if given.state == "commented":
        return Planned(who, problems=("it is a comment. Submit it as “Approve” or “Request changes”.",))
    person = _person(hub, given)
    if isinstance(person, str):
        return Planned(who, problems=(person,))
    if len(found) > MAX_BLOCKS:
        return Planned(who, problems=(f"it has {len(found)} blocks; {MAX_BLOCKS} are enough.",))
    files: dict[str, str] = {}
    problems: list[str] = []
    about: set[tuple[str, str]] = set()
    for text in found:
        data, wrong = read_block(text, hub.definitions.catalogue)
        record = None if wrong else _subject(hub, data, subject)
        if wrong or not isinstance(record, Record):
            problems += wrong or [str(record)]
            continue
        if record.key in about:
            problems.append(f"it has two blocks about {record.type}/{record.id}.")
            continue
        about.add(record.key)
        before = next((each for each in recorded if each.subject == record.key), None)
        made = (
            _amended(hub, given, before, data) if before else _review(hub, given, person, record, data, reviewed_at)
        )
        if isinstance(made, str):
            problems.append(made)
        elif made:
            path, fields = made
            written = text_of(fields)
            wrong = [f"{each.sentence} {each.remedy}" for each in objections(hub, path, written.encode())]
            problems += wrong
            files[path] = written
    if problems:
        return Planned(who, problems=tuple(problems))
    return Planned(who, tuple(files.items()), "" if files else "it is recorded already.")


def _review(
    hub: Hub, given: ForgeReview, person: Record, record: Record, data: dict[str, Any], reviewed_at: ReviewedAt
) -> tuple[str, dict[str, Any]] | str:
    fields = fields_of(data)
    recommendation = _recommendation(given, fields)
    if isinstance(recommendation, list):
        return recommendation[0]
    content = reviewed_at(hub, record, given.commit)
    if content is None:
        fetch = f"git fetch origin refs/pull/{given.pull_request or '<number>'}/head"
        return f"the text that it judged ({record.path} in {given.commit[:12]}) is not here. Fetch it first: {fetch}"
    earlier = [each.round for each in all_reviews(hub, record) if each.reviewer == person.id]
    day = _day(given.submitted)
    source: dict[str, Any] = {
        "forge": "github",
        "pull_request": given.pull_request,
        "review": given.id,
        "account": given.account,
    }
    source |= {"commit": given.commit, "submitted": given.submitted, "url": given.url}
    whole: dict[str, Any] = {
        "schema_version": 1,
        "reviewer": person.id,
        "date": day,
        "organisation": str(person.data.get("organisation", "")) or None,
        "round": max(earlier, default=0) + 1,
        "recommendation": recommendation,
        "rubric": fields.get("rubric", rubric_of(hub.definitions).current),
        **{key: fields[key] for key in ("scores", "reasons", "comments", "interests", "consent") if key in fields},
        "digest": content.digest,
        "source": {key: value for key, value in source.items() if value},
    }
    path = path_for(hub, "review", record.key, day, person.id)
    return path, {key: value for key, value in whole.items() if value is not None}


def _amended(
    hub: Hub, given: ForgeReview, before: Review, data: dict[str, Any]
) -> tuple[str, dict[str, Any]] | str | None:
    """The amendment that an edit of the review on the forge makes; None where nothing has changed."""
    fields = fields_of(data)
    recommendation = _recommendation(given, fields)
    if isinstance(recommendation, list):
        return recommendation[0]
    fields["recommendation"] = recommendation
    gone = [key for key in ("scores", "consent", "interests") if key not in fields]
    if gone:
        return f"“{gone[0]}” has been taken out of its block since it was recorded."
    standing = {key: value for key, value in dict(before.data.get("interests", {})).items() if "waived" not in key}
    told = {**before.data, "interests": standing}
    changed = {key: fields[key] for key in _BY_REVIEWER if key in fields and fields[key] != told.get(key)}
    if not changed and not before.is_retracted:
        return None
    return _amendment(hub, before, "The reviewer edited the review on the forge.", changed)


def _dismissed(hub: Hub, given: ForgeReview, who: str, recorded: list[Review]) -> Planned:
    standing = [each for each in recorded if not each.is_retracted]
    if not standing:
        return Planned(who, skipped="it was dismissed.")
    files = []
    for review in standing:
        path, fields = _amendment(hub, review, "The review was dismissed on the forge.", {"retracted": True})
        if wrong := objections(hub, path, text_of(fields).encode()):
            return Planned(who, problems=tuple(f"{each.sentence} {each.remedy}" for each in wrong))
        files.append((path, text_of(fields)))
    return Planned(who, tuple(files))


def _amendment(hub: Hub, before: Review, because: str, changed: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    day = max(hub.today.isoformat(), str(before.last.data.get("date", "")))
    path = path_for(hub, "review", before.subject, day, before.reviewer)
    fields = {"schema_version": 1, "reviewer": before.reviewer, "date": day}
    amends = before.last.id.rpartition("/")[2]
    return path, {**fields, "amends": amends, "because": because, **changed}


def _recommendation(given: ForgeReview, fields: dict[str, Any]) -> str | list[str]:
    """What the reviewer recommends; in a list, what is wrong with it."""
    possible = _SAID[given.state]
    said = fields.get("recommendation", possible[0])
    if said in possible:
        return str(said)
    state = given.state.replace("_", " ")
    return [f"its block says “{said}”, but the review is “{state}”, which can be {' or '.join(possible)}."]


def _recorded(hub: Hub, given: ForgeReview) -> list[Review]:
    files = [each for each in hub.of("review") if each.data.get("source", {}).get("review") == given.id]
    subjects = {each.subject for each in files if each.subject}
    records = [record for key in sorted(subjects) if (record := hub.get(*key))]
    every = [review for record in records for review in all_reviews(hub, record)]
    return [each for each in every if each.data.get("source", {}).get("review") == given.id]


def _person(hub: Hub, given: ForgeReview) -> Record | str:
    account = f"github:{given.account}"
    found = [each for each in hub.of("person") if account in each.data.get("accounts", ())]
    if len(found) == 1:
        return found[0]
    if found:
        return f"the account {account} stands in more than one file: {', '.join(each.path for each in found)}."
    return (
        f"nobody in people/ has the account {account} ({given.login}). "
        f'Once they agree to be listed, add “accounts: ["{account}"]” to their file.'
    )


def _subject(hub: Hub, data: dict[str, Any], subject: Record | None) -> Record | str:
    named = data.get("record")
    if named is None:
        if subject is None:
            return "its block does not say which record it is about. Add “record: case/…”, or give --record."
        return subject
    type, _, id = str(named).partition("/")
    kind = hub.definitions.types.get(type)
    record = hub.get(type, id) if kind and kind.substantive else None
    if record is not None:
        return record
    known = [
        f"{each.type}/{each.id}"
        for name in hub.definitions.types
        for each in hub.of(name)
        if hub.definitions.types[name].substantive
    ]
    near = closest(str(named), known)
    hint = f" Did you mean “{near}”?" if near else ""
    return f"there is no record “{str(named)[:80]}”.{hint}"


def _day(moment: str) -> str:
    """The day in UTC on which something happened."""
    return datetime.fromisoformat(moment).astimezone(UTC).date().isoformat() if "T" in moment else moment
