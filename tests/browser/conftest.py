"""Sites for a real Chromium to look at."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "site"))  # the hubs and servers of the site's tests

from hostile import make_hostile_hub
from hubs import build, make_hub
from servers import folder_served
from sight import DESKTOP, Look, Site, Watched

from casehub.cli.build import run_host

expect.set_options(timeout=30_000)  # a slow machine is no fault of the page: what is expected is waited for


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds of tests remember nothing outside their temporary folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASEHUB_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        yield


@pytest.fixture(scope="session")
def look(chromium: Browser) -> Look:
    """Opens a page with the given settings of the browser, and watches it."""

    @contextmanager
    def looked(**settings: Any) -> Iterator[Watched]:
        context = chromium.new_context(**{"viewport": DESKTOP, "reduced_motion": "reduce", **settings})
        watched = Watched(context.new_page())
        watched.page.on("request", lambda request: watched.requests.append(request.url))
        watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        watched.page.on(
            "console",
            lambda message: watched.complaints.append(message.text) if message.type in ("error", "warning") else None,
        )

        def dismiss(dialog: Any) -> None:
            watched.dialogs.append(dialog.message)
            dialog.dismiss()

        watched.page.on("dialog", dismiss)
        yield watched
        context.close()

    return looked


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The mini hub without any question, so that one list is empty."""
    hub = make_hub(tmp_path_factory.mktemp("mini") / "hub")
    (hub / "content/questions/first-question.yml").unlink()
    pages = run_host(hub, None).site.pages
    largest: dict[str, str] = {}
    for url, page in pages.items():
        if page.language != "en":  # test_languages_in_browser.py looks at these
            continue
        kind = f"{page.template} {page.view.get('type', '')}"
        if kind not in largest or _size(hub, url) > _size(hub, largest[kind]):
            largest[kind] = url
    samples = {*largest.values(), "questions/", "no/such/page/"} - {"404.html"} - _moved(pages)
    with folder_served(hub / "site") as address:
        yield Site(hub / "site", address, tuple(sorted(samples)))


def _size(hub: Path, url: str) -> int:
    path = hub / "site" / url
    return (path / "index.html" if path.is_dir() else path).stat().st_size


def _moved(pages: Any) -> set[str]:
    return {url for url, page in pages.items() if page.template == "moved.html"}


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A hub with a hostile text in every free field."""
    folder = build(make_hostile_hub(tmp_path_factory.mktemp("hostile") / "hub"))
    with folder_served(folder) as address:
        yield Site(folder, address)


@pytest.fixture(scope="session")
def hostile_site_without_policy(hostile_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The same pages with the content security policy taken out."""
    folder = tmp_path_factory.mktemp("open") / "site"
    shutil.copytree(hostile_site.folder, folder)
    for path in folder.rglob("*.html"):
        text = path.read_text("utf-8")
        bare, count = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
        assert count == 1, path
        path.write_text(bare, "utf-8")
    with folder_served(folder) as address:
        yield Site(folder, address)
