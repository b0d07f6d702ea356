"""The files of the theme: their names on the site, and a digest of everything that may show on every page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from casehub.site.policy import POLICY

THEME = Path(__file__).parent / "theme"


def theme_digest(shown: Sequence[Any]) -> str:
    """Changes with anything that may show on every page: what is given, templates, assets, our code, versions."""
    digest = hashlib.sha256(json.dumps([*shown, POLICY], sort_keys=True).encode())
    for name in (
        "casehub",
        "mkdocs",
        "mkdocs-material",
        "jinja2",
        "markdown-it-py",
        "mdit-py-plugins",
        "nh3",
        "pillow",
    ):
        digest.update(version(name).encode())
    own = Path(__file__).parent
    for path in sorted(
        [
            *THEME.rglob("*"),
            *own.glob("*.py"),
            *(own.parent / "records").glob("*.py"),
            *(own.parent / "exchange").glob("*.py"),
        ]
    ):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def asset_names() -> dict[str, str]:
    """Each of our assets with a short digest of its bytes, for its address."""
    assets = THEME / "assets"
    return {
        path.relative_to(assets).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        for path in sorted(assets.rglob("*"))
        if path.is_file()
    }
