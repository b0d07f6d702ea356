"""The files of the search index on the site.

Indexing reads every record. So it goes on in a process of its own while pages are planned, and what it made is kept
in this user's cache folder (`casehub.search.cache`): a hub that has not changed is not indexed again.
"""

from __future__ import annotations

import marshal
import multiprocessing
from collections.abc import Callable, Iterable, Iterator

from casehub.records.model import Hub
from casehub.records.processes import cores
from casehub.search.cache import Cache, digest_of, hub_files
from casehub.site.page import File

_FEW = 200
"""Below this many records, starting a process costs more than it saves."""

Files = dict[str, bytes]


def files(hub: Hub) -> Iterable[File]:
    """The index's files. The work begins at once and goes on beside this process; iterating waits for it."""
    cache = Cache.of(hub)
    remembered = cache.files(digest_of(hub))
    return _ready(_begun(hub, cache) if remembered is None else lambda: remembered)


def _ready(finish: Callable[[], Files]) -> Iterator[File]:
    for path, content in finish().items():
        yield File.of(path, content)


def _begun(hub: Hub, cache: Cache) -> Callable[[], Files]:
    """Begin to index, and give what waits for the end of it."""
    if len(hub.records) < _FEW or cores() < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return lambda: hub_files(hub, cache)
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=lambda: send.send_bytes(marshal.dumps(hub_files(hub, cache))), daemon=True)
    process.start()
    send.close()

    def finish() -> Files:
        try:
            made: Files = marshal.loads(receive.recv_bytes())  # noqa: S302 - from our own process
        except (EOFError, OSError):
            return hub_files(hub, cache)  # somebody ended the process, so its work is done here
        process.join()
        return made

    return finish
