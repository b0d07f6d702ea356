"""The page of a question: what was asked, of which record, and what was answered."""

from __future__ import annotations

from casehub.records.model import Hub, Record
from casehub.site import lines
from casehub.site.index import Index
from casehub.site.page import View


def question_view(hub: Hub, record: Record, index: Index) -> View:
    """The question with its answer, and the record it is about."""
    about = record.data.get("about", {})
    return {
        "summary": "",
        "question": lines.questions(hub, [record])[0],
        "elsewhere": list(hub.definitions.types["question"].properties),
        "subject": lines.link(hub, str(about.get("type", "")), about.get("id", "")),
    }
