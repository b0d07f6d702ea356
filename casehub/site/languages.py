"""The pages of other languages than English: which there are, where they stand, and how pages lead to one another.

English stands at the top of the site, another language in a folder of its own: `fr/cases/`. It has the home page, the
lists, the finder and everything that is reckoned, and of records those that are translated. A record that is not has
one page only, the one in its own language; a second frame around the same words would help nobody, and ten thousand
of them would take as long to build as the whole site. See the decision about languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Protocol

from markupsafe import escape

from casehub.records.definitions import ENGLISH, Definitions
from casehub.records.model import Hub
from casehub.records.translations import hub_in
from casehub.site.address import base_of, prefix
from casehub.site.facts import counted
from casehub.site.page import Page, View
from casehub.site.settings import Settings

Planner = Callable[[Hub], Iterable[Page]]
_LINK = re.compile(
    r'(?P<start> (?:href|action)=")(?P<way>(?:\.\./)*\.\.|\.)/(?P<target>[^"?#]*)(?P<end>[^"]*"[^>]*)'
    r"(?=>(?P<text>[^<]*)</a>)?"
)


def views_of(hub: Hub) -> tuple[Hub, ...]:
    """The hub in each language of its interface, English first."""
    return (hub, *(hub_in(hub, language) for language in hub.definitions.languages if language != ENGLISH))


def pages_in(hub: Hub, planners: Iterable[Planner]) -> Iterator[Page]:
    """The pages of a hub in its language, each at its place.

    Pages that only say that there is nothing yet, such as those of terms that no case uses, are told in English.
    """
    language = hub.definitions.language
    for planner in planners:
        for page in planner(hub):
            if language == ENGLISH:
                yield page
            elif page.is_indexed or page.source:
                yield _placed(page, language)


def alternates(page: Page, pages: Container[str], languages: Iterable[str]) -> dict[str, str]:
    """The addresses of a page in each language in which it exists, its own among them."""
    bare = page.url.removeprefix(prefix(page.language)) or "./"
    found = {language: home(language) if bare == "./" else prefix(language) + bare for language in languages}
    return {language: url for language, url in found.items() if url in pages}


def home(language: str) -> str:
    """The address of the home page in a language."""
    return prefix(language) or "./"


def switch(page: Page, definitions: Definitions, found: Mapping[str, str]) -> list[View]:
    """What the language switch of a page shows: the same page where there is one, else the home page."""
    return [
        {
            "language": language,
            "name": own_name(language),
            "url": page.url if language == page.language else found.get(language, home(language)),
            "is_current": language == page.language,
        }
        for language in definitions.languages
    ]


@lru_cache(maxsize=64)
def own_name(language: str) -> str:
    """What a language is called by those who speak it (CLDR), as it stands by itself: `Français`."""
    from babel import Locale, UnknownLocaleError

    try:
        name = str(Locale.parse(language, sep="-").get_language_name(language.replace("-", "_")) or language)
    except (UnknownLocaleError, ValueError):
        name = language
    return name[:1].upper() + name[1:]


def led_within(html: str, page: Page, pages: Mapping[str, Page]) -> str:
    """The HTML of a page with its links leading to pages of its language, where they exist.

    Templates write every address from the top of the site. Links to other pages say that these are in English, and in
    which language their text is where that is the title of a record.
    """
    base, folder = base_of(page.url), prefix(page.language)

    def led(found: re.Match[str]) -> str:
        target = found["target"]
        if found["way"] != base or target.startswith((folder, "assets/")):
            return found[0]
        if f"{folder}{target}" in pages:
            return f"{found['start']}{base}/{folder}{target}{found['end']}"
        there = pages.get(target or "./")
        if there is None or found["start"] != ' href="':
            return found[0]
        own = there.view.get("language", ENGLISH)
        is_titled = found["text"] is not None and found["text"] == str(escape(there.view["title"]))
        lang = f' lang="{own}"' if is_titled and own != page.language and " lang=" not in found["end"] else ""
        return f'{found[0]} hreflang="{ENGLISH}"{lang}'

    return _LINK.sub(led, html)


class Planned(Protocol):
    """What is asked here of the site that a page belongs to."""

    @property
    def pages(self) -> Mapping[str, Page]:
        """All pages by address."""

    @property
    def settings(self) -> Settings:
        """What the configuration says."""

    def alternates(self, page: Page) -> Mapping[str, str]:
        """The addresses of a page by language, where it exists in more than one."""


def frame(page: Page, start: str, definitions: Definitions, site: Planned) -> View:
    """What the frame around a page needs to know of languages. `start` is the way from it to the top of the site."""
    others = site.alternates(page)
    return {
        "language": page.language,
        "home_url": f"{start}/{prefix(page.language)}".rstrip("/"),
        "is_home": page.url == home(page.language),
        "about_site": _about(site, page.language),
        "alternates": {language: site.settings.whole(url) for language, url in others.items()},
        "languages": switch(page, definitions, others),
        "locales": [territory_of(page.language), *(territory_of(each) for each in others if each != page.language)],
        "history_url": _history_of(site.settings, page.view.get("translation")),
        "n": lambda value: counted(value, page.language),
    }


def _history_of(settings: Settings, translation: View | None) -> str:
    """Where a forge shows how the original of a translation has changed: `commits/` stands beside `edit/`."""
    way = settings.edit_uri.strip("/")
    if not translation or not settings.repo_url or not way.startswith(("edit/", "-/edit/")):
        return ""
    return f"{settings.repo_url.rstrip('/')}/{way.replace('edit/', 'commits/', 1)}/{translation['path']}"


def _about(site: Planned, language: str) -> str:
    """What the site says of itself: in other languages than English the summary of the translated home page."""
    page = site.pages.get(home(language))
    is_told = language != ENGLISH and page is not None and page.view.get("language") == language
    return str(page.view["summary"]) if page and is_told else site.settings.description


def menu_in(menu: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> list[View]:
    """The menu with its titles in another language. The label of “Look up” is `menu_look-up`."""
    return [
        {
            **item,
            "title": words.get(f"menu_{'-'.join(re.findall('[a-z0-9]+', item['title'].lower()))}", item["title"]),
            **({"children": menu_in(item["children"], words)} if "children" in item else {}),
        }
        for item in menu
    ]


@lru_cache(maxsize=64)
def territory_of(language: str) -> str:
    """A language with the country where most of its speakers live, as Open Graph wants it: `fr_FR`.

    Source: CLDR's likely subtags, through Babel.
    """
    from babel.core import get_global

    if language == ENGLISH:
        return "en_GB"
    likely = str(get_global("likely_subtags").get(language.replace("-", "_"), language))
    parts = likely.split("_")
    return f"{parts[0]}_{parts[-1]}" if len(parts) > 1 else parts[0]


def _placed(page: Page, language: str) -> Page:
    """A page below its language's folder. Links in its text start where it stood before, and are made longer."""
    folder = prefix(language)
    if page.url.startswith(folder):
        return replace(page, language=language)
    url = folder + page.url.removeprefix("./")
    view = {**page.view, "url": url}
    if body := view.get("body"):
        old, new = base_of(page.url), base_of(url)
        view["body"] = {
            **body,
            "links": {
                target: f"{new}/{way.removeprefix(f'{old}/')}" if way.startswith(f"{old}/") else way
                for target, way in body["links"].items()
            },
        }
    return replace(page, url=url, view=view, language=language)
