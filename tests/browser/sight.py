"""How tests look at pages: sizes of screens, sites that are served, and pages that are watched."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 800}


@dataclass
class Site:
    """A site that is served: its folder, where it starts, and a page for each of its templates."""

    folder: Path
    address: str
    samples: tuple[str, ...] = ()


@dataclass
class Watched:
    """A page with everything that it did: requests, what the console said, dialogs."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


Look = Callable[..., AbstractContextManager[Watched]]
