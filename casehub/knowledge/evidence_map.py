"""Where the hub knows something and where not: subjects by outcome dimensions, with number, strength, direction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casehub.knowledge.evidence import ceilings
from casehub.knowledge.outcomes import improved
from casehub.records.model import Hub


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one subject in one dimension.

    `cases` are ids; `strongest` is the highest evidence level among them; better, worse and unclear count outcomes.
    """

    cases: tuple[str, ...]
    strongest: int
    better: int
    worse: int
    unclear: int


@dataclass(frozen=True)
class EvidenceMap:
    """Cells by subject and dimension. What is not there is a gap."""

    subjects: tuple[str, ...]
    dimensions: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]


def evidence_map(hub: Hub, subject: str = "division") -> EvidenceMap:
    """The map by `division` (COFOG divisions) or by `challenge`. Only listed cases that are no examples count."""
    cases: dict[tuple[str, str], dict[str, int]] = {}
    moves: dict[tuple[str, str], list[bool | None]] = {}
    levels = ceilings(hub)
    for record in hub.listed("case"):
        if record.is_example:
            continue
        level = levels[record.id].level
        subjects = (
            {code[:4] for code in record.data.get("functions", ())}
            if subject == "division"
            else set(record.data.get("challenges", ()))
        )
        for outcome in record.data.get("outcomes", ()):
            for each in subjects if "dimension" in outcome else ():
                at = (each, outcome["dimension"])
                cases.setdefault(at, {})[record.id] = level
                moves.setdefault(at, []).append(improved(outcome))
    cells = {
        at: Cell(
            tuple(sorted(among)),
            max(among.values()),
            moves[at].count(True),
            moves[at].count(False),
            moves[at].count(None),
        )
        for at, among in sorted(cases.items())
    }
    if subject == "division":
        terms = hub.definitions.vocabularies["function"].terms
        subjects_shown = tuple(id for id, term in terms.items() if not term.broader)
    else:
        subjects_shown = tuple(record.id for record in hub.listed("challenge") if not record.is_example)
    return EvidenceMap(subjects_shown, tuple(hub.definitions.vocabularies["dimension"].terms), cells)
