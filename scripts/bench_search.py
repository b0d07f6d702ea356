"""Measure search: how well it ranks, whether it agrees with lunr, how much a reader fetches, how long it builds.

    python scripts/bench_search.py --corpora FOLDER [--lunr-js FOLDER] [--skip relevance parity questions sizes]

`--corpora` holds `ir-*.tar.xz` in BEIR layout (`corpus.jsonl`, `queries.jsonl`, `qrels.tsv`); without it only the
hub's own questions are asked. `--lunr-js` is a folder in which `npm install lunr` was run. bm25s is needed for the
comparison with BM25. Tune on queries of the split `dev`, report `test`.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import string
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from casehub.records.load import load
from casehub.search.analysis import MendedStemmer, Plain
from casehub.search.document import Document
from casehub.search.documents import documents as documents_of
from casehub.search.files import Index, build, index_files, index_of
from casehub.search.query import Reader
from casehub.search.scoring import FIELDS, analyse, impacts, in_order

ROOT = Path(__file__).resolve().parents[1]
RESAMPLES = 2_000
FACETS = (
    *(("country", 60, 1), ("verdict", 5, 1), ("level", 4, 1), ("evidence", 7, 1)),
    *(("functions", 70, 2), ("technologies", 50, 2)),
)
"""Facets of made-up cases: name, number of values, and how many a case has at most."""
Rank = Callable[[str], list[str]]


@dataclass(frozen=True)
class Query:
    """A known-item query: what is asked, what is relevant, and what is left out of the ranking."""

    text: str
    relevant: dict[str, int]
    left_out: frozenset[str]
    split: str
    is_exact: bool


@dataclass(frozen=True)
class Collection:
    """Documents and queries of one set."""

    name: str
    documents: list[Document]
    queries: list[Query]


def main() -> None:
    """Print everything that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--lunr-js", type=Path)
    parser.add_argument("--skip", nargs="*", default=[], choices=["relevance", "parity", "questions", "sizes"])
    parser.add_argument("--documents", nargs="*", type=int, default=[100, 1_000, 10_000])
    options = parser.parse_args()
    if "questions" not in options.skip:
        print_questions()
    archives = sorted(options.corpora.glob("ir-*.tar.xz")) if options.corpora else []
    if not archives:
        print("\nNo ir-*.tar.xz in --corpora: relevance, parity and sizes are skipped.")
        return
    with tempfile.TemporaryDirectory() as folder:
        sets = [read_set(archive, Path(folder)) for archive in archives]
        if "relevance" not in options.skip:
            for each in sets:
                print_relevance(each)
        if "parity" not in options.skip:
            for each in sets:
                print_parity(each, options.lunr_js, Path(folder))
        if "sizes" not in options.skip:
            print_sizes(sets, options.documents)


def read_set(archive: Path, folder: Path) -> Collection:
    """Unpack and read one set."""
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    name = archive.name.removesuffix(".tar.xz")

    def lines(file: str) -> Iterable[str]:
        return (folder / name / file).read_text("utf-8").splitlines()

    documents = []
    for raw in map(json.loads, lines("corpus.jsonl")):
        summary = (raw.get("metadata") or {}).get("summary") or ""
        documents.append(Document(raw["_id"], "page", raw.get("title") or "", summary, raw["text"]))
    relevant: dict[str, dict[str, int]] = {}
    for line in list(lines("qrels.tsv"))[1:]:
        query, document, score = line.split("\t")
        relevant.setdefault(query, {})[document] = int(score)
    queries = []
    for raw in map(json.loads, lines("queries.jsonl")):
        about = raw["metadata"]
        left_out = frozenset(about.get("linked_from", ()))
        known = relevant.get(raw["_id"], {})
        queries.append(Query(raw["text"], known, left_out, about["split"], about.get("exact_title", False)))
    return Collection(name, documents, queries)


def open_index(files: dict[str, bytes], language: str = "en") -> Reader:
    """A reader of files in memory."""
    return Reader(lambda name: files[f"assets/search/{language}/{name}"])


