"""What is reckoned once over the whole hub, for all pages and files that show it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from casehub.knowledge import evidence_map, follow_ups, lineage, profiles, statistics
from casehub.knowledge.similar_cases import SimilarCases, similar_cases
from casehub.records.model import Hub, Record
from casehub.search.cache import Cache


@dataclass(frozen=True)
class Known:
    """Figures, maps, families and what is due of one hub, each reckoned when it is first asked for."""

    hub: Hub

    @cached_property
    def figures(self) -> statistics.Statistics:
        """Every figure of the dashboard."""
        regions = profiles.regions_of(self.hub.root / "schemas")
        return statistics.statistics(self.hub, regions, self.maps["division"])

    @cached_property
    def atlas(self) -> profiles.Atlas | None:
        """The definition of how places are compared, with facts about countries; None where the hub has none."""
        try:
            return profiles.Atlas.load(self.hub.root / "schemas", self.hub)
        except (OSError, ValueError, KeyError):
            return None

    @cached_property
    def maps(self) -> dict[str, evidence_map.EvidenceMap]:
        """The evidence map by division of government and by challenge."""
        return {subject: evidence_map.evidence_map(self.hub, subject) for subject in ("division", "challenge")}

    @cached_property
    def families(self) -> tuple[lineage.Family, ...]:
        """Every family of cases."""
        return lineage.families(self.hub)

    @cached_property
    def dues(self) -> tuple[follow_ups.Due, ...]:
        """Everything due or overdue, the oldest first."""
        return follow_ups.due(self.hub)

    @cached_property
    def similar(self) -> SimilarCases:
        """The cases most like each published case."""
        return similar_cases(self.hub, Cache.of(self.hub))

    def family_of(self, record: Record) -> lineage.Family | None:
        """The family that a case belongs to."""
        return self._family.get(record.id)

    @cached_property
    def _family(self) -> dict[str, lineage.Family]:
        return {id: family for family in self.families for id in family.generations}


_kept: list[Known] = []
"""What is known of the hub that was asked about last."""


def known(hub: Hub) -> Known:
    """What is known of a hub; the same value for as long as it is asked about the same hub."""
    hub = hub.original or hub  # figures are told of records as their own files say them
    if not _kept or _kept[0].hub is not hub:
        _kept[:] = [Known(hub)]
    return _kept[0]
