"""An author claims no higher level of evidence than the record supports (`casehub.knowledge.evidence`)."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.knowledge.evidence import ceiling
from casehub.records.findings import Draft
from casehub.records.model import Hub, Record


def check(record: Record, hub: Hub) -> Iterator[Draft]:
    """CH317."""
    if record.type != "case":
        return
    claimed = record.data.get("evidence", {}).get("level")
    if claimed is None:
        return
    found = ceiling(record, hub)
    if claimed <= found.level:
        return
    labels = hub.definitions.labels["en"]
    reasons = [labels[f"evidence_{each.word}"].format(number=each.number) for each in found.reasons]
    reason = next((text for text, each in zip(reasons, found.reasons, strict=True) if not each.raises), reasons[-1])
    yield Draft("CH317", ("evidence", "level"), {"claimed": claimed, "level": found.level, "reason": reason})
