"""A new case does not tell again what another case tells, unless it says how the two belong together.

New is what is not published yet, and, when a change is checked, what was not there before it. Once a case has been
published, readers see its neighbours under “Similar cases”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record


def is_unpublished(record: Record) -> bool:
    """Whether a record is new whatever was there before."""
    return record.type == "case" and record.stage in ("draft", "in-review")


def check_new(records: Iterable[Record], hub: Hub) -> Iterator[tuple[Record, Draft]]:
    """CH332, for each new case that nearly repeats another."""
    new = [record for record in records if record.type == "case" and record.stage != "withdrawn"]
    if not new:
        return
    # Most checks have nothing to compare, and what compares takes a while to load.
    from casehub.knowledge.repeated_cases import repeated_cases
    from casehub.search.cache import Cache

    words = hub.definitions.labels["en"]
    for record, found in repeated_cases(new, hub, Cache.of(hub)):
        parts = words["repeats_throughout"]
        if found.sections and not found.everywhere:
            parts = words["repeats_in"].format(sections=", ".join(f"“{each}”" for each in found.sections))
        percent = round(found.share * 100)
        told = {"title": found.case.title, "id": found.case.id, "percent": str(percent), "parts": parts}
        yield record, Draft("CH332", ("title",), told)
