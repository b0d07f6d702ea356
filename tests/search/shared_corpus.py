"""The small corpus of the search tests, and the questions whose answers Python and JavaScript must agree on.

`python tests/search/shared_corpus.py` writes the expected answers to `vectors.json` anew; read the difference.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from casehub.search.document import Document, Facet
from casehub.search.files import build
from casehub.search.query import Found, Reader

HERE = Path(__file__).resolve().parent
VECTORS = HERE / "vectors.json"
FACETS = {
    "en": {
        "country": Facet("Country", {"EE": "Estonia", "SE": "Sweden", "GB": "United Kingdom", "XX": "Nowhere"}),
        "verdict": Facet("Verdict", {"worked": "Worked", "mixed": "Mixed", "did-not-work": "Did not work"}),
    }
}

HOSTILE = (
    "x" * 10_000,
    "congestion " * 1_000,
    "a b c d e f " * 900,
    "東京" * 3_000,
    "the and of to",
    "😀🚌👍🏽",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    ".*+?^${}()|[]\\",
    "__proto__ constructor toString hasOwnProperty",
    "\x00\x01\n\t ",
    "' OR 1=1 --",
    "\u202eevil\u2066",
    "ﬁﬂ ½ ™ Ａ ｶﾞ",
    "İstanbul ΣΊΣΥΦΟΣ straße",
    "\ud83d",
    "%s %d {0} ${x}",
)

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"text": ""},
    {"text": "congestion charge"},
    {"text": "congestion charge", "typing": False},
    {"text": "conges"},
    {"text": "identity for all"},
    {"text": "identiti", "typing": False},
    {"text": "goverment servces"},
    {"text": "idnetity"},
    {"text": "ayroll"},
    {"text": "interopreabilty of registres"},
    {"text": "deployed surveys"},
    {"text": "day key try say pay"},
    {"text": "testings"},
    {"text": "government's identity"},
    {"text": "government’s identity"},
    {"text": "x-road"},
    {"text": "X–Road"},
    {"text": "cafe sao joao"},
    {"text": "CAFÉ SÃO"},
    {"text": "AT&T c++"},
    {"text": "東京都の窓口"},
    {"text": "窓口"},
    {"text": "trial trial trial letters"},
    {"text": "qqqq zzzz"},
    {"text": "trial qqqq"},
    {"text": "the"},
    {"text": "traffic", "facets": {"country": ["SE", "EE"]}, "show": ["country", "verdict", "technologies"]},
    {"text": "", "facets": {"verdict": ["worked"]}, "show": ["country", "verdict", "type"], "sort": "evidence"},
    {"text": "", "facets": {"verdict": ["worked", "mixed"], "country": ["GB"]}, "show": ["country", "verdict"]},
    {
        "text": "",
        "facets": {"country": ["ZZ"], "nonsense": ["a"], "verdict": ["worked", "<b>"]},
        "show": ["nonsense"],
    },
    {"text": "people pay time", "sort": "date"},
    {"text": "people pay qqqq", "sort": "evidence"},
    {"text": "people pay time", "match": "all"},
    {"text": "people pay qqqq", "match": "all"},
    {"text": "people", "page": 2, "perPage": 3},
    {"text": "people", "page": 99},
    {"text": "", "sort": "date", "page": 2, "perPage": 5},
    {"text": "elections", "language": "fr"},
    {"text": "élection", "language": "fr"},
    {"text": "l'usager", "language": "fr"},
    {"text": "d’accueil qu’il", "language": "fr"},
    {"text": "peage urbain", "language": "fr"},
    {"text": "待ち時間", "language": "ja"},
    {"text": "窓", "language": "ja"},
    *({"text": text} for text in HOSTILE),
)


@cache
def documents() -> tuple[Document, ...]:
    """The documents of the small corpus."""
    return tuple(_document(raw) for raw in json.loads((HERE / "corpus.json").read_text("utf-8")))


def _document(raw: dict[str, Any]) -> Document:
    facets = {name: tuple(values) for name, values in raw.get("facets", {}).items()}
    return Document(**{**raw, "facets": facets, "keywords": tuple(raw.get("keywords", ()))})


@cache
def files() -> dict[str, bytes]:
    """The files of the small corpus's indexes."""
    return build(documents(), FACETS)


def reader(language: str = "en") -> Reader:
    """The small corpus's index of a language, open."""
    return Reader(lambda name: files()[f"assets/search/{language}/{name}"])


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """What Python answers, in the form of the browser's answers."""
    asked = {
        "per_page" if name == "perPage" else name: value for name, value in question.items() if name != "language"
    }
    return as_vector(reader(question.get("language", "en")).search(**asked))


def as_vector(found: Found) -> dict[str, Any]:
    """An answer as `vectors.json` has it."""
    return {
        "total": found.total,
        "all": found.all,
        "ids": list(found.ids),
        "cards": [[card["id"], card["score"], card["matched"], card["url"]] for card in found.cards],
        "counts": {
            name: [title, [[each.id, each.label, each.count, each.chosen] for each in values]]
            for name, (title, values) in found.counts.items()
        },
        "words": list(found.words),
        "corrected": [list(pair) for pair in found.corrected],
        "unknown": list(found.unknown),
        "ignored": [list(pair) for pair in found.ignored],
    }


def main() -> None:
    """Write the expected answers."""
    lines = [json.dumps([question, answer(question)]) for question in QUESTIONS]
    VECTORS.write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")


if __name__ == "__main__":
    main()
