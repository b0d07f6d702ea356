"""How to cite a record: in words, and in the formats that reference managers read.

Each function gives the text of one format and writes nothing. Sources of the formats: BibTeX, https://ctan.org/pkg/bibtex
(the entry `techreport`, with the fields `date` and `url` that biblatex and most styles know); RIS, https://en.wikipedia.org/wiki/RIS_(file_format);
CSL-JSON 1.0.2, https://github.com/citation-style-language/schema.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation says of a record.

    Authors are whole names: which part of a name is the family's differs between cultures, so no name is taken apart.
    `published` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; what is not known is empty.
    """

    id: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    published: str = ""
    url: str = ""
    language: str = ""
    licence: str = ""
    summary: str = ""

    @property
    def date_parts(self) -> list[int]:
        """Year, month and day, as far as they are known."""
        return [int(part) for part in self.published.split("-") if part.isdigit()]


def create_text(cited: Cited) -> str:
    """The citation in words: `Authors (2026). Title. Publisher. Address`."""
    year = f" ({cited.published[:4]})" if cited.published else ""
    title = cited.title if cited.title.endswith((".", "?", "!", "…", "。")) else f"{cited.title}."
    parts = [f"{', '.join(cited.authors)}{year}.", title, f"{cited.publisher}.", cited.url]
    return _one_line(" ".join(part for part in parts if part))


def create_bibtex(cited: Cited) -> str:
    """One BibTeX entry."""
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in cited.authors),
        "title": f"{{{_tex(cited.title)}}}",  # a second pair of braces keeps capitals as they are
        "institution": f"{{{_tex(cited.publisher)}}}",
        "year": cited.published[:4],
        "date": cited.published,
        "url": cited.url,
        "language": cited.language,
        "abstract": _tex(cited.summary),
        "note": _tex(cited.licence),
    }
    lines = [f"  {name} = {{{_one_line(value)}}}," for name, value in fields.items() if value]
    return "\n".join([f"@techreport{{{cited.id},", *lines, "}", ""])


def create_ris(cited: Cited) -> str:
    """One RIS reference. Lines end as the format asks, with a carriage return and a line feed."""
    fields = [
        ("TY", "RPRT"),
        ("ID", cited.id),
        *(("AU", name) for name in cited.authors),
        ("TI", cited.title),
        ("PB", cited.publisher),
        ("PY", cited.published[:4]),
        ("DA", cited.published.replace("-", "/")),
        ("UR", cited.url),
        ("LA", cited.language),
        ("AB", cited.summary),
        ("N1", cited.licence),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def create_csl_json(cited: Cited) -> str:
    """A list of one CSL item, as JSON."""
    item: dict[str, Any] = {
        "id": cited.id,
        "type": "report",
        "title": _one_line(cited.title),
        "author": [{"literal": _one_line(name)} for name in cited.authors],
        "publisher": _one_line(cited.publisher),
        "issued": {"date-parts": [cited.date_parts]} if cited.date_parts else None,
        "URL": cited.url,
        "language": cited.language,
        "abstract": _one_line(cited.summary),
        "note": _one_line(cited.licence),
    }
    return json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=False, indent=2) + "\n"


# A brace counts in BibTeX even behind a backslash, so that unpaired ones need names.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\lbrace{}",
        "}": r"\rbrace{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{character: f"\\{character}" for character in "&%$#_"},
    }
)


def _tex(text: str) -> str:
    return _one_line(text).translate(_TEX)


def _one_line(text: str) -> str:
    return " ".join(text.split())
