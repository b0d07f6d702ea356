"""What is found once over all records, so that no page has to go through them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from casehub.records.model import Hub, Key, Record
from casehub.rules.links_resolve import is_outside, record_at

TAGS = ("technologies", "mechanisms")
"""Fields of a case whose terms may also stand in the glossary under the same id."""


@dataclass(frozen=True)
class Index:
    """Questions by what they are about, records by what links to them, cases by their terms."""

    hub: Hub

    def questions_about(self, record: Record) -> list[Record]:
        """What readers asked about a record, in the order in which they asked."""
        return self._questions.get(record.key, [])

    def linking_to(self, record: Record) -> list[Record]:
        """The published records whose text links to this one, by type and id."""
        return self._linking.get(record.key, [])

    def cases_with(self, field: str, term: str) -> list[Record]:
        """The published cases with a term in one of the fields `technologies` and `mechanisms`, latest first."""
        return self._tagged.get((field, term), [])

    def cases_measuring(self, indicator: str) -> list[Record]:
        """The published cases with an outcome on an indicator, latest first."""
        return self._measuring.get(indicator, [])

    @cached_property
    def _questions(self) -> Mapping[Key, list[Record]]:
        found: dict[Key, list[Record]] = {}
        for question in sorted(self.hub.of("question"), key=lambda each: (str(each.data.get("asked", "")), each.id)):
            about = question.data.get("about", {})
            if question.is_public and "type" in about and "id" in about:
                found.setdefault((str(about["type"]), str(about["id"])), []).append(question)
        return found

    @cached_property
    def _linking(self) -> Mapping[Key, list[Record]]:
        found: dict[Key, list[Record]] = {}
        for record in self.hub.public():
            if not record.is_listed or record.type == "page":
                continue
            for link in record.facts.links:
                if link.is_image or is_outside(link.target):
                    continue
                target = record_at(link.target, record, self.hub)
                if target is None or target.key == record.key:
                    continue
                among = found.setdefault(target.key, [])
                if not among or among[-1] is not record:
                    among.append(record)
        return found

    @cached_property
    def _tagged(self) -> Mapping[tuple[str, str], list[Record]]:
        found: dict[tuple[str, str], list[Record]] = {}
        for case in self._cases:
            for field in TAGS:
                for term in case.data.get(field, ()):
                    found.setdefault((field, str(term)), []).append(case)
        return found

    @cached_property
    def _measuring(self) -> Mapping[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for case in self._cases:
            for indicator in dict.fromkeys(str(each.get("indicator", "")) for each in case.data.get("outcomes", ())):
                found.setdefault(indicator, []).append(case)
        return found

    @cached_property
    def _cases(self) -> list[Record]:
        return latest_first(self.hub.listed("case"))


def latest_first(cases: list[Record]) -> list[Record]:
    """Cases by the year in which they started, the latest first; by id within a year."""
    return sorted(
        sorted(cases, key=lambda each: each.id), key=lambda each: str(each.data.get("started", "")), reverse=True
    )
