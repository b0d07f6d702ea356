"""The files of a new hub: what it begins with, and what comes with the library.

A hub holds what its network writes and decides. Fields, rules and words follow the library, unless the hub states its
own; only the vocabularies that grow with a network are laid into it from the start. All of it comes from the wheel
that the hub is pinned to, not from the library that happens to run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from casehub.cli.generate import ISSUE_FORMS, generated
from casehub.cli.pinned_library import Pin
from casehub.records.carried import carried
from casehub.records.definitions import Definitions
from casehub.records.plain_yaml import read

GROWING = (
    *("barrier", "beneficiary", "enabler", "funding-source", "indicator"),
    *("mechanism", "safeguard", "skill", "technology", "unit"),
)
"""Vocabularies to which a network adds terms of its own."""

FOLLOWING = ("requirements.txt", "vendor/", "hooks/", "Makefile", ".github/workflows/", ".github/labels.yml")
"""What comes with the library and is brought up to date with it."""

_GROWING_FILES = frozenset(f"schemas/vocabularies/{id}.yaml" for id in GROWING)
_DEPLOYS = re.compile(r"pages: write|deploy-pages|gh-pages")
_OURS_IN_SETTINGS = ("site_name", "site_description", "site_url", "repo_url", "edit_uri", "extra", "copyright")
_PICTURES = (".png", ".jpg", ".svg")


@dataclass(frozen=True)
class Wishes:
    """What somebody wants of their hub."""

    name: str
    is_private: bool = False
    languages: tuple[str, ...] = ("en",)


def files_of(wishes: Wishes, pin: Pin) -> dict[str, bytes]:
    """Every file of a new hub by its path in it."""
    library = _texts(pin.parts, "carried/")
    words = {"name": wishes.name, "mit": _mit(library["LICENSE"]), "vendor": _VENDOR_OWNER if pin.vendored else ""}
    texts = _from_library(library, wishes.is_private)
    for layer in ("hub", "private") if wishes.is_private else ("hub",):
        for path, text in _texts(pin.parts, f"starter/{layer}/").items():
            language = re.fullmatch(r"schemas/labels/([\w-]+)\.yaml", path)
            if language and language[1] not in wishes.languages:
                continue
            before = texts[path] if language and path in texts else ""
            texts[path] = before + _filled(text, words, wishes.is_private)
    texts["mkdocs.yml"] = settings(library["mkdocs.yml"], wishes)
    texts["requirements.txt"] = pin.requirements
    texts |= {path: made() for path, made in generated(Definitions.load(carried("schemas")), "").items()}
    files = {path: text.encode("utf-8") for path, text in texts.items()}
    if pin.vendored:
        files[f"vendor/{pin.vendored[0]}"] = pin.vendored[1]
    return dict(sorted(files.items()))


def following(files: dict[str, bytes]) -> dict[str, bytes]:
    """Those of the files that follow the library."""
    return {path: content for path, content in files.items() if path.startswith(FOLLOWING)}


def languages_of(pin: Pin) -> tuple[str, ...]:
    """The languages in which a library has the words of the interface, English first."""
    found = [re.fullmatch(r"carried/schemas/labels/([\w-]+)\.yaml", path) for path in pin.parts]
    return tuple(sorted((each[1] for each in found if each), key=lambda language: (language != "en", language)))


def is_private(settings: str) -> bool:
    """Whether a `mkdocs.yml` says that its hub is for a closed circle."""
    data = read(settings).data
    extra = data.get("extra") if isinstance(data, dict) else None
    return bool(isinstance(extra, dict) and extra.get("private"))


def settings(ours: str, wishes: Wishes) -> str:
    """The `mkdocs.yml` of a hub: the library's menu and hook under the hub's own name, and no address of ours."""
    head = [
        f"site_name: {json.dumps(wishes.name, ensure_ascii=False)}",
        "site_description: What we tried, what came of it, and how sure we are.",
        "# FILL IN where the site and its repository will stand, and take away the mark at the start of each line:",
        "# site_url: https://hub.example.org/",
        "# repo_url: https://github.com/your-organisation/your-hub",
        "# edit_uri: edit/main/",
    ]
    if wishes.is_private:
        head += ["", "extra:", "  private: true # no page asks to be found; content/about/private.md says more", ""]
    kept = "".join(block for key, block in _blocks(ours) if key not in _OURS_IN_SETTINGS)
    return "\n".join(head) + "\n" + re.sub(r"(?:\. See| and) content/about/decisions/\.", ".", kept)


def _from_library(library: Mapping[str, str], is_private: bool) -> dict[str, str]:
    """What a hub takes over from the library as it is, apart from what is only about us."""
    found = {}
    for path, text in library.items():
        if path.startswith(ISSUE_FORMS):
            continue  # they name our site, and are made anew
        if path.startswith((".github/", "hooks/")) and not (is_private and _DEPLOYS.search(text)):
            found[path] = text
        elif path.startswith("content/"):
            page = text.replace("stockholm-congestion-charge", "exampleville-online-permits")
            found[path] = _without_publishing(page) if is_private else page
        elif path in _GROWING_FILES:
            found[path] = text
    return found


def _texts(parts: Mapping[str, bytes], folder: str) -> dict[str, str]:
    """The texts below a folder of the package, by their path in it. Pictures are about us and stay behind."""
    return {
        path.removeprefix(folder): content.decode("utf-8")
        for path, content in parts.items()
        if path.startswith(folder) and not path.endswith(_PICTURES)
    }


def _blocks(text: str) -> list[tuple[str, str]]:
    """The top-level parts of a YAML file by key, each with the comments and blank lines before it."""
    blocks: list[tuple[str, str]] = []
    waiting = ""
    for line in text.splitlines(keepends=True):
        if key := re.match(r"([A-Za-z_]+):", line):
            blocks.append((key[1], waiting + line))
            waiting = ""
        elif line.startswith(("#", "\n")):
            waiting += line
        elif blocks:
            blocks[-1] = (blocks[-1][0], blocks[-1][1] + waiting + line)
            waiting = ""
    return blocks


def _filled(text: str, words: dict[str, str], is_private: bool) -> str:
    """A starter file with the hub's own words put in, and only the parts for hubs of this kind."""
    kind, other = ("private", "public") if is_private else ("public", "private")
    text = re.sub(rf"<!-- {other} -->\n.*?(?=<!-- (?:{kind}|end) -->\n)", "", text, flags=re.DOTALL)
    text = re.sub(r"<!-- (?:public|private|end) -->\n", "", text)
    return re.sub(r"\[\[(\w+)\]\]", lambda match: words.get(match[1], match[0]), text)


def _without_publishing(text: str) -> str:
    """A page about the forge without what only a hub that is published needs."""
    text = re.sub(r"^## Settings, pages\n.*?(?=^## )", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"^\| Publish \|.*\n", "", text, flags=re.MULTILINE)


def _mit(text: str) -> str:
    """The licence of what comes from CaseHub, without what is said of our own content."""
    return (
        "What came with CaseHub (hooks/, .github/, schemas/, tests/, Makefile, vendor/) is under this licence:\n\n"
        + text[text.index("\nMIT License\n") + 1 :].rstrip("\n")
    )


_VENDOR_OWNER = "/vendor/                         @your-organisation/maintainers\n"
