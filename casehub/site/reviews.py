"""What a page tells of the reviews of its record: who vouches for it, what each of them said, how far they lie apart.

A reviewer is named only with consent, given in the review and by the person. Without it neither organisation, nor
statement of interests, nor the discussion shows, which would give the name away. Examples stand apart, never counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casehub.records.model import Hub, Key, Record
from casehub.review.disagreement import spreads
from casehub.review.policy import policy_of
from casehub.review.reviews import Review, all_reviews, is_example
from casehub.review.rubric import Edition, rubric_of
from casehub.review.verdict import Verdict, note_is_valid, verdict_of
from casehub.site.address import url_of
from casehub.site.dates import day_in_words
from casehub.site.lines import line, link
from casehub.site.page import View

_PAST = ("earlier", "retracted")
"""States of reviews that only the history tells."""


def review_view(hub: Hub, record: Record) -> View:
    """The line that says who vouches, the table of scores, reviews that stand and earlier ones, notes, examples."""
    every = all_reviews(hub, record)
    verdict = verdict_of(hub, record)
    states = _states(verdict)
    entries = [
        _entry(hub, review, number, *_state(hub, review, states)) for number, review in enumerate(every, start=1)
    ]
    given = [each for each in entries if each["state"] != "example"]
    current = {each.last.key for each in (*verdict.counting, *verdict.stale, *verdict.opposed)}
    shown = [each for each in every if each.last.key in current]
    told = {review.last.key: entry for review, entry in zip(every, entries, strict=True)}
    state, line = standing_of(hub, record, verdict)
    return {
        "state": state,
        "line": line,
        "counted": len(verdict.counting),
        "needed": verdict.needed,
        "apart": policy_of(hub.definitions).apart,
        "tables": _tables(hub, shown, told),
        "current": [each for each in given if each["state"] not in _PAST],
        "past": [each for each in given if each["state"] in _PAST],
        "has_rounds": any(each["round"] > 1 for each in given),
        "has_file": not record.is_example and any(each["state"] != "retracted" for each in given),
        "notes": _notes(hub, record),
        "examples": [each for each in entries if each["state"] == "example"],
    }


def standing_of(hub: Hub, record: Record, verdict: Verdict) -> tuple[str, str]:
    """Who vouches for a record: `reviewed`, `waiting`, `founding` or `unreviewed`, and one line of words.

    Both are empty for a made-up example, which needs nobody's word.
    """
    words = hub.definitions.words
    if record.is_example or record.stage not in ("in-review", "published"):
        return "", ""
    count = len(verdict.counting)
    if record.stage == "in-review":
        since = str(record.data.get("submitted", ""))
        told = words["review_waiting"]
        if since:
            told = words["review_waiting_since"].format(date=day_in_words(since, hub.language)["text"])
        return "waiting", f"{told}: {words['review_so_far'].format(count=count, needed=verdict.needed)}"
    if verdict.suffices:
        month = max(each.date for each in verdict.counting)[:7]
        return "reviewed", words["review_by"].format(
            peers=_number(words, "review_peers", count),
            organisations=_number(words, "review_organisations", verdict.houses),
            month=day_in_words(month, hub.language)["text"],
        )
    if policy_of(hub.definitions).is_founding(record):
        if count:
            return "founding", words["review_founding_some"].format(count=count, needed=verdict.needed)
        return "founding", words["not_reviewed"]
    return "unreviewed", words["review_none"]


def is_named(hub: Hub, review: Review) -> bool:
    """Whether a reviewer may be named: the review says so, and the person is listed with consent."""
    person = hub.get("person", review.reviewer)
    return review.data.get("consent") == "yes" and person is not None and person.data.get("consent") == "yes"


def given_lines(hub: Hub, given: Iterable[tuple[Record, Review]], *, with_names: bool = False) -> list[View]:
    """Reviews as lines, one for each record: its title, and the days of the reviews, with who gave them if wanted."""
    found: dict[Key, tuple[Record, list[Review]]] = {}
    for record, review in given:
        found.setdefault(record.key, (record, []))[1].append(review)
    words = hub.definitions.words
    lines = []
    for record, reviews in found.values():
        told = []
        for review in reviews:
            who = _person(hub, review.reviewer) if with_names else None
            day = words["review_round_on"].format(
                round=review.round, date=day_in_words(review.date, hub.language)["text"]
            )
            told.append(f"{who['title']}, {day}" if who else day)
        made_up = all(is_example(hub, each) for each in reviews)
        lines.append({**line(hub, record), "why": "; ".join(told), "is_example": made_up})
    return lines


def rubric_view(edition: Edition, language: str) -> View:
    """An edition of the rubric: each criterion with its question and what each score means."""
    return {
        "edition": edition.number,
        "since": day_in_words(edition.since, language),
        "lowest": edition.lowest,
        "highest": edition.highest,
        "needs_reason": sorted(edition.needs_reason),
        "criteria": [
            {
                "id": each.id,
                "title": each.title,
                "question": each.question,
                "anchors": [
                    {"score": score, "text": text} for score, text in enumerate(each.anchors, start=edition.lowest)
                ],
            }
            for each in edition.criteria
        ],
    }


def _states(verdict: Verdict) -> Mapping[Any, tuple[str, str]]:
    """What each standing review comes to, by the file that spoke last."""
    found: dict[Any, tuple[str, str]] = {}
    for state, reviews in (("counts", verdict.counting), ("stale", verdict.stale), ("opposed", verdict.opposed)):
        found.update((each.last.key, (state, "")) for each in reviews)
    found.update((each.last.key, ("unfit", reason)) for each, reason in verdict.unfit)
    return found


def _state(hub: Hub, review: Review, states: Mapping[Any, tuple[str, str]]) -> tuple[str, str]:
    if is_example(hub, review):
        return "example", ""
    if review.is_retracted:
        return "retracted", ""
    return states.get(review.last.key, ("earlier", ""))


def _entry(hub: Hub, review: Review, number: int, state: str, why: str) -> View:
    data, label = review.data, hub.definitions.label
    named = is_named(hub, review)
    source = data.get("source", {})
    return {
        "id": f"review-{number}",
        "number": number,
        "reviewer": _person(hub, review.reviewer) if named else None,
        "organisation": _organisation(hub, review.organisation) if named else None,
        "date": day_in_words(review.date, hub.language),
        "round": review.round,
        "recommendation": label("recommendation", review.recommendation),
        "recommendation_id": review.recommendation,
        "state": state,
        "why": why,
        "edition": data.get("rubric", 0),
        "scores": _scores(hub, data),
        "comments": [each.strip() for each in str(data.get("comments", "")).split("\n\n") if each.strip()],
        "interests": _interests(hub, data.get("interests", {}), named),
        "discussion": str(source.get("url", "")) if named else "",
        "pull_request": source.get("pull_request", 0) if named else 0,
        "amended": [
            {
                "date": day_in_words(each.data.get("date", ""), hub.language),
                "because": each.data.get("because", ""),
                "is_end": each.data.get("retracted") is True,
            }
            for each in review.files[1:]
        ],
        "digest": review.digest,
    }


def _person(hub: Hub, id: object) -> View | None:
    """Somebody who agreed to be listed, by name, with the address of the page; None for anybody else."""
    person = hub.get("person", str(id))
    if person is None or person.data.get("consent") != "yes":
        return None
    return {
        "title": person.title,
        "url": url_of(person, hub) if person.is_public else "",
        "identifier": str(person.data.get("identifier", "")),
    }


def _organisation(hub: Hub, id: str) -> View:
    return link(hub, "organisation", id) or {"title": id, "url": ""}


def _scores(hub: Hub, data: Mapping[str, Any]) -> list[View]:
    """Each criterion of the review's edition that was scored, with the anchor in words and the reason."""
    edition = rubric_of(hub.definitions).edition(data.get("rubric"))
    scores, reasons = data.get("scores", {}), data.get("reasons", {})
    if edition is None:
        return []
    return [
        {
            "id": each.id,
            "title": each.title,
            "score": scores[each.id],
            "lowest": edition.lowest,
            "highest": edition.highest,
            "anchor": each.anchors[scores[each.id] - edition.lowest],
            "reason": str(reasons.get(each.id, "")),
        }
        for each in edition.criteria
        if each.id in scores and edition.lowest <= scores[each.id] <= edition.highest
    ]


