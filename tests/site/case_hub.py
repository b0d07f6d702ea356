"""A hub of made-up cases that show what the page of a case has to hold: much, little, long, and other scripts."""

from __future__ import annotations

from pathlib import Path

from hubs import case, make_founding, make_hub, replace

LONG_TITLE = ("A made-up case whose title goes on and on, " * 7)[:300]
SOURCES = (
    "[{id: audit, title: Audit of the permits, publisher: Court of Audit, url: https://example.org/audit,"
    " published: 2024-05, relation: independent},"
    " {id: notes, title: Notes, publisher: City of Example, url: https://example.org/notes, relation: own}]"
)
OUTCOMES = (
    "[{indicator: processing-time, dimension: efficiency, baseline: 20, result: 10, target: 5, unit: days,"
    " better: lower, period: 2020 to 2024, method: Counted in the register, source: audit},"
    " {indicator: user-satisfaction, dimension: satisfaction, baseline: 81, result: 74.5, unit: percent,"
    " better: higher, source: audit},"
    " {indicator: traffic-change, dimension: effectiveness, result: -22, target: -15, unit: percent, better: lower,"
    " source: notes},"
    " {indicator: cost-overrun, dimension: savings, result: 1400000, unit: EUR, better: lower, source: audit},"
    " {indicator: participants, dimension: access, statement: More people came., source: notes},"
    " {indicator: trust-in-others, dimension: trust, baseline: 6.3, result: 6.8, unit: index, better: higher,"
    " source: audit}]"
)
FULL = {
    "title": "Building permits without paper",
    "sources": SOURCES,
    "outcomes": OUTCOMES,
    "verdict": "mixed",
    "region": "DK-84",
    "population": "120000",
    "cost": "{one_off: 3800000000, annual: 1500, currency: EUR, price_year: 2022, basis: All of it., source: audit}",
    "staff_fte": "4.5",
    "months_to_launch": "14",
    "barriers": "[{kind: law, how_met: The law was changed.}, {kind: skills}]",
    "enablers": "[leadership, trust]",
    "transfer": "{core: [Ask first], not_suitable_when: [There is no register]}",
    "context": "{staff_size: under-10, legal_basis: An act of 2019.}",
    "contacts": (
        "[{role: Permit desk, organisation: city-of-example, channel: 'mailto:permits@example.org', offers: [call]},"
        " {role: Press desk, channel: 'https://example.org/press'}]"
    ),
    "follow_ups": "[{date: 2024-06, still_running: 'yes', note: Still there., source: notes}]",
    "unexpected": "[Architects asked for more.]",
}


def make_case_hub(folder: Path) -> Path:
    """The mini hub with these cases, all published, in a hub whose titles may be as long as 400 characters."""
    hub = make_hub(folder)
    replace(hub / "schemas/common.schema.yaml", "maxLength: 160", "maxLength: 400")
    make_founding(hub, "long")
    cases = {
        "full": case("full", **FULL).replace("It is told elsewhere.", "It took [@audit] years [@audit]. [@notes]", 1),
        "bare": case("bare", deployment="planned"),
        "long": case("long", title=f'"{LONG_TITLE}"', example="", submitted_by="editors"),
        "adapter": case(
            "adapter",
            title="Permits without paper, again",
            adapted_from="[{case: full, kept_core: 'no', changes: [{what: Fewer forms., why: A smaller town.}]}]",
        ),
        "arabic": case(
            "arabic", title="تصاريح البناء بلا ورق", language="ar", summary=f'"{"ملخص قصير للحالة " * 3}"'
        ),
    }
    for id, text in cases.items():
        (hub / f"content/cases/{id}.md").write_text(text, "utf-8")
    return hub
