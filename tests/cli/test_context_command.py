"""`casehub context` says which cases are close and why; what it cannot use is told in plain words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mini_commands import Casehub
from mini_hub import case, write


@pytest.fixture
def told_of(casehub: Casehub, hub_root: Path):
    def told(*options: str):
        done = casehub("context", *options, "--format", "json", "--root", str(hub_root))
        assert done.code == 0, done.err
        return {each["id"]: each for each in json.loads(done.out)}

    return told


def test_the_closest_come_first_with_what_is_alike_what_differs_and_what_is_unknown(hub_root: Path, told_of) -> None:
    write(hub_root, {"cases/far.md": case(("country: DK", "country: KE"), ("level: local", "level: national"))})
    found = told_of("--country", "DK", "--level", "local")
    ids = list(found)
    assert ids.index("valid-case") < ids.index("far")
    assert {"level", "areas", "languages"} <= set(found["valid-case"]["alike"])
    assert {"level", "areas"} <= set(found["far"]["differs"])
    assert {"staff_size", "budget_size"} <= set(found["far"]["unknown"])
    assert found["far"]["low"] <= found["far"]["high"]


def test_in_words_for_people(casehub: Casehub, hub_root: Path) -> None:
    done = casehub("context", "--country", "DK", "--level", "local", "--root", str(hub_root))
    assert "% alike (± " in done.out
    assert "Alike: Official languages" in done.out
    assert "Not known: " in done.out


def test_a_country_without_facts_is_told_and_counts_as_unknown(casehub: Casehub, hub_root: Path, told_of) -> None:
    done = casehub("context", "--country", "AQ", "--root", str(hub_root))
    assert done.code == 0
    assert "No facts about Antarctica are at hand" in done.err
    assert "counts as not known, and the ranges are wide" in done.err
    assert {"income", "tradition", "structure", "digital"} <= set(told_of("--country", "AQ")["valid-case"]["unknown"])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--country", "Denmark"), "“Denmark” is not known for --country. Did you mean “DK”?"),
        (("--level", "locl"), "“locl” is not known for --level. Did you mean “local”?"),
        (("--function", "GF9999"), "“GF9999” is not known for --function."),
        (("--staff-size", "12"), "“12” is not known for --staff-size."),
        ((), "Say at least one thing about the place, for example --country GB --level local."),
    ],
)
def test_nonsense_is_told_with_what_would_do(
    options: tuple[str, ...], words: str, casehub: Casehub, hub_root: Path
) -> None:
    done = casehub("context", *options, "--root", str(hub_root))
    assert done.code == 2
    assert words in " ".join((done.out + done.err).split())


ADAPTED = ("practices: [ask-first]", "adapted_from: [{case: %s}]")
WAIT = "indicator: processing-time, dimension: efficiency, better: lower, source: annual-report"
UNITS = f"[{{{WAIT}, baseline: 20, unit: days}}, {{{WAIT}, result: 80, unit: hours}}]"


def with_units() -> str:
    whole = case()
    return f"{whole[: whole.index('outcomes:')]}outcomes: {UNITS}\n{whole[whole.index('evidence:') :]}"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (
            {name: case((ADAPTED[0], ADAPTED[1] % other)) for name, other in (("a", "b"), ("b", "a"))},
            ["CH330", "A case for a test → A case for a test"],
        ),
        ({"a": case((ADAPTED[0], ADAPTED[1] % "withdrawn-case"))}, ["CH303", "withdrawn"]),
        ({"a": with_units()}, ["CH318", "hours", "days"]),
    ],
    ids=["a circle", "an adaptation of a withdrawn case", "a unit that changes between before and after"],
)
def test_what_the_hub_could_not_reckon_with_is_told_and_nothing_breaks(
    files: dict[str, str], words: list[str], casehub: Casehub, hub_root: Path
) -> None:
    write(hub_root, {f"cases/{name}.md": text for name, text in files.items()})
    checked = casehub("check", "--root", str(hub_root))
    for word in words:
        assert word in checked.out
    for command in (("context", "--country", "DK"), ("stats",), ("due",)):
        done = casehub(*command, "--root", str(hub_root))
        assert done.code == 0, done.err
