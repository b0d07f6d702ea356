"""What happened in the hub since a day: what is new, asked, answered, and due. Examples never count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casehub.knowledge.follow_ups import Due
from casehub.knowledge.follow_ups import due as all_due
from casehub.records.forms import span
from casehub.records.model import Hub, Record


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What is new since a day, up to and with the day of the hub. The newest comes first, what is due the oldest."""

    since: date
    until: date
    published: tuple[Record, ...]
    asked: tuple[Record, ...]
    answered: tuple[Record, ...]
    overdue: tuple[Due, ...]


def bulletin(hub: Hub, since: date) -> Bulletin:
    """The news of a hub since a day. Types without a day of publication, such as people, are not told."""
    listed = [each for each in hub.records.values() if each.is_listed and not each.is_example and each.type != "page"]
    questions = [each for each in hub.of("question") if each.is_public and not each.is_example]
    return Bulletin(
        since,
        hub.today,
        _since(listed, ("published",), since, hub.today),
        _since([each for each in questions if "answer" not in each.data], ("asked",), since, hub.today),
        _since(questions, ("answer", "date"), since, hub.today),
        tuple(each for each in all_due(hub) if each.is_overdue),
    )


def _since(records: list[Record], pattern: tuple[str, ...], since: date, until: date) -> tuple[Record, ...]:
    found = []
    for record in records:
        days = next((span(str(value)) for _, value in record.values(pattern)), None)
        if days and since <= days[0] <= until:
            found.append((days[0], record))
    found.sort(key=lambda each: (-each[0].toordinal(), each[1].key))
    return tuple(record for _, record in found)
