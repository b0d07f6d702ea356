"""How tests look at pages: sizes of screens, sites that are served, and pages that are watched."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 800}
SECONDS = 30


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


def wait_until(page: Page, expression: str, argument: Any = None) -> None:
    """Wait until an expression holds. It is asked from outside: the policy of our pages forbids to ask inside."""
    end = time.monotonic() + SECONDS
    while not page.evaluate(expression, argument):
        assert time.monotonic() < end, f"This never came true: {expression}"
        page.wait_for_timeout(20)
