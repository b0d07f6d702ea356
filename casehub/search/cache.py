"""What was indexed last time, so that the next question, or the next build, need not read everything again.

The files lie in this user's cache folder, beside what reading records remembers. Whatever cannot be read back is made
anew; the result is the same.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Mapping
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casehub.records.cache import folder_for
from casehub.records.model import Hub
from casehub.records.translations import hub_in

if TYPE_CHECKING:
    from casehub.search.scoring import Analysed


class Cache:
    """The last index of a hub, and what its texts said. Without a folder it remembers nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @classmethod
    def of(cls, hub: Hub) -> Cache:
        """The cache of a hub's folder."""
        return cls(folder_for(hub.root))

    def files(self, digest: str) -> dict[str, bytes] | None:
        """The files of the index whose records had this digest."""
        files: dict[str, bytes] | None = self.kept("search-index", digest)
        return files

    def keep_files(self, digest: str, files: Mapping[str, bytes]) -> None:
        """Remember the files of an index."""
        self.keep("search-index", digest, dict(files))

    def kept(self, name: str, digest: str) -> Any:
        """Whatever was kept under a name, if what it was made from had this digest; otherwise None."""
        content = self._read(f"{name}.bin")
        try:
            said = marshal.loads(content) if content else None  # noqa: S302 - our own file, in this user's own folder
        except (EOFError, ValueError, TypeError):
            return None
        return said[1] if isinstance(said, tuple) and len(said) == 2 and said[0] == digest else None

    def keep(self, name: str, digest: str, value: Any) -> None:
        """Remember a plain value under a name, with the digest of what it was made from."""
        self._write(f"{name}.bin", marshal.dumps((digest, value)))

    def analysed(self, language: str) -> Analysed | None:
        """What texts of a language said last time."""
        from casehub.search.scoring import Analysed

        content = self._read(f"search-text-{language}-{edition()}.bin")
        try:
            return Analysed.from_bytes(content) if content else None
        except ValueError:
            return None

    def keep_analysed(self, language: str, analysed: Analysed) -> None:
        """Remember what texts of a language say."""
        name = f"search-text-{language}-{edition()}.bin"
        self._write(name, analysed.to_bytes())
        if self._folder:
            for other in self._folder.glob(f"search-text-{language}-*.bin"):
                if other.name != name:
                    other.unlink(missing_ok=True)

    def _read(self, name: str) -> bytes:
        try:
            return (self._folder / name).read_bytes() if self._folder else b""
        except OSError:
            return b""

    def _write(self, name: str, content: bytes) -> None:
        """Write a file whole or not at all. What cannot be written is made again next time."""
        if not self._folder:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(dir=self._folder, prefix="search-")
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(temporary).replace(self._folder / name)
        except OSError:
            return


def digest_of(hub: Hub) -> str:
    """Changes with every record, definition and line of our own source: with whatever may change the index."""
    digest = hashlib.sha256(f"{edition()}|{hub.definitions.digest}".encode())
    for key, record in sorted(hub.records.items()):
        digest.update("\0".join((*key, record.stage, record.digest)).encode() + b"\0")
    return digest.hexdigest()


def hub_files(hub: Hub, cache: Cache) -> dict[str, bytes]:
    """The files of all indexes of a hub, from the cache where nothing has changed."""
    digest = digest_of(hub)
    if (known := cache.files(digest)) is not None:
        return known
    # Array arithmetic takes a while to load, and an unchanged hub does without.
    from casehub.search import files
    from casehub.search.documents import documents, facets_of

    views = {language: hub_in(hub, language) for language in hub.definitions.languages[1:]}
    found = [document for document in documents(hub) if document.language not in views]
    for view in views.values():
        found += documents(view)
    languages = sorted({document.language for document in found} | {"en"})
    before = {language: said for language in languages if (said := cache.analysed(language))}
    indexes = files.indexes(found, languages, before)
    made = files.files_of(indexes, {language: facets_of(views.get(language, hub), language) for language in indexes})
    for language, index in indexes.items():
        if index.analysed is not before.get(language):
            cache.keep_analysed(language, index.analysed)
    cache.keep_files(digest, made)
    return made


@once
def edition() -> str:
    """Changes with Python and our own source."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
