"""Waits for saved files."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

_SETTLE = 0.05
"""Seconds in which the events of one save arrive."""


def saved(folders: list[Path]) -> Iterator[set[str]]:
    """The paths saved together, once at the start (none) and then whenever somebody saves."""
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    events: queue.Queue[str] = queue.Queue()

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type in ("created", "modified", "moved", "deleted") and not event.is_directory:
                events.put(str(event.dest_path or event.src_path))

    observer = Observer()
    for folder in folders:
        if folder.is_dir():
            observer.schedule(Handler(), str(folder), recursive=True)
    observer.start()
    try:
        yield set()
        while True:
            paths = {events.get()}
            while True:
                try:
                    paths.add(events.get(timeout=_SETTLE))
                except queue.Empty:
                    break
            yield paths
    finally:
        observer.stop()
        observer.join()
