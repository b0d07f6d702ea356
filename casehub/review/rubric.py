"""The rubric: criteria with anchors in words, in editions that never change once somebody has scored by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from casehub.records.definitions import Definitions
from casehub.records.findings import closest
from casehub.records.plain_yaml import DataPath


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of the rubric, and what each score from the lowest up means."""

    id: str
    title: str
    question: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """The criteria by which reviews of one time were scored. Some scores need a reason."""

    number: int
    since: str
    lowest: int
    highest: int
    needs_reason: frozenset[int]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Rubric:
    """All editions by number, and the one for new reviews."""

    editions: Mapping[int, Edition]
    current: int

    def edition(self, number: object) -> Edition | None:
        """An edition, or None."""
        return self.editions.get(number) if isinstance(number, int) else None

    @property
    def newest(self) -> Edition:
        """The edition for new reviews."""
        return self.editions[self.current]


@lru_cache(maxsize=16)
def rubric_of(definitions: Definitions) -> Rubric:
    """What `schemas/rubric.yaml` says. Raises `ValueError`, naming the file, when it is malformed or missing."""
    raw = definitions.settings.get("rubric")
    try:
        editions = {each["edition"]: _edition(each) for each in raw["editions"]}  # type: ignore[index]
        rubric = Rubric(editions, raw["current"])  # type: ignore[index]
        if rubric.current not in editions:
            raise ValueError(f"there is no edition {rubric.current}")
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"rubric.yaml is not a rubric: {error}") from error
    return rubric


def _edition(raw: Mapping[str, Any]) -> Edition:
    criteria = tuple(
        Criterion(str(each["id"]), str(each["title"]), str(each["question"]), tuple(map(str, each["anchors"])))
        for each in raw["criteria"]
    )
    lowest, highest = int(raw["lowest"]), int(raw["highest"])
    for each in criteria:
        if len(each.anchors) != highest - lowest + 1:
            raise ValueError(f"{each.id} needs {highest - lowest + 1} anchors, one for each score")
    needs_reason = frozenset(int(each) for each in raw.get("needs_reason", ()))
    return Edition(int(raw["edition"]), str(raw["since"]), lowest, highest, needs_reason, criteria)


@dataclass(frozen=True, slots=True)
class ScoreFault:
    """Where the scores or reasons of a review do not fit its edition.

    `kind` is `edition` (there is none of that number), `unknown` or `missing` (a criterion), `range`, or `reason`.
    """

    kind: str
    at: DataPath
    words: Mapping[str, Any]
    suggestion: str = ""


def score_faults(data: Mapping[str, Any], rubric: Rubric) -> Iterator[ScoreFault]:
    """What a review lacks of, or has besides, the scores and reasons that its edition asks for."""
    edition = rubric.edition(data.get("rubric"))
    if edition is None:
        if "rubric" in data:
            known = ", ".join(str(number) for number in sorted(rubric.editions))
            yield ScoreFault("edition", ("rubric",), {"edition": data["rubric"], "known": known})
        return
    scores, reasons = data.get("scores", {}), data.get("reasons", {})
    ids = [criterion.id for criterion in edition.criteria]
    for field, given in (("scores", scores), ("reasons", reasons)):
        for key in given:
            if key not in ids:
                words = {"criterion": key, "known": ", ".join(ids)}
                yield ScoreFault("unknown", (field, key), words, closest(key, ids))
    meant = {closest(key, ids) for key in scores if key not in ids}
    span = f"{edition.lowest} to {edition.highest}"
    for criterion in edition.criteria:
        if criterion.id not in scores:
            if "scores" in data and criterion.id not in meant:
                words = {"criterion": criterion.title, "key": criterion.id, "span": span, "ask": criterion.question}
                yield ScoreFault("missing", ("scores",), words)
            continue
        score = scores[criterion.id]
        if not edition.lowest <= score <= edition.highest:
            words = {"criterion": criterion.title, "score": score, "span": span}
            yield ScoreFault("range", ("scores", criterion.id), words)
        elif score in edition.needs_reason and not str(reasons.get(criterion.id, "")).strip():
            words = {"criterion": criterion.title, "key": criterion.id, "score": score}
            yield ScoreFault("reason", ("scores", criterion.id), words)
