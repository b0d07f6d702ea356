"""Files beside the page of a case: citations for reference managers, and what comparing it with others needs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from casehub.exchange.citations import Cited, create_bibtex, create_csl_json, create_ris, create_text
from casehub.site.citing import cited
from casehub.site.compare import compared
from casehub.site.page import File, Page, View

FORMATS: Mapping[str, tuple[str, Callable[[Cited], str]]] = {
    "text": ("", create_text),
    "bibtex": ("cite.bib", create_bibtex),
    "ris": ("cite.ris", create_ris),
    "csl": ("cite.json", create_csl_json),
}
"""Each way to cite, with its file beside the page and the function that gives it. Words have no file."""


def citations(page: Page, address: str, site: str, words: Mapping[str, str]) -> list[View]:
    """A case's citation in each format, in words first."""
    about = cited(page.view, address, site, words)
    return [
        {"id": id, "file": file, "ending": file.removeprefix("cite"), "text": _shown(create(about))}
        for id, (file, create) in FORMATS.items()
    ]


def files(page: Page, address: str, site: str, words: Mapping[str, str]) -> Iterable[File]:
    """The files beside a case's page. They are made from its view, so they are kept as long as the page is."""

    def citation(create: Callable[[Cited], str]) -> Callable[[], bytes]:
        return lambda: create(cited(page.view, address, site, words)).encode()

    for file, create in FORMATS.values():
        if file:
            yield File(page.url + file, "", citation(create), page.url)
    if page.language == "en":  # only the English pages compare
        yield File(page.url + "record.json", "", lambda: _json(compared(page.view, words)), page.url)


def _shown(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _json(value: View) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
