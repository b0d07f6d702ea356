"""How a page is cited, and where on a page its sources are cited."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from casehub.exchange.citations import Cited
from casehub.site.page import View

_MARK = re.compile(r' ?<sup class="ch-cite"><a href="#source-([a-z0-9-]+)">')
_TIED = "\u202f"
"""The space before a mark: narrow, and no line ends at it."""


def cited(view: View, url: str, site: str, words: Mapping[str, str]) -> Cited:
    """What a citation of a case's page says. Where no person is named, the site's editors wrote it."""
    people = tuple(str(each["name"]) for each in view["written_by"])
    return Cited(
        id=view["id"],
        title=view["title"],
        authors=people or (words["editors_of"].format(site=site),),
        publisher=site,
        published=str(view["dates"].get("published", "")),
        url=url,
        language=view["language"],
        licence=view["licence"],
        summary=view["summary"],
    )


def with_anchors(html: str) -> str:
    """The text of a record with an id on each citation, `cite-<source>-<n>`, so that sources can lead back to it."""
    seen: Counter[str] = Counter()

    def named(mark: re.Match[str]) -> str:
        seen[mark[1]] += 1
        space = _TIED if mark[0].startswith(" ") else ""
        return f'{space}<sup class="ch-cite"><a href="#source-{mark[1]}" id="cite-{mark[1]}-{seen[mark[1]]}">'

    return _MARK.sub(named, html)
