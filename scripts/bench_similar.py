"""Measure similar cases: whether they are what editors linked to, whether copies are found, and what it costs.

    python scripts/bench_similar.py --corpora FOLDER [--skip links copies cost] [--choose]

`--corpora` holds `18f.tar.xz` and `digitalgov.tar.xz`, pages of two sites of a government, with front matter.
bm25s is needed for the comparison with BM25.

Links. A link between two pages is a link in the text of one that leads to the other: a Markdown or HTML link, or a
`ref`, to a page of the same site that has at least `WORDS` words. Every link is removed from the texts before
anything is compared, with its words and its address, and so is everything in front matter but title, summary, topics
(or tags) and authors. For each link in turn the page where it stands is asked for the pages most like it; its other
links do not count as answers and are passed over, so that they take no place. Recall@10 is the share of links whose
target is among the first ten. A link's page decides to which half it belongs (a digest of its name): parameters are
chosen on the first half (`--choose` prints the choices), the second is reported. Intervals are bootstrapped over pages,
because links of one page are not independent of one another.

Copies. From a page of at least `COPY_WORDS` words a copy is made in which a share of the sentences, drawn by lot, is
replaced by sentences of the page most like it (which is about the same topic), the paragraphs are shuffled, and in the
sentences that stay one word in `SWAPPED` is swapped for a synonym, or, where the list has none, dropped. The page from
which the other sentences were taken is left out, as it is of course repeated too. A copy is caught when the check finds
the page it was made from. False flags are flags on real pages that nobody rewrote, each compared with all others; pages
of which one announces the other again, word for word, are real repetitions, so what was flagged can be printed with
`--flags`. Rules cannot write as people do: a person who rewrites half of the sentences leaves the other half as it
was, while here it changes too.

Cost. Records of `make_corpus.py`, whose texts draw on 150 words and are therefore the worst there is for finding
pairs, and texts mixed of the two sites' pages.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from casehub.knowledge import similar
from casehub.knowledge.similar import Profile

WORDS = 50
SITES = ("18f", "digitalgov")
FACTS = {"tags": "tag", "topics": "tag", "authors": "author"}
"""Front matter that stands for facts."""
RESAMPLES = 2_000
LEFT_OUT = ("authors", "topics", "sources", "services", "data", "images", "_archived", "job-board", "404")
"""Folders of lists and profiles."""

Rank = Callable[[str], list[str]]


@dataclass(frozen=True)
class Page:
    """A page of a site: its texts without links, its facts, and the pages that it links to."""

    id: str
    title: str
    summary: str
    text: str
    facts: frozenset[tuple[str, str]]
    links: frozenset[str]

    @property
    def is_for_choosing(self) -> bool:
        """Whether its links belong to the half on which parameters are chosen."""
        return hashlib.sha1(self.id.encode(), usedforsecurity=False).digest()[0] % 2 == 0

    @property
    def profile(self) -> Profile:
        """The page as it is compared."""
        texts = (self.title, self.summary, self.text)
        return Profile(self.id, "en", self.id, lambda: texts, self.facts)


def pages_of(archive: Path) -> list[Page]:
    """The pages of a site, by name."""
    raw: dict[str, tuple[dict[str, Any], str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        top = Path(folder) / archive.name.removesuffix(".tar.xz")
        for path in sorted(top.rglob("*.md")):
            name = path.relative_to(top).as_posix()
            parts = re.split(r"^---\s*$", path.read_text("utf-8", "replace"), maxsplit=2, flags=re.MULTILINE)
            if len(parts) == 3 and name.split("/")[0] not in LEFT_OUT:
                raw[name] = (yaml.safe_load(parts[1].replace("\t", " ")) or {}, parts[2])
    kept = {name: each for name, each in raw.items() if len(_text(each[1]).split()) >= WORDS}
    known: dict[str, str] = {}
    for name, (fields, _) in kept.items():
        for key in _names(name, fields):
            known[key] = "" if key in known and known[key] != name else name  # a name of two pages leads to neither
    return [_page(name, fields, body, known) for name, (fields, body) in kept.items()]


def _page(name: str, fields: dict[str, Any], body: str, known: dict[str, str]) -> Page:
    targets = {known.get(key, "") for address in _addresses(body) for key in _keys(address)}
    facts = {(kind, str(each)) for key, kind in FACTS.items() for each in _listed(fields.get(key))}
    summary = str(fields.get("summary") or fields.get("excerpt") or fields.get("deck") or "")
    return Page(
        name,
        str(fields.get("title", "")),
        _text(summary),
        _text(body),
        frozenset(facts),
        frozenset(targets - {"", name}),
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _names(name: str, fields: dict[str, Any]) -> Iterable[str]:
    """By what a page may be linked to: its path, its file's name, and the slug in its address."""
    path = re.sub(r"(/_?index)?\.md$", "", name)
    last = path.rpartition("/")[2]
    yield path
    yield re.sub(r"^(content/pages|content/posts)/", "", path)
    if re.match(r"\d{4}-\d\d-\d\d-", last):
        yield last
        yield last[11:]
        slug = str(fields.get("slug") or last[11:]).strip("/")
        yield slug.rpartition("/")[2]


_HOSTS = re.compile(r"^https?://(www\.)?(digital\.gov|digitalgov\.gov|18f\.gsa\.gov)(?=/|$)")
_ADDRESS = re.compile(
    r"""\]\(\s*(?:\{\{[<%-]*\s*(?:ref|relref|link)?\s*["']([^"']+)["'][^}]*\}\}|([^)\s"]+))|<a[^>]*href=["']([^"']+)"""
    r"""|^\[[^\]]+\]:\s*(\S+)|\{\{[<%]\s*(?:ref|relref|link)\s+["']([^"']+)["']""",
    re.MULTILINE,
)


def _addresses(body: str) -> Iterable[str]:
    for found in _ADDRESS.finditer(body):
        address = _HOSTS.sub("", next(each for each in found.groups() if each))
        address = re.sub(r"\{\{.*", "", address)
        if not re.match(r"[a-z]+:", address):
            yield re.split(r"[#?]", address)[0]


def _keys(address: str) -> Iterable[str]:
    path = re.sub(r"(/_?index)?\.md$", "", address.strip("/"))
    yield path
    yield path.removeprefix("content/")
    last = path.rpartition("/")[2]
    if re.search(r"\d{4}/\d\d/\d\d/[^/]+$", path) or re.match(r"\d{4}-\d\d-\d\d-", last):
        yield last


_LINKED = re.compile(
    r"!?\[(?:[^\[\]]|\[[^\]]*\])*\](?:\((?:[^()]|\([^)]*\))*\)|\[[^\]]*\])|<a\b.*?</a>|^\[[^\]]+\]:.*$|https?://\S+"
    r"|\{\{.*?\}\}|\{%.*?%\}|<[^>]+>|<!--.*?-->",
    re.MULTILINE | re.DOTALL,
)


def _text(body: str) -> str:
    """A text without links, pictures, commands of the site's builder, and tags."""
    from html import unescape

    return unescape(_LINKED.sub(" ", _LINKED.sub(" ", body))).strip()
