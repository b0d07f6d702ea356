"""MkDocs events, handed on to CaseHub. No logic lives here.

What people wrote never reaches MkDocs: its own files are taken out and CaseHub's pages put in their place.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from casehub.site import host
from casehub.site.builder import THEME
from casehub.site.policy import allow_inline

log = get_plugin_logger("casehub")
build: host.Build | None = None


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check everything first; only what may be published is built, and into a new folder."""
    global build
    try:
        build = host.Build.prepare(Path(config.config_file_path).parent, Path(config.site_dir), host.settings(config))
    except host.NotPublishableError as problem:
        raise PluginError(str(problem)) from None
    log.info(build.says)
    config.theme.dirs.insert(0, str(THEME))
    config.theme.static_templates.clear()
    config.site_dir = str(build.folder)
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """The host's pages are ours, and of the theme's files only those that the pages use."""
    kept = [file for file in files if host.is_used_asset(file.src_uri)]
    pages = [File.generated(config, source, content="") for source in _built().host_sources()]
    return Files([*kept, *pages])


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
    """The menu, as plain data for our templates."""
    _built().menu = host.menu(nav.items)
    return nav


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Say which template makes the page; its content is a view, not Markdown."""
    page.meta = {"template": _built().site.pages[page.file.url].template}
    return html


def on_env(env: Any, *, config: MkDocsConfig, files: Files) -> Any:
    """Everything that a template prints is escaped."""
    _built().use(env)
    return env


def on_page_context(context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
    """What the page shows."""
    context.update(_built().context(page.file.url))
    return context


def on_post_build(*, config: MkDocsConfig) -> None:
    """Write the pages that the host does not build, and swap the whole site in, unless the host has warned."""
    if host.has_warned():
        raise PluginError("A warning stops a strict build. The last site stays as it was.")
    log.info(_built().finish())


def on_build_error(*, error: Exception) -> None:
    """A build that fails leaves the last site as it was, and says why in words."""
    if build:
        shutil.rmtree(build.folder, ignore_errors=True)
    if isinstance(error, OSError):
        raise PluginError(host.unwritten(error)) from None


def on_serve(server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
    """Serving adds a script that reloads pages; only there the policy lets it run."""
    inject = server._inject_js_into_html
    server._inject_js_into_html = lambda content, epoch: allow_inline(inject(content, epoch))
    for folder in ("schemas", "hooks"):
        server.watch(str(Path(config.config_file_path).parent / folder))
    return server


def _built() -> host.Build:
    if build is None:
        raise PluginError("CaseHub was not set up: hooks/site.py needs MkDocs' config event.")
    return build
