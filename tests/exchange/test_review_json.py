"""Reviews as linked data: read back as JSON, with what schema.org asks of a review, and nothing that is not known."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from casehub.exchange.review_json import Given, Reviewed, Score, create_review_json

GIVEN = Given(
    id="review-1",
    name="Peer review of “Parks”, round 1",
    published="2026-03-05",
    recommendation="Accept",
    status="Counts",
    interests="No tie declared.",
    scores=(Score("Clarity", 0, 0, 4, "One cannot tell what was done."), Score("Evidence", 3, 0, 4)),
    text='He said "no" </script>\n\nand so on.',
    reviewer="Ada Example",
    page="https://hub.example.org/people/ada/",
    identifier="https://orcid.org/0000-0002-1825-0097",
    organisation="City of Plenty",
    discussion="https://forge.example.org/pull/12",
    digest="cm1-" + "0" * 64,
)
PARKS = Reviewed(
    "Parks", "In short.", "https://hub.example.org/cases/parks/", "en", "2026-04-01", "CC-BY-4.0", "A hub", (GIVEN,)
)


def read_back(reviewed: Reviewed) -> dict[str, Any]:
    """What somebody else's program would find."""
    found: dict[str, Any] = json.loads(create_review_json(reviewed))
    return found


def test_a_review_has_what_schema_org_asks_for() -> None:
    (review,) = read_back(PARKS)["review"]
    assert review["@type"] == "Review"
    assert review["author"] == {
        "@type": "Person",
        "name": "Ada Example",
        "url": "https://hub.example.org/people/ada/",
        "identifier": "https://orcid.org/0000-0002-1825-0097",
        "affiliation": {"@type": "Organization", "name": "City of Plenty"},
    }
    assert review["itemReviewed"] == {
        "@type": "CreativeWork",
        "name": "Parks",
        "url": "https://hub.example.org/cases/parks/",
        "version": "cm1-" + "0" * 64,
    }
    assert review["reviewBody"] == GIVEN.text
    assert review["datePublished"] == "2026-03-05"


def test_each_criterion_is_a_rating_with_its_ends_and_a_score_of_nought_is_one() -> None:
    (review,) = read_back(PARKS)["review"]
    assert review["reviewRating"] == [
        {
            "@type": "Rating",
            "reviewAspect": "Clarity",
            "ratingValue": 0,
            "worstRating": 0,
            "bestRating": 4,
            "ratingExplanation": "One cannot tell what was done.",
        },
        {"@type": "Rating", "reviewAspect": "Evidence", "ratingValue": 3, "worstRating": 0, "bestRating": 4},
    ]


def test_who_did_not_agree_has_no_author() -> None:
    unnamed = replace(GIVEN, reviewer="", page="", identifier="", organisation="", discussion="")
    (review,) = read_back(replace(PARKS, reviews=(unnamed,)))["review"]
    assert not {"author", "url"} & set(review)


def test_what_is_not_known_is_left_out() -> None:
    bare = Reviewed("Parks", "", "cases/parks/", "en", "", "", "A hub", ())
    assert read_back(bare) == {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": "cases/parks/",
        "url": "cases/parks/",
        "name": "Parks",
        "inLanguage": "en",
        "publisher": {"@type": "Organization", "name": "A hub"},
    }


def test_it_is_the_same_each_time() -> None:
    assert create_review_json(PARKS) == create_review_json(PARKS)
    assert create_review_json(PARKS).endswith("}\n")
