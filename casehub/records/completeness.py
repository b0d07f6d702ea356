"""How complete a record is, in three steps, and the next best question.

A record is complete enough for a draft, then for review, then for publication: what each step asks for is what the
schema requires from that status on (`x-required-from`), and the sections of the text belong to the second. Beyond
that there is what readers ask for, which nothing requires.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from casehub.records.schema import STAGES, RecordType

REACHED = ("Not yet a draft.", "Enough for a draft.", "Ready for review.", "Ready to publish.")
"""What is said of a record that has come so far, from none of the steps to all three."""
UNTIL = ("Before it is a draft", "Before it is ready for review", "Before it can be published")
"""How what the next step asks for is led in."""
WELCOME: Mapping[str, tuple[str, ...]] = {
    "case": ("cost", "staff_fte", "months_to_launch", "barriers", "enablers", "transfer", "contacts", "population"),
    "practice": ("when_not_to_use", "supported_by", "challenges"),
    "challenge": ("asked_by", "wanted", "contacts"),
}
"""What a published record may lack and a reader would like to know, by type, the most asked for first."""
_ANSWERED_LATER = ("published",)
"""What nobody can answer before the step is taken: it is asked last."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to answer: a field, or the text of a section."""

    key: str
    ask: str
    is_section: bool = False


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far a record has come.

    `steps` holds what each of the three steps still asks for, best question first, and `welcome` what readers ask for
    beyond them.
    """

    steps: tuple[tuple[Question, ...], ...]
    welcome: tuple[Question, ...] = ()

    @property
    def step(self) -> int:
        """How many steps are taken, one after the other: 0 to 3."""
        return next((number for number, missing in enumerate(self.steps) if missing), len(self.steps))

    @property
    def next(self) -> Question | None:
        """The next best question; None when nothing more is asked for."""
        following = self.steps[self.step] if self.step < len(self.steps) else self.welcome
        return following[0] if following else None

    @property
    def state(self) -> str:
        """How far it is, in a sentence or two."""
        if self.step == len(self.steps):
            more = f" Readers would like to know {_count(self.welcome)} more." if self.welcome else ""
            return REACHED[-1] + more
        missing = self.steps[self.step]
        wait = "questions have" if len(missing) > 1 else "question has"
        return f"{REACHED[self.step]} {UNTIL[self.step]}, {len(missing)} more {wait} to be answered."


def _count(questions: Collection[Question]) -> str:
    return f"{len(questions)} things" if len(questions) > 1 else "one thing"


def completeness(type: RecordType, data: Mapping[str, Any], sections: Collection[str] | None = None) -> Completeness:
    """How complete a record with these fields is.

    `sections` names the sections that have text; without it the text is not looked at.
    """
    steps = []
    asked: set[str] = set()
    for stage in STAGES:
        keys = [key for key in type.required_from(stage) if key not in asked]
        asked.update(keys)
        missing = [Question(key, type.question(key)) for key in keys if _is_open(data.get(key))]
        missing.sort(key=lambda each: each.key in _ANSWERED_LATER)
        if stage == "in-review" and sections is not None:
            missing += [_of_section(type, name) for name in type.sections if name not in sections]
        steps.append(tuple(missing))
    welcome = (key for key in WELCOME.get(type.name, ()) if key in type.properties and _is_open(data.get(key)))
    return Completeness(tuple(steps), tuple(Question(key, type.question(key)) for key in welcome))


def _of_section(type: RecordType, name: str) -> Question:
    return Question(name, type.prompts.get(name, name), is_section=True)


def _is_open(value: Any) -> bool:
    return value is None or value in ("", [], {})
