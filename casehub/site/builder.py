"""The build: which pages there are, and writing them.

MkDocs is the host: it reads the configuration, sets up the theme, and builds the editorial pages and listings that
stand in the menu. CaseHub plans all pages, hands the host those it builds, and writes the others itself through the
same templates. Every page has a key, the digest of its view, its template and the theme; a page whose key is the same
as in the last build keeps its file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from casehub.records import images
from casehub.records.definitions import ENGLISH
from casehub.records.load import Progress
from casehub.records.markdown import Image, Surroundings, fill
from casehub.records.model import Hub
from casehub.records.processes import in_processes
from casehub.site import (
    case_files,
    compare,
    contribute_form,
    dashboard,
    due,
    evidence_map,
    families,
    field_pages,
    finder,
    languages,
    listings,
    not_found,
    places,
    recognition,
    records,
    review_files,
    review_page,
    rule_pages,
    search_index,
    vocabulary_pages,
)
from casehub.site.address import base_of, file_of, new_file_url, relative, report_url
from casehub.site.charts import chart
from casehub.site.citing import with_anchors
from casehub.site.figures import figure
from casehub.site.graph import graph
from casehub.site.home import home_extras
from casehub.site.index import Index
from casehub.site.kept import Kept, write_file
from casehub.site.page import File, Page
from casehub.site.policy import POLICY
from casehub.site.sections import sections_of
from casehub.site.settings import Settings
from casehub.site.sitemap import create_sitemap
from casehub.site.theme_files import THEME, asset_names, theme_digest

__all__ = ["THEME", "Settings", "Site", "Writer"]

PLANNERS: tuple[Callable[[Hub], Iterable[Page]], ...] = (
    records.pages,
    listings.pages,
    rule_pages.pages,
    field_pages.pages,
    vocabulary_pages.pages,
    not_found.pages,
    compare.pages,
    finder.pages,
    places.pages,
    contribute_form.pages,
    evidence_map.pages,
    dashboard.pages,
    families.pages,
    due.pages,
    recognition.pages,
    review_page.pages,
)
"""Every kind of page: each function gives the pages of its kind. A new kind is a new module and an entry here."""
_ELSEWHERE: tuple[Callable[[Hub], Iterable[Page]], ...] = (
    records.pages,
    listings.pages,
    vocabulary_pages.pages,
    finder.pages,
    places.pages,
    evidence_map.pages,
    dashboard.pages,
    families.pages,
    due.pages,
    recognition.pages,
    review_page.pages,
)
"""Those that other languages than English have, too. Pages about findings explain English sentences, and comparing
cases would need a further file of each case in each language."""
_FOOTER = (
    ("about/", "about"),
    ("contribute/", "contribute"),
    ("review/", "peer_review"),
    ("about/accessibility/", "accessibility"),
)
"""Pages that every page leads to, where the hub has them, with the keys of their labels."""
FILE_PLANNERS: tuple[Callable[[Hub], Iterable[File]], ...] = (
    search_index.files,
    places.files,
    contribute_form.files,
    evidence_map.files,
    dashboard.files,
    families.files,
    due.files,
)
"""Every kind of file that no template makes. Work that takes long may begin at the call and end when iterated."""
_FILES_ELSEWHERE = (places.files,)
"""Those that other languages have, too; the index is made for all of them at once, and figures are the same."""
_SHARE = 25
"""Pages that are written at a time."""


@dataclass(frozen=True)
class Site:
    """All pages of a hub by address, and the files beside them by path; other files are begun and may take long."""

    hub: Hub
    settings: Settings
    pages: Mapping[str, Page]
    beside: Mapping[str, File]
    begun: tuple[Iterable[File], ...] = ()

    @cached_property
    def others(self) -> Mapping[str, File]:
        """The files that belong to no page, by path. Waits for those that are being made."""
        return {file.path: file for each in self.begun for file in each}

    @property
    def files(self) -> Mapping[str, File]:
        """All files that are no pages, by path."""
        return dict(sorted({**self.beside, **self.others}.items()))

    @classmethod
    def plan(cls, hub: Hub, settings: Settings) -> Site:
        """Every page and file that the hub's records, its types and its catalogue call for."""
        english, *others = languages.views_of(hub)
        begun = tuple(files(hub) for files in FILE_PLANNERS)
        begun += tuple(files(view) for view in others for files in _FILES_ELSEWHERE)
        pages: dict[str, Page] = {}
        files: dict[str, File] = {}
        for view in (english, *others):
            found = _pages(view)
            words = view.definitions.words
            for page in found.values():
                if page.template == "case.html":
                    beside = case_files.files(page, settings.address(page), settings.name, words)
                    files.update((file.path, file) for file in beside)
                reviews = review_files.files(page, settings.address(page), settings.name, words)
                files.update((file.path, file) for file in reviews)
            pages |= found
        if settings.is_private:
            pages = {url: replace(page, is_indexed=False) for url, page in pages.items()}
            files["robots.txt"] = File.of("robots.txt", b"User-agent: *\nDisallow: /\n")
        return cls(hub, settings, dict(sorted(pages.items())), files, begun)

    def alternates(self, page: Page) -> dict[str, str]:
        """The addresses of a page by language, where it exists in more than one."""
        found = languages.alternates(page, self.pages, self.hub.definitions.languages)
        return found if len(found) > 1 else {}

    def sitemap(self) -> str:
        """The addresses that search engines may list."""
        return create_sitemap(self.pages.values(), self.settings, self.alternates)