def _interests(hub: Hub, interests: Mapping[str, Any], named: bool) -> View:
    declared = str(interests.get("declared", ""))
    view: View = {"declared": declared, "statement": "", "is_waived": False, "waived_by": None, "waived_because": ""}
    if named:
        view["statement"] = str(interests.get("statement", ""))
        view["waived_because"] = str(interests.get("waived_because", ""))
        view["waived_by"] = _person(hub, interests.get("waived_by", ""))
        view["is_waived"] = "waived_by" in interests
    return view


def _tables(hub: Hub, reviews: Sequence[Review], entries: Mapping[Any, View]) -> list[View]:
    """The scores of standing reviews side by side, a table for each edition: criteria below, reviewers across."""
    found = []
    for number in sorted({int(each.data.get("rubric", 0)) for each in reviews}):
        edition = rubric_of(hub.definitions).edition(number)
        among = [each for each in reviews if each.data.get("rubric") == number]
        if edition is None:
            continue
        widths = {each.criterion: each.width for each in spreads(among)}
        given = [{each["id"]: each["score"] for each in entries[review.last.key]["scores"]} for review in among]
        rows = [
            {
                "id": each.id,
                "title": each.title,
                "scores": [scores.get(each.id) for scores in given],
                "apart": widths.get(each.id, 0) if len(among) > 1 else None,
            }
            for each in edition.criteria
        ]
        columns = [entries[review.last.key] for review in among]
        heads = [{key: each[key] for key in ("id", "number", "reviewer")} for each in columns]
        found.append(
            {"edition": number, "lowest": edition.lowest, "highest": edition.highest, "heads": heads, "rows": rows}
        )
    return found


def _notes(hub: Hub, record: Record) -> list[View]:
    """Edits after the reviews that somebody who is no author vouches for, in the order of their days."""
    found = [each for each in hub.beside("note", record) if note_is_valid(hub, record, each)]
    return [
        {
            "date": day_in_words(each.data.get("date", ""), hub.language),
            "by": _person(hub, each.data.get("by", "")),
            "reason": each.data.get("reason", ""),
        }
        for each in sorted(found, key=lambda each: (str(each.data.get("date", "")), each.id))
    ]


def _number(words: Mapping[str, str], key: str, count: int) -> str:
    return words[f"{key}_one"] if count == 1 else words[f"{key}_many"].format(count=count)
