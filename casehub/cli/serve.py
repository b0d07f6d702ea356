"""`casehub serve`: look at the site while writing. A saved record is on its page at once."""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Annotated, Any

import typer

from casehub.cli.build import run_host
from casehub.cli.terminal import CannotRun, find_root
from casehub.records.cache import folder_for

_RELOAD = b'<script src="/_casehub/reload.js"></script></body>'
_SCRIPT = b"""
"use strict";
(async function () {
  const start = await (await fetch("/_casehub/edition")).text();
  for (;;) {
    try {
      const now = await (await fetch("/_casehub/edition?after=" + start)).text();
      if (now !== start) return location.reload();
    } catch (error) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
})();
"""
_PATIENCE = 25.0
"""Seconds that a page's question for news is held open."""


def serve(
    port: Annotated[int, typer.Option(help="The port on this machine.")] = 8000,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Build the site, show it on this machine, and build again whenever a file is saved."""
    from casehub.cli.watching import saved

    folder = find_root(root)
    target = folder_for(folder) / f"served-{port}"
    address = f"http://127.0.0.1:{port}/"
    built = run_host(folder, target, site_url=address)
    editions = _Editions()
    handler = functools.partial(_Handler, directory=str(target), editions=editions)
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise CannotRun(f"Port {port} is in use. Choose another with --port.") from error
    server.daemon_threads = True
    changes = saved([folder / "content", folder / "schemas", folder / "hooks"])
    next(changes)  # it begins to watch: whatever is saved once the pages can be seen is built
    threading.Thread(target=server.serve_forever, daemon=True).start()
    typer.echo(f"Look at {address} and stop with Ctrl+C.")
    watch(changes, folder, built, target, address, editions.advance)


def watch(
    changes: Iterable[set[str]], folder: Path, built: Any, target: Path, address: str, advance: Callable[[], None]
) -> None:
    """Build again whenever somebody saves: only the pages that change, or all when more than records changed."""
    from casehub.site.host import NotPublishableError

    for paths in changes:
        try:
            if all(Path(path).is_relative_to(folder / "content") for path in paths):
                done = built.update(target)
                threading.Thread(target=built.update_others, args=(target,), daemon=True).start()
            else:
                built = run_host(folder, target, site_url=address)
                done = "built anew"
        except (NotPublishableError, CannotRun, OSError) as problem:
            sys.stderr.write(f"{problem}\n")
            continue
        except typer.Exit:  # the build has said why
            continue
        typer.echo(done)
        advance()


class _Editions:
    """Counts how often the site was built, and lets pages wait for the next time."""

    def __init__(self) -> None:
        self._number = 0
        self._changed = threading.Condition()

    def advance(self) -> None:
        """A new edition is there."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def after(self, number: str) -> str:
        """The number of the current edition; when it is the one given, wait for the next for a while."""
        with self._changed:
            if str(self._number) == number:
                self._changed.wait(_PATIENCE)
            return str(self._number)


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the built site. The script that reloads pages has an address of ours, so the policy stays as it is."""

    def __init__(self, *args: Any, editions: _Editions, **options: Any) -> None:
        self.editions = editions
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/_casehub/reload.js":
            self._send(_SCRIPT, "text/javascript")
        elif path == "/_casehub/edition":
            self._send(self.editions.after(self.path.partition("after=")[2]).encode(), "text/plain")
        else:
            self._send_file(path)

    def _send_file(self, path: str) -> None:
        missing = Path(self.directory) / "404.html"
        try:
            file = Path(self.translate_path(path))
            is_folder = file.is_dir()
            page = file / "index.html" if is_folder else file
            is_there = page.is_file()
        except OSError:  # a name that no file can have
            page, is_folder, is_there = missing, False, False
        if is_folder and not path.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", path + "/")
            self.end_headers()
        elif is_there and page.suffix != ".html":
            super().do_GET()
        else:
            shown = page if is_there else missing
            content = shown.read_bytes() if shown.is_file() else b""
            status = HTTPStatus.OK if is_there else HTTPStatus.NOT_FOUND
            self._send(content.replace(b"</body>", _RELOAD, 1), "text/html; charset=utf-8", status)

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not worth a line; builds are."""
