"""What the page of a translated record says of its translation: of what, by whom, and whether it is up to date."""

from __future__ import annotations

from casehub.records.model import Hub, Record
from casehub.records.translations import language_of
from casehub.review.freshness import state_of, untranslated
from casehub.site.address import url_of
from casehub.site.dates import day_in_words
from casehub.site.page import View


def translation_view(hub: Hub, record: Record) -> View | None:
    """The lines below the title; None for a record in its own words."""
    original, translation = record.original, record.translation
    if original is None or translation is None:
        return None
    words, label = hub.definitions.words, hub.definitions.label
    data = translation.data
    by = hub.get("person", str(data.get("translated_by", "")))
    named = by if by and by.is_public else None
    language = language_of(original)
    name = named.title if named else words["question_by_editors"]
    day = day_in_words(data.get("translated", ""), hub.definitions.language)
    return {
        "title": original.title,
        "of": words["translation_of"].format(title="\0").split("\0"),
        "lang": language,
        "url": url_of(original, hub),
        "path": original.path,
        "is_current": data.get("original") == state_of(hub, original),
        "made": words["translation_made"].format(language=label("language", language), day=day["text"], name=name),
        "partly": words["translation_partly"].format(language=label("language", language))
        if any(untranslated(hub, original, translation))
        else "",
    }
