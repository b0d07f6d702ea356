"""The cases that are like one of which only the title and the summary are written yet."""

from __future__ import annotations

from casehub.knowledge.similar import Profile, likenesses
from casehub.records.model import Hub, Record
from casehub.search.documents import language_of, plain_text

_NEW = "\0new"
MOST = 3
THE_SAME = 0.5
"""From this likeness on two cases may well be one: a case's own title and summary are 0.63 to 0.70 like it in this
hub, those of another case on the same subject 0.15 to 0.25."""


def cases_like(hub: Hub, title: str, summary: str, language: str = "en") -> list[tuple[Record, float]]:
    """At most three public cases that say something like it, the likest first, and how alike they are (0 to 1)."""
    sections = frozenset(hub.definitions.types["case"].sections)
    cases = {each.id: each for each in hub.of("case") if each.is_public}

    def texts(case: Record) -> tuple[str, ...]:
        return case.title, str(case.data.get("summary", "")), plain_text(case.html, sections)

    profiles = [
        Profile(id, language_of(case), case.digest, lambda case=case: texts(case))  # type: ignore[misc]
        for id, case in cases.items()
    ]
    profiles.append(Profile(_NEW, language, _NEW, lambda: (title, summary, "")))
    found, _ = likenesses(profiles, [_NEW], MOST)
    return [(cases[each.id], each.score) for each in found.get(_NEW, ())]
