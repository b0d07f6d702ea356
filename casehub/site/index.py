"""What is found once over all records, so that no page has to go through them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from casehub.records.model import Hub, Key, Record
from casehub.review.reviews import Review, all_reviews, is_example
from casehub.rules.links_resolve import is_outside, record_at
from casehub.site.reviews import is_named

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

    def reviews_by(self, person: str) -> list[tuple[Record, Review]]:
        """The reviews that somebody gave under their name, each with the published record, the latest first."""
        return self._given.get(("person", person), [])

    def reviews_from(self, organisation: str) -> list[tuple[Record, Review]]:
        """The same for everybody who worked for an organisation on the day of the review."""
        return self._given.get(("organisation", organisation), [])

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
    def _given(self) -> Mapping[Key, list[tuple[Record, Review]]]:
        """An example is listed where those who gave it are examples too, and nowhere else."""
        found: dict[Key, list[tuple[Record, Review]]] = {}
        for name, type in self.hub.definitions.types.items():
            for record in self.hub.listed(name) if type.substantive else ():
                for review in all_reviews(self.hub, record):
                    if review.is_retracted or not is_named(self.hub, review):
                        continue
                    for key in (("person", review.reviewer), ("organisation", review.organisation)):
                        giver = self.hub.get(*key)
                        if giver and (giver.is_example or not is_example(self.hub, review)):
                            found.setdefault(key, []).append((record, review))
        return {
            key: sorted(given, key=lambda each: (each[1].date, each[0].key), reverse=True)
            for key, given in found.items()
        }

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