def ours(documents: Sequence[Document], *, typing: bool = False) -> Rank:
    """CaseHub's ranking, from its files."""
    reader = open_index(build(documents))
    urls = [each.url for each in index_of(documents, "en").documents]
    return lambda text: [urls[id] for id in reader.search(text, per_page=0, typing=typing).ids[:200]]


def bm25(documents: Sequence[Document], *, is_stemmed: bool) -> Rank:
    """BM25 as bm25s has it, over title, summary and text together."""
    import bm25s  # type: ignore[import-untyped]
    import snowballstemmer

    stem = snowballstemmer.stemmer("english").stemWords if is_stemmed else None
    options: dict[str, Any] = {"stopwords": "en", "stemmer": stem, "show_progress": False}
    texts = [" ".join((each.title, each.summary, each.body)) for each in documents]
    index = bm25s.BM25()
    index.index(bm25s.tokenize(texts, **options), show_progress=False)

    def rank(text: str) -> list[str]:
        words = bm25s.tokenize([text], return_ids=False, **options)[0]
        scores = index.get_scores(words) if words else np.zeros(len(documents))
        best = np.argsort(-scores, kind="stable")[:200]
        return [documents[each].url for each in best if scores[each] > 0]

    return rank


def stock_lunr(documents: Sequence[Document]) -> Rank:
    """lunr.py as it comes: its own stemmer, no boosts."""
    from lunr import lunr

    fields = [{"id": n, "title": d.title, "summary": d.summary, "body": d.body} for n, d in enumerate(documents)]
    index = lunr(ref="id", fields=("title", "summary", "body"), documents=fields)

    def rank(text: str) -> list[str]:
        query = index.create_query()
        for word in Plain.raw.findall(text.lower()):
            query.term(word)
        found = index.query(query) if query.clauses else []
        return [documents[int(each["ref"])].url for each in found[:200]]

    return rank


def ndcg(ranked: Sequence[str], query: Query) -> float:
    """nDCG@10 with the pages that link to the target left out."""
    kept = [url for url in ranked if url not in query.left_out][:10]
    gain = sum((2 ** query.relevant.get(url, 0) - 1) / math.log2(place + 2) for place, url in enumerate(kept))
    best = sorted(query.relevant.values(), reverse=True)[:10]
    return gain / sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(best)) if best else 0.0


def interval(difference: np.ndarray[Any, Any]) -> str:
    """Mean of paired differences, with a 95 % bootstrap interval."""
    draws = np.random.default_rng(1).integers(0, len(difference), (RESAMPLES, len(difference)))
    low, high = np.percentile(difference[draws].mean(axis=1), [2.5, 97.5])
    return f"{difference.mean():+.3f} [{low:+.3f}, {high:+.3f}]"


def typo(text: str, draw: random.Random) -> str:
    """A text with one slip in its longest word: a letter left out, added, replaced, or two swapped."""
    words = text.split()
    word = max(words, key=len)
    at = draw.randrange(len(word))
    letter = draw.choice(string.ascii_lowercase)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
    )
    words[words.index(word)] = draw.choice(slips)
    return " ".join(words)


def print_relevance(found: Collection) -> None:
    """nDCG@10 of every system by split, and how ours takes slips."""
    for split in sorted({query.split for query in found.queries}):
        queries = [query for query in found.queries if query.split == split and not query.is_exact]
        print(f"\n{found.name}, {split}: {len(queries)} queries, {len(found.documents)} documents")
        systems = {
            "CaseHub": ours(found.documents),
            "CaseHub, as one types": ours(found.documents, typing=True),
            "BM25 (bm25s, stemmed)": bm25(found.documents, is_stemmed=True),
            "BM25 (bm25s)": bm25(found.documents, is_stemmed=False),
            "lunr, as it comes": stock_lunr(found.documents),
        }
        results = {name: [rank(query.text) for query in queries] for name, rank in systems.items()}
        scores = {name: np.array([*map(ndcg, each, queries)]) for name, each in results.items()}
        print(f"  {'':24}nDCG@10  no result  CaseHub minus it (95 %)")
        for name, each in scores.items():
            none = sum(not ranked for ranked in results[name]) / len(queries)
            difference = "" if name == "CaseHub" else interval(scores["CaseHub"] - each)
            print(f"  {name:24}{each.mean():7.3f}  {none:8.1%}  {difference}")
        draw = random.Random(1)
        slips = [systems["CaseHub"](typo(query.text, draw)) for query in queries]
        score = np.array([*map(ndcg, slips, queries)]).mean()
        none = sum(not ranked for ranked in slips) / len(queries)
        print(f"  with one slip           {score:7.3f}  {none:8.1%}  {score / scores['CaseHub'].mean():.3f} of clean")


