"""Where reviews stand, and what the settings of review may say."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from mini_hub import ROOT, definitions
from peer_hub import files_of, hub_of, lay_out

from casehub import rules
from casehub.records.definitions import Definitions
from casehub.records.tree import found_at
from casehub.review.policy import policy_of
from casehub.review.rubric import rubric_of
from casehub.review.verdict import is_peer_reviewed

REVIEW = "reviews/case/permits/2026-03-05-ben.yml"


def codes(folder: Path, files: dict[str, str]) -> list[str]:
    hub = hub_of(lay_out(folder, {**files_of({}), **files}))
    return [f"{each.code} {each.path}" for each in rules.check(hub) if each.severity == "error"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("reviews/2026-03-05-ben.yml", "CH120"),
        ("reviews/case/2026-03-05-ben.yml", "CH120"),
        ("reviews/case/permits/notes.md", "CH120"),
        ("reviews/case/permits/deeper/2026-03-05-ben.yml", "CH120"),
        ("reviews/cases/permits/2026-03-05-ben.yml", "CH124"),
        ("reviews/person/ben/2026-03-05-ben.yml", "CH124"),
        ("reviews/case/Permits/2026-03-05-ben.yml", "CH121"),
        ("reviews/case/permits/2026-03-05 ben.yml", "CH121"),
    ],
)
def test_a_review_elsewhere_is_a_finding(path: str, code: str, tmp_path: Path) -> None:
    text = files_of({})[REVIEW]
    found = codes(tmp_path, {path: text})
    assert [each.partition(" ")[0] for each in found] == [code], found


def test_a_link_to_a_file_elsewhere_is_a_finding(tmp_path: Path) -> None:
    lay_out(tmp_path, files_of({}))
    (tmp_path / "content/reviews/case/permits/2026-03-06-eva.yml").symlink_to("/etc/passwd")
    assert [each.code for each in rules.check(hub_of(tmp_path)) if each.severity == "error"] == ["CH123"]


def test_a_path_says_what_it_holds() -> None:
    found = found_at(f"content/{REVIEW}", definitions())
    assert found is not None
    assert (found.type.name, found.id) == ("review", "case/permits/2026-03-05-ben")
    assert found_at("content/reviews/person/ben/2026-03-05-ben.yml", definitions()) is None
    assert found_at("content/reviews/2026-03-05-ben.yml", definitions()) is None


def test_reviews_have_no_page_and_are_no_entries_of_lists(tmp_path: Path) -> None:
    hub = hub_of(
        lay_out(tmp_path, files_of({"edit": ["The forms moved", "The forms went"], "notes": [{"by": "kim"}]}))
    )
    assert {"review", "note"} <= {type for type, _ in hub.records}
    assert not {"review", "note"} & {record.type for record in hub.public()}
    assert is_peer_reviewed(hub, hub.records[("case", "permits")])


# ---- settings ----
def with_settings(name: str, value: Any) -> Definitions:
    return dataclasses.replace(definitions(), settings={**definitions().settings, name: value})


POLICY: dict[str, Any] = definitions().settings["policy"]
RUBRIC: dict[str, Any] = definitions().settings["rubric"]


@pytest.mark.parametrize(
    "policy",
    [
        None,
        [],
        {},
        {**POLICY, "reviewers": "two"},
        {**POLICY, "reviewers": -1},
        {**POLICY, "notice_days": True},
        {**POLICY, "editors": "kim"},
        {**POLICY, "founding": {"case": "permits"}},
        {**POLICY, "founding": ["permits"]},
        {**POLICY, "reciprocity": {"warn": "yes", "months": 12}},
        {**POLICY, "overload": None},
        {**POLICY, "foundling": {}},
    ],
)
def test_a_malformed_policy_is_named(policy: Any) -> None:
    with pytest.raises(ValueError, match=r"policy\.yaml is not a policy"):
        policy_of(with_settings("policy", policy))


@pytest.mark.parametrize(
    "rubric",
    [
        None,
        {},
        {**RUBRIC, "current": 2},
        {**RUBRIC, "editions": [{**RUBRIC["editions"][0], "highest": 5}]},
        {**RUBRIC, "editions": [{"edition": 1}]},
    ],
)
def test_a_malformed_rubric_is_named(rubric: Any) -> None:
    with pytest.raises(ValueError, match=r"rubric\.yaml is not a rubric"):
        rubric_of(with_settings("rubric", rubric))


def test_every_criterion_has_words_for_each_score() -> None:
    edition = rubric_of(definitions()).newest
    assert [each.id for each in edition.criteria] == [
        *("clarity", "evidence", "transferability", "honesty", "usefulness"),
    ]
    for criterion in edition.criteria:
        assert len(set(criterion.anchors)) == 5
        assert all(each.endswith(".") for each in criterion.anchors)
        assert criterion.question.endswith("?")


def test_founding_records_are_there() -> None:
    for type, ids in policy_of(definitions()).founding.items():
        folder = ROOT / "content" / definitions().types[type].folder
        for id in ids:
            assert (folder / f"{id}.md").exists() or (folder / id / "index.md").exists(), f"{type} {id} is not there"
