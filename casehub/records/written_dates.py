"""Dates as people write them, turned into the one form of records, when they can mean one day only."""

from __future__ import annotations

import re
import unicodedata

from casehub.records.forms import span

_MONTHS = (
    "january janvier enero januar gennaio janeiro januari jänner",
    "february février febrero februar febbraio fevereiro februari",
    "march mars marzo märz março maart",
    "april avril abril aprile",
    "may mai mayo maggio maio mei",
    "june juin junio juni giugno junho",
    "july juillet julio juli luglio julho",
    "august août agosto augustus",
    "september septembre septiembre settembre setembro",
    "october octobre octubre oktober ottobre outubro",
    "november novembre noviembre novembro",
    "december décembre diciembre dezember dicembre dezembro",
)
"""Names of months in English, French, Spanish, German, Italian, Portuguese and Dutch, from CLDR."""
_WORD = r"([^\W\d_]{3,12})"
_DAY_FIRST = re.compile(
    rf"(?:[^\W\d_]+,? )?(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?(?: de| of)? {_WORD}\.?,?(?: de| of)? (\d{{4}})\Z"
)
_MONTH_FIRST = re.compile(rf"(?:[^\W\d_]+,? )?{_WORD}\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\Z")
_MONTH = re.compile(rf"{_WORD}\.?,?(?: de| of)? (\d{{4}})\Z")
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})\.?\Z")
_FIGURES = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\Z")
_IN_A_ROW = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})\Z")


def as_record_date(text: str) -> str:
    """The date as `2026-03-01` (or `2026-03` for a month); empty when it is none, or could mean two days.

    Of two figures in front of the year the one above 12 is the day; where neither is, and they differ, the reader
    cannot know, so nothing is given.
    """
    said = " ".join(unicodedata.normalize("NFC", text).split()).lower()
    if match := _DAY_FIRST.match(said):
        return _date(match[3], _month(match[2]), match[1])
    if match := _MONTH_FIRST.match(said):
        return _date(match[3], _month(match[1]), match[2])
    if match := _MONTH.match(said):
        return _date(match[2], _month(match[1]), "")
    if match := _YEAR_FIRST.match(said) or _IN_A_ROW.match(said):
        return _date(match[1], int(match[2]), match[3])
    if match := _FIGURES.match(said):
        one, other = int(match[1]), int(match[2])
        if one == other or one > 12 >= other:
            return _date(match[3], other, match[1])
        if other > 12 >= one:
            return _date(match[3], one, match[2])
    return ""


def _month(word: str) -> int:
    """The number of a month by its name, or by its beginning when that is no other month's; 0 for other words."""
    several = {
        number
        for number, names in enumerate(_MONTHS, start=1)
        for name in names.split()
        if name == word or (len(word) in (3, 4) and name.startswith(word))
    }
    return several.pop() if len(several) == 1 else 0


def _date(year: str, month: int, day: str) -> str:
    made = f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
    return made if month and span(made) else ""
