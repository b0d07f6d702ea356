"""An accessibility statement is looked at every year (Implementing Decision (EU) 2018/1523, recitals 3 to 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casehub.records.findings import Draft
from casehub.records.forms import is_day
from casehub.records.model import Hub, Record


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH360."""
    reviewed = str((record.data.get("accessibility") or {}).get("reviewed", ""))
    if is_day(reviewed) and _a_year_after(date.fromisoformat(reviewed)) < hub.today:
        yield Draft("CH360", ("accessibility", "reviewed"), {"date": reviewed})


def _a_year_after(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)
