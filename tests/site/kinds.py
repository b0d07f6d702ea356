"""A hub with two records of each type: one with every field that shows, one with only what is required."""

from __future__ import annotations

import json
from pathlib import Path

from hubs import body, case, front_matter, make_hub

_STANDING = (
    "schema_version: 1",
    "status: published",
    "example: true",
    "licence: CC-BY-4.0",
    "submitted: 2026-01-15",
    "submitted_by: editors",
    "published: 2026-02-10",
)
LONG = ("A title as long as titles may be, which goes on and on about permits and forms " * 2)[:156]
STATEMENT = """accessibility:
  organisation: City of Example
  contact: mailto:access@example.org
  answer_within: five working days
  jurisdiction: {law}
  prepared: 2026-01-01
  reviewed: 2026-02-02
  tested: 2026-02-01
  method: Pages were opened and tried.
  known_issues:
    - what: Old maps have no words.
      because: disproportionate-burden
      why: There are too many of them.
      instead: Ask us, and we tell what a map shows.
      until: 2027-06
    - what: A film of others has no captions.
      because: out-of-scope
"""


NOON = "1780315200"
"""The first of June 2026, as SOURCE_DATE_EPOCH: the day on which the sites of these records are built."""


def make_kinds_hub(folder: Path) -> Path:
    """The mini hub with full and bare records of every type beside its own."""
    hub = make_hub(folder)
    for path, text in {**_yaml(), **_markdown()}.items():
        target = hub / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    return hub


def _record(title: str, *fields: str, language: str = "en", text: str = "\nSome words.\n") -> str:
    told = (
        f"title: {json.dumps(title, ensure_ascii=False)}",
        "summary: A made-up record that shows what its page shows.",
    )
    return front_matter([*_STANDING, f"language: {language}", *told, *fields]) + text


def _yaml() -> dict[str, str]:
    people = {
        "ada": {"name": "Ada Example", "role": "Head of permits", "organisation": "full-city", "country": "DK"},
        "bjorn": {"name": "Björn Mustermann", "role": "Data steward", "organisation": "bare-office", "country": "DE"},
        "yusuf": {"name": "يوسف المثال", "role": "مدير", "country": "MA"},
        "bare": {"name": "山田 例子"},
    }
    more = {
        "ada": {"topics": ["GF0103"], "languages": ["da", "en"], "offers": ["call", "visit"]},
        "bjorn": {"topics": ["GF0103", "GF0405"], "languages": ["de", "fr"], "offers": ["call", "mentoring"]},
        "yusuf": {"topics": ["GF0405"], "languages": ["ar", "fr"], "offers": ["call"]},
    }
    more["ada"]["contacts"] = [
        {
            "role": "Permit office",
            "organisation": "full-city",
            "channel": "mailto:permits@example.org",
            "offers": ["call"],
        }
    ]  # type: ignore[assignment]
    found = {
        f"people/{id}.yml": json.dumps(
            {"schema_version": 1, "example": True, "consent": "yes", **told, **more.get(id, {})}, ensure_ascii=False
        )
        for id, told in people.items()
    }
    about = {"type": "practice", "id": "full-practice"}
    for id, kind, told in (
        ("asked", "question", {}),
        (
            "mended",
            "correction",
            {"answer": {"date": "2026-05-09", "by": "ada", "text": "It was.", "corrected": "yes"}},
        ),
    ):
        question = {"schema_version": 1, "example": True, "kind": kind, "about": about, "asked": "2026-05-02"}
        found[f"questions/{id}.yml"] = json.dumps({**question, "text": f"What about <b>{id}</b> & others?", **told})
    return {
        **found,
        "organisations/full-city.yml": json.dumps(
            {
                "schema_version": 1,
                "name": "City of Plenty",
                "local_name": "مدينة",
                "example": True,
                "type": "local-government",
                "country": "DK",
                "website": "https://www.plenty.example.org/en",
                "identifier": "wikidata:Q1748",
                "parent": "bare-office",
                "size": "from-250-to-999",
                "about": "A made-up city.",
            },
            ensure_ascii=False,
        ),
        "organisations/bare-office.yml": "\n".join(
            ["schema_version: 1", "name: Office of Little", "example: true", "type: agency", "closed: 2024-05", ""]
        ),
    }


