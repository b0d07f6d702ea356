"""Forms for JSON Schema's `format` beyond what a pattern can say: dates that exist, addresses that open."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlsplit

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})\Z", re.ASCII)
_MAILBOX = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+\Z")
_HOST = re.compile(r"[^\s.]+(\.[^\s.]+)+\Z")


@lru_cache(maxsize=1 << 16)
def span(text: str) -> tuple[date, date] | None:
    """The first and last day that a year, month or day can mean; None when it is no date."""
    match = _PARTIAL.match(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is None or not 1000 <= year <= 9998:
            return None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            following = date(year + month // 12, month % 12 + 1, 1)
            return date(year, month, 1), date.fromordinal(following.toordinal() - 1)
        return date(year, month, day), date(year, month, day)
    except ValueError:
        return None


def is_partial_date(text: str) -> bool:
    """A year, a month or a day that exists."""
    return span(text) is not None


def is_day(text: str) -> bool:
    """A day that exists, as year-month-day."""
    return len(text) == 10 and span(text) is not None


def is_moment(text: str) -> bool:
    """A day, or a day and time with its offset from UTC (RFC 3339)."""
    if is_day(text):
        return True
    if not _MOMENT.match(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_web_address(text: str) -> bool:
    """An http or https address with a host name that has a dot, without spaces or quotation marks."""
    if not text.startswith(("https://", "http://")) or re.search(r"[\s<>\"'`\\]", text):
        return False
    try:
        host = urlsplit(text).hostname
    except ValueError:
        return False
    return bool(host and _HOST.match(host))


def is_contact_channel(text: str) -> bool:
    """A web address, or an e-mail address as mailto:."""
    return is_web_address(text) or bool(_MAILBOX.match(text))


FORMS: dict[str, Callable[[str], bool]] = {
    "partial-date": is_partial_date,
    "date": is_day,
    "moment": is_moment,
    "web-address": is_web_address,
    "contact-channel": is_contact_channel,
}
