"""What the page of a learning resource shows: what it is, how long it takes, and whether it was looked at lately."""

from __future__ import annotations

from casehub.records.model import Hub, Record
from casehub.site import lines
from casehub.site.dates import day_in_words
from casehub.site.index import Index
from casehub.site.page import View


def learning_view(hub: Hub, record: Record, index: Index) -> View:
    """Where to find it, who provides it, in which language, the skills it teaches and the practices it belongs to."""
    data = record.data
    label = hub.definitions.label
    return {
        "kind": label("resource-kind", data.get("kind", "")),
        "link": data.get("link", ""),
        "link_host": lines.host_of(str(data.get("link", ""))),
        "provider": lines.link(hub, "organisation", data.get("provider", "")),
        "resource_language": label("language", data.get("resource_language", "")),
        "duration": data.get("duration", ""),
        "skills": [label("skill", each) for each in data.get("skills", ())],
        "checked": day_in_words(data["checked"], hub.language) if "checked" in data else None,
        "practices": [found for id in data.get("practices", ()) if (found := lines.link(hub, "practice", id))],
        "elsewhere": ["kind", "link", "provider", "skills", "resource_language", "duration", "checked", "practices"],
    }
