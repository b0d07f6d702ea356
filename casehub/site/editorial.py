"""Editorial pages: where each stands among the others, and for one of them the accessibility statement."""

from __future__ import annotations

import posixpath

from casehub.records.model import Hub, Record
from casehub.site.accessibility import statement_view
from casehub.site.address import page_url
from casehub.site.index import Index
from casehub.site.page import View


def page_view(hub: Hub, record: Record, index: Index) -> View:
    """The page above it, as the way back, and the parts of a statement where its front matter has the facts."""
    above = _above(hub, record)
    return {
        "plural": above.title if above else "",
        "folder": page_url(above.id).rstrip("/") if above else "",
        **statement_view(hub, record),
    }


def _above(hub: Hub, record: Record) -> Record | None:
    """The index page of its folder, or for such a page that of the folder above."""
    folder, name = posixpath.split(record.id)
    if name == "index":
        folder = posixpath.dirname(folder)
    return hub.get("page", f"{folder}/index") if folder else None
