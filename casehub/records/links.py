"""What a link may begin with, and the words that say nothing about where one leads."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""What a link may begin with; everything else stays inside the hub."""

MADE = (
    *("compare", "context", "dashboard", "due", "indicators", "lineage", "map", "recognition", "review"),
    *("technologies", "contribute/fields", "contribute/new", "contribute/rules"),
)
"""Folders of pages that no file stands for, since the site makes them; beside them each type has a list."""

EMPTY_LINK_TEXTS = frozenset(
    (
        *("here", "click here", "click", "link", "this link", "this", "this page", "page", "more", "read more"),
        *("learn more", "see here", "details", "url", "website"),
        *("ici", "cliquez ici", "lien", "plus", "en savoir plus"),
        *("aquí", "haga clic aquí", "enlace", "más", "leer más", "ver más"),
    )
)
"""Link texts that say nothing when heard alone (WCAG 2.2, 2.4.4 and 2.4.9), in English, French and Spanish."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def forbidden_scheme(target: str) -> str:
    """What a link begins with when that is not allowed, or an empty string. `//host` counts as forbidden."""
    bare = re.sub(r"[\s\x00-\x1f]", "", target)
    if bare.startswith("//") or "\\" in bare:
        return bare[:2]
    match = _SCHEME.match(bare)
    if match:
        if match[1].lower() not in SCHEMES:
            return match[1].lower() + ":"
        try:
            urlsplit(bare)
        except ValueError:
            return bare[:20]
    return ""
