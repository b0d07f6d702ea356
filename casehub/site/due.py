"""What somebody should look at again, answer or deliver, and by when."""

from __future__ import annotations

from collections.abc import Iterable

from casehub.exchange.tables import create_csv
from casehub.knowledge.follow_ups import Due
from casehub.records.model import Hub
from casehub.site.address import url_of
from casehub.site.dates import day_in_words, time_in_words
from casehub.site.known import known
from casehub.site.page import File, Page, View

URL = "due/"
KINDS = ("question", "report", "follow-up", "review")
"""In the order in which somebody is waiting."""
SHOWN = 200
"""Lines of a kind on the page; the file has all."""


def pages(hub: Hub) -> Iterable[Page]:
    """The page with what is overdue, and what comes next, by kind."""
    words = hub.definitions.words
    late = [each for each in known(hub).dues if each.is_overdue]
    view: View = {
        "title": words["due_title"],
        "summary": words["due_summary"],
        "url": URL,
        "day": day_in_words(hub.today.isoformat(), hub.language),
        "overdue": len(late),
        "kinds": [_kind(hub, kind) for kind in KINDS],
        "csv": f"{URL}due.csv",
    }
    yield Page(URL, "due.html", view, section="due")


def files(hub: Hub) -> Iterable[File]:
    """All of it as CSV."""
    words = hub.definitions.words
    header = ("due", "overdue", "kind", "what", "type", "id", "title")
    rows = [
        (
            *(each.day.isoformat(), "yes" if each.is_overdue else "no", each.kind),
            *(_what(each, words[f"due_{each.kind}"]), each.record.type, each.record.id, each.title),
        )
        for each in known(hub).dues
    ]
    yield File.of(f"{URL}due.csv", create_csv(header, rows))


def _kind(hub: Hub, kind: str) -> View:
    words = hub.definitions.words
    found = [each for each in known(hub).dues if each.kind == kind]
    overdue = [each for each in found if each.is_overdue]
    return {
        "id": kind,
        "title": words[f"due_kind_{kind}"],
        "about": words[f"due_about_{kind}"],
        "overdue": len(overdue),
        "total": len(found),
        "lines": [
            {
                "title": _title(hub, each),
                "url": url_of(hub.records[each.record.key], hub) if each.record.is_public else "",
                "what": _what(each, words[f"due_{kind}"]),
                "day": day_in_words(each.day.isoformat(), hub.language),
                "days": (hub.today - each.day).days,
                "time": time_in_words((hub.today - each.day).days, hub.language),
                "is_overdue": each.is_overdue,
            }
            for each in found[:SHOWN]
        ],
    }


def _title(hub: Hub, due: Due) -> str:
    """The title in the language of the hub, where what is due is called as its record."""
    return hub.records[due.record.key].title if due.title == due.record.title else due.title


def _what(due: Due, label: str) -> str:
    return label.format(months=due.months)
