"""What is never editorial: each number, date, link and chosen term, wherever it stands; words alone are."""

from __future__ import annotations

import pytest
from mini_hub import definitions
from peer_hub import case_text

from casehub.review.changes import never_editorial
from casehub.review.digest import Content, content_from

TEXT = case_text({"summary": "The made-up City of North moved permits online in March 2024 and halved the time."})
TEXT = TEXT.replace(
    "The old register had to be cleaned first.",
    "The old register had to be cleaned first. See [the list](https://example.org/list) and "
    "https://example.org/other. It took 1,200 days, 15 per cent more, and twenty people.",
)


def content(text: str) -> Content:
    found = content_from(text.encode(), definitions().types["case"])
    assert found is not None
    return found


def changes(old: str, new: str) -> list[str]:
    assert TEXT.count(old) == 1, f"{old!r} stands there {TEXT.count(old)} times"
    return never_editorial(content(TEXT), content(TEXT.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Applicants now wait for", "Today applicants wait for"),
        ("The old register had to be cleaned first", "First, the old register had to be cleaned"),
        ("moved permits online", "put permits on line"),
        ("title: Permits by post and online", "title: Permits online and by post"),
        ("[the list]", "[the whole list]"),
        ("relation: own", "relation: own  # a comment"),
    ],
)
def test_words_are_editorial(old: str, new: str) -> None:
    assert changes(old, new) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("result: 10", "result: 11"),
        ("result: 10\n", "result: 10\n  target: 9\n"),
        ("1,200 days", "1,300 days"),
        ("1,200 days", "days"),
        ("15 per cent", "25 per cent"),
        ("twenty people", "thirty people"),
        ("halved the time", "cut the time"),
        ("wait for ten days", "wait for nine days"),
        ("March 2024", "April 2024"),
        ("March 2024", "March 2023"),
        ("started: 2023-05", "started: 2023-06"),
        ("https://example.org/list", "https://example.org/lists"),
        ("https://example.org/other", "https://example.org/others"),
        ("url: https://example.org/annual-report", "url: https://example.org/report"),
        ("verdict: worked", "verdict: promising"),
        ("design: before-after", "design: randomised"),
        ("better: lower", "better: higher"),
        ("country: DK", "country: SE"),
        ("lead_organisation: city-of-north", "lead_organisation: city-of-south"),
        ("[@annual-report]", ""),
        ("## What was hard", "## What was easy"),
        ("unit: days", "unit: months"),
    ],
)
def test_numbers_dates_links_and_terms_are_not(old: str, new: str) -> None:
    assert changes(old, new) != []


def test_a_picture_is_not() -> None:
    before = content(TEXT)
    after = Content(before.type, before.fields, before.body, (("a.png", "1"),))
    assert never_editorial(before, after) == ["an image"]


def test_it_says_what_changed() -> None:
    assert changes("1,200 days", "1,300 days") == ["a number: 1,200 → 1,300"]
    assert changes("verdict: worked", "verdict: promising") == ["verdict: worked → promising"]
