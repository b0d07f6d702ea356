"""A second reading that speaks of a source which its case does not list is told which one may be meant."""

from __future__ import annotations

from pathlib import Path

from mini_hub import checked, line_of, write

READING = """\
schema_version: 1
by: editors
date: 2026-11-20
seen:
  - source: {source}
    figures: [11]
"""
NAME = "second-readings/case/valid-case/2026-11-20-editors.yml"


def test_a_source_of_the_case_is_fine(hub_root: Path) -> None:
    write(hub_root, {NAME: READING.format(source="annual-report")})
    assert checked(hub_root) == ()


def test_a_source_of_no_case_is_told_where_it_stands(hub_root: Path) -> None:
    write(hub_root, {NAME: READING.format(source="anual-report")})
    (finding,) = checked(hub_root)
    assert line_of(finding).startswith(f"content/{NAME} CH310 5:")
    assert finding.suggestion == "annual-report"
