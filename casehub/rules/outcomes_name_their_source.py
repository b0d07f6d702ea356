"""An outcome says something, and whoever gives a number says where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.findings import Draft
from casehub.records.model import Hub, Record

_NUMBERS = ("baseline", "result", "target")


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH312, CH313, CH316."""
    for path, outcome in record.values(("outcomes", "*")):
        numbers = [name for name in _NUMBERS if name in outcome]
        if not numbers and "statement" not in outcome:
            yield Draft("CH313", path)
        if numbers and "source" not in outcome:
            yield Draft("CH312", (*path, numbers[0]), on_key=True)
        if "baseline" in outcome and "result" in outcome and "better" not in outcome:
            yield Draft("CH316", (*path, "result"), on_key=True)
