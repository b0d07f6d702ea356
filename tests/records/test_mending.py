"""What is mended is mended safely: nothing else changes, nothing new is to be said, and twice is once."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mini_hub import definitions, edited, text_of

from casehub.records.body import body_faults
from casehub.records.findings import Draft
from casehub.records.front_matter import read_file
from casehub.records.markdown import parse
from casehub.records.mending import Said, mended, said_of
from casehub.records.written_dates import as_record_date

CASE = definitions().types["case"]
PRACTICES, CHALLENGES = "practices: [ask-first]\n", "challenges: [slow-permits]\n"
DRAFT = edited(
    text_of("cases/valid-case.md"),
    ("status: published", "status: draft"),
    (PRACTICES + CHALLENGES, CHALLENGES + PRACTICES),  # the order of the schema
)

# What a slip puts in the place of what stands in the case, and what stands there again when it is mended
SLIPS: tuple[tuple[str, str, str], ...] = (
    ("title: B", "titel: B", "title: B"),
    ("lead_organisation:", "lead_organization:", "lead_organisation:"),
    ("level: local", "level: locl", "level: local"),
    ("level: local", "level: Local  # a comment", "level: local  # a comment"),
    ("country: DK", "country: Denmark", "country: DK"),
    ("country: DK", "country: dk", "country: DK"),
    ("submitted: 2026-01-15", "submitted: 15 January 2026", "submitted: 2026-01-15"),
    ("submitted: 2026-01-15", 'submitted: "15.01.2026"', "submitted: 2026-01-15"),
    ("started: 2023-05\n", "started: mai 2023\n", "started: 2023-05\n"),
    ("practices: [ask-first]", "practices: ask-first", "practices: [ask-first]"),
    ("functions: [GF0103]", "functions: GF0103, GF07", "functions: [GF0103, GF07]"),
    ("deployment: implemented", "deployment: implemented   ", "deployment: implemented"),
    ("    better: lower", "\tbetter: lower", "  better: lower"),
    ("    unit: days", "    unit: Tage", "    unit: Tage"),  # free text: nobody's slip
    ("verdict: worked\n", "verdict: worked\nunknown: kept # here\n", "verdict: worked\nunknown: kept # here\n"),
    ("City of Example moved", "Ci\u0301ty of Example moved", "C\u00edty of Example moved"),
)

LINES = ("# a comment", "  # deep", " ", "odd: [x", "- y", "text ")


def mend(text: str) -> str:
    return mended(text.encode(), CASE).decode()


def said(text: str) -> Said:
    file = read_file(text.encode(), markdown=True)
    drafts = [Draft(fault.code, fault.place, fault.words) for fault in file.faults]
    if file.data is not None:
        drafts += CASE.faults(file.data)
        drafts += body_faults(CASE, parse(file.body), 1)
    return said_of(drafts)


@pytest.mark.parametrize(
    "text",
    [
        text_of("cases/valid-case.md"),
        DRAFT,
        "",
        "no fields\n",
        "---\ntitle: never closed\n",
        edited(DRAFT, ("started: 2023-05", "started: 01/03/2023")),
        edited(DRAFT, ("level: local", "level: somewhere else")),
        edited(DRAFT, ("The forms moved online,", "A line break  \nand `code ` moved,")),
        edited(DRAFT, ("The forms moved online,", "```\ncode \n\tindented\t\n```\n")),
        edited(DRAFT, ("verdict: worked\n", "verdict: worked\nsummary_long: |\n  two  \n  lines \n")),
        edited(DRAFT, ("title: B", "titel: Another\ntitle: B")),
    ],
)
def test_what_is_right_or_could_mean_two_things_stays(text: str) -> None:
    assert mend(text) == text


def test_bytes_that_are_no_text_stay() -> None:
    assert mended(b"\xff\xfe---\ntitel: x\n", CASE) == b"\xff\xfe---\ntitel: x\n"


@pytest.mark.parametrize(("right", "slip", "after"), SLIPS, ids=lambda text: text.strip()[:30])
def test_a_slip_is_mended(right: str, slip: str, after: str) -> None:
    if "\t" in slip:  # one tab is one step, and the outcome stands two steps in
        after, slip = "    better: lower", "\t\tbetter: lower"
    assert mend(edited(DRAFT, (right, slip))) == edited(DRAFT, (right, after))


def test_signs_that_nobody_sees_go_and_the_fields_of_a_draft_come_into_order() -> None:
    moved = edited(DRAFT, ("verdict: worked\n", ""), ("title: B", "# what came of it\nverdict: worked\ntitle: B"))
    after = edited(DRAFT, ("verdict: worked\n", "# what came of it\nverdict: worked\n"))
    assert mended(b"\xef\xbb\xbf" + moved.replace("\n", "\r\n").encode(), CASE).decode() == after
    published = moved.replace("status: draft", "status: published")
    assert mend(published) == published, "what was published keeps its order"


def test_a_remedy_that_brings_something_new_is_left_to_the_author() -> None:
    text = edited(DRAFT, ("level: local", "level: locl"))
    assert mended(text.encode(), CASE, lambda data: frozenset({("CH999", str(data.get("level")))})) == text.encode()
    status = edited(text_of("cases/valid-case.md"), ("status: published", "status: publishd"), ("level: local\n", ""))
    assert mend(status) == status, "published, it would lack a field"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(SLIPS), max_size=6, unique_by=lambda slip: slip[0].split(":")[0].strip()),
    st.lists(st.tuples(st.integers(0, 90), st.sampled_from(LINES))),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["\n", "\r\n"]),
)  # fmt: skip
def test_mending_never_changes_meaning(
    slips: list[tuple[str, str, str]], lines: list[tuple[int, str]], mark: str, end: str
) -> None:
    text = DRAFT
    for right, slip, _ in slips:
        text = text.replace(right, slip)
    rows = text.split("\n")
    for at, line in lines:
        rows.insert(min(at, len(rows)), line)
    before = mark + end.join(rows)
    after = mend(before)
    assert mend(after) == after
    plain = before.removeprefix("\ufeff").replace("\r\n", "\n")
    old, new = (read_file(each.encode(), markdown=True) for each in (plain, after))
    if old.data is None:
        return
    assert said(after) <= said(plain)
    assert new.data is not None
    gone = {
        at[0] for code, at in said(plain) - said(after) if code.startswith("CH2") and isinstance(at, tuple) and at
    }
    renamed = {key for key in (*old.data, *new.data) if (key in old.data) != (key in new.data)}
    for key in old.data:
        if key not in gone | renamed:
            assert new.data[key] == _composed(old.data[key])
    assert comments(after) == comments(_composed(plain))


def comments(text: str) -> Counter[str]:
    return Counter(re.findall(r"#.*?(?=[ \t]*$)", text, re.MULTILINE))


def _composed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _composed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_composed(each) for each in value]
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1 March 2026", "2026-03-01"),
        ("1st of March, 2026", "2026-03-01"),
        ("March 1, 2026", "2026-03-01"),
        ("Mar 1 2026", "2026-03-01"),
        ("Sunday, 1 March 2026", "2026-03-01"),
        ("1er mars 2026", "2026-03-01"),
        ("1 de marzo de 2026", "2026-03-01"),
        ("1. März 2026", "2026-03-01"),
        ("AOU\u0302T 2025", "2025-08"),
        ("31/12/2025", "2025-12-31"),
        ("12/31/2025", "2025-12-31"),
        ("03.03.2026", "2026-03-03"),
        ("2026/3/1", "2026-03-01"),
        ("20260301", "2026-03-01"),
        ("Sept. 2025", "2025-09"),
        ("01/03/2026", ""),
        ("1.3.2026", ""),
        ("31 February 2026", ""),
        ("13/13/2026", ""),
        ("ju 2026", ""),
        ("1/3/26", ""),
        ("spring 2026", ""),
        ("since March 2026 or so", ""),
        ("12345678", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_when_it_can_mean_one_day_only(text: str, date: str) -> None:
    assert as_record_date(text) == date
