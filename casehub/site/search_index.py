"""The files of the search index on the site: made from the hub's public records, and remembered.

Indexing reads every record. So it begins in a process of its own while pages are planned, and what it made is kept
in this user's cache folder under a digest of everything that it depends on: a hub that has not changed is not read
again. When some records changed, `Analysed` spares reading the others.
"""

from __future__ import annotations

import hashlib
import marshal
import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

import casehub.records
import casehub.search
from casehub.records.cache import folder_for
from casehub.records.model import Hub
from casehub.records.processes import cores
from casehub.search.documents import documents, facets_of
from casehub.search.files import FOLDER, index_files, index_of
from casehub.search.scoring import Analysed
from casehub.site.page import File

LANGUAGES = ("en",)
"""Languages of the site, which have an index even when no record is written in them."""
_FEW = 200
"""Below this many records, starting a process costs more than it saves."""

Files = dict[str, bytes]


def files(hub: Hub) -> Iterable[File]:
    """The index's files. The work begins at once and goes on beside this process; iterating waits for it."""
    store = _Store.of(hub)
    remembered = store.files()
    finish = (lambda: remembered) if remembered is not None else _begun(hub, store)
    return _ready(finish)


def _ready(finish: Callable[[], Files]) -> Iterator[File]:
    for path, content in finish().items():
        yield File.of(path, content)


def _begun(hub: Hub, store: _Store) -> Callable[[], Files]:
    """Begin to index, and give what waits for the end of it."""
    if len(hub.records) < _FEW or cores() < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return lambda: _index(hub, store)
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)
    process = context.Process(target=lambda: send.send_bytes(marshal.dumps(_index(hub, store))))
    process.start()
    send.close()

    def finish() -> Files:
        try:
            made: Files = marshal.loads(receive.recv_bytes())  # noqa: S302 - from our own process
        except (EOFError, OSError):
            made = _index(hub, store)  # the process was ended by somebody: do its work here
        process.join()
        return made

    return finish


def _index(hub: Hub, store: _Store) -> Files:
    """The files of every language's index by path."""
    found: Files = {}
    every = documents(hub)
    for language in sorted({document.language for document in every} | set(LANGUAGES)):
        index = index_of(every, language, store.analysed(language))
        store.keep_analysed(language, index.analysed)
        for name, content in index_files(index, facets_of(hub, language)).items():
            found[f"{FOLDER}/{language}/{name}"] = content
    store.keep_files(found)
    return found


class _Store:
    """What was made last time, in this user's cache folder. Whatever cannot be read back is made anew."""

    def __init__(self, folder: Path, edition: str, key: str) -> None:
        self._folder = folder
        self._edition = edition
        self._key = key

    @classmethod
    def of(cls, hub: Hub) -> _Store:
        edition = _edition()
        key = hashlib.sha256(f"{edition} {hub.definitions.digest}\n".encode())
        for record in hub.public():
            key.update(f"{record.path} {record.stage} {record.digest}\n".encode())
        return cls(folder_for(hub.root), edition, key.hexdigest())

    def files(self) -> Files | None:
        """The files of the index, when nothing that they depend on has changed."""
        try:
            key, found = marshal.loads((self._folder / "index.bin").read_bytes())  # noqa: S302 - this user's own file
        except (OSError, EOFError, ValueError, TypeError):
            return None
        return found if key == self._key and isinstance(found, dict) else None

    def keep_files(self, found: Files) -> None:
        self._write("index.bin", marshal.dumps((self._key, found)))

    def analysed(self, language: str) -> Analysed | None:
        """What the documents of a language said last time."""
        try:
            edition, content = marshal.loads(self._path(language).read_bytes())  # noqa: S302 - this user's own file
            return Analysed.from_bytes(content) if edition == self._edition else None
        except (OSError, EOFError, ValueError, TypeError):
            return None

    def keep_analysed(self, language: str, analysed: Analysed) -> None:
        self._write(self._path(language).name, marshal.dumps((self._edition, analysed.to_bytes())))

    def _path(self, language: str) -> Path:
        return self._folder / f"words-{language}.bin"

    def _write(self, name: str, content: bytes) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor, whole = tempfile.mkstemp(dir=self._folder, prefix="index-")
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(whole).replace(self._folder / name)
        except OSError:
            return


def _edition() -> str:
    """Changes whenever the same records might give other files: our own source, and the packages that it uses."""
    digest = hashlib.sha256()
    for name in ("casehub", "lunr", "numpy", "snowballstemmer", "babel", "pycountry"):
        digest.update(version(name).encode() + b"\0")
    for package in (casehub.records, casehub.search):
        for path in sorted(Path(package.__path__[0]).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
