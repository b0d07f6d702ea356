"""A bulletin tells what happened since a day, and what people wrote stays text in every form."""

from __future__ import annotations

from datetime import date

import pytest
from markdown_it import MarkdownIt

from casehub.exchange.bulletins import FORMATS
from casehub.knowledge.bulletin import bulletin

NEW = {"title": "New <b>case</b> [x](y)", "summary": "It *is* new.", "published": "2026-11-01"}


@pytest.fixture
def hub(hub_of):
    return hub_of(
        {
            "new": NEW,
            "old": {**NEW, "title": "Old", "published": "2026-10-31"},
            "example": {**NEW, "title": "Made up", "example": True},
            "draft": {**NEW, "title": "Unfinished", "status": "draft"},
            "late": {"title": "Late", "started": "2010", "published": "2011-01-01"},
        },
        {
            ("question", "asked"): {"asked": "2026-11-02", "text": "Does it\nlast?"},
            ("question", "told"): {
                "asked": "2026-01-02",
                "text": "Why?",
                "answer": {"date": "2026-11-03", "text": "So."},
            },
        },
    )


def test_what_is_new_asked_answered_and_overdue(hub):
    news = bulletin(hub, date(2026, 11, 1))
    assert [each.id for each in news.published] == ["new"]
    assert [each.id for each in news.asked] == ["asked"]
    assert [each.id for each in news.answered] == ["told"]
    assert [each.record.id for each in news.overdue] == ["late", "asked"]


@pytest.mark.parametrize("format", FORMATS)
def test_each_form_tells_all_of_it_and_always_the_same(format, hub):
    news = bulletin(hub, date(2026, 11, 1))
    text = FORMATS[format](news, hub, "The hub", "https://hub.example.org/")
    assert text == FORMATS[format](news, hub, "The hub", "https://hub.example.org/")
    for told in ("Does it last?", "So", "https://hub.example.org/cases/new/", "Late", "2026-11-01"):
        assert told in text
    for untold in ("Old", "Made up", "Unfinished"):
        assert untold not in text


def test_nothing_new_is_said_in_words(hub_of):
    for create in FORMATS.values():
        assert create(bulletin(hub_of({}), date(2026, 1, 1)), hub_of({}), "Hub", "").count("Nothing.") == 4


def test_what_people_wrote_is_text_and_never_markup(hub):
    news = bulletin(hub, date(2026, 11, 1))
    assert "<b>" not in FORMATS["html"](news, hub, "Hub", "")
    rendered = MarkdownIt("commonmark", {"html": True}).render(FORMATS["markdown"](news, hub, "Hub", ""))
    assert "<b>" not in rendered and "href" not in rendered and "<em>" not in rendered
    assert all(len(line) <= 72 for line in FORMATS["text"](news, hub, "Hub", "").splitlines())