def print_parity(found: Collection, lunr_js: Path | None, folder: Path) -> None:
    """Whether scores are those of `lunr.Index` and of lunr.js, for lunr's own pipeline with the mended stemmer."""
    from lunr.builder import Builder
    from lunr.stop_word_filter import stop_word_filter
    from lunr.trimmer import trimmer

    stemmer = MendedStemmer()

    def stem(token: Any, i: Any = None, tokens: Any = None) -> Any:
        return token.update(stemmer.stem)

    stem.label = "stemmer"  # type: ignore[attr-defined] # lunr.js knows its own stemmer by this name
    builder = Builder()
    builder.ref("id")
    for place, (field, boost) in enumerate(FIELDS.items()):
        builder.field(field, boost, extractor=lambda each, place=place: each["texts"][place])
    for pipeline in (builder.pipeline, builder.search_pipeline):
        pipeline.add(trimmer, stop_word_filter, stem)
    start = time.process_time()
    for id, document in enumerate(found.documents):
        builder.add({"id": id, "texts": document.texts})
    index = builder.build()
    theirs_took = time.process_time() - start
    plain = Plain()
    start = time.process_time()
    exact = impacts(analyse(found.documents, plain), plain)
    took = time.process_time() - start
    asked = [plain.raw.findall(query.text.lower()) for query in found.queries]
    mine = [exact.score([plain.term(w) for run in runs for w in plain.words(run)]) for runs in asked]
    lunr_py = [_lunr_py(index, runs) for runs in asked]
    print(
        f"\n{found.name}: parity on {len(asked)} queries; lunr.py built in {theirs_took:.1f} s, ours in {took:.1f} s"
    )
    print(f"  lunr.Index  {_agreement(mine, lunr_py)}")
    if lunr_js:
        # lunr.js reads ASCII words only where lunr.py reads all, so only such runs are compared.
        kept = [[run for run in runs if run.isascii() and run.isalnum()] for runs in asked]
        mine = [exact.score([plain.term(w) for run in runs for w in plain.words(run)]) for runs in kept]
        serialised = index.serialize()
        serialised["invertedIndex"].sort(key=lambda each: in_order(each[0]))
        (folder / "index.json").write_text(json.dumps(serialised), "utf-8")
        (folder / "asked.json").write_text(json.dumps(kept), "utf-8")
        print(f"  lunr.js     {_agreement(mine, _lunr_js(lunr_js, folder))}")


def _lunr_py(index: Any, runs: Sequence[str]) -> dict[int, float]:
    query = index.create_query()
    for run in runs:
        query.term(run)
    return {int(each["ref"]): each["score"] for each in index.query(query)} if query.clauses else {}


def _lunr_js(home: Path, folder: Path) -> list[dict[int, float]]:
    done = subprocess.run(
        ["node", ROOT / "scripts/ask_lunr.js", home.resolve(), folder], capture_output=True, check=True
    )
    return [{int(id): score for id, score in answer} for answer in json.loads(done.stdout)]


def _agreement(mine: Sequence[dict[int, float]], theirs: Sequence[dict[int, float]]) -> str:
    same = sum(a.keys() == b.keys() for a, b in zip(mine, theirs, strict=True))
    worst = max(
        (abs(a[id] - b[id]) for a, b in zip(mine, theirs, strict=True) for id in a.keys() & b.keys()), default=0
    )
    return f"{same} of {len(mine)} result sets identical, largest difference of scores {worst:.1e}"


