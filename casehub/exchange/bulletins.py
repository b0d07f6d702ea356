"""A bulletin as a mail text, as a page, and as Markdown. The same bulletin always gives the same text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from casehub.knowledge.bulletin import Bulletin
from casehub.records.model import Hub, Record

_WIDTH = 72
_DUE_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a bulletin: its title, what is said of it, and its address (empty without the site's)."""

    title: str
    said: str
    url: str


Section = tuple[str, list[Item], str]
"""A title, its items, and what is said below them."""


def create_text(bulletin: Bulletin, hub: Hub, name: str, site_url: str) -> str:
    """The bulletin as the text of a mail: lines of at most 72 characters, save for addresses."""
    title, sections = _told(bulletin, hub, name, site_url)
    lines = [title, "=" * min(len(title), _WIDTH)]
    for heading, items, below in sections:
        lines += ["", heading.upper(), ""]
        for item in items:
            lines += textwrap.wrap(item.title, _WIDTH, initial_indent="* ", subsequent_indent="  ")
            lines += (
                textwrap.wrap(item.said, _WIDTH, initial_indent="  ", subsequent_indent="  ") if item.said else []
            )
            lines += [f"  {item.url}"] if item.url else []
        lines += textwrap.wrap(below, _WIDTH) if below else []
    return "\n".join(lines) + "\n"


def create_markdown(bulletin: Bulletin, hub: Hub, name: str, site_url: str) -> str:
    """The bulletin as Markdown; what people wrote is escaped, so that it stays text."""
    title, sections = _told(bulletin, hub, name, site_url)
    lines = [f"# {_plain(title)}"]
    for heading, items, below in sections:
        lines += ["", f"## {_plain(heading)}", ""]
        for item in items:
            linked = f"[{_plain(item.title)}](<{item.url}>)" if item.url else _plain(item.title)
            lines.append(f"- **{linked}**" + (f"  \n  {_plain(item.said)}" if item.said else ""))
        lines += [_plain(below)] if below else []
    return "\n".join(lines) + "\n"


def create_html(bulletin: Bulletin, hub: Hub, name: str, site_url: str) -> str:
    """The bulletin as a whole page that needs nothing else, fit to be sent or put anywhere."""
    title, sections = _told(bulletin, hub, name, site_url)
    parts = []
    for heading, items, below in sections:
        rows = "".join(f"<li><p><strong>{_linked(item)}</strong></p>{_paragraph(item.said)}</li>\n" for item in items)
        parts.append(f"<h2>{escape(heading)}</h2>\n" + (f"<ul>\n{rows}</ul>\n" if rows else "") + _paragraph(below))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n</head>\n<body>\n<main>\n<h1>{escape(title)}</h1>\n"
        + "".join(parts)
        + "</main>\n</body>\n</html>\n"
    )


FORMATS: Mapping[str, Callable[[Bulletin, Hub, str, str], str]] = {
    "text": create_text,
    "markdown": create_markdown,
    "html": create_html,
}
"""What a bulletin can be written as."""


def _told(bulletin: Bulletin, hub: Hub, name: str, site_url: str) -> tuple[str, list[Section]]:
    labels = hub.definitions.labels["en"]

    def url(record: Record) -> str:
        folder = hub.definitions.types[record.type].folder
        return f"{site_url.rstrip('/')}/{folder}/{record.id}/" if site_url else ""

    published = [
        Item(each.title, _said(each, hub.definitions.types[each.type].title), url(each))
        for each in bulletin.published
    ]
    answered = [
        Item(_line(each.data.get("text")), _line(each.data["answer"].get("text")), url(each))
        for each in bulletin.answered
    ]
    asked = [Item(_line(each.data.get("text")), "", url(each)) for each in bulletin.asked]
    overdue = [
        Item(
            each.title,
            f"{labels[f'due_{each.kind}'].format(months=each.months)}, {labels['bulletin_by'].format(day=each.day)}",
            url(each.record),
        )
        for each in bulletin.overdue[:_DUE_SHOWN]
    ]
    rest = len(bulletin.overdue) - len(overdue)
    sections = [
        (labels["bulletin_published"], published, "" if published else labels["bulletin_nothing"]),
        (labels["bulletin_asked"], asked, "" if asked else labels["bulletin_nothing"]),
        (labels["bulletin_answered"], answered, "" if answered else labels["bulletin_nothing"]),
        (
            labels["bulletin_due"],
            overdue,
            labels["and_more"].format(count=rest) if rest else "" if overdue else labels["bulletin_nothing"],
        ),
    ]
    title = labels["bulletin_title"].format(name=name, since=bulletin.since, until=bulletin.until)
    return title, sections


def _said(record: Record, type: str) -> str:
    told = _line(record.data.get("summary"))
    return f"{type}. {told}" if told else type


def _line(text: object) -> str:
    return " ".join(str(text or "").split())


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return re.sub(r"([\\`*_\[\]<>&#!|~])", r"\\\1", text)


def _linked(item: Item) -> str:
    title = escape(item.title)
    return f'<a href="{escape(item.url)}">{title}</a>' if item.url else title


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>\n" if text else ""
