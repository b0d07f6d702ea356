"""How far the evidence of a case carries, in words for its page: the level, why, and what would raise it."""

from __future__ import annotations

from casehub.knowledge.evidence import TOP, ceiling, ceilings, next_step
from casehub.records.model import Hub, Record
from casehub.site.address import page_url
from casehub.site.method import PAGE
from casehub.site.page import View


def evidence_view(hub: Hub, record: Record) -> View:
    """The level with its name, the reasons, the next step up, and the level that the authors claim (0 for none)."""
    words = hub.definitions.words
    found = ceilings(hub).get(record.id) or ceiling(record, hub)
    step = next_step(found)
    return {
        "level": found.level,
        "top": TOP,
        "name": words[f"evidence_name_{found.level}"],
        "reasons": [
            {"text": words[f"evidence_{each.word}"].format(number=each.number), "raises": each.raises}
            for each in found.reasons
        ],
        "next": words[f"evidence_next_{step}"] if step else "",
        "method": page_url(PAGE) if hub.get("page", PAGE) else "",
        "claimed": record.data.get("evidence", {}).get("level", 0),
    }
