"""Dates that exist and addresses that open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casehub.records.forms import (
    is_contact_channel,
    is_day,
    is_moment,
    is_partial_date,
    is_web_address,
    span,
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("1000", date(1000, 1, 1), date(1000, 12, 31)),
        ("9998-12", date(9998, 12, 1), date(9998, 12, 31)),
    ],
)
def test_a_year_or_a_month_stands_for_all_its_days(text: str, first: date, last: date) -> None:
    assert span(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "999",
        "0999",
        "9999",
        "10000",
        "2024-13",
        "2024-00",
        "2023-02-29",
        "2024-1",
        "2024-1-1",
        "2024-01-00",
        "2024-01-32",
        "2024/01/01",
        "01.02.2024",
        "2024-01-01 ",
        " 2024",
        "2024-01-01T10:00",
        "२०२४",
        "20240101",
        "2024-",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert span(text) is None
    assert not is_partial_date(text)
    assert not is_day(text)


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)))
def test_every_day_lies_in_its_month_and_its_year(day: date) -> None:
    text = day.isoformat()
    assert span(text) == (day, day)
    assert is_day(text)
    for shorter in (text[:7], text[:4]):
        days = span(shorter)
        assert days is not None and days[0] <= day <= days[1]
        assert days[0].day == 1 and (days[1].toordinal() + 1 == date.fromordinal(days[1].toordinal() + 1).toordinal())
        assert not is_day(shorter)


@given(st.text(max_size=30))
def test_any_text_can_be_asked(text: str) -> None:
    days = span(text)
    assert days is None or days[0] <= days[1]
    assert is_partial_date(text) == (days is not None)
    is_moment(text), is_web_address(text), is_contact_channel(text)


@pytest.mark.parametrize(
    "text", ["2026-03-01", "2026-03-01T14:00Z", "2026-03-01T14:00+01:00", "2026-03-01T14:00:30-05:00"]
)
def test_moments(text: str) -> None:
    assert is_moment(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03",
        "2026-03-01T14:00",
        "2026-03-01 14:00Z",
        "2026-03-01T25:00Z",
        "2026-02-30T14:00Z",
        "2026-03-01T14:00+1",
        "2026-03-01T14:60Z",
        "2026-03-01t14:00Z",
        "2026-03-01T14:00Zx",
    ],
)
def test_what_is_no_moment(text: str) -> None:
    assert not is_moment(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org/a?b=c#d",
        "https://www.example.org:8080/ä",
        "https://xn--e1afmkfd.org",
    ],
)
def test_web_addresses(text: str) -> None:
    assert is_web_address(text)
    assert is_contact_channel(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "www.example.org",
        "ftp://example.org",
        "https://",
        "https://localhost",
        "https://exa mple.org",
        "https://example.org/<b>",
        'https://example.org/"',
        "https://example.org\\x",
        "javascript:alert(1)",
        "//example.org",
        "https://[::1",
        "https://.org",
        "HTTPS://",
        "https://example.org/`x`",
        "https:///path.org",
    ],
)
def test_what_is_no_web_address(text: str) -> None:
    assert not is_web_address(text)


def test_a_role_mailbox_is_a_channel_and_a_bare_address_is_none() -> None:
    assert is_contact_channel("mailto:permits@example.org")
    for text in ("permits@example.org", "mailto:permits", "mailto:a b@example.org", "tel:+45", "mailto:a@b"):
        assert not is_contact_channel(text)
