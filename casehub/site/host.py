"""One build as its host sees it: check, plan, hand over pages, write the rest, swap in.

This module knows what a host's events need, but imports no host, so that another builder can take MkDocs' place.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import jinja2

from casehub import rules
from casehub.records.definitions import ENGLISH
from casehub.records.findings import Finding, Severity
from casehub.records.load import Progress, load, today
from casehub.records.model import Hub
from casehub.site.builder import THEME, Settings, Site, Writer
from casehub.site.page import File
from casehub.site.swap import exchange, staging

_SHOWN = 30
_MAILBOX = re.compile(r"[^\s@<>\"?&]+@[^\s@<>\"?&]+\.[^\s@<>\"?&]+")
progress: ContextVar[Progress | None] = ContextVar("progress", default=None)
"""How long work is shown to whoever waits for it; the command line sets it."""
_last: list[Build] = []


class NotPublishableError(Exception):
    """What people wrote has errors that stop publication; the text lists them."""


@dataclass
class Build:
    """One run of the host's build, from the check to the swap."""

    site: Site
    folder: Path
    """The new tree."""
    target: Path
    """Where the site stands in the end."""
    says: str
    menu: list[dict[str, Any]] = field(default_factory=list)
    writer: Writer | None = None
    _others: Mapping[str, File] = field(default_factory=dict, repr=False)
    """The files that belong to no page, as they were last written."""
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @classmethod
    def prepare(cls, root: Path, target: Path, settings: Settings) -> Build:
        """Check the hub and plan its pages. Raises `NotPublishableError` before anything is written."""
        hub = checked(root)
        site = Site.plan(hub, settings)
        says = f"{len(hub.records):,} records checked, {len(site.pages):,} pages planned"
        return cls(site, staging(target), target, says)

    def host_sources(self) -> list[str]:
        """The sources of the pages that may stand in the menu, and that the host builds, as it would name them.

        They are the editorial pages and what stands right below the top: lists and tools.
        """
        return [self._source(url) for url in sorted(self._host_urls)]

    def _source(self, url: str) -> str:
        page = self.site.pages[url]
        return page.source.removeprefix("content/") or f"{url}index.md"

    @property
    def _host_urls(self) -> set[str]:
        editorial = {"page.html", "home.html", "rules.html"}
        return {
            url
            for url, page in self.site.pages.items()
            if page.language == ENGLISH and (page.template in editorial or re.fullmatch(r"[^/]+/", url))
        }

    def update(self, served: Path) -> str:
        """Read the hub again and write the pages that change in place: for a folder that is served, not published.

        Raises `NotPublishableError`. Returns what was done, in words. `update_others` follows.
        """
        earlier = self._writer
        site = Site.plan(checked(self.site.hub.root), self.site.settings)
        writer = Writer(site, earlier.env, self.menu)
        changed, gone = writer.write_changed(served, earlier)
        self.site, self.writer = site, writer
        return f"{changed:,} pages written, {gone:,} removed"

    def update_others(self, served: Path) -> None:
        """Write what takes longer than pages, such as the search index, once it is made. May run beside `update`."""
        writer = self._writer
        made = writer.site.others
        with self._turn:
            if writer is self.writer:  # else somebody has saved again, and what was made is out of date
                writer.write_others(served, self._others)
                self._others = made

    def use(self, env: jinja2.Environment) -> None:
        """Take over the host's template environment."""
        env.autoescape = True
        env.trim_blocks = True
        env.lstrip_blocks = True
        env.getattr = _entry_first(partial(type(env).getattr, env))  # type: ignore[method-assign, assignment]
        self.writer = Writer(self.site, env, self.menu)

    def context(self, url: str) -> dict[str, Any]:
        """What the template of a page that the host builds may use."""
        return self._writer.context(self.site.pages[_ours(url)])

    def finish(self) -> str:
        """Write all other pages and put the new tree in its place. Returns what was done, in words."""
        theirs = self._host_urls
        urls = [url for url in self.site.pages if url not in theirs]
        rendered = self._writer.write(self.folder, urls, self.target, progress.get())
        self._writer.write_images(self.folder)
        exchange(self.folder, self.target)
        self._others = self.site.others
        _last[:] = [self]
        kept = len(urls) - rendered
        return f"{rendered + len(theirs):,} pages written, {kept:,} unchanged, in {self.target}"

    @property
    def _writer(self) -> Writer:
        if self.writer is None:
            raise RuntimeError("the template environment was not handed over")
        return self.writer


