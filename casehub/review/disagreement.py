"""How far reviewers lie apart, shown and not hidden; and signs of a network that reviews in circles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casehub.records.forms import is_day
from casehub.records.model import Hub, Record
from casehub.review.independence import authors, is_same_person
from casehub.review.reviews import Review, all_reviews, is_example, standing


@dataclass(frozen=True, slots=True)
class Spread:
    """The lowest and the highest score that reviews of one edition gave for a criterion, and who gave them."""

    criterion: str
    lowest: int
    highest: int
    low: str
    high: str

    @property
    def width(self) -> int:
        """How far the scores lie apart."""
        return self.highest - self.lowest


def spreads(reviews: Sequence[Review]) -> list[Spread]:
    """How far reviews lie apart, by criterion in the order of the first review. Editions are not mixed."""
    found = []
    for edition in sorted({int(each.data.get("rubric", 0)) for each in reviews}):
        among = [each for each in reviews if each.data.get("rubric") == edition]
        for criterion in dict.fromkeys(key for each in among for key in each.data.get("scores", {})):
            given = sorted(
                (int(each.data["scores"][criterion]), each.reviewer)
                for each in among
                if criterion in each.data.get("scores", {})
            )
            found.append(Spread(criterion, given[0][0], given[-1][0], given[0][1], given[-1][1]))
    return found


def returned_favour(hub: Hub, record: Record, review: Review, months: int) -> Record | None:
    """A record by the reviewer that an author of this one reviewed within so many months, or None."""
    for other in _reviewable(hub):
        if other.key == record.key or not _wrote(hub, review.reviewer, other):
            continue
        for given in all_reviews(hub, other):
            near = _months_between(given.date, review.date)
            if is_example(hub, given) or near is None or near > months:
                continue
            if _wrote(hub, given.reviewer, record):
                return other
    return None


def open_reviews(hub: Hub, person: str) -> int:
    """How many records in review somebody is reviewing."""
    return sum(
        any(is_same_person(hub, person, each.reviewer) for each in standing(hub, record))
        for record in _reviewable(hub)
        if record.stage == "in-review" and not record.is_example
    )


def _reviewable(hub: Hub) -> list[Record]:
    return [each for name, type in hub.definitions.types.items() if type.substantive for each in hub.of(name)]


def _wrote(hub: Hub, person: str, record: Record) -> bool:
    return any(is_same_person(hub, person, each) for each in authors(hub, record))


def _months_between(first: str, second: str) -> int | None:
    if not (is_day(first) and is_day(second)):
        return None
    one, other = date.fromisoformat(first), date.fromisoformat(second)
    return abs((one.year - other.year) * 12 + one.month - other.month)
