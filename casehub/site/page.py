"""A page of the site before it is HTML.

A page is a function of its view and the theme, and of nothing else. A view holds JSON values only, so that its digest
is the page's key: where the key is the same, the file is the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site: where it stands, the template that makes it, what it shows, and the part of the menu."""

    url: str
    template: str
    view: View
    section: str = ""
    language: str = "en"
    """The language of its frame. What a record says may be in another one."""
    source: str = ""
    """The file people edit to change it, from the hub's root; empty for generated pages."""
    is_indexed: bool = True
    modified: str = ""
    images: tuple[tuple[str, str], ...] = field(default=())
    """Names of images beside the record and their paths from the hub's root."""
    html: str = field(default="", repr=False)
    """The text of the record, with slots for what only the page knows."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site that no template makes: where it stands, and what gives its bytes.

    `key` changes whenever the bytes may; where it is the same as in the last build, the file is kept and `content`
    is not called.
    """

    path: str
    key: str
    content: Callable[[], bytes] = field(repr=False, compare=False)
    page: str = ""
    """The address of the page whose view gives the bytes, if one does: its key then counts too."""

    @classmethod
    def of(cls, path: str, content: bytes) -> File:
        """A file whose bytes are at hand."""
        return cls(path, hashlib.blake2b(content, digest_size=16).hexdigest(), lambda: content)
