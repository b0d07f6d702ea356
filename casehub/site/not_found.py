"""The page that stands for every address that does not exist: a search, and ways on."""

from __future__ import annotations

from collections.abc import Iterable

from casehub.records.model import Hub
from casehub.site.address import TERM_PAGES
from casehub.site.page import Page


def pages(hub: Hub) -> Iterable[Page]:
    """The one page, with the way to every list."""
    words = hub.definitions.words
    lists = [
        {"url": f"{type.folder}/", "title": type.plural}
        for name, type in hub.definitions.types.items()
        if name != "page" and type.has_page
    ]
    lists += [{"url": f"{folder}/", "title": words[folder]} for folder in TERM_PAGES.values()]
    yield Page(
        "404.html",
        "404.html",
        {"title": words["not_found"], "summary": words["not_found_text"], "url": "404.html", "ways": lists},
        is_indexed=False,
    )
