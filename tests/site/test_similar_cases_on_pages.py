"""The page of a case names similar ones with reasons in words, and changes with them only."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hubs import ROOT

from casehub.records.load import load
from casehub.records.model import Hub, Record
from casehub.site.index import Index
from casehub.site.known import known
from casehub.site.records import record_page
from casehub.site.similar_cases import KINDS, similar_view


@pytest.fixture(scope="module")
def own() -> Hub:
    return load(ROOT, on=date(2026, 11, 21), use_cache=False)


def with_fields(hub: Hub, id: str, **fields: object) -> Hub:
    """The hub with other fields in a case, as if its file had been edited."""
    record = hub.records["case", id]
    edited = replace(record, data={**record.data, **fields}, digest=f"{record.digest}{fields}")
    return replace(hub, records={**hub.records, edited.key: edited})


def case(hub: Hub, id: str) -> Record:
    return hub.records["case", id]


def test_every_kind_of_reason_has_words(own: Hub) -> None:
    labels = own.definitions.labels["en"]
    assert {f"similar_{kind}" for kind in KINDS} <= labels.keys()


def test_cases_that_share_a_subject_are_named_with_reasons(own: Hub) -> None:
    view = similar_view(own, case(own, "new-york-city-participatory-budgeting"))
    assert view is not None
    first, second = view["cases"][:2]
    assert {first["url"], second["url"]} == {
        "cases/porto-alegre-participatory-budgeting/",
        "cases/paris-participatory-budgeting/",
    }
    assert any("work by participatory budgeting" in each["reason"] for each in view["cases"])
    assert "belong to one family of adaptations" in first["reason"]
    assert first["verdict_label"] and first["place"]
    assert view["method"] == "about/method/#similar-cases-and-near-duplicates"


def test_no_page_names_itself_more_than_five_or_what_is_not_published(own: Hub) -> None:
    shown = 0
    for record in own.of("case"):
        view = similar_view(own, record)
        urls = [each["url"] for each in view["cases"]] if view else []
        assert f"cases/{record.id}/" not in urls
        assert len(urls) == len(set(urls)) <= 5
        assert all(case(own, url.split("/")[1]).is_listed for url in urls)
        shown += bool(urls)
    assert shown >= 8


def test_reasons_are_sentences(own: Hub) -> None:
    for record in own.of("case"):
        for each in (similar_view(own, record) or {"cases": []})["cases"]:
            assert each["reason"] or each["words"]
            assert not re.search(r"\bGF\d|\{|\}|  ", each["reason"])
            assert all(word == word.strip() and word for word in each["words"])


def test_a_page_changes_with_its_similar_cases_and_not_otherwise(own: Hub) -> None:
    def views(hub: Hub) -> dict[str, object]:
        return {each.id: record_page(hub, each, Index(hub)).view for each in hub.listed("case")}

    before = views(own)
    assert views(replace(own)) == before
    retitled = with_fields(own, "porto-alegre-participatory-budgeting", verdict="did-not-work")
    now = views(retitled)
    changed = {id for id in before if before[id] != now[id]}
    naming = {
        each.id
        for each in own.listed("case")
        if any(other.id == "porto-alegre-participatory-budgeting" for other in known(own).similar.of(each.id))
    }
    assert changed & naming == naming
    assert "queensland-health-payroll" not in changed | naming
