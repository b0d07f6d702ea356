"""What comes later is not dated earlier, and what has happened does not lie in the future.

A year or a month stands for all its days, so that only a contradiction is reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casehub.records.findings import Draft
from casehub.records.forms import is_moment, span
from casehub.records.model import Hub, Record

_ORDERED = (
    ("started", "ended"),
    ("submitted", "published"),
    ("published", "review_due"),
    ("starts", "ends"),
    ("asked", "answer.date"),
)
_PAST: tuple[tuple[str, ...], ...] = (
    ("submitted",),
    ("published",),
    ("translated",),
    ("checked",),
    ("asked",),
    ("answer", "date"),
    ("withdrawn", "date"),
    ("sources", "*", "accessed"),
    ("sources", "*", "published"),
    ("follow_ups", "*", "date"),
    ("reports", "*", "delivered"),
    ("notified", "*", "date"),
    ("accessibility", "tested"),
    ("accessibility", "prepared"),
    ("accessibility", "reviewed"),
)


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH320, CH321."""
    for earlier, later in _ORDERED:
        first, second = _text(record, earlier), _text(record, later)
        if _lies_before(second, first):
            words = {"earlier": earlier, "earlier_value": first, "later_value": second}
            words["later"] = later.replace(".", ", ")
            yield Draft("CH320", tuple(later.split(".")), words)
    for pattern in _PAST:
        for path, value in record.values(pattern):
            days = span(str(value))
            if days and days[0] > hub.today:
                yield Draft("CH321", path, {"key": str(path[-1]), "value": value})


def _lies_before(one: str, other: str) -> bool:
    """Whether all of one time lies before another: by the hour where both have one, else by the day."""
    if len(one) > 10 and len(other) > 10 and is_moment(one) and is_moment(other):
        return datetime.fromisoformat(one) < datetime.fromisoformat(other)
    first, second = span(one[:10]), span(other[:10])
    return bool(first and second and first[1] < second[0])


def _text(record: Record, name: str) -> str:
    found = [value for _, value in record.values(tuple(name.split(".")))]
    return str(found[0]) if found else ""
