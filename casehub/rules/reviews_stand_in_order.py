"""A review, note or second reading stands beside its record, under its own name, in the order of time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casehub.records.findings import Draft, closest
from casehub.records.forms import span
from casehub.records.model import Hub, Record
from casehub.review.policy import policy_of
from casehub.review.reviews import all_reviews, name_of

_SIGNED = {"review": "reviewer", "note": "by", "reading": "by"}
"""The field whose person ends the name of the file."""


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH321, CH614, CH615, CH616, CH617."""
    if record.type not in _SIGNED or record.subject is None:
        return
    yield from _name(record)
    date = span(str(record.data.get("date", "")))
    if date and date[0] > hub.today:
        yield Draft("CH321", ("date",), {"key": "date", "value": record.data["date"]})
    subject = hub.get(*record.subject)
    if subject is None:
        if record.subject not in hub.unreadable:
            type, id = record.subject
            near = closest(id, [each.id for each in hub.of(type)])
            yield Draft("CH615", (), {"type": hub.definitions.types[type].title.lower(), "id": id}, near)
        return
    if record.type == "review":
        yield from _amendment(record, subject, hub) if "amends" in record.data else _round(record, subject, hub)


def _name(record: Record) -> Iterator[Draft]:
    signed = str(record.data.get("by") or record.data.get(_SIGNED[record.type], ""))
    if "date" not in record.data or not signed:
        return
    wanted = f"{record.data['date']}-{signed}"
    if not re.fullmatch(re.escape(wanted) + r"(-[1-9][0-9]?)?", name_of(record)):
        yield Draft("CH616", (), {"name": f"{name_of(record)}.yml", "wanted": f"{wanted}.yml"})


def _amendment(record: Record, subject: Record, hub: Hub) -> Iterator[Draft]:
    named = {name_of(each): each for each in hub.beside("review", subject) if each.key != record.key}
    amended = named.get(str(record.data["amends"]))
    if amended is None:
        words = {"problem": f"there is no review “{record.data['amends']}” beside it"}
        yield Draft("CH614", ("amends",), words, closest(str(record.data["amends"]), named))
        return
    reviewer = str(record.data.get("reviewer", ""))
    by = str(record.data.get("by") or reviewer)
    if amended.data.get("reviewer") != reviewer:
        words = {"problem": f"{reviewer} is not the reviewer of “{record.data['amends']}”"}
        yield Draft("CH614", ("reviewer",), words)
    elif _date(record) < _date(amended):
        yield Draft("CH614", ("date",), {"problem": "it is dated before what it amends"})
    elif by != reviewer:
        if by not in policy_of(hub.definitions).editors:
            words = {"problem": f"{by} is neither the reviewer nor among the editors in schemas/policy.yaml"}
            yield Draft("CH614", ("by",), words)
        elif others := sorted(record.data.keys() - _EDITORS_MAY):
            yield Draft("CH614", (others[0],), {"problem": f"an editor may not change {others[0]}"}, on_key=True)
    elif record.data.get("interests", {}).get("waived_by") == reviewer:
        yield Draft("CH614", ("interests", "waived_by"), {"problem": "nobody waives an interest of their own"})


_EDITORS_MAY = frozenset(
    ("schema_version", "example", "reviewer", "date", "amends", "by", "because", "interests", "retracted", "source")
)


def _round(record: Record, subject: Record, hub: Hub) -> Iterator[Draft]:
    own = [
        each.files[0]
        for each in all_reviews(hub, subject)
        if each.reviewer == record.data.get("reviewer") and each.files[0].key != record.key
    ]
    number = record.data.get("round", 1)
    for other in own:
        if other.data.get("round", 1) == number and other.id < record.id:
            problem = f"{other.data.get('reviewer')} has given a round {number} already ({name_of(other)})"
            yield Draft("CH617", ("round",), {"problem": problem})
            return
        if other.data.get("round", 1) < number and _date(other) > _date(record):
            problem = f"round {other.data.get('round', 1)} ({name_of(other)}) is dated later than round {number}"
            yield Draft("CH617", ("round",), {"problem": problem})
            return
    submitted = span(str(subject.data.get("submitted", "")))
    date = span(_date(record))
    if submitted and date and date[1] < submitted[0]:
        problem = f"what it reviews was handed in later, on {subject.data['submitted']}"
        yield Draft("CH617", ("date",), {"problem": problem})


def _date(record: Record) -> str:
    return str(record.data.get("date", ""))
