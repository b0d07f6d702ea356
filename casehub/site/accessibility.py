"""The accessibility statement: what the law expects a page to say, made from the facts in its front matter.

Parts and order follow the model statement of the European Union (Implementing Decision (EU) 2018/1523), which the
United Kingdom's regulations (SI 2018/952) take over: how far the site conforms, what is not accessible and why, what
there is instead, how to report, who enforces, how it was tested, and when the statement was looked at.
"""

from __future__ import annotations

from typing import Any

from casehub.records.model import Hub, Record
from casehub.site.dates import day_in_words
from casehub.site.lines import host_of
from casehub.site.page import View

_ENFORCERS = {
    "uk": (
        ("Equality Advisory and Support Service (EASS)", "https://www.equalityadvisoryservice.com/"),
        ("Equality Commission for Northern Ireland", "https://www.equalityni.org/"),
    ),
    "us": (("Civil Rights Division, U.S. Department of Justice", "https://civilrights.justice.gov/"),),
}
"""Where a complaint goes when the answer does not satisfy. Elsewhere the statement itself names the body."""


def statement_view(hub: Hub, record: Record) -> View:
    """The parts of the statement; nothing for editorial pages whose front matter holds no facts for one."""
    facts = record.data.get("accessibility")
    if not facts:
        return {}
    channel = str(facts.get("contact", ""))
    issues = facts.get("known_issues", [])
    return {
        "statement": {
            "organisation": facts.get("organisation", ""),
            "jurisdiction": facts.get("jurisdiction", "other"),
            "state": _state(facts),
            "contact": {
                "url": channel,
                "text": channel.removeprefix("mailto:") if channel.startswith("mailto:") else host_of(channel),
                "is_mail": channel.startswith("mailto:"),
            },
            "answer_within": facts.get("answer_within", ""),
            "gaps": _gaps(hub, issues),
            "enforcers": _enforcers(facts),
            "method": facts.get("method", ""),
            "dates": {
                key: day_in_words(facts[key], hub.language)
                for key in ("tested", "prepared", "reviewed")
                if key in facts
            },
        },
        "contents": [],
    }


def _state(facts: dict[str, Any]) -> str:
    """`untested`, `full`, or `partial` when something that the law reaches is not accessible."""
    if "tested" not in facts:
        return "untested"
    reached = [each for each in facts.get("known_issues", ()) if each.get("because") != "out-of-scope"]
    return "partial" if reached else "full"


def _gaps(hub: Hub, issues: list[dict[str, Any]]) -> list[View]:
    """What is not accessible, by the reason that the law knows."""
    return [
        {
            "id": id,
            "label": term.label(),
            "definition": term.definition,
            "issues": [
                {
                    "what": each.get("what", ""),
                    "why": each.get("why", ""),
                    "instead": each.get("instead", ""),
                    "until": day_in_words(each["until"], hub.language) if "until" in each else None,
                }
                for each in among
            ],
        }
        for id, term in hub.definitions.vocabularies["accessibility-gap"].terms.items()
        if (among := [each for each in issues if each.get("because") == id])
    ]


def _enforcers(facts: dict[str, Any]) -> list[View]:
    named = facts.get("enforced_by")
    given = ((named["name"], named.get("url", "")),) if named else ()
    known = _ENFORCERS.get(str(facts.get("jurisdiction", "")), ())
    return [{"name": name, "url": url} for name, url in given or known]
