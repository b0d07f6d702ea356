from __future__ import annotations

from pathlib import Path

import pytest
from mini_hub import edited, text_of
from mini_rules import drafts, told

from casehub.rules.people_consent import check


def person(consent: str) -> dict[str, str]:
    return {"people/a.yml": edited(text_of("people/example-official.yml"), ('consent: "yes"\n', consent))}


@pytest.mark.parametrize("consent", ['consent: "yes"\n', "consent: yes\n", ""])
def test_who_has_agreed_may_be_listed_and_who_was_not_asked_is_told_by_the_schema(
    consent: str, hub_root: Path
) -> None:
    assert drafts(check, hub_root, "person", "a", person(consent)) == []


@pytest.mark.parametrize("consent", ['consent: "no"\n', "consent: no\n", "consent: perhaps\n"])
def test_who_has_not_agreed_is_not_listed(consent: str, hub_root: Path) -> None:
    assert told(drafts(check, hub_root, "person", "a", person(consent))) == [("CH350", ("consent",))]


def test_other_types_are_not_asked(hub_root: Path) -> None:
    assert drafts(check, hub_root, "case", "valid-case") == []
