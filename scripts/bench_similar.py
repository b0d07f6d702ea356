"""Measure similar cases: whether they are what editors linked to, whether copies are found, and what it costs.

    python scripts/bench_similar.py --corpora FOLDER [--skip links copies cost] [--choose] [--flags]

`--corpora` holds `18f.tar.xz` and `digitalgov.tar.xz`, the pages of two sites of a government with their front
matter. bm25s is needed for the comparison with BM25. Pages are divided into two halves by a digest of their names.
Parameters are chosen on the first (`--choose` shows it), and the second is reported.

Links. A link is one in the text of a page (Markdown, HTML or a `ref`) that leads to another page of the same site
with at least `WORDS` words; several links from one page to another are one. All links are taken out of the texts
before anything is compared, words and address, those to other sites too. Of the front matter only title, summary,
topics or tags, and authors are read. For each link in turn its page is asked for the pages most like it, while the
other pages that it links to are passed over, so that they take no place. Recall@10 is the share of links whose target
is among the first ten. Intervals (95 %) are bootstrapped over the linking pages, because links of one page depend on
each other.

Copies. From pages of at least `COPIED` words copies are made in two ways. Throughout: a share of the sentences, drawn
by lot, gives way to sentences drawn from the page most like it (so the topic stays), what is left is shuffled in
blocks of `BLOCK` sentences, and one word in `SWAPPED` of the sentences that stay is swapped for a synonym, or dropped
where the list below has none. At the end: the same, but the sentences that give way are the last ones. Rules do not
write as people do: they leave no trace of the sentence that gave way, and swap words in those that a person would
leave alone. A copy is caught when the check finds the page it was made from. False flags are real pages that nobody
rewrote and that the check finds to repeat another. They are counted among articles (posts and news). Other pages of
these sites repeat each other in truth: events of a series, guidance that is issued again for each storm. They are
counted beside. `--flags` prints what was flagged, because among articles too some are announcements told twice.

Cost. Made-up records of `make_corpus.py`, whose texts draw on few words and so share most of them with most others.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import random
import re
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import make_corpus
import numpy as np
import yaml

from casehub.knowledge import repeats, similar
from casehub.knowledge.repeated_cases import repeated_cases
from casehub.knowledge.repeats import Shingles, shingles
from casehub.knowledge.similar import Profile, likenesses
from casehub.knowledge.similar_cases import similar_cases
from casehub.records.load import load
from casehub.records.model import Hub
from casehub.search.analysis import Analyser
from casehub.search.cache import Cache

SITES = ("18f", "digitalgov")
WORDS = 50
FACTS = {"tags": "tag", "topics": "tag", "authors": "author"}
"""Front matter that stands for facts, and what kind of fact it is."""
LEFT_OUT = ("authors", "topics", "sources", "services", "data", "images", "_archived", "job-board", "404")
"""Folders of lists and profiles."""
ARTICLES = ("content/posts/", "news/")
RESAMPLES = 2_000
COPIED, COPIES, BLOCK, SWAPPED = 150, 400, 4, 12
SHARES = (0.0, 0.25, 0.5, 0.75)
SYNONYMS = {
    word: other
    for word, _, other in (
        pair.partition(" ")
        for pair in """
agency body, agencies bodies, citizens residents, users people, website site, websites sites, help assist,
use employ, government administration, make create, many numerous, important essential, work effort,
service offering, need require, services offerings, team group, teams groups, build develop,
project undertaking, new fresh, public general, program scheme, learn discover, share spread, content material,
mobile portable, customer client, customers clients, start begin, experience impression, best finest,
improve better, provide supply, process procedure, research study, design layout, community network,
challenge contest, ideas suggestions, example instance, access entry, support backing, get obtain,
tools instruments, find locate, show reveal, data figures, understand grasp, issues problems,
questions queries, information details, technology equipment
""".replace("\n", " ")
        .strip()
        .split(", ")
    )
}
Ranked = Mapping[str, Sequence[str]]


def main() -> None:
    """Print everything that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--skip", nargs="*", default=[], choices=["links", "copies", "cost"])
    parser.add_argument("--choose", action="store_true", help="show what parameters were chosen by")
    parser.add_argument("--flags", action="store_true", help="show the articles that were flagged")
    parser.add_argument("--cases", nargs="*", type=int, default=[1_000, 10_000])
    options = parser.parse_args()
    for site in SITES if options.corpora else ():
        pages = pages_of(options.corpora / f"{site}.tar.xz")
        print(f"\n{site}: {len(pages):,} pages")
        if "links" not in options.skip:
            print_links(pages, is_choosing=options.choose)
        if "copies" not in options.skip:
            print_copies(pages, is_choosing=options.choose, is_telling=options.flags)
    for count in options.cases if "cost" not in options.skip else ():
        print_cost(count)


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
    def whole(self) -> str:
        """All of the text."""
        return "\n".join((self.title, self.summary, self.text))

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
    return unescape(_LINKED.sub(" ", _LINKED.sub(" ", body))).strip()