def _markdown() -> dict[str, str]:
    cites = "{case: tech-case, why: It shows the way.}"
    outcome = "{indicator: processing-time, dimension: efficiency, unit: days, better: lower, source: notes, "
    return {
        "cases/tech-case.md": case(
            "tech-case",
            verdict="worked",
            technologies="[chatbot]",
            suppliers="[Maker & Sons, <b>Bold</b> Ltd]",
            challenges="[slow-permits]",
            practices="[full-practice]",
            lead_organisation="full-city",
            partners="[{organisation: city-of-example, role: paid for it}]",
            contributors="[{person: ada, roles: [investigation]}]",
            outcomes=f"[{outcome}baseline: 20, result: 15, period: 2020 to 2021, comparison: The year before.}}]",
        ),
        "cases/failed-case.md": case(
            "failed-case",
            verdict="did-not-work",
            technologies="[chatbot]",
            lead_organisation="full-city",
            outcomes=f"[{outcome}baseline: 10, result: 12}}, {{indicator: processing-time, dimension: efficiency, "
            "statement: Nobody knew why., source: notes}]",
        ),
        "practices/full-practice.md": _record(
            "A practice with everything",
            "challenges: [slow-permits]",
            "steps: [First do this., Then do that.]",
            f"supported_by: [{cites}]",
            "contradicted_by: [{case: failed-case, why: It cost too much.}]",
            "when_not_to_use: [Nobody will heed the result.]",
            "contacts: [{role: Practice desk, channel: 'https://example.org/ask'}]",
            text=body("practice"),
        ),
        "practices/bare-practice.md": _record(LONG, "steps: [Do it.]", text=body("practice")),
        "challenges/full-challenge.md": _record(
            "A challenge with everything",
            "asked_by: full-city",
            "open: 'yes'",
            "wanted: [Numbers from anywhere.]",
            "faced_by: [{organisation: full-city, contact: The permit desk}, {organisation: bare-office}]",
            "contacts: [{role: Permit desk, channel: 'mailto:desk@example.org', offers: [call]}]",
            text="\n## The problem\n\nOne.\n\n## What is known\n\nTwo.\n\n## What is missing\n\nThree.\n",
        ),
        "challenges/bare-challenge.md": _record(
            "مشكلة بلا تفاصيل",
            "open: 'no'",
            language="ar",
            text="\n## The problem\n\nواحد.\n\n## What is known\n\nاثنان.\n\n## What is missing\n\nثلاثة.\n",
        ),
        "groups/full-group.md": _record(
            "A group with everything",
            *("commissioned_by: full-city", "reports_to: bare-office", "steward: ada", "members: [full-city]"),
            "started: 2025-03",
            "reports: [{due: 2025-06-30, delivered: 2025-06-30}, {due: 2025-12-31, delivered: 2026-01-01,"
            " link: 'https://example.org/r'}, {due: 2026-05-31}, {due: 2026-06-01}]",
            "outputs: [{title: What we found, practice: full-practice}, {title: A form, link: 'https://example.org/f'}]",
            "challenges: [full-challenge]",
            "contacts: [{role: Secretariat, channel: 'mailto:group@example.org'}]",
        ),
        "groups/bare-group.md": _record("A bare group", "commissioned_by: full-city", "ended: 2020"),
        "events/full-event.md": _record(
            "An event with everything",
            *("kind: workshop", "starts: 2026-07-01T14:00+02:00", "ends: 2026-07-01T16:30+02:00", "place: Town hall"),
            *(
                "link: https://www.join.example.org/now",
                "recording: https://film.example.org/a",
                "hosted_by: full-city",
            ),
            *("group: full-group", "cases: [tech-case]", "challenges: [full-challenge]"),
            "contacts: [{role: Organisers, channel: 'mailto:event@example.org'}]",
        ),
        "events/bare-event.md": _record("A bare event", "kind: visit", "starts: 2026-05-31"),
        "learning/full-guide.md": _record(
            "A guide with everything",
            *("kind: guide", "link: https://example.org/guide", "provider: full-city", "skills: [data-analysis]"),
            *("resource_language: fr", "duration: two evenings", "checked: 2026-03-01", "practices: [full-practice]"),
        ),
        "learning/bare-course.md": _record("A bare course", "kind: course", "link: https://example.org/course"),
        "glossary/chatbot.md": _record(
            "Chatbot",
            "labels: {en: Chatbot, ar: روبوت دردشة, ja: チャットボット}",
            "alternatives: {en: [virtual assistant], de: [Dialogsystem]}",
            "broader: [one-stop-shop]",
            "related: [bare-term]",
            "exact_match: ['https://www.wikidata.org/wiki/Q870780']",
            text="\nSee [the first case](../cases/tech-case.md).\n",
        ),
        "glossary/bare-term.md": _record("Étude", "labels: {en: Study}"),
        "about/accessibility.md": front_matter(
            [
                "schema_version: 1",
                "title: Accessible",
                "summary: What works for whom, and what does not.",
                *STATEMENT.format(law="eu").splitlines(),
            ]
        )
        + "\n## What we do\n\nWe try.\n",
    }
