"""The page about peer review: the rubric, how to review in half an hour, what waits for one, and who gave one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casehub.records.model import Hub, Record
from casehub.review.policy import policy_of
from casehub.review.rubric import rubric_of
from casehub.review.verdict import verdict_of
from casehub.rules import shortfalls
from casehub.site.address import page_url
from casehub.site.dates import day_in_words
from casehub.site.index import Index
from casehub.site.lines import SHOWN, line
from casehub.site.page import Page, View
from casehub.site.reviews import given_lines, rubric_view

URL = "review/"
_STEPS = 6
"""How many steps the labels tell, `review_step_1` and so on."""
_GUIDE = "contribute/reviewing"


def pages(hub: Hub) -> Iterable[Page]:
    """The page about peer review."""
    words = hub.definitions.words
    policy, rubric = policy_of(hub.definitions), rubric_of(hub.definitions)
    founding = list(_founding(hub))
    view: View = {
        "title": words["peer_review"],
        "summary": words["review_page_summary"],
        "url": URL,
        "steps": [words[f"review_step_{number}"] for number in range(1, _STEPS + 1)],
        "rubric": rubric_view(rubric.newest, hub.language),
        "earlier": [
            rubric_view(each, hub.language)
            for number, each in sorted(rubric.editions.items())
            if number != rubric.current
        ],
        "policy": {"reviewers": policy.reviewers, "apart": policy.apart, "notice_days": policy.notice_days},
        "queue": [_waiting(hub, each) for each in _in_review(hub)],
        "founding": {"lines": [line(hub, each) for each in founding[:SHOWN]], "total": len(founding)},
        "given": _given(hub),
        "guide": page_url(_GUIDE) if hub.get("page", _GUIDE) else "",
    }
    yield Page(URL, "review.html", view, section="review")


def _reviewable(hub: Hub) -> Iterator[Record]:
    """Records of the types that peers review, without made-up examples."""
    for name, type in hub.definitions.types.items():
        if type.substantive:
            yield from (each for each in hub.of(name) if not each.is_example)


def _in_review(hub: Hub) -> list[Record]:
    """What waits for reviews, the longest first."""
    waiting = [each for each in _reviewable(hub) if each.stage == "in-review"]
    return sorted(waiting, key=lambda each: (str(each.data.get("submitted", "")), each.key))


def _waiting(hub: Hub, record: Record) -> View:
    verdict = verdict_of(hub, record)
    since = str(record.data.get("submitted", ""))
    return {
        **line(hub, record),
        "type_title": hub.definitions.types[record.type].title,
        "since": day_in_words(since, hub.language) if since else None,
        "counted": len(verdict.counting),
        "needed": verdict.needed,
        "missing": shortfalls(hub, record),
    }


def _founding(hub: Hub) -> Iterator[Record]:
    """Published records that editors checked and that too few peers have reviewed yet."""
    policy = policy_of(hub.definitions)
    for record in _reviewable(hub):
        if record.is_listed and policy.is_founding(record) and not verdict_of(hub, record).suffices:
            yield record


def _given(hub: Hub) -> list[View]:
    """Everybody who gave a review under their name, with what they reviewed; who reviewed last stands first."""
    index = Index(hub)
    found = []
    for person in hub.of("person"):
        given = index.reviews_by(person.id)
        if given and not person.is_example:
            lines = given_lines(hub, given)
            found.append((given[0][1].date, {**line(hub, person), "reviews": lines[:SHOWN], "total": len(lines)}))
    ordered = sorted(found, key=lambda each: str(each[1]["title"]).casefold())
    return [view for _, view in sorted(ordered, key=lambda each: each[0], reverse=True)]
