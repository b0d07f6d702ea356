"""Who could review a record: people who offered it, know the topic, and have no part in it."""

from __future__ import annotations

from dataclasses import dataclass

from casehub.records.model import Hub, Record
from casehub.review.disagreement import open_reviews
from casehub.review.independence import houses, involved, is_same_house, is_same_person, part_in
from casehub.review.reviews import standing


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to ask: the topics that fit, and how many records they are reviewing already."""

    person: Record
    topics: tuple[str, ...]
    open_reviews: int


def candidates(hub: Hub, record: Record) -> list[Candidate]:
    """People to ask for a review, the best first: more fitting topics, then fewer open reviews, then by name.

    They have offered to review, are no examples, know a function of government that the record serves (or the whole
    of which it is a part), neither wrote nor handled it, work for no organisation that had a part in it, and have
    not reviewed it yet.
    """
    having_part, people = houses(hub, record), involved(hub, record)
    done = [review.reviewer for review in standing(hub, record)]
    found = []
    for person in hub.of("person"):
        data = person.data
        if person.is_example or data.get("consent") != "yes" or "review" not in data.get("offers", ()):
            continue
        topics = tuple(each for each in data.get("topics", ()) if _fits(hub, str(each), record))
        if not topics or part_in(hub, person.id, people):
            continue
        own = str(data.get("organisation", ""))
        if any(is_same_house(hub, own, each) for each in having_part if own):
            continue
        if any(is_same_person(hub, person.id, each) for each in done):
            continue
        found.append(Candidate(person, topics, open_reviews(hub, person.id)))
    return sorted(found, key=lambda each: (-len(each.topics), each.open_reviews, each.person.title.casefold()))


def _fits(hub: Hub, topic: str, record: Record) -> bool:
    terms = hub.definitions.vocabularies["function"].terms
    for function in record.data.get("functions", ()):
        pair = {topic, str(function)}
        wider = {terms[each].broader for each in pair if each in terms}
        if len(pair) == 1 or pair & wider:
            return True
    return False
