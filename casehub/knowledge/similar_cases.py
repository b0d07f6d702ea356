"""The similar cases of a hub: which cases are compared, what is known of each, and what was found last time.

Published cases are compared with published ones, and no case with its own translations. Made-up examples are a world
of their own: they are like each other only, and no weight of a real case depends on them.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache as once
from pathlib import Path

from casehub.knowledge.lineage import families
from casehub.knowledge.similar import Fact, Likeness, Profile, likenesses
from casehub.records.model import Hub, Record
from casehub.search.analysis import Analyser
from casehub.search.cache import Cache, edition
from casehub.search.documents import language_of, plain_text
from casehub.search.scoring import Analysed

MOST = 5
"""Similar cases that are told of a case."""
FIELDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("challenge", ("challenges", "*")),
    ("practice", ("practices", "*")),
    ("technology", ("technologies", "*")),
    ("mechanism", ("mechanisms", "*")),
    ("indicator", ("outcomes", "*", "indicator")),
    ("country", ("country",)),
    ("organisation", ("lead_organisation",)),
    ("organisation", ("partners", "*", "organisation")),
    ("function", ("functions", "*")),
    ("beneficiary", ("beneficiaries", "*")),
)
"""Facts that two cases may share: what names the values, and where they stand in a record. The order is that in which
reasons are told."""
LINEAGE = "lineage"
"""The kind of the fact that two cases belong to one family of adaptations."""
_NAME = "similar-cases"
_TRANSLATIONS = 8
"""How many more than `MOST` are asked for, since translations of a case are left out afterwards."""

Spelled = dict[str, tuple[str, dict[str, str]]]
"""How each case writes words that are told of it: the digest of its text, and the spellings."""


@dataclass(frozen=True)
class SimilarCases:
    """The cases most like each published case. Packed, because a hub may have fifty thousand likenesses."""

    packed: Mapping[str, bytes]

    def of(self, id: str) -> tuple[Likeness, ...]:
        """The cases most like one, the likest first; none for a case that is not published."""
        content = self.packed.get(id)
        said = marshal.loads(content) if content else ()  # noqa: S302 - from this process or this user's own folder
        return tuple(Likeness(*each) for each in said)


def similar_cases(hub: Hub, cache: Cache | None = None) -> SimilarCases:
    """The cases most like each published case. What `cache` knows is not reckoned again."""
    cases = hub.listed("case")
    digest = _digest(hub, cases)
    cache = cache if cache and all(case.digest for case in cases) else Cache(None)  # values without files have none
    known: dict[str, bytes] | None = cache.kept(_NAME, digest)
    if known is None:
        known = {
            id: marshal.dumps([(each.id, each.score, each.facts, each.words) for each in some], 2)
            for id, some in sorted(_reckoned(hub, cases, cache).items())
        }
        cache.keep(_NAME, digest, known)
    return SimilarCases(known)


def facts_of(hub: Hub, record: Record) -> frozenset[Fact]:
    """What a record states that another may state too, but for its family. A function brings its division along."""
    found = {(kind, value) for kind, path in FIELDS for _, value in record.values(path) if isinstance(value, str)}
    functions = hub.definitions.vocabularies["function"].terms
    for kind, value in tuple(found):
        if kind == "function" and value in functions and functions[value].broader:
            found.add((kind, functions[value].broader))
    return frozenset(found)


def _reckoned(hub: Hub, cases: Sequence[Record], cache: Cache) -> dict[str, tuple[Likeness, ...]]:
    family = {id: (LINEAGE, each.id) for each in families(hub) for id in each.generations}
    sections = frozenset(hub.definitions.types["case"].sections)
    found: dict[str, tuple[Likeness, ...]] = {}
    for is_example in (False, True):
        world = [case for case in cases if case.is_example == is_example]
        kind = "example" if is_example else "case"
        profiles = []
        for case in world:
            shared = facts_of(hub, case) | ({family[case.id]} if case.id in family else frozenset())
            profiles.append(_profile(case, shared, sections))
        languages = sorted({each.language for each in profiles})
        before = {language: said for language in languages if (said := cache.analysed(f"{kind}s-{language}"))}
        alike, analysed = likenesses(profiles, [case.id for case in world], MOST + _TRANSLATIONS, before)
        _keep(cache, kind, analysed, before)
        originals = {case.id: str(case.data.get("translations_of", case.id)) for case in world}
        for id, some in alike.items():
            found[id] = tuple(each for each in some if originals[each.id] != originals[id])[:MOST]
    return _spelled(found, {case.id: case for case in cases}, sections, cache)


def _keep(cache: Cache, kind: str, analysed: Mapping[str, Analysed], before: Mapping[str, Analysed]) -> None:
    for language, said in analysed.items():
        if language not in before or said.digests != before[language].digests:
            cache.keep_analysed(f"{kind}s-{language}", said)


def _profile(case: Record, facts: frozenset[Fact], sections: frozenset[str]) -> Profile:
    digest = hashlib.blake2b("\0".join((case.digest, *sorted(sections))).encode(), digest_size=16).hexdigest()
    return Profile(case.id, language_of(case), digest, lambda: _texts(case, sections), facts)


def _texts(case: Record, sections: frozenset[str]) -> tuple[str, str, str]:
    return case.title, str(case.data.get("summary", "")), plain_text(case.html, sections)


def _spelled(
    found: Mapping[str, tuple[Likeness, ...]], cases: Mapping[str, Record], sections: frozenset[str], cache: Cache
) -> dict[str, tuple[Likeness, ...]]:
    """The likenesses with words as the case itself writes them: names keep their capitals."""
    before: Spelled = cache.kept(f"{_NAME}-spelled", _edition()) or {}
    now: Spelled = {}
    told = {}
    for id, some in found.items():
        case = cases[id]
        digest, known = before.get(id, ("", {}))
        wanted = {word for each in some for word in each.words}
        if digest != case.digest or not wanted <= known.keys():
            known = dict(_spellings("\n".join(_texts(case, sections)), language_of(case), wanted))
        now[id] = (case.digest, {word: known[word] for word in sorted(wanted)})
        told[id] = tuple(replace(each, words=tuple(known[word] for word in each.words)) for each in some)
    if now != before:
        cache.keep(f"{_NAME}-spelled", _edition(), now)
    return told


def _spellings(text: str, language: str, words: set[str]) -> Iterator[tuple[str, str]]:
    """How a text writes words: in small letters if it ever does, otherwise as it does first."""
    written: dict[str, dict[str, None]] = {}
    for run in Analyser(language).raw.findall(text) if words else ():
        if (word := run.lower()) in words:
            written.setdefault(word, {})[run] = None
    for word in words:
        forms = written.get(word, {})
        yield word, word if word in forms else next(iter(forms), word)


def _digest(hub: Hub, cases: Sequence[Record]) -> str:
    """Changes with whatever may change a likeness."""
    digest = hashlib.sha256(f"{_edition()}|{hub.definitions.digest}".encode())
    for case in cases:
        digest.update(f"{case.id}\0{case.digest}\0".encode())
    return digest.hexdigest()


@once
def _edition() -> str:
    """Changes with Python and the source on which likenesses depend."""
    digest = hashlib.sha256(edition().encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
