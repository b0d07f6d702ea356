"""Servers for tests: the commands that serve, run as a user runs them, and a plain one for a folder."""

from __future__ import annotations

import functools
import http.client
import http.server
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from hubs import command, environment

_PATIENCE = 30.0
"""Seconds that a server may take on a busy machine. Nothing is measured by it."""


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return int(place.getsockname()[1])


class Served:
    """A running server and what it has said so far."""

    def __init__(self, port: int, process: subprocess.Popen[bytes], said: Any) -> None:
        self.port = port
        self.process = process
        self._said = said

    @property
    def address(self) -> str:
        """Where the site starts."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def said(self) -> str:
        """Everything on standard output and standard error."""
        self._said.seek(0)
        return str(self._said.read().decode())

    def get(self, path: str, timeout: float = _PATIENCE) -> tuple[int, dict[str, str], str]:
        """Status, headers and text of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read().decode()
        finally:
            connection.close()

    def page(self, path: str) -> str:
        """The text of a page, or nothing while the server is not there."""
        try:
            return self.get(path)[2]
        except (ConnectionError, http.client.HTTPException):
            return ""

    def wait(self, condition: Callable[[], bool]) -> None:
        """Until something holds. Fails with what the server said when it does not within a while."""
        end = time.monotonic() + _PATIENCE
        while not condition():
            assert self.process.poll() is None, f"the server ended: {self.said}"
            assert time.monotonic() < end, f"waited in vain: {self.said}"
            time.sleep(0.05)


@contextmanager
def served(program: str, hub: Path) -> Iterator[Served]:
    """`casehub serve` or `mkdocs serve` on a hub, once it answers."""
    port = free_port()
    option = {"casehub": ["--port", str(port)], "mkdocs": ["--dev-addr", f"127.0.0.1:{port}"]}[program]
    with TemporaryFile() as said:
        process = subprocess.Popen(
            command(program, "serve", *option),
            cwd=hub,
            env=environment(),
            stdout=said,
            stderr=said,
            preexec_fn=_heed_interrupts,
        )
        server = Served(port, process, said)
        try:
            server.wait(lambda: "<main" in server.page("/"))
            yield server
        finally:
            _stop(process)


def _heed_interrupts() -> None:
    """What runs in the background of a shell is started deaf to Ctrl+C, and so would be what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a server as Ctrl+C does; as with a terminal, a key that is pressed at a bad moment is pressed again."""
    for _ in range(int(_PATIENCE)):
        process.send_signal(signal.SIGINT)
        try:
            process.wait(1.0)
        except subprocess.TimeoutExpired:
            continue
        return
    process.kill()
    process.wait()
    raise AssertionError("the server did not stop")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.exists():
            super().do_GET()
        else:
            content = (Path(self.directory) / "404.html").read_bytes()
            self.send_response(404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@contextmanager
def folder_served(folder: Path) -> Iterator[str]:
    """The address of a folder that is served as a plain host would serve it."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
