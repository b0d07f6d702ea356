"""`casehub build`: the whole site, checked first and swapped in when it is whole."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from casehub.cli.terminal import CannotRun, find_root, with_progress

if TYPE_CHECKING:
    from casehub.site.host import Build


def build(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The folder of the site; site_dir of mkdocs.yml by default.")
    ] = None,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Check everything and build the site. What has not changed is kept; a build that fails changes nothing."""
    run_host(find_root(root), output)


def run_host(root: Path, output: Path | None, site_url: str | None = None) -> Build:
    """One build through MkDocs, with its messages on standard error. Exits with 1 when content has errors."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # the theme's notice of its own end of life
    from mkdocs.commands.build import build as build_site
    from mkdocs.exceptions import Abort, BuildError

    from casehub.site import host

    handler = _Messages()
    logging.getLogger("mkdocs").addHandler(handler)
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    shown = host.progress.set(with_progress)
    try:
        config = _configuration(root, output, site_url)
        config.plugins.on_startup(command="build", dirty=False)
        build_site(config)
        config.plugins.on_shutdown()
    except BuildError as error:
        raise CannotRun(str(error)) from error
    except Abort as error:
        raise typer.Exit(1) from error
    except OSError as error:
        raise CannotRun(host.unwritten(error)) from error
    finally:
        host.progress.reset(shown)
        logging.getLogger("mkdocs").removeHandler(handler)
    last = host.last_build()
    if last is None:
        raise RuntimeError("the build ended well, but CaseHub did not take part in it")
    return last


def _configuration(root: Path, output: Path | None, site_url: str | None) -> Any:
    """What mkdocs.yml says, fit for a build. Raises `CannotRun` when it is not, before anything is touched."""
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    from casehub.site import host

    if not (root / "mkdocs.yml").is_file():
        raise CannotRun(f"There is no mkdocs.yml in {root}, which says what the site is called and where it stands.")
    options: dict[str, Any] = {"config_file": str(root / "mkdocs.yml")}
    if output:
        options["site_dir"] = str(output.resolve())
    if site_url:
        options["site_url"] = site_url
    try:
        config = load_config(**options)
    except ConfigurationError as error:
        raise CannotRun(f"mkdocs.yml is not as it should be: {error}") from error
    except Abort as error:
        raise CannotRun("mkdocs.yml is not as it should be: see above. The last site stays as it was.") from error
    if not any(getattr(hook, "host", None) is host for hook in config["hooks"].values()):
        raise CannotRun("mkdocs.yml does not name hooks/site.py under hooks:, so that CaseHub would build nothing.")
    return config


class _Messages(logging.Handler):
    """What the builder has to say: our own messages, and its warnings and errors, without its log's decoration."""

    def emit(self, record: logging.LogRecord) -> None:
        ours = record.getMessage().startswith("casehub: ")
        if ours or record.levelno >= logging.WARNING:
            sys.stderr.write(record.getMessage().removeprefix("casehub: ").rstrip() + "\n")
