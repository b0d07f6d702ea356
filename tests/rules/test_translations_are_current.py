from __future__ import annotations

from pathlib import Path

import pytest
from mini_hub import case, edited, hub_of, record_of, text_of, write
from mini_rules import drafts, told

from casehub.review.freshness import state_of
from casehub.rules.translations_are_current import check

FRENCH = "fr/cases/valid-case.md"


def test_a_translation_that_follows_its_original_is_silent(hub_root: Path) -> None:
    assert drafts(check, hub_root, "translation", "case/valid-case/fr") == []


@pytest.mark.parametrize(
    "change",
    [("country: DK", "country: NO"), ("result: 10", "result: 11"), ("review_due", "review_due")],
    ids=["code", "number", "nothing"],
)
def test_what_a_translation_does_not_hold_does_not_put_it_out_of_date(
    change: tuple[str, str], hub_root: Path
) -> None:
    text = text_of("cases/valid-case.md")
    files = {"cases/valid-case.md": text.replace(*change)}
    assert drafts(check, hub_root, "translation", "case/valid-case/fr", files) == []


@pytest.mark.parametrize(
    "change",
    [
        ("title: Building permits online", "title: Permits online"),
        ("halved the time that applicants wait", "shortened the wait of applicants"),
        ("Applicants now wait for ten days.", "Applicants now wait for eleven days."),
        ("    source: annual-report\nevidence", "    method: Counted.\n    source: annual-report\nevidence"),
    ],
    ids=["title", "summary", "text", "short text"],
)
def test_words_that_change_put_it_out_of_date_until_it_names_the_new_state(
    change: tuple[str, str], hub_root: Path
) -> None:
    write(hub_root, {"cases/valid-case.md": edited(text_of("cases/valid-case.md"), change)})
    (found,) = drafts(check, hub_root, "translation", "case/valid-case/fr")
    assert told([found]) == [("CH561", ("original",))]
    hub = hub_of(hub_root)
    before = record_of(hub, "translation", "case/valid-case/fr").data["original"]
    after = state_of(hub, record_of(hub, "case", "valid-case"))
    assert found.words["state"] == after != before
    files = {FRENCH: text_of(FRENCH).replace(str(before), after)}
    assert drafts(check, hub_root, "translation", "case/valid-case/fr", files) == []


def test_white_space_is_no_change(hub_root: Path) -> None:
    files = {
        "cases/valid-case.md": text_of("cases/valid-case.md").replace(
            "\n\n## What changed", "  \n\n\n## What changed"
        )
    }
    assert drafts(check, hub_root, "translation", "case/valid-case/fr", files) == []


def test_it_needs_an_original(hub_root: Path) -> None:
    found = drafts(check, hub_root, "translation", "case/valid-cas/fr", {"fr/cases/valid-cas.md": text_of(FRENCH)})
    assert [(each.code, each.suggestion) for each in found] == [("CH560", "valid-case")]


def test_a_short_text_has_a_place_in_the_original(hub_root: Path) -> None:
    original = case(
        ("    source: annual-report\nevidence", "    method: Counted.\n    source: annual-report\nevidence")
    )
    french = text_of(FRENCH).replace(
        "\n---\n\n", "\ntexts:\n  outcomes.1.method: Compté.\n  outcomes.1.metod: Rien.\n---\n\n"
    )
    write(hub_root, {"cases/a.md": original, "fr/cases/a.md": french})
    found = drafts(check, hub_root, "translation", "case/a/fr")
    assert [(each.code, each.at, each.suggestion) for each in found if each.code != "CH561"] == [
        ("CH562", ("texts", "outcomes.1.metod"), "outcomes.1.method")
    ]
