"""A build's work grows with the number of records, not with its square. Work is counted in calls, not in seconds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hubs import build, case, make_hub


def _calls_of_a_build(hub: Path) -> int:
    count = 0

    def profile(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        build(hub)
    finally:
        sys.setprofile(None)
    return count


def test_twice_as_many_cases_take_twice_the_calls(tmp_path: Path) -> None:
    hub = make_hub(tmp_path / "hub")
    calls = []
    made = 0
    for many in (100, 200, 300):
        for place in range(made, many):
            (hub / f"content/cases/made-up-{place:03}.md").write_text(case(f"made-up-{place:03}"), "utf-8")
        made = many
        build(hub)
        calls.append(_calls_of_a_build(hub))  # nothing has changed: what is left is what every build does
    first, second = calls[1] - calls[0], calls[2] - calls[1]
    assert second < 1.05 * first, f"{first:,} more calls for the second hundred cases, {second:,} for the third"
