"""After the merge: what the reviews of a pull request add to the hub, and what can be published with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from casehub.forge.answers import reviews_of
from casehub.forge.changed_files import ChangedFiles, changed_files
from casehub.forge.client import Forge
from casehub.forge.harvest import Planned, planned
from casehub.forge.heads import head_of, only
from casehub.forge.plain_text import code, plain
from casehub.forge.proposal import Proposal
from casehub.forge.pull_requests import PullRequest
from casehub.forge.trees import Trees, content_on
from casehub.records.model import Hub, Record
from casehub.records.tree import found_at
from casehub.review.statuses import published_text
from casehub.rules import shortfalls


@dataclass(frozen=True)
class Harvest:
    """What becomes of the reviews of a merged pull request: files to add, records to publish, and the rest in words.

    `before` holds the bytes of the files that publication changes.
    """

    number: int
    reviews: tuple[Planned, ...]
    problems: tuple[str, ...]
    files: Mapping[str, str]
    published: tuple[str, ...] = ()
    before: Mapping[str, bytes] | None = None

    @property
    def taken(self) -> int:
        """How many reviews are taken in."""
        return sum(bool(each.files) for each in self.reviews)


def harvest_of(forge: Forge, pull: PullRequest, hub: Hub, folder: Path, today: date) -> Harvest:
    """The harvest of a merged pull request for the hub as it is now. The folder is empty. Raises `ForgeError`."""
    given, problems = reviews_of(forge, pull)
    trees = Trees(forge)
    if not given:
        return Harvest(pull.number, (), tuple(problems), {})
    changed = changed_files(forge, pull, trees)
    keys = [(place.type.name, place.id) for path in changed.paths if (place := found_at(path, hub.definitions))]
    types = hub.definitions.types
    subjects = [each for key in sorted(keys) if (each := hub.get(*key)) and types[each.type].substantive]
    results = planned(hub, given, only(subjects), partial(content_on, trees))
    files = {path: text for each in results for path, text in each.files}
    found = Harvest(pull.number, tuple(results), tuple(problems), files)
    if not files:  # taken in before, and perhaps nothing is missing now: a partner's days have passed
        return _with_publications(found, hub, subjects, today)
    written = {path: text.encode() for path, text in files.items()}
    then = head_of(hub.root, folder, ChangedFiles(written), hub.definitions, today)
    return _with_publications(found, then.hub, then.reviewed, today)


def _with_publications(found: Harvest, hub: Hub, records: Sequence[Record], today: date) -> Harvest:
    """The same harvest, and each of the records of which nothing is missing any more, published."""
    files, before, names = dict(found.files), {}, []
    for record in records:
        if record.stage != "in-review" or record.is_example or shortfalls(hub, record):
            continue
        content = (hub.root / record.path).read_bytes()
        edited = published_text(content, today.isoformat())
        if edited is not None:
            files[record.path] = edited.decode()
            before[record.path] = content
            names.append(f"{record.type}/{record.id}")
    return Harvest(found.number, found.reviews, found.problems, files, tuple(names), before)


def proposal_of(found: Harvest, base: str) -> Proposal:
    """The pull request that brings a harvest in."""
    reviews = "1 review" if found.taken == 1 else f"{found.taken} reviews"
    told = [f"Take in {reviews} of #{found.number}"] if found.taken else []
    told += [f"{'and publish' if told else 'Publish'} {' and '.join(found.published[:2])}"] if found.published else []
    title = ", ".join(told)
    return Proposal(
        base=base,
        branch=f"casehub/reviews-of-{found.number}",
        mark=f"Casehub-Harvest: {found.number}",
        title=title[:200],
        body="\n".join(_body(found)) + "\n",
        files=found.files,
        expected=found.before or {},
    )


def _body(found: Harvest) -> Sequence[str]:
    lines: list[str] = []
    if found.taken:
        lines += [f"The reviews of #{found.number}, as the forge has them, become records of the hub.", ""]
        lines += [f"- {code(path)}" for each in found.reviews for path, _ in each.files]
    if found.published:
        lines += ["", "Nothing is missing for publication any more. Merging this publishes:", ""]
        lines += [f"- {code(name)}" for name in found.published]
    lacking = [
        f"- {plain(each.who, 100)}: {plain(' '.join(each.problems))}" for each in found.reviews if each.problems
    ]
    lacking += [f"- {plain(each)}" for each in found.problems]
    if lacking:
        lines += ["", "Not taken in:", "", *lacking]
    return [*lines, "", "Look at the files as at any change: who, when and which text come from the forge."]
