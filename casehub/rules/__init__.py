"""Rules that hold across records, one per file. Each is a function of one record and the hub it stands in.

A rule yields drafts about the record that it is given, never about another, so that one record's fault is never told
in another's name, and a changed record is checked again together with those that name it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from casehub.records.findings import Draft, Finding
from casehub.records.load import hub_before, located
from casehub.records.model import Hub, Key, Record, by_order
from casehub.rules import (
    dates_in_order,
    former_ids_are_free,
    lineage_has_no_cycle,
    links_resolve,
    outcomes_name_their_source,
    people_consent,
    references_resolve,
    reviews_are_due,
    sources_are_cited,
    verdict_fits_outcomes,
)

Rule = Callable[[Record, Hub], Iterator[Draft]]

RULES: tuple[Rule, ...] = (
    references_resolve.check,
    sources_are_cited.check,
    outcomes_name_their_source.check,
    verdict_fits_outcomes.check,
    dates_in_order.check,
    lineage_has_no_cycle.check,
    links_resolve.check,
    former_ids_are_free.check,
    people_consent.check,
    reviews_are_due.check,
)


def check(hub: Hub, records: Iterable[Record] | None = None) -> tuple[Finding, ...]:
    """What every rule says of the given records (of all by default), together with what reading them found."""
    wanted = list(hub.records.values()) if records is None else list(records)
    found: list[Finding] = []
    for record in wanted:
        drafts = [draft for rule in RULES for draft in rule(record, hub)]
        found += located(hub, record, drafts)
    paths = None if records is None else {record.path for record in wanted}
    found += (finding for finding in hub.findings if paths is None or finding.path in paths)
    return by_order(found)


def check_change(hub: Hub, earlier: Mapping[str, bytes | None]) -> tuple[Finding, ...]:
    """What is to be said of a change: everything about the changed files, and what the change broke elsewhere.

    `earlier` maps each changed path to what it said before (None when it was not there). A finding about an
    unchanged record is reported only when it was not there before the change.
    """
    changed = [record for record in hub.records.values() if record.path in earlier]
    found = list(check(hub, changed))
    found += (each for each in hub.findings if each.path in earlier)
    others = [record for record in hub.records.values() if record.path not in earlier]
    past = hub_before(hub, earlier)
    touched = {record.key for record in changed} | {
        each.key for each in past.records.values() if each.path in earlier
    }
    affected = [record for record in others if touched & _named(record, hub, past)]
    known = {_without_place(finding) for finding in check(past, affected)}
    found += (each for each in check(hub, affected) if _without_place(each) not in known)
    return by_order(found)


def _named(record: Record, hub: Hub, past: Hub) -> set[Key]:
    """The records that a record names in its fields or links to, now or before."""
    named = {(reference.type, id) for _, reference, id in hub.references(record)}
    for link in record.facts.links:
        for each in (hub, past):
            if not link.is_image and (target := links_resolve.record_at(link.target, record, each)):
                named.add(target.key)
    if record.type == "case":  # lineage reaches through other cases
        named |= {each.key for each in hub.of("case")} if record.data.get("adapted_from") else set()
    return named


def _without_place(finding: Finding) -> tuple[str, str, str]:
    return (finding.code, finding.path, finding.message)
