"""Rules that hold across records, one per file. Each is a function of one record and the hub it stands in.

A rule yields drafts about the record that it is given, never about another, so that one record's fault is never told
in another's name, and a changed record is checked again together with those that name it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice

from casehub.records.findings import MOST, Draft, Finding, Severity, shown_path
from casehub.records.front_matter import read_file
from casehub.records.load import guarded, hub_before, hub_with, located
from casehub.records.model import Hub, Key, Record, by_order
from casehub.records.tree import START, found_at, is_address
from casehub.review.independence import depends_on
from casehub.review.statuses import as_published
from casehub.rules import (
    accessibility_statement_is_current,
    cases_are_not_repeated,
    dates_in_order,
    edits_after_review_are_editorial,
    evidence_is_supported,
    former_ids_are_free,
    interests_are_stated,
    lineage_has_no_cycle,
    links_resolve,
    no_revision_is_open,
    nobody_reviews_their_own,
    notes_are_not_the_authors,
    outcomes_keep_their_unit,
    outcomes_name_their_source,
    partners_are_told,
    people_consent,
    references_resolve,
    reviewers_agree_to_be_named,
    reviewers_are_independent,
    reviewers_are_not_overloaded,
    reviews_are_current,
    reviews_are_due,
    reviews_are_never_rewritten,
    reviews_are_not_traded,
    reviews_stand_in_order,
    reviews_suffice,
    scores_follow_the_rubric,
    scores_lie_apart,
    second_readings_name_sources,
    sources_are_cited,
    text_is_plain,
    translations_are_current,
    verdict_fits_outcomes,
)
from casehub.rules.cases_are_not_repeated import is_unpublished

Rule = Callable[[Record, Hub], Iterator[Draft]]

RULES: tuple[Rule, ...] = (
    references_resolve.check,
    sources_are_cited.check,
    outcomes_name_their_source.check,
    verdict_fits_outcomes.check,
    evidence_is_supported.check,
    outcomes_keep_their_unit.check,
    dates_in_order.check,
    lineage_has_no_cycle.check,
    links_resolve.check,
    former_ids_are_free.check,
    people_consent.check,
    reviews_are_due.check,
    accessibility_statement_is_current.check,
    reviews_suffice.check,
    nobody_reviews_their_own.check,
    reviewers_are_independent.check,
    interests_are_stated.check,
    scores_follow_the_rubric.check,
    no_revision_is_open.check,
    reviews_are_current.check,
    reviews_stand_in_order.check,
    reviewers_agree_to_be_named.check,
    partners_are_told.check,
    scores_lie_apart.check,
    reviews_are_not_traded.check,
    reviewers_are_not_overloaded.check,
    notes_are_not_the_authors.check,
    second_readings_name_sources.check,
    text_is_plain.check,
    translations_are_current.check,
)
RULES_FOR_NEW = (cases_are_not_repeated.check_new,)
"""Rules of new records only: each is given all of them at once, since it compares them with what was there before."""

ChangeRule = Callable[[Hub, Hub, Mapping[str, bytes | None]], Iterator[tuple[str, Draft]]]

CHANGE_RULES: tuple[ChangeRule, ...] = (
    reviews_are_never_rewritten.check_change,
    edits_after_review_are_editorial.check_change,
)
"""Rules that only a change can break: functions of the hub, the hub before, and what the changed files said then."""


def check(hub: Hub, records: Iterable[Record] | None = None) -> tuple[Finding, ...]:
    """What every rule says of the given records (of all by default), together with what reading them found."""
    wanted = list(hub.records.values()) if records is None else list(records)
    paths = None if records is None else {path for record in wanted for path in _paths_of(record)}
    found = [finding for finding in hub.findings if paths is None or finding.path in paths]
    return by_order([*_across(hub, wanted), *_of_new(hub, filter(is_unpublished, wanted)), *found])


def check_change(hub: Hub, earlier: Mapping[str, bytes | None]) -> tuple[Finding, ...]:
    """What is to be said of a change: everything about the changed files, and what the change broke elsewhere.

    `earlier` maps each changed path to what it said before (None when it was not there). A finding about an
    unchanged record is reported only when it was not there before the change.
    """
    past = hub_before(hub, earlier)
    return by_order([*_of_saved(hub, past, earlier), *_of_change(hub, past, earlier)])


def check_saved(hub: Hub, past: Hub, paths: Collection[str]) -> tuple[Finding, ...]:
    """What is to be said of files that were saved since a hub was read, and what that broke elsewhere."""
    return by_order(_of_saved(hub, past, paths))


def _of_saved(hub: Hub, past: Hub, paths: Collection[str]) -> Iterator[Finding]:
    changed = [record for record in hub.records.values() if record.path in paths or _has_image_in(record, paths)]
    yield from check(hub, changed)
    shown = {shown_path(path) for path in paths}
    yield from (each for each in hub.findings if any(is_within(path, each.path) for path in shown))
    keys = {record.key for record in changed}
    others = [record for record in hub.records.values() if record.key not in keys]
    yield from _of_new(hub, (each for each in changed if each.key not in past.records and not is_unpublished(each)))
    touched = keys | {each.key for each in past.records.values() if each.path in paths}
    affected = [record for record in others if touched & _named(record, hub, past)]
    known = {_place_of(finding) for finding in _across(past, affected)}
    yield from (each for each in _across(hub, affected) if _place_of(each) not in known)


def _of_change(hub: Hub, past: Hub, earlier: Mapping[str, bytes | None]) -> Iterator[Finding]:
    here = {record.path: record for record in hub.records.values() if record.path in earlier}
    for rule in CHANGE_RULES:
        for path, draft in rule(hub, past, earlier):
            if path in here:
                yield from located(hub, here[path], [draft])
            else:
                yield hub.definitions.catalogue.finding(draft.code, shown_path(path), START, draft.words)


def objections(hub: Hub, path: str, content: bytes) -> list[Finding]:
    """The errors that a new file beside a record would bring, before it is written. All stand on its first line."""
    found = found_at(path, hub.definitions)
    text = read_file(content, markdown=False)
    if found is None or text.data is None:
        return [hub.definitions.catalogue.finding("CH113", path, START)]
    then = hub_with(hub, {path: content})
    record = then.get(found.type.name, found.id)
    drafts = [Draft(fault.code, START, fault.words) for fault in text.faults]
    drafts += found.type.faults(text.data)
    drafts += [draft for rule in RULES for draft in rule(record, then)] if record else []
    drafts = guarded(text.text, drafts, hub.definitions)
    said = [
        hub.definitions.catalogue.finding(
            each.code,
            path,
            START,
            each.words,
            suggestion=each.suggestion,
            draft=each.early and each.code not in ("CH603", "CH604"),  # time does not mend these
        )
        for each in drafts
    ]
    if not is_address(found.id.rpartition("/")[2]):
        words = {"name": found.id.rpartition("/")[2]}
        said.append(hub.definitions.catalogue.finding("CH121", path, START, words))
    return [each for each in said if each.severity == Severity.ERROR]


def shortfalls(hub: Hub, record: Record) -> list[str]:
    """What stands between a record and its publication, in sentences: answers, mistakes, reviews."""
    type = hub.definitions.types[record.type]
    missing = [f"“{key}” is missing. {type.question(key)}" for key in type.missing(record.data) if key != "published"]
    then = as_published(hub, record)
    beside = [*hub.beside("review", record), *hub.beside("note", record)]
    found = [each for each in hub.findings if each.path == record.path and each.code != "CH201"]
    found += check(then, [then.records[record.key], *beside])
    stopping = [each for each in found if each.severity == Severity.ERROR]
    return list(dict.fromkeys([*missing, *(f"{each.sentence} {each.remedy} ({each.code})" for each in stopping)]))


def is_within(path: str, folder: str) -> bool:
    """Whether a path is the other one or stands below it: a fault of a folder is one of all that is in it."""
    return path == folder or path.startswith(folder + "/")


def is_among(path: str, wanted: Collection[str]) -> bool:
    """Whether a path is meant when these are wanted, or lies around one of them; all are where none is named."""
    everything = not wanted or "." in wanted or "content" in wanted
    return everything or any(is_within(path, each) or is_within(each, path) for each in wanted)


def _across(hub: Hub, records: Iterable[Record]) -> list[Finding]:
    """What the rules say of records, without what reading each file by itself has found."""
    found: list[Finding] = []
    for record in records:
        found += located(hub, record, [draft for rule in RULES for draft in islice(rule(record, hub), MOST)])
    return found


def _of_new(hub: Hub, records: Iterable[Record]) -> list[Finding]:
    """What is said of new records only."""
    new = list(records)
    drafts = [said for rule in RULES_FOR_NEW for said in rule(new, hub)]
    return [finding for record, draft in drafts for finding in located(hub, record, [draft])]


def _paths_of(record: Record) -> set[str]:
    return {record.path, *(image.path for image in record.images)}


def _has_image_in(record: Record, paths: Iterable[str]) -> bool:
    """Whether one of the paths is, or was, an image beside the record."""
    if record.type == "page" or not record.path.endswith("/index.md"):
        return False
    return any(is_within(path, record.path.removesuffix("/index.md")) for path in paths)


def _named(record: Record, hub: Hub, past: Hub) -> set[Key]:
    """The records that a record names in its fields or links to, now or before."""
    named = {(type, id) for _, type, id in references_resolve.references(record, hub)}
    named |= {(record.type, id) for _, id in record.values(("formerly", "*"))}
    for link in record.facts.links:
        for each in (hub, past):
            if not link.is_image and (target := links_resolve.record_at(link.target, record, each)):
                named.add(target.key)
    named |= depends_on(hub, record)
    if before := past.get(*record.key):
        named |= depends_on(past, before)
    if record.subject:
        named.add(record.subject)
    if record.type == "case":  # lineage reaches through other cases
        named |= {each.key for each in hub.of("case")} if record.data.get("adapted_from") else set()
        if "level" in record.data.get("evidence", {}):  # a claim may rest on what adapters found
            named |= {each.key for state in (hub, past) for each in state.mentions(record, "case", "adapted_from")}
    return named


def _place_of(finding: Finding) -> tuple[str, str, int, int]:
    """What stays the same while a file does: the words of a finding may quote the other file."""
    return (finding.code, finding.path, finding.line, finding.column)
