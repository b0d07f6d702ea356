"""What is searched: one value for each page that a reader may find."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Document:
    """A page as search sees it.

    `title`, `summary` and `body` are plain text. `keywords` are further names of what the page is about (labels and
    alternative labels of its terms). `facets` holds ids of values by facet. `date` is a year, month or day in ISO
    form. `evidence` is larger for stronger evidence. `card` adds whatever a result shows besides.
    """

    url: str
    type: str
    title: str
    summary: str = ""
    body: str = ""
    language: str = "en"
    keywords: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: str = ""
    evidence: int = 0
    verdict: str = ""
    card: Mapping[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of each field that is searched, in the order of `scoring.FIELDS`.

        Keywords count as part of the body. On the development questions that did best: a field of its own did no
        better (mean reciprocal rank 0.92 against 0.93, without keywords 0.90), and adding synonyms to the query
        instead made other sets worse (nDCG@10 0.58 to 0.55 and 0.503 to 0.500, synonyms weighing 0.3).
        """
        return (self.title, self.summary, "\n".join((self.body, *self.keywords)))

    @property
    def text_digest(self) -> str:
        """Changes when anything that is searched changes."""
        return hashlib.blake2b("\0".join(self.texts).encode("utf-8", "replace"), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Facet:
    """A way to narrow results: its title, and the labels of its values in the order in which they are offered."""

    title: str
    labels: Mapping[str, str] = field(default_factory=dict)
