"""The policy, held to the table in policy-cases.yml, which editors can read and add to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from mini_hub import definitions
from peer_hub import files_of, hub_of, lay_out

from casehub import rules

TABLE = Path(__file__).with_name("policy-cases.yml")
CASES = yaml.load(TABLE.read_text("utf-8"), yaml.SafeLoader)
ABOUT_REVIEWS = re.compile(r"CH6\d\d|CH321")
KEYS = {
    *("title", "reviews", "case", "edit", "notes", "people", "organisations", "policy", "founding", "returned"),
    *("says", "publishes"),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_the_check_says_what_the_table_says(case: dict[str, Any], tmp_path: Path) -> None:
    assert set(case) <= KEYS
    hub = hub_of(lay_out(tmp_path, files_of(case)), case)
    findings = rules.check(hub)
    others = [each.sentence for each in findings if not ABOUT_REVIEWS.match(each.code) and each.severity == "error"]
    assert others == [], "the variation itself has to be sound"
    found = [each for each in findings if ABOUT_REVIEWS.match(each.code)]
    told = [f"{each.code} {each.severity.value}" for each in found]
    assert sorted(told) == sorted(case["says"]), [each.sentence for each in found]
    assert case["publishes"] == (not any(each.severity == "error" for each in found))


def test_there_are_enough_cases_and_each_is_told_once() -> None:
    titles = [case["title"] for case in CASES]
    assert len(titles) >= 40
    assert len(set(titles)) == len(titles)


def test_every_code_about_reviews_of_a_tree_stands_in_the_table() -> None:
    told = {each.partition(" ")[0] for case in CASES for each in case["says"]}
    known = {code for code in definitions().catalogue.entries if code.startswith("CH6")}
    by_change = {"CH640", "CH643", "CH644"}  # in ../rules: a table of one state cannot show them
    assert known - told == by_change
