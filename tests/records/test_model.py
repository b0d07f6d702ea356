"""Records and the hub that holds them."""

from __future__ import annotations

from pathlib import Path

from mini_hub import case, hub_of, record_of, write


def test_a_record_knows_what_it_is(hub_root: Path) -> None:
    hub = hub_of(hub_root)
    record = record_of(hub, "case", "valid-case")
    assert record.key == ("case", "valid-case")
    assert record.is_public and record.is_listed and record.is_example
    assert record_of(hub, "organisation", "city-of-example").title == "City of Example"
    assert record_of(hub, "question", "first-question").title == "Which register did the city use?"
    draft = record_of(hub, "case", "draft-case")
    assert not draft.is_public and not draft.is_listed
    withdrawn = record_of(hub, "case", "withdrawn-case")
    assert withdrawn.is_public and not withdrawn.is_listed


def test_values_are_found_with_their_paths(hub_root: Path) -> None:
    record = record_of(hub_of(hub_root), "case", "valid-case")
    assert list(record.values(("sources", "*", "id"))) == [(("sources", 0, "id"), "annual-report")]
    assert list(record.values(("country",))) == [(("country",), "DK")]
    for nowhere in (("country", "*"), ("country", "x"), ("nothing",), ("sources", "id"), ("sources", "*", "*")):
        assert list(record.values(nowhere)) == []


def test_records_are_listed_by_id(hub_root: Path) -> None:
    hub = hub_of(hub_root)
    assert [each.id for each in hub.of("case")] == ["draft-case", "second-case", "valid-case", "withdrawn-case"]
    assert [each.id for each in hub.listed("case")] == ["second-case", "valid-case"]
    assert "draft-case" not in [each.id for each in hub.public()]
    assert hub.of("nothing") == []


def test_mentions_lead_back_and_drafts_mention_nobody(hub_root: Path) -> None:
    write(hub_root, {"cases/other.md": case(("status: published", "status: draft"))})
    hub = hub_of(hub_root)
    city = record_of(hub, "organisation", "city-of-example")
    assert [each.id for each in hub.mentions(city, "case", "lead_organisation")] == ["second-case", "valid-case"]
    assert hub.mentions(city, "case", "partners") == []
    by_type = hub.mentions_by_type(city)
    assert list(by_type) == sorted(by_type)
    assert [each.id for each in by_type["challenge"]] == ["slow-permits"]


def test_references_leave_out_words_that_stand_for_nobody(hub_root: Path) -> None:
    hub = hub_of(hub_root)
    found = {(reference.type, id) for _, reference, id in hub.references(record_of(hub, "case", "valid-case"))}
    assert found == {
        ("organisation", "city-of-example"),
        ("practice", "ask-first"),
        ("challenge", "slow-permits"),
    }
