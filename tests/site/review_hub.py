"""A hub whose records have been reviewed: by peers who agree and who do not, in two rounds, with ties, and corrected.

Nobody in it is real. The records are no examples, because the policy asks nothing of those.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hubs import make_founding, make_hub, replace
from mini_hub import definitions
from peer_hub import SCORES, case_text, digest_of, field_of, files_of, review_fields, written

from casehub.review.digest import content_from

DISCUSSION = "https://forge.example.org/hub/pull/12#review-3"
ORCID = "https://orcid.org/0000-0002-1825-0097"
REVIEWS: tuple[dict[str, Any], ...] = (
    {
        "who": "ben",
        "date": "2026-02-10",
        "recommendation": "revise",
        "comments": "Say what it cost.",
        "scores": {**SCORES, "evidence": 2},
    },
    {
        "who": "ben",
        "date": "2026-03-05",
        "round": 2,
        "scores": {**SCORES, "usefulness": 4, "evidence": 1},
        "reasons": {"usefulness": "We changed our plan because of it.", "evidence": "Only the city itself is asked."},
        "comments": "Now it says what it cost.\n\nThe second paragraph of a comment.",
        "source": {"forge": "github", "pull_request": 12, "review": 3, "url": DISCUSSION},
    },
    {"who": "eva", "date": "2026-03-06", "recommendation": "accept-minor"},
    {
        "who": "rex",
        "date": "2026-03-07",
        "interests": {
            "declared": "disclosed",
            "statement": "I gave a talk there in 2024.",
            "waived_by": "kim",
            "waived_because": "One talk is no tie.",
        },
    },
    {"who": "bea", "date": "2026-03-04"},
)
TAKEN_BACK = {
    "schema_version": 1,
    "reviewer": "bea",
    "date": "2026-03-10",
    "amends": "2026-03-04-bea",
    "because": "I had read the wrong case.",
    "retracted": True,
}
NOTE = {"by": "kim", "reason": "A comma."}
VARIATION: dict[str, Any] = {
    "reviews": REVIEWS,
    "edit": ["The forms moved", "The forms, moved"],
    "notes": [NOTE],
    "people": {"eva": {"identifier": ORCID}},
}
WAITING = {
    "title": "Parks that anybody may book",
    "status": "in-review",
    "published": None,
    "submitted": "2026-04-01",
    "submitted_by": "ben",
    "contributors": [{"person": "ben"}],
    "lead_organisation": "city-of-south",
    "partners": None,
    "notified": None,
}
ROADS = {**WAITING, "title": "Roads", "status": "published", "published": "2026-04-02"}


def make_review_hub(folder: Path) -> Path:
    """The mini hub with a reviewed case and practice, one of each that wait, and a founding case."""
    hub = make_hub(folder)
    replace(hub / "schemas/policy.yaml", "editors: []", "editors: [kim]")
    make_founding(hub, "roads")
    files = files_of(VARIATION)
    files["reviews/case/permits/2026-03-10-bea.yml"] = _plain(TAKEN_BACK)
    files["cases/parks.md"] = case_text(WAITING)
    files["cases/roads.md"] = case_text(ROADS)
    files.update(_review("case", "parks", digest_of(files["cases/parks.md"]), {"who": "ann", "date": "2026-04-20"}))
    files["practices/reviewed.md"] = _practice(hub, "published", "A practice that peers read", published="2026-04-30")
    files["practices/waiting.md"] = _practice(hub, "in-review", "A practice that waits")
    content = content_from(files["practices/reviewed.md"].encode(), definitions().types["practice"])
    assert content is not None
    for who in ("eva", "rex"):
        files.update(_review("practice", "reviewed", content.digest, {"who": who, "date": "2026-04-29"}))
    for path, text in files.items():
        target = hub / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return hub


def _plain(fields: Mapping[str, Any]) -> str:
    return re.sub(r"'(\d{4}-\d{2}-\d{2})'", r"\1", written(fields))


def _review(type: str, id: str, digest: str, given: Mapping[str, Any]) -> dict[str, str]:
    fields = review_fields(given, {"before": digest})
    return {f"reviews/{type}/{id}/{given['date']}-{given['who']}.yml": _plain(fields)}


def _practice(hub: Path, status: str, title: str, published: str = "") -> str:
    text = (hub / "content/practices/ask-first.md").read_text("utf-8")
    text = text.replace("example: true\n", "").replace("status: published", f"status: {status}")
    text = text.replace("submitted_by: editors", "submitted_by: ann").replace("case: valid-case", "case: permits")
    text = text.replace(f"title: {field_of(text, 'title')}", f"title: {title}")
    return re.sub(r"published: .*\n", f"published: {published}\n" if published else "", text)
