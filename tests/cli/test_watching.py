"""Waiting for saved files."""

from __future__ import annotations

import threading
from pathlib import Path

from casehub.cli.watching import saved


def test_the_start_is_told_at_once_and_then_what_is_saved_together(tmp_path: Path) -> None:
    events = saved([tmp_path, tmp_path / "not-there"])
    assert next(events) == set()
    file = tmp_path / "a.md"
    writer = threading.Timer(0.1, lambda: file.write_text("x", "utf-8"))
    writer.start()
    assert str(file) in next(events)
    writer.join()
    events.close()
