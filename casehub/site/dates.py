"""Dates in words, each beside the form that machines read (the `datetime` of HTML's `time` element).

Words come from CLDR through Babel; English is written the way most of the world orders it: day, month, year.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from casehub.records.forms import is_moment, span
from casehub.site.page import View

_LOCALES = {"en": "en_GB"}


def day_in_words(text: str, language: str = "en") -> View:
    """A year, month or day: `{"text": "1 March 2026", "datetime": "2026-03-01"}`; other text stands as it is."""
    text = str(text)
    if span(text) is None:
        return {"text": text}
    return {"text": _words(text, language), "datetime": text}


def time_in_words(days: int, language: str = "en") -> str:
    """A number of days in the unit that people would name: days, weeks, months or years."""
    from babel.dates import format_timedelta

    return format_timedelta(
        timedelta(days=days), granularity="day", threshold=1.5, locale=_LOCALES.get(language, language)
    )


def when(starts: str, ends: str = "", language: str = "en") -> View:
    """When something takes place: `start`, `end` where it says more than the start, and the `zone` of the clock.

    An end on the same day is told by its time alone.
    """
    first, last = str(starts), str(ends)
    view: View = {"start": _moment(first, language), "zone": _zone(first)}
    if is_moment(last) and last != first:
        same_day = first[:10] == last[:10]
        if not same_day:
            view["end"] = _moment(last, language)
        elif "T" in last:
            view["end"] = {"text": last[11:16], "datetime": last}
    return view


def last_day(starts: str, ends: str = "") -> date | None:
    """The day, as its own clock has it, on which something is over; None when no day is given."""
    text = str(ends) if is_moment(str(ends)) else str(starts)
    return date.fromisoformat(text[:10]) if is_moment(text) else None


def _moment(text: str, language: str) -> View:
    if not is_moment(text):
        return {"text": text}
    day = _full(text[:10], language)
    return {"text": f"{day}, {text[11:16]}" if "T" in text else day, "datetime": text}


def _zone(text: str) -> str:
    if "T" not in text or not is_moment(text):
        return ""
    offset = datetime.fromisoformat(text).strftime("%z")
    hours, minutes = offset[:3], offset[3:5]
    if offset in ("+0000", "-0000", ""):
        return "UTC"
    return f"UTC{hours[0].replace('-', '−')}{int(hours[1:])}" + (f":{minutes}" if minutes != "00" else "")


@lru_cache(maxsize=4096)
def _words(text: str, language: str) -> str:
    from babel.dates import format_date, format_skeleton

    parts = text.split("-")
    locale = _locale(language)
    if len(parts) == 1:
        return text
    if len(parts) == 2:
        return format_skeleton("yMMMM", date(int(parts[0]), int(parts[1]), 1), locale=locale)
    return format_date(date.fromisoformat(text), "long", locale=locale)


@lru_cache(maxsize=4096)
def _full(text: str, language: str) -> str:
    from babel.dates import format_date

    return format_date(date.fromisoformat(text), "full", locale=_locale(language))


def _locale(language: str) -> str:
    return _LOCALES.get(language, language.replace("-", "_"))
