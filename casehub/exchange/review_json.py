"""Reviews of a record as linked data, in the words of schema.org, for whoever gathers reviews from many places.

The record is a `CreativeWork` with a `Review` for each review; a review's scores are `Rating`s, one for each
criterion of the rubric (`reviewAspect`), with the lowest and the highest possible. Sources: https://schema.org/Review,
https://schema.org/Rating; JSON-LD 1.1, https://www.w3.org/TR/json-ld11/
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Score:
    """What a review gives for one criterion; `explanation` is its reason, or what the score means."""

    criterion: str
    value: int
    lowest: int
    highest: int
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A review. What is not known is empty; `reviewer` is empty where nobody agreed to be named."""

    id: str
    name: str
    published: str
    recommendation: str
    status: str
    interests: str
    scores: tuple[Score, ...]
    text: str = ""
    reviewer: str = ""
    page: str = ""
    identifier: str = ""
    organisation: str = ""
    discussion: str = ""
    digest: str = ""
    """Of the text that was read."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A record with its reviews."""

    title: str
    summary: str
    url: str
    language: str
    published: str
    licence: str
    publisher: str
    reviews: tuple[Given, ...]


def create_review_json(reviewed: Reviewed) -> str:
    """A record and its reviews as JSON-LD."""
    work = _kept(
        {
            "@context": "https://schema.org",
            "@type": "CreativeWork",
            "@id": reviewed.url,
            "url": reviewed.url,
            "name": reviewed.title,
            "description": reviewed.summary,
            "inLanguage": reviewed.language,
            "datePublished": reviewed.published,
            "license": f"https://spdx.org/licenses/{reviewed.licence}" if reviewed.licence else "",
            "publisher": {"@type": "Organization", "name": reviewed.publisher},
            "review": [_review(each, reviewed) for each in reviewed.reviews],
        }
    )
    return json.dumps(work, ensure_ascii=False, indent=2) + "\n"


def _review(given: Given, reviewed: Reviewed) -> dict[str, Any]:
    return _kept(
        {
            "@type": "Review",
            "@id": f"{reviewed.url}#{given.id}",
            "name": given.name,
            "itemReviewed": _kept(
                {"@type": "CreativeWork", "name": reviewed.title, "url": reviewed.url, "version": given.digest}
            ),
            "author": _author(given),
            "datePublished": given.published,
            "url": given.discussion,
            "abstract": given.recommendation,
            "creativeWorkStatus": given.status,
            "reviewBody": given.text,
            "reviewRating": [_rating(each) for each in given.scores],
            "comment": {"@type": "Comment", "text": given.interests} if given.interests else "",
        }
    )


def _author(given: Given) -> dict[str, Any] | None:
    if not given.reviewer:
        return None
    house = {"@type": "Organization", "name": given.organisation} if given.organisation else ""
    return _kept(
        {
            "@type": "Person",
            "name": given.reviewer,
            "url": given.page,
            "identifier": given.identifier,
            "affiliation": house,
        }
    )


def _rating(score: Score) -> dict[str, Any]:
    return _kept(
        {
            "@type": "Rating",
            "reviewAspect": score.criterion,
            "ratingValue": score.value,
            "worstRating": score.lowest,
            "bestRating": score.highest,
            "ratingExplanation": score.explanation,
        }
    )


def _kept(fields: dict[str, Any]) -> dict[str, Any]:
    """Only what is known: an empty text is no answer, while a score of 0 is one."""
    return {key: value for key, value in fields.items() if value is not None and value not in ("", [])}
