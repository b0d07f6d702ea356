"""Families are found whole, generations count from founders, and circles do not hang."""

from casehub.knowledge.lineage import adoptions, families


def adapted(*origins):
    return {"adapted_from": [{"case": origin, "kept_core": "yes"} for origin in origins]}


def test_no_adaptation_no_family(hub_of):
    assert families(hub_of({"a": {}, "b": {}})) == ()


def test_a_family_has_generations_from_its_founder(hub_of):
    hub = hub_of({"a": {}, "b": adapted("a"), "c": adapted("b"), "d": adapted("a", "c"), "x": {}, "y": adapted("x")})
    first, second = families(hub)
    assert first.id == "a"
    assert dict(first.generations) == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert dict(second.generations) == {"x": 0, "y": 1}
    assert adoptions(hub.get("case", "a"), hub) == 3
    assert adoptions(hub.get("case", "c"), hub) == 1
    assert adoptions(hub.get("case", "d"), hub) == 0


def test_a_withdrawn_origin_and_a_draft_adapter_do_not_count(hub_of):
    assert families(hub_of({"a": {"status": "withdrawn"}, "b": adapted("a")})) == ()
    assert families(hub_of({"a": {}, "b": {**adapted("a"), "status": "draft"}})) == ()


def test_a_circle_is_cut(hub_of):
    (family,) = families(hub_of({"a": adapted("b"), "b": adapted("a")}))
    assert dict(family.generations) == {"a": 0, "b": 1}


def test_a_fault_in_a_record_does_not_stop_the_figures(hub_of):
    hub = hub_of({"a": {"adapted_from": [{"kept_core": "yes"}]}, "b": adapted("a")})
    (family,) = families(hub)
    assert dict(family.generations) == {"a": 0, "b": 1}