def print_links(pages: Sequence[Page], *, is_choosing: bool) -> None:
    """Recall@10 of links on the half that is reported, or by the share of facts on the other."""
    asked = [page for page in pages if page.links and page.is_for_choosing == is_choosing]
    print(f"Links: {sum(len(page.links) for page in asked):,} of {len(asked):,} pages; recall@10")
    if is_choosing:
        for share in (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5):
            print(f"  facts {share:4.0%}               {_recall(asked, ours(pages, asked, facts=share))}")
        for strongest in (32, 128, 256):
            print(f"  {strongest:3} terms                {_recall(asked, ours(pages, asked, strongest=strongest))}")
        return
    print(f"  similar cases            {_recall(asked, ours(pages, asked))}")
    print(f"  the same, of texts only  {_recall(asked, ours(pages, asked, facts=0.0))}")
    print(f"  BM25 (bm25s, stemmed)    {_recall(asked, bm25(pages, asked))}")
    print(f"  cosine of tf-idf         {_recall(asked, tf_idf(pages, asked))}")
    print(f"  most linked to           {_recall(asked, most_linked(pages, asked))}")
    print(f"  by lot                   {10 / (len(pages) - 1):.3f}")


def _recall(asked: Sequence[Page], ranked: Ranked) -> str:
    """The share of links whose target is among the first ten, with an interval over pages."""
    hits, counts = [], []
    for page in asked:
        first = {
            link: [each for each in ranked[page.id] if each == link or each not in page.links][:10]
            for link in page.links
        }
        hits.append(sum(link in some for link, some in first.items()))
        counts.append(len(first))
    draws = np.random.default_rng(1).integers(0, len(asked), (RESAMPLES, len(asked)))
    drawn = np.array(hits)[draws].sum(axis=1) / np.array(counts)[draws].sum(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return f"{sum(hits) / sum(counts):.3f} [{low:.3f}, {high:.3f}]"


def ours(
    pages: Sequence[Page],
    asked: Sequence[Page],
    facts: float = similar.FACTS,
    strongest: int = similar.STRONGEST,
) -> Ranked:
    """What the hub calls similar, with other parameters if wanted, and without a least likeness."""
    kept = (similar.FACTS, similar.STRONGEST, similar.LEAST)
    similar.FACTS, similar.STRONGEST, similar.LEAST = facts, strongest, 1e-6
    try:
        found, _ = likenesses([page.profile for page in pages], [page.id for page in asked], 10 + most_links(pages))
    finally:
        similar.FACTS, similar.STRONGEST, similar.LEAST = kept
    return {id: [each.id for each in some] for id, some in found.items()}


def most_links(pages: Sequence[Page]) -> int:
    """The most pages that one page links to."""
    return max(len(page.links) for page in pages)


def bm25(pages: Sequence[Page], asked: Sequence[Page]) -> Ranked:
    """BM25 as bm25s has it, asked for with the whole text of a page."""
    import bm25s  # type: ignore[import-untyped]
    import snowballstemmer

    options: dict[str, Any] = {"stopwords": "en", "stemmer": snowballstemmer.stemmer("english").stemWords}
    tokens = bm25s.tokenize([page.whole for page in pages], return_ids=False, show_progress=False, **options)
    index = bm25s.BM25()
    index.index(tokens, show_progress=False)
    words = {page.id: each for page, each in zip(pages, tokens, strict=True)}
    return {page.id: _best(pages, page, index.get_scores(words[page.id])) for page in asked}


def tf_idf(pages: Sequence[Page], asked: Sequence[Page]) -> Ranked:
    """The cosine of (1 + log tf) * log(N / n) over all terms of a page, title and text alike."""
    words = Analyser("en")
    counts = [
        Counter(words.term(word) for run in words.raw.findall(page.whole) for word in words.words(run))
        for page in pages
    ]
    having = Counter(term for each in counts for term in each)
    number = {term: at for at, term in enumerate(sorted(having))}
    rows = []
    for each in counts:
        weights = {number[t]: (1 + np.log(tf)) * np.log(len(pages) / having[t]) for t, tf in each.items()}
        length = float(np.sqrt(sum(weight**2 for weight in weights.values()))) or 1.0
        rows.append((np.array(list(weights), dtype=np.int64), np.array(list(weights.values())) / length))
    found = {}
    wanted = {page.id for page in asked}
    for page, (terms, values) in zip(pages, rows, strict=True):
        if page.id not in wanted:
            continue
        vector = np.zeros(len(number))
        vector[terms] = values
        found[page.id] = _best(pages, page, np.array([vector[t] @ w for t, w in rows]))
    return found


def most_linked(pages: Sequence[Page], asked: Sequence[Page]) -> Ranked:
    """The pages to which most others link, the same for all but for the page's own links."""
    links = Counter(link for page in pages for link in page.links)
    scores = {page.id: np.array([links[each.id] - (each.id in page.links) for each in pages]) for page in asked}
    return {page.id: _best(pages, page, scores[page.id]) for page in asked}


def _best(pages: Sequence[Page], page: Page, scores: Any) -> list[str]:
    best = np.argsort(-scores, kind="stable")[: 11 + most_links(pages)]
    return [pages[at].id for at in best if pages[at].id != page.id]


def print_copies(pages: Sequence[Page], *, is_choosing: bool, is_telling: bool) -> None:
    """How many copies are caught, by the share that was rewritten, and how many real pages are flagged."""
    long = [page for page in pages if len(page.text.split()) >= COPIED]
    half = [page for page in long if page.is_for_choosing == is_choosing]
    words, draw = Analyser("en"), random.Random(1)
    texts = {page.id: shingles(page.text, words) for page in long}
    copied = draw.sample(half, min(COPIES, len(half)))
    found, _ = likenesses([page.profile for page in long], [page.id for page in copied], 1)
    by_id = {page.id: page for page in long}
    sources = {page.id: by_id[found[page.id][0].id] for page in copied if found[page.id]}
    print(f"Copies of {len(sources)} pages among {len(long):,}: caught when rewritten throughout, and at the end")
    for share in SHARES:
        caught = []
        for is_spread in (True, False):
            copies = {
                f"a copy of {id}": shingles(rewritten(by_id[id].text, each.text, share, is_spread, draw), words)
                for id, each in sources.items()
            }
            flags = _flags(copies, {**texts, **copies})
            caught.append(sum(id in flags.get(f"a copy of {id}", ()) for id in sources) / len(sources))
        print(f"  {share:4.0%} rewritten           {caught[0]:6.1%}  {caught[1]:6.1%}")
    for name, among in (("articles", [p for p in half if p.id.startswith(ARTICLES)]), ("all pages", half)):
        kept = {id: each for id, each in texts.items() if name != "articles" or id.startswith(ARTICLES)}
        flags = _flags([page.id for page in among], kept)
        print(f"  false flags, {name:10}  {len(flags) / len(among):6.1%}  ({len(flags)} of {len(among):,})")
        for id, others in flags.items() if is_telling and name == "articles" else ():
            print(f"    {by_id[id].title} | {by_id[others[0]].title}")


def _flags(asked: Iterable[str], texts: Mapping[str, Shingles]) -> dict[str, list[str]]:
    return {id: [each.name for each in some] for id, some in repeats.repeats(list(asked), texts)}


def rewritten(text: str, other: str, share: float, is_spread: bool, draw: random.Random) -> str:
    """A copy of a text of which a share was replaced with sentences of another; see above."""
    own, theirs = _sentences(text), _sentences(other)
    count = round(share * len(own))
    gone = set(draw.sample(range(len(own)), count) if is_spread else range(len(own) - count, len(own)))
    if not share:
        return " ".join(own)
    made = [draw.choice(theirs) if at in gone else _reworded(each, draw) for at, each in enumerate(own)]
    blocks = [made[at : at + BLOCK] for at in range(0, len(made), BLOCK)]
    draw.shuffle(blocks)
    return " ".join(sentence for block in blocks for sentence in block)


def _sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.!?])\s+|\n\s*\n", text) if each.strip()]


