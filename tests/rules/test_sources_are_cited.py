from __future__ import annotations

from pathlib import Path

from mini_hub import case, done
from mini_rules import drafts, told

from casehub.records.plain_yaml import Place
from casehub.rules.sources_are_cited import check

MORE = (
    "    relation: own\n  - {id: budget, title: Budget, publisher: City, url: https://example.org, relation: own}\n"
)
LISTED = ("    relation: own\n", MORE)


def test_a_source_may_be_used_in_the_text_or_in_a_field(hub_root: Path) -> None:
    assert drafts(check, hub_root, "case", "valid-case") == []
    cited = case(LISTED, ("Applicants now wait", "It cost much [@budget]. Applicants now wait"))
    assert drafts(check, hub_root, "case", "a", {"cases/a.md": cited}) == []
    named = case(LISTED, ("evidence:", "cost: {annual: 5, currency: EUR, source: budget}\nevidence:"))
    assert drafts(check, hub_root, "case", "a", {"cases/a.md": named}) == []


def test_a_source_that_is_used_nowhere_is_told(hub_root: Path) -> None:
    found = drafts(check, hub_root, "case", "a", {"cases/a.md": case(LISTED)})
    assert told(found) == [("CH311", ("sources", 1, "id"))]


def test_a_source_that_is_not_listed_is_told_where_it_is_used(hub_root: Path) -> None:
    fields = (
        "cost: {annual: 5, currency: EUR, source: budgt}\nfollow_ups: [{date: 2026, still_running: yes, source: x}]\n"
    )
    text = case(LISTED, ("evidence:", f"{fields}evidence:"))
    found = drafts(check, hub_root, "case", "a", {"cases/a.md": text})
    assert [(draft.code, draft.at, draft.suggestion) for draft in found] == [
        ("CH310", ("follow_ups", 0, "source"), ""),
        ("CH310", ("cost", "source"), "budget"),
        ("CH311", ("sources", 1, "id"), ""),
    ]


def test_a_citation_that_is_not_listed_is_told_where_it_stands(hub_root: Path) -> None:
    found = drafts(check, hub_root, "case", "a", {"cases/a.md": done("Twice\n[@anual-report] and [@x].\n")})
    assert [(draft.code, draft.at, draft.suggestion) for draft in found] == [
        ("CH310", Place(47, 1), "annual-report"),
        ("CH310", Place(47, 21), ""),
    ]


def test_two_sources_cannot_have_one_id(hub_root: Path) -> None:
    text = case((LISTED[0], MORE.replace("budget", "annual-report")))
    assert told(drafts(check, hub_root, "case", "a", {"cases/a.md": text})) == [("CH314", ("sources", 1, "id"))]