def _pages(hub: Hub) -> dict[str, Page]:
    """Every page of a hub in its language."""
    language = hub.definitions.language
    planners = PLANNERS if language == ENGLISH else _ELSEWHERE
    pages = {page.url: page for page in languages.pages_in(hub, planners)}
    url = languages.home(language)
    home = pages.get(url)
    if home is None and language != ENGLISH and (record := hub.get("page", "index")):
        (home,) = languages.pages_in(hub, [lambda view: [records.record_page(view, record, Index(view))]])
    if home:
        pages[url] = replace(home, template="home.html", view={**home.view, **home_extras(hub)})
    return pages


class Writer:
    """Renders pages of a site through the theme's environment and writes them into a new tree."""

    def __init__(self, site: Site, env: jinja2.Environment, menu: Sequence[Mapping[str, Any]]) -> None:
        self.site = site
        self.env = env
        self.menu = menu
        self._views = {view.definitions.language: view for view in languages.views_of(site.hub)}
        self._words = {language: view.definitions.words for language, view in self._views.items()}
        self._footer = {
            language: [{"url": url, "title": words[key]} for url, key in _FOOTER if url in site.pages]
            for language, words in self._words.items()
        }
        self._theme = theme_digest([site.settings.digest, menu, self._words, self._footer])
        self._assets = asset_names()
        self._keys: dict[str, str] = {}
        self._parts: dict[tuple[str, str, int], Markup] = {}
        self._published: dict[str, images.Published | None] = {}

    def key(self, page: Page) -> str:
        """Changes whenever the page's bytes may change."""
        if (known := self._keys.get(page.url)) is not None:
            return known
        view = json.dumps(page.view, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        others = "|".join(self.site.alternates(page).values())
        text = f"{self._theme}\0{page.template}\0{page.section}\0{page.url}\0{page.is_indexed}\0{others}\0{view}"
        if page.language != ENGLISH:  # its links lead to whatever else its language has
            text += f"\0{page.language}\0{self._in_languages}"
        self._keys[page.url] = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
        return self._keys[page.url]

    def html(self, page: Page) -> str:
        """The whole page."""
        html = self.env.get_template(page.template).render(self.context(page))
        return html if page.language == ENGLISH else languages.led_within(html, page, self.site.pages)

    def context(self, page: Page) -> dict[str, Any]:
        """What templates may use."""
        settings = self.site.settings
        base = self._base(page)
        edit = ""
        if page.source and settings.repo_url and settings.edit_uri:
            edit = f"{settings.repo_url.rstrip('/')}/{settings.edit_uri.strip('/')}/{page.source}"
        body = self._body(page)
        words = self._words[page.language]
        return {
            "view": page.view,
            **languages.frame(page, base, self._views[page.language].definitions, self.site),
            "page_url": page.url,
            "base_url": base,
            "site": settings,
            "policy": POLICY,
            "canonical": settings.address(page),
            "edit_url": edit,
            "report_url": self._report_url(page),
            "new_file_url": new_file_url(settings.repo_url, settings.edit_uri),
            "chart": chart,
            "figure": figure,
            "graph": graph,
            "citations": lambda: case_files.citations(page, settings.address(page), settings.name, words),
            "is_indexed": page.is_indexed,
            "section": page.section,
            "menu": self._menu(page, base),
            "footer": self._footer[page.language],
            "asset": lambda name: f"{base}/assets/{name}?{self._assets[name]}",
            "t": words,
            "body": body,
            "sections": lambda: sections_of(body),
        }

    def write(self, folder: Path, urls: Iterable[str], previous: Path, progress: Progress | None = None) -> int:
        """Write pages into a new tree; pages whose key stands take over the file of the previous tree.

        Returns how many pages were rendered.
        """
        kept = Kept.open(self.site.hub.root, previous, folder)
        shown = progress or (lambda items, what, total: items)
        todo: list[Page | File] = []
        keys: dict[str, str] = {}
        wanted: list[Page | File] = [*(self.site.pages[url] for url in urls), *self.site.files.values()]
        for each in wanted:
            path, key = self._place(each)
            keys[path] = key
            if not kept.take_over(path, key):
                todo.append(each)
        rendered = [each for each in todo if isinstance(each, Page)]
        self._write_images(folder, rendered)
        shares = [todo[start : start + _SHARE] for start in range(0, len(todo), _SHARE)]
        # Children are forked and hold the shares already; what makes a file's bytes could not be sent to them.
        written = in_processes(range(len(shares)), lambda at: self._write_all(folder, shares[at]))
        for _ in shown(written, "Writing", len(shares)):
            pass
        (folder / "sitemap.xml").write_text(self.site.sitemap(), encoding="utf-8")
        kept.save(keys)
        return len(rendered)

    def write_changed(self, folder: Path, earlier: Writer) -> tuple[int, int]:
        """Bring the pages of a folder from an earlier state to this one in place, and the files beside them.

        Returns how many were written, and removed. `write_others` follows, when somebody can wait.
        """
        todo = []
        for url, page in self.site.pages.items():
            last = earlier.site.pages.get(url)
            if last is None or last.source != page.source or self.key(page) != earlier.key(last):
                todo.append(page)
        self._write_images(folder, todo)
        self._write_all(folder, todo)
        gone = [url for url in earlier.site.pages if url not in self.site.pages]
        for url in gone:
            (folder / file_of(url)).unlink(missing_ok=True)
        changed = {page.url for page in todo}
        self._write_files(folder, earlier.site.beside, self.site.beside, changed)
        (folder / "sitemap.xml").write_text(self.site.sitemap(), encoding="utf-8")
        return len(todo), len(gone)

    def write_others(self, folder: Path, written: Mapping[str, File]) -> None:
        """Bring the files that belong to no page from what was written before to this state, in place."""
        self._write_files(folder, written, self.site.others, frozenset())

    def _write_files(
        self, folder: Path, before: Mapping[str, File], now: Mapping[str, File], changed: Collection[str]
    ) -> None:
        self._write_all(
            folder, [each for each in now.values() if before.get(each.path) != each or each.page in changed]
        )
        for path in before.keys() - now.keys():
            (folder / path).unlink(missing_ok=True)

    def write_images(self, folder: Path) -> None:
        """Write the images of every page."""
        self._write_images(folder, self.site.pages.values())

    def _place(self, each: Page | File) -> tuple[str, str]:
        """The path and the key of a page or a file."""
        if isinstance(each, Page):
            return file_of(each.url), self.key(each)
        return each.path, each.key + (self.key(self.site.pages[each.page]) if each.page else "")

    def _write_all(self, folder: Path, todo: Iterable[Page | File]) -> None:
        for each in todo:
            if isinstance(each, Page):
                write_file(folder, file_of(each.url), self.html(each).encode("utf-8", "xmlcharrefreplace"))
            else:
                write_file(folder, each.path, each.content())

    def _write_images(self, folder: Path, pages: Iterable[Page]) -> None:
        for page in pages:
            for _, path in page.images:
                if published := self._publish(path):
                    target = folder / "assets" / "images" / published.name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    if not target.exists():
                        target.write_bytes(published.content)

    def _publish(self, path: str) -> images.Published | None:
        if path not in self._published:
            content = (self.site.hub.root / path).read_bytes()
            self._published[path] = images.publish(path, content)
        return self._published[path]

    def _body(self, page: Page) -> Markup:
        body = page.view.get("body")
        if not body or not body["has_text"]:
            return Markup("")
        shown = {
            name: Image(relative(f"assets/images/{published.name}", page.url), published.width, published.height)
            for name, path in page.images
            if (published := self._publish(path))
        }
        around = Surroundings(
            link=lambda target: body["links"].get(target, target),
            images=shown,
            sources={source["id"]: source["number"] for source in page.view["sources"]},
        )
        return Markup(with_anchors(fill(page.html, around)))  # noqa: S704 - rendered and cleaned by us

    def _report_url(self, page: Page) -> str:
        if not page.source:
            return ""
        words = self._words[page.language]
        title = words["report_title"].format(title=page.view["title"])
        return report_url(self.site.settings.repo_url, title, f"{page.source}\n\n{words['report_body']}\n")

    def _base(self, page: Page) -> str:
        if page.url == "404.html":  # shown at any depth, so its links start at the site's root
            from urllib.parse import urlsplit

            return urlsplit(self.site.settings.url).path.rstrip("/")
        return base_of(page.url)

    @cached_property
    def _in_languages(self) -> str:
        """Changes with the pages that other languages than English have."""
        urls = sorted(url for url, page in self.site.pages.items() if page.language != ENGLISH)
        return hashlib.blake2b("\0".join(urls).encode(), digest_size=16).hexdigest()

    def _menu(self, page: Page, base: str) -> Markup:
        """The menu is the same for all pages of a section at one depth, so it is rendered once for them."""
        at, section = (page.language, page.section, hash(base)), page.section
        if at not in self._parts:
            template = self.env.get_template("partials/ch-menu.html")
            words = self._words[page.language]
            menu = self.menu if page.language == ENGLISH else languages.menu_in(self.menu, words)
            html = template.render(menu=menu, section=section, base_url=base, t=words)
            self._parts[at] = Markup(html)  # noqa: S704 - an autoescaped template of ours
        return self._parts[at]
