"""Citations are read back by the readers of others: bibtexparser, rispy, citeproc."""

from __future__ import annotations

import json
import string
import warnings
from dataclasses import replace
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from casehub.exchange.citations import Cited, create_bibtex, create_csl_json, create_ris, create_text

CITED = Cited(
    id="city-of-example-permits",
    title="Building permits online in the City of Example",
    authors=("Ada Example", "Editors of The Hub"),
    publisher="The Hub",
    published="2026-03-01",
    url="https://hub.example.org/cases/city-of-example-permits/",
    language="en",
    licence="CC-BY-4.0",
    summary="The City of Example moved building permits online.",
)
BARE = Cited(id="bare", title="A case without anything else", authors=("Editors of The Hub",), publisher="The Hub")
AWKWARD = 'Costs & gains: 50 % of {A} in $, #1 at B_c ~ D ^ E \\ F @ G "quoted" <b>bold</b> — Ærø, Łódź, 東京, مدينة'


def bibtex(text: str) -> dict[str, str]:
    """The one entry, as bibtexparser reads it."""
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks, library.failed_blocks
    (entry,) = library.entries
    assert entry.entry_type == "techreport"
    return {"key": entry.key, **{name: field.value for name, field in entry.fields_dict.items()}}


def ris(text: str) -> dict[str, Any]:
    """The one reference, as rispy reads it."""
    (reference,) = rispy.loads(text)
    return dict(reference)


def test_words_name_authors_year_title_publisher_and_address() -> None:
    assert create_text(CITED) == (
        "Ada Example, Editors of The Hub (2026). Building permits online in the City of Example. The Hub. "
        "https://hub.example.org/cases/city-of-example-permits/"
    )


def test_words_leave_out_what_is_not_known() -> None:
    assert create_text(BARE) == "Editors of The Hub. A case without anything else. The Hub."


@pytest.mark.parametrize("end", [".", "?", "!", "…", "。"])
def test_a_title_that_ends_a_sentence_gets_no_second_full_stop(end: str) -> None:
    assert f"other{end} The" in create_text(replace(CITED, title=f"A title like no other{end}"))


def test_bibtex_is_read_back() -> None:
    assert bibtex(create_bibtex(CITED)) == {
        "key": CITED.id,
        "author": "Ada Example and Editors of The Hub",
        "title": CITED.title,
        "institution": "The Hub",
        "year": "2026",
        "date": "2026-03-01",
        "url": CITED.url,
        "language": "en",
        "abstract": CITED.summary,
        "note": "CC-BY-4.0",
    }


def test_bibtex_keeps_whole_names_and_capitals_in_braces() -> None:
    text = create_bibtex(CITED)
    assert "author = {{Ada Example} and {Editors of The Hub}}," in text
    assert f"title = {{{{{CITED.title}}}}}," in text


def test_ris_is_read_back() -> None:
    assert ris(create_ris(CITED)) == {
        "type_of_reference": "RPRT",
        "id": CITED.id,
        "authors": list(CITED.authors),
        "title": CITED.title,
        "publisher": "The Hub",
        "year": "2026",
        "date": "2026/03/01",
        "urls": [CITED.url],
        "language": "en",
        "abstract": CITED.summary,
        "notes": ["CC-BY-4.0"],
    }


def test_ris_ends_its_lines_as_the_format_asks() -> None:
    lines = create_ris(CITED).split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert lines[-2:] == ["ER  - ", ""]
    assert not any("\n" in line for line in lines)


def test_csl_json_says_the_same() -> None:
    (item,) = json.loads(create_csl_json(CITED))
    assert item == {
        "id": CITED.id,
        "type": "report",
        "title": CITED.title,
        "author": [{"literal": "Ada Example"}, {"literal": "Editors of The Hub"}],
        "publisher": "The Hub",
        "issued": {"date-parts": [[2026, 3, 1]]},
        "URL": CITED.url,
        "language": "en",
        "abstract": CITED.summary,
        "note": "CC-BY-4.0",
    }


@pytest.mark.parametrize("cited", [CITED, BARE], ids=["full", "bare"])
def test_a_citation_processor_prints_csl_json(cited: Cited) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the processor's own: it does not know every property
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        source = CiteProcJSON(json.loads(create_csl_json(cited)))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        bibliography.register(Citation([CitationItem(cited.id)]))
        (printed,) = (str(entry) for entry in bibliography.bibliography())
    assert cited.title in printed
    assert "The Hub" in printed
    assert (cited.published[:4] or "no date") in printed


@pytest.mark.parametrize(
    ("published", "parts"), [("2026", [2026]), ("2026-03", [2026, 3]), ("2026-03-01", [2026, 3, 1])]
)
def test_dates_as_far_as_they_are_known(published: str, parts: list[int]) -> None:
    cited = replace(CITED, published=published)
    assert json.loads(create_csl_json(cited))[0]["issued"] == {"date-parts": [parts]}
    assert bibtex(create_bibtex(cited))["date"] == published
    assert ris(create_ris(cited))["date"] == published.replace("-", "/")


def test_what_is_not_known_is_left_out_everywhere() -> None:
    assert set(bibtex(create_bibtex(BARE))) == {"key", "author", "title", "institution"}
    assert set(ris(create_ris(BARE))) == {"type_of_reference", "id", "authors", "title", "publisher"}
    assert set(json.loads(create_csl_json(BARE))[0]) == {"id", "type", "title", "author", "publisher"}


def test_awkward_titles_come_through_every_format() -> None:
    cited = replace(CITED, title=AWKWARD, summary=AWKWARD, publisher="Hub & Sons {unpaired")
    entry = bibtex(create_bibtex(cited))
    assert entry["title"].replace("ˆ", "^") == AWKWARD  # the reader writes the circumflex as an accent
    assert entry["institution"] == "Hub & Sons {unpaired"
    assert ris(create_ris(cited))["title"] == AWKWARD
    assert json.loads(create_csl_json(cited))[0]["title"] == AWKWARD


def test_a_title_of_three_hundred_characters_comes_through() -> None:
    cited = replace(CITED, title="A very long title " * 17)
    assert bibtex(create_bibtex(cited))["title"] == cited.title.strip()
    assert ris(create_ris(cited))["title"] == cited.title.strip()


TITLES = st.text(
    string.ascii_letters + string.digits + " .,:;!?'\"()[]/&%$#_{}<>@=+*|–’äöüßñçøłé", min_size=1
).filter(lambda text: text.strip() == " ".join(text.split()) != "")


@given(title=TITLES)
def test_any_title_comes_back_as_it_was(title: str) -> None:
    cited = replace(CITED, title=title.strip())
    assert ris(create_ris(cited))["title"] == title.strip()
    assert json.loads(create_csl_json(cited))[0]["title"] == title.strip()
    text = create_bibtex(cited)
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    assert library.entries[0].fields_dict["note"].value == "CC-BY-4.0"  # nothing in the title ended the field


@given(lines=st.lists(st.text("ab{}\\\r\n\t "), min_size=1, max_size=4))
def test_no_line_break_gets_into_a_field(lines: list[str]) -> None:
    cited = replace(CITED, title="T " + "\r\nER  - \n".join(lines), summary="\n".join(lines))
    assert create_text(cited).count("\n") == 0
    assert len(rispy.loads(create_ris(cited))) == 1
    assert len(bibtexparser.parse_string(create_bibtex(cited)).entries) == 1
