"""The reviews of a record: files of its folder, each with the amendments that were made to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casehub.records.model import Hub, Key, Record

POSITIVE = frozenset(("accept", "accept-minor"))
_KEPT = frozenset(("schema_version", "example", "reviewer", "date", "amends", "by", "because", "source", "digest"))
"""What an amendment does not change: who reviewed, when, and which text. For another text there is another round."""


@dataclass(frozen=True)
class Review:
    """A review as it stands: its file, the files that amend it in their order, and what they say together."""

    files: tuple[Record, ...]
    data: Mapping[str, Any]

    @property
    def subject(self) -> Key:
        """Type and id of what was reviewed."""
        return self.files[0].subject or ("", "")

    @property
    def last(self) -> Record:
        """The file that spoke last: what is wrong with a review is said there."""
        return self.files[-1]

    @property
    def reviewer(self) -> str:
        """The id of the person."""
        return str(self.data.get("reviewer", ""))

    @property
    def organisation(self) -> str:
        """The id of the organisation on the day of the review."""
        return str(self.data.get("organisation", ""))

    @property
    def date(self) -> str:
        """The day of the review."""
        return str(self.data.get("date", ""))

    @property
    def round(self) -> int:
        """1 for the first reading by this reviewer."""
        return int(self.data.get("round", 1))

    @property
    def recommendation(self) -> str:
        """What the reviewer says should happen."""
        return str(self.data.get("recommendation", ""))

    @property
    def digest(self) -> str:
        """The digest of what was read."""
        return str(self.data.get("digest", ""))

    @property
    def is_retracted(self) -> bool:
        """Whether the review was taken back."""
        return self.data.get("retracted") is True


def all_reviews(hub: Hub, record: Record) -> list[Review]:
    """Every review of a record with its amendments, by date, round and file name. Examples stand among them."""
    files = hub.beside("review", record)
    found = [_amended(file, files) for file in files if "amends" not in file.data]
    return sorted(found, key=lambda each: (each.date, each.round, each.files[0].id))


def review_at(hub: Hub, file: Record) -> Review | None:
    """The review of which a file is the latest word; None for a file that was amended, or amends nothing."""
    subject = file.subject and hub.get(*file.subject)
    if subject is None:
        return None
    return next((each for each in all_reviews(hub, subject) if each.last.key == file.key), None)


def is_example(hub: Hub, review: Review) -> bool:
    """Whether a review is a made-up example, or given by one: such a review never counts."""
    named = (hub.get("person", review.reviewer), hub.get("organisation", review.organisation))
    return any(file.is_example for file in review.files) or any(
        each is not None and each.is_example for each in named
    )


def standing(hub: Hub, record: Record) -> list[Review]:
    """The last review of each reviewer that was not taken back, by date. Examples are left out."""
    last: dict[str, Review] = {}
    for review in all_reviews(hub, record):
        if review.is_retracted or is_example(hub, review):
            continue
        before = last.get(review.reviewer)
        if before is None or (review.round, review.date) >= (before.round, before.date):
            last[review.reviewer] = review
    return sorted(last.values(), key=lambda each: (each.date, each.files[0].id))


def name_of(file: Record) -> str:
    """The name of a file that stands beside a record, without its ending."""
    return file.id.rpartition("/")[2]


def _amended(file: Record, beside: list[Record]) -> Review:
    files, data = [file], dict(file.data)
    seen = {name_of(file)}
    while True:
        following = [each for each in beside if each.data.get("amends") in seen and name_of(each) not in seen]
        if not following:
            return Review(tuple(files), data)
        for each in sorted(following, key=lambda other: (str(other.data.get("date", "")), other.id)):
            seen.add(name_of(each))
            files.append(each)
            data.update({key: value for key, value in each.data.items() if key not in _KEPT})
