"""The block that a reviewer writes into a review on the forge: scores and text, and nothing about who or when.

    ```review
    record: case/stockholm-congestion-charge
    scores: {clarity: 3, evidence: 2, transferability: 3, honesty: 3, usefulness: 4}
    reasons:
      usefulness: We changed our plan because of it.
    interests: none
    consent: yes
    ```

A block that is quoted or stands in a list is somebody else's, and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt

from casehub.records.findings import Catalogue, closest
from casehub.records.front_matter import read_file
from casehub.records.plain_yaml import Place

KEYS = (
    "record",
    "rubric",
    "recommendation",
    "scores",
    "reasons",
    "comments",
    "interests",
    "consent",
)
_HTML = re.compile(r"</?[A-Za-z][^>]*>|<!--|&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]+);")
MAX_BODY = 100_000
"""The forge takes about 65,000 characters."""


def blocks(body: str) -> list[str]:
    """The review blocks of a text, as they stand. Blocks inside quotations and lists are left out."""
    tokens = _markdown().parse(body[:MAX_BODY].replace("\r\n", "\n"))
    return [
        token.content
        for token in tokens
        if token.type == "fence" and token.level == 0 and token.info.strip().lower() == "review"
    ]


def read_block(text: str, catalogue: Catalogue) -> tuple[dict[str, Any], list[str]]:
    """What a block says, and what is wrong with it in words. With a fault nothing of it may be used."""
    file = read_file(text.replace("\u00a0", " ").encode(), markdown=False)
    problems = [
        f"Line {fault.place.line}: {_said(catalogue, fault.code, fault.words)}"
        for fault in file.faults
        if fault.code != "CH114"
    ]
    data = file.data if isinstance(file.data, dict) else {}
    for key in data:
        if key not in KEYS:
            near = closest(str(key), KEYS)
            hint = f" Did you mean “{near}”?" if near else ""
            problems.append(f"“{str(key)[:60]}” has no place in a review block.{hint} Known: {', '.join(KEYS)}.")
    for key, value in _texts(data, ""):
        if match := _HTML.search(value):
            problems.append(f"“{key}” holds HTML ({match.group()[:40]}). Write plain text.")
    if not file.data and not problems:
        problems.append("The block is empty.")
    return data, problems


def fields_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a review from those of a block: interests may be a word or a sentence there."""
    fields = {key: value for key, value in data.items() if key not in ("record", "interests", "consent")}
    interests = data.get("interests")
    if isinstance(interests, str):
        word = interests.strip().lower().rstrip(".")
        is_none = word in ("none", "no", "nothing", "none to declare", "nothing to declare")
        fields["interests"] = {"declared": "none"} if is_none else {"declared": "disclosed", "statement": interests}
    elif interests is not None:
        fields["interests"] = interests
    if "consent" in data:
        fields["consent"] = {True: "yes", False: "no"}.get(data["consent"], data["consent"])
    return fields


def _said(catalogue: Catalogue, code: str, words: Mapping[str, str]) -> str:
    finding = catalogue.finding(code, "", Place(1, 1), words)
    return f"{finding.message} {finding.remedy}"


def _texts(value: Any, way: str) -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(way, value)]
    if isinstance(value, Mapping):
        return [each for key, below in value.items() for each in _texts(below, f"{way}, {key}" if way else str(key))]
    if isinstance(value, list):
        return [each for below in value for each in _texts(below, way)]
    return []


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark")
