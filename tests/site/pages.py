"""Built pages, read by a strict HTML parser, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

_SPACE = "{http://www.w3.org/1999/xhtml}"
_RESOURCES = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src", "object": "data"}
_NOT_FETCHED = {"canonical", "alternate"}


@dataclass(frozen=True)
class Tag:
    """One element: its name, its attributes, the text in it."""

    name: str
    attributes: dict[str, str]
    text: str


@dataclass(frozen=True)
class Document:
    """A page as a browser reads it. Parsing is strict: the first fault in the markup is an error."""

    url: str
    source: str

    @cached_property
    def root(self) -> Element:
        """The element tree. Raises `html5lib.html5parser.ParseError`."""
        return html5lib.HTMLParser(strict=True).parse(self.source)

    @property
    def language(self) -> str:
        """The language that the page says it is in."""
        return str(self.root.get("lang", ""))

    @cached_property
    def elements(self) -> list[tuple[str, Element]]:
        """Every element by its name, in the order of the page."""
        return [(name_of(each), each) for each in self.root.iter() if isinstance(each.tag, str)]

    @cached_property
    def shown(self) -> list[tuple[str, Element]]:
        """The same without what stands in a `template` and waits for a script to use it."""
        waiting = {part for name, each in self.elements if name == "template" for part in each.iter()}
        return [(name, each) for name, each in self.elements if each not in waiting]

    def within(self, name: str, /, **attributes: str) -> Iterator[Element]:
        """Elements of a name with these attributes."""
        for found, element in self.elements:
            if found == name and all(element.get(key) == value for key, value in attributes.items()):
                yield element

    def all(self, name: str, /, **attributes: str) -> list[Tag]:
        """The same, as values."""
        return [Tag(name, dict(each.attrib), words(each)) for each in self.within(name, **attributes)]

    def text(self, name: str) -> str:
        """The text of the first element of a name."""
        return words(next(self.within(name)))

    def meta(self, name: str) -> str | None:
        """What a meta element says, or None."""
        found = [each.get("content") for key in ("name", "property") for each in self.within("meta", **{key: name})]
        return found[0] if found else None

    def links(self, name: str = "body", /, **attributes: str) -> list[str]:
        """Where the links in an element lead."""
        return [
            link.get("href", "")
            for element in self.within(name, **attributes)
            for link in element.iter(f"{_SPACE}a")
            if link.get("href") is not None
        ]

    def resources(self) -> list[str]:
        """What a browser fetches to show the page."""
        return [
            element.get(_RESOURCES[name], "")
            for name, element in self.elements
            if name in _RESOURCES
            and element.get(_RESOURCES[name]) is not None
            and element.get("rel") not in _NOT_FETCHED
        ]

    def current(self) -> list[str]:
        """The entries of the menu that are marked."""
        menus = self.within("nav", id="ch-menu")
        return [words(link) for menu in menus for link in menu.iter(f"{_SPACE}a") if link.get("aria-current")]

    @cached_property
    def ids(self) -> list[str]:
        """Every id of the page."""
        return [element.get("id", "") for _, element in self.elements if element.get("id") is not None]


def read(site: Path) -> dict[str, Document]:
    """Every page of a site by its address, as `casehub.site.address` writes it."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        file = path.relative_to(site).as_posix()
        url = "./" if file == "index.html" else file.removesuffix("index.html")
        found[url] = Document(url, path.read_text("utf-8"))
    return found


def name_of(element: Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def words(element: Element) -> str:
    """The text in an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())
