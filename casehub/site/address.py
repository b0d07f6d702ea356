"""Where things stand on the site. Addresses have no leading slash; `./` is the home page."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote, urlencode

from casehub.records.definitions import ENGLISH
from casehub.records.model import Hub, Record

TERM_PAGES = {"technology": "technologies", "indicator": "indicators"}
"""Vocabularies whose terms have pages of their own, and the folder of these."""


def url_of(record: Record, hub: Hub) -> str:
    """The address of a record's page: `cases/<id>/`, or `fr/cases/<id>/` where readers of French have one."""
    folder = prefix(hub.definitions.language) if record.translation else ""
    if record.type == "page":
        return (folder + page_url(record.id)).replace("/./", "/")
    return f"{folder}{hub.definitions.types[record.type].folder}/{record.id}/"


def prefix(language: str) -> str:
    """The folder in which pages of a language stand; English has none."""
    return "" if language == ENGLISH else f"{language}/"


def page_url(id: str) -> str:
    """The address of an editorial page: its path without the ending; `index` is its folder's."""
    if id == "index":
        return "./"
    return id.removesuffix("index") if id.endswith("/index") else f"{id}/"


def base_of(url: str) -> str:
    """The way from a page back to the top of the site: `../..` from `cases/x/`, `.` from the top."""
    depth = 0 if url == "./" else url.strip("/").count("/") + 1
    return "/".join([".."] * depth) or "."


def relative(target: str, url: str) -> str:
    """A link from one page to another, both given from the top of the site."""
    base = base_of(url)
    return f"{base}/" if target == "./" else f"{base}/{quote(target, safe='/#?=&.-_~')}"


def rule_url(code: str) -> str:
    """The address of the page about a code."""
    return f"contribute/rules/{code.lower()}/"


def file_of(url: str) -> str:
    """The file that a page is written to."""
    if url.endswith(".html"):
        return url
    return posixpath.normpath(posixpath.join(url, "index.html"))


def report_url(repository: str, title: str, text: str) -> str:
    """The address at which a repository's forge opens a new issue with a title and a text, or nothing without one.

    GitHub, Forgejo and Gitea read the same two parameters; GitLab has its own.
    """
    if not repository:
        return ""
    top = repository.rstrip("/")
    if "gitlab" in top.partition("://")[2].partition("/")[0]:
        return f"{top}/-/issues/new?{urlencode({'issue[title]': title, 'issue[description]': text}, quote_via=quote)}"
    return f"{top}/issues/new?{urlencode({'title': title, 'body': text}, quote_via=quote)}"


def new_file_url(repository: str, edit_uri: str) -> str:
    """The address at which GitHub opens a new file on the branch of the edit links; nothing for other forges.

    It takes the file's path as `filename` and its text as `value`.
    """
    top = repository.rstrip("/")
    host = top.partition("://")[2].partition("/")[0]
    match = re.fullmatch(r"(?:edit|blob)/([^/?#]+)(?:/.*)?", edit_uri.strip("/"))
    return f"{top}/new/{match[1]}" if match and "github" in host else ""