def _reworded(sentence: str, draw: random.Random) -> str:
    words = (
        SYNONYMS.get(w.lower().strip(".,;:"), "") if not draw.randrange(SWAPPED) else w for w in sentence.split()
    )
    return " ".join(filter(None, words))


def print_cost(count: int) -> None:
    """Seconds (wall) for a hub of made-up cases: from nothing, when nothing changed, when one case did."""
    with tempfile.TemporaryDirectory() as folder:
        make_corpus.write(Path(folder) / "hub", count, 1)
        hub = load(Path(folder) / "hub", on=date(2026, 11, 21), use_cache=False)
        cache = Cache(Path(folder) / "cache")
        first = hub.records["case", "case-00000"]
        edited = dataclasses.replace(first, digest="new", data={**first.data, "title": "Something else altogether"})
        changed = dataclasses.replace(hub, records={**hub.records, edited.key: edited})
        print(f"\nCost for {count:,} made-up cases, in seconds: from nothing, unchanged, one changed")
        for name, work in (
            ("similar cases", lambda each: similar_cases(each, cache)),
            ("one new case checked", lambda each: list(repeated_cases([each.records[first.key]], each, cache))),
        ):
            print(f"  {name:22}" + "".join(f"{_seconds(work, each):8.2f}" for each in (hub, hub, changed)))


def _seconds(work: Callable[[Hub], Any], hub: Hub) -> float:
    start = time.perf_counter()
    work(hub)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
