"""Who is too close to a record to judge it: its authors, those who handled it, and the houses they work for.

A house is an organisation with everything above it and everything below it. Two agencies of one ministry are two
houses; an agency and its ministry are one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from casehub.records.model import Hub, Record
from casehub.review.policy import policy_of
from casehub.review.reviews import Review, all_reviews


def authors(hub: Hub, record: Record) -> dict[str, str]:
    """Ids of the people who wrote a record, with the word for what they did: contributors, and who handed it in."""
    found = {str(person): "contributor" for _, person in record.values(("contributors", "*", "person"))}
    for person in _people(hub, record, "submitted_by"):
        found.setdefault(person, "submitter")
    return found


def involved(hub: Hub, record: Record) -> dict[str, str]:
    """Ids of the people who cannot review a record: its authors, and its editor."""
    found = authors(hub, record)
    for person in _people(hub, record, "edited_by"):
        found.setdefault(person, "editor")
    return found


def _people(hub: Hub, record: Record, field: str) -> list[str]:
    person = record.data.get(field)
    if person == "editors":
        return sorted(policy_of(hub.definitions).editors)
    return [str(person)] if person else []


def part_in(hub: Hub, person: str, people: dict[str, str]) -> str:
    """What somebody did for a record, under this id or another: `contributor`, `submitter`, `editor`, or nothing."""
    return next((role for other, role in people.items() if is_same_person(hub, person, other)), "")


def is_same_person(hub: Hub, first: str, second: str) -> bool:
    """Whether two ids mean one person: the same id, ORCID, account or mailbox, or one name without two ORCIDs."""
    if first == second:
        return True
    one, other = hub.get("person", first), hub.get("person", second)
    if one is None or other is None:
        return False
    if second in one.data.get("formerly", ()) or first in other.data.get("formerly", ()):
        return True
    ids = (one.data.get("identifier"), other.data.get("identifier"))
    if all(ids):
        return bool(ids[0] == ids[1])
    if set(one.data.get("accounts", ())) & set(other.data.get("accounts", ())):
        return True
    if _mailboxes(one) & _mailboxes(other):
        return True
    return _folded(one.title) == _folded(other.title)


def _mailboxes(person: Record) -> set[str]:
    channels = (str(value).casefold() for _, value in person.values(("contacts", "*", "channel")))
    return {each for each in channels if each.startswith("mailto:")}


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).split())


def chain(hub: Hub, organisation: str) -> tuple[str, ...]:
    """An organisation and everything above it, the nearest first. A circle ends where it closes."""
    found: list[str] = []
    while organisation and organisation not in found:
        found.append(organisation)
        record = hub.get("organisation", organisation)
        organisation = str(record.data.get("parent", "")) if record else ""
    return tuple(found)


def is_same_house(hub: Hub, first: str, second: str) -> bool:
    """Whether one organisation is the other, or a part of it."""
    return first in chain(hub, second) or second in chain(hub, first)


def houses(hub: Hub, record: Record) -> dict[str, str]:
    """Organisations that had a part in what a record tells or in writing it, each with the word for its part."""
    found: dict[str, str] = {}
    if lead := record.data.get("lead_organisation"):
        found[str(lead)] = "lead organisation"
    for _, partner in record.values(("partners", "*", "organisation")):
        found.setdefault(str(partner), "partner")
    for person, role in authors(hub, record).items():
        if organisation := _employer(hub, person):
            found.setdefault(organisation, f"organisation of a {role}")
    return found


def clash(hub: Hub, record: Record, review: Review) -> tuple[str, str, str]:
    """Whose house a reviewer belongs to: the reviewer's organisation, the other one, and its part; or nothing."""
    having_part = houses(hub, record)
    for own in dict.fromkeys((review.organisation, _employer(hub, review.reviewer))):
        for other, part in having_part.items():
            if own and is_same_house(hub, own, other):
                return own, other, part
    return "", "", ""


def waiver_fault(hub: Hub, record: Record, review: Review, editor: str) -> str:
    """Why somebody may not waive a disclosed interest, in words; nothing where they may."""
    if editor not in policy_of(hub.definitions).editors:
        return "is not among the editors in schemas/policy.yaml"
    if is_same_person(hub, editor, review.reviewer):
        return "is the reviewer"
    if role := part_in(hub, editor, authors(hub, record)):
        return f"has a tie of their own, as {role} of the record"
    house = _employer(hub, editor)
    having_part = [review.organisation, *houses(hub, record)]
    if house and any(each and is_same_house(hub, house, each) for each in having_part):
        return "works for an organisation that the review or the record is about"
    return ""


def interest_faults(hub: Hub, record: Record, review: Review) -> Iterator[tuple[str, str]]:
    """What keeps a disclosed interest from being settled: `open` or `waiver`, and the reason in words."""
    interests = review.data.get("interests", {})
    if interests.get("declared") != "disclosed":
        return
    if not str(interests.get("statement", "")).strip():
        yield "open", "it is disclosed without saying what it is"
    elif "waived_by" not in interests:
        yield "open", "no editor has waived it"
    elif fault := waiver_fault(hub, record, review, str(interests["waived_by"])):
        yield "waiver", fault


def depends_on(hub: Hub, record: Record) -> set[tuple[str, str]]:
    """The records on which the policy's answer about a record rests: reviews, notes, people, and their houses."""
    if not hub.definitions.types[record.type].substantive:
        return set()
    beside = [*hub.beside("review", record), *hub.beside("note", record)]
    reviews = all_reviews(hub, record)
    if not beside and record.stage not in ("in-review", "published"):
        return set()
    people = {review.reviewer for review in reviews} | set(involved(hub, record))
    organisations = {review.organisation for review in reviews} | {_employer(hub, each) for each in people}
    organisations |= set(houses(hub, record))
    above = {each for organisation in organisations for each in chain(hub, organisation)}
    return {
        *(each.key for each in beside),
        *(("person", each) for each in people),
        *(("organisation", each) for each in above if each),
    }


def _employer(hub: Hub, person: str) -> str:
    record = hub.get("person", person)
    return str(record.data.get("organisation", "")) if record else ""