def _entry_first(attribute: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    """How templates read `a.b`: views are dictionaries, so the entry comes before the method of the same name.

    Asking for the attribute first, as Jinja does, costs a third of the time of a page.
    """

    def entry_or_attribute(value: Any, name: str) -> Any:
        if type(value) is dict and name in value:
            return value[name]
        return attribute(value, name)

    return entry_or_attribute


def last_build() -> Build | None:
    """The last build of this process that was swapped in."""
    return _last[0] if _last else None


def checked(root: Path) -> Hub:
    """The hub of a folder, fit to publish. Raises `NotPublishableError` with the errors that stop it."""
    try:
        hub = load(root, on=today(), progress=progress.get())
    except (OSError, ValueError) as error:
        raise NotPublishableError(f"The hub in {root} cannot be read: {error}") from error
    errors = [each for each in rules.check(hub) if each.severity is Severity.ERROR]
    if errors:
        raise NotPublishableError(_told(errors))
    return hub


def has_warned() -> bool:
    """Whether the host has warned during this build. It counts its warnings only where it is to be strict."""
    return any(each.get_counts() for each in logging.getLogger("mkdocs").handlers if hasattr(each, "get_counts"))


def unwritten(error: OSError) -> str:
    """What a person is told when the system refuses to write the site."""
    return f"The site could not be written: {error.strerror or error}. The last site stays as it was."


def settings(config: Any) -> Settings:
    """What a host's configuration says about the site."""
    shown = {
        "name": config["site_name"] or "",
        "url": config["site_url"] or "",
        "description": config["site_description"] or "",
        "repo_url": config["repo_url"] or "",
        "edit_uri": config["edit_uri"] or "",
    }
    digest = hashlib.sha256(json.dumps([shown, config["extra"]], sort_keys=True, default=str).encode()).hexdigest()
    mailbox = str(config["extra"].get("mailbox") or "")
    return Settings(
        **shown,
        digest=digest,
        is_private=bool(config["extra"].get("private")),
        mailbox=mailbox if _MAILBOX.fullmatch(mailbox) else "",
    )


def is_used_asset(source: str) -> bool:
    """Whether a file of the theme belongs on the site."""
    return source.startswith("assets/") and (THEME / source).is_file()


def menu(items: Iterable[Any]) -> list[dict[str, Any]]:
    """A host's navigation as plain data: title, address, and what stands below."""
    found = []
    for item in items:
        url = _ours(item.file.url) if getattr(item, "file", None) else str(getattr(item, "url", "") or "")
        entry: dict[str, Any] = {"title": str(item.title), "url": url}
        entry["section"] = url.partition("/")[0] if url != "./" else ""
        if item.children:
            entry["children"] = menu(item.children)
        found.append(entry)
    return found


def _ours(url: str) -> str:
    return "./" if url in ("", ".", "./") else url


def _told(errors: list[Finding]) -> str:
    lines = [f"{each.path}:{each.line}:{each.column} {each.code} {each.sentence} {each.remedy}" for each in errors]
    more = f"\n… and {len(lines) - _SHOWN} more: casehub check" if len(lines) > _SHOWN else ""
    count = "1 error stops" if len(lines) == 1 else f"{len(lines)} errors stop"
    return f"{count} publication. The last site stays as it is.\n" + "\n".join(lines[:_SHOWN]) + more
