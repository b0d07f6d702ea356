"""The addresses that search engines may list, each with those of the same page in other languages.

Sources: https://www.sitemaps.org/protocol.html and, for `xhtml:link`,
https://developers.google.com/search/docs/specialty/international/localized-versions
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from xml.sax.saxutils import escape

from casehub.site.page import Page
from casehub.site.settings import Settings


def create_sitemap(pages: Iterable[Page], settings: Settings, alternates: Callable[[Page], Mapping[str, str]]) -> str:
    """The sitemap. `alternates` gives the addresses of a page by language, where it exists in more than one."""
    rows, has_others = [], False
    for page in pages:
        if page.is_indexed and settings.url:
            address = escape(settings.address(page))
            dated = f"<lastmod>{page.modified}</lastmod>" if page.modified else ""
            others = "".join(
                f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(settings.whole(url))}"/>'
                for language, url in alternates(page).items()
            )
            has_others = has_others or bool(others)
            rows.append(f"<url><loc>{address}</loc>{dated}{others}</url>")
    body = "\n".join(rows)
    also = ' xmlns:xhtml="http://www.w3.org/1999/xhtml"' if has_others else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{also}>\n{body}\n</urlset>\n'
    )