def print_questions() -> None:
    """Two sets of questions of readers over this repository's own cases."""
    questions = json.loads((ROOT / "tests/search/questions.json").read_text("utf-8"))
    reader = open_index(build(documents_of(load(ROOT, on=date(2026, 11, 22)))))
    ranks: dict[str, list[int]] = {}
    for each in questions:
        cards = reader.search(each["question"], {"type": ["case"]}, typing=False).cards
        ids = [card["url"].split("/")[1] for card in cards]
        rank = next((place for place, id in enumerate(ids, 1) if id in each["cases"]), 0)
        ranks.setdefault(each["set"], []).append(rank)
        if rank != 1:
            print(f"  place {rank}: {each['question']}  (first: {ids[0] if ids else 'nothing'})")
    for name, found in ranks.items():
        mean = sum(1 / rank for rank in found if rank) / len(found)
        first = found.count(1)
        print(f"Readers' questions, {name} set: {first} of {len(found)} answered by the first case; MRR {mean:.3f}")


def mixed(sets: Sequence[Collection], count: int) -> list[Document]:
    """Made-up cases of about 700 words: halves of two real documents, with facets of uneven values."""
    draw = random.Random(7)
    real = [
        (each.title, words) for found in sets for each in found.documents if len(words := each.body.split()) > 150
    ]
    made = []

    def value(most: int) -> str:
        return f"v{min(int(draw.paretovariate(0.8)), most)}"

    for number in range(count):
        (one, first), (other, second) = draw.choice(real), draw.choice(real)
        parts = [words[(at := draw.randrange(max(1, len(words) - 350))) : at + 350] for words in (first, second)]
        words = [word for part in parts for word in part]
        facets: dict[str, tuple[str, ...]] = {}
        for name, most, values in FACETS:
            facets[name] = tuple({value(most) for _ in range(values)})
        day = f"20{draw.randint(15, 26)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        made.append(
            Document(
                f"cases/case-{number:05}/",
                "case",
                f"{one}: {other}"[:100],
                " ".join(words[:42]),
                " ".join(words),
                facets=facets,
                date=day,
                evidence=draw.randint(0, 5),
                verdict="Worked",
                card={"type_label": "Case study", "country": "Sweden", "lead_organisation": "City of Somewhere"},
            )
        )
    return made


def print_sizes(sets: Sequence[Collection], counts: Sequence[int]) -> None:
    """Seconds to build, and bytes that a reader fetches, by number of documents."""
    print("\nSizes (kB fetched: middle and 95th of 100; finder: six facets and ten cards; processor seconds)")
    print("  documents  files  index MB  build s  again s  first results  further query  finder  manifest")
    texts = [query.text for found in sets for query in found.queries if not query.is_exact]
    asked = random.Random(3).sample(texts, min(101, len(texts)))
    for count in counts:
        documents = mixed(sets, count)
        start = time.process_time()
        index = index_of(documents, "en")
        files = index_files(index, {})
        took = time.process_time() - start
        changed = [Document(**{**documents[0].__dict__, "body": "Something else entirely."}), *documents[1:]]
        start = time.process_time()
        again: Index = index_of(changed, "en", index.analysed)
        index_files(again, {})
        again_took = time.process_time() - start
        fetched: list[int] = []
        first, further = [], []
        for one, other in pairwise(asked):
            reader = _counting_reader(files, fetched)
            reader.search(one)
            first.append(sum(fetched))
            fetched.clear()
            reader.search(other)
            further.append(sum(fetched))
            fetched.clear()
        _counting_reader(files, fetched).search("", show=[name for name, _, _ in FACETS])
        finder = sum(fetched)
        print(
            f"  {count:9,}  {len(files):5,}  {sum(map(len, files.values())) / 1e6:8.2f}"
            f"  {took:7.2f}  {again_took:7.2f}"
            f"  {_middle_and_most(first):>13}  {_middle_and_most(further):>13}  {finder / 1000:6.1f}"
            f"  {len(files['manifest.json']) / 1000:8.1f}"
        )


def _counting_reader(files: dict[str, bytes], fetched: list[int]) -> Reader:
    """A reader that notes the size of every file it takes."""

    def read(name: str) -> bytes:
        fetched.append(len(files[name]))
        return files[name]

    return Reader(read)


def _middle_and_most(values: Sequence[int]) -> str:
    middle, most = np.percentile(values, [50, 95])
    return f"{middle / 1000:.0f} / {most / 1000:.0f}"


if __name__ == "__main__":
    main()
