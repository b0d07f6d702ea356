"""Waiting for saved files, and what is shown while one waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from mini_commands import Casehub
from mini_hub import SCHEMAS, case, write

from casehub.cli.terminal import with_progress
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


def test_every_save_is_checked_and_a_broken_schema_does_not_end_it(
    casehub: Casehub, hub_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saves(folders: list[Path]) -> Iterator[set[str]]:
        assert folders == [hub_root / "content", hub_root / "schemas"]
        yield set()
        write(hub_root, {"cases/a.md": case(("country: DK", "country: Denmak"))})
        yield {str(hub_root / "content/cases/a.md")}
        (hub_root / "schemas").unlink()
        yield {"schemas"}
        (hub_root / "schemas").symlink_to(SCHEMAS, target_is_directory=True)
        write(hub_root, {"cases/a.md": case()})
        yield {str(hub_root / "content/cases/a.md")}
        yield {str(hub_root / "content/cases/.a.md.swp"), "/elsewhere/b.md"}
        (hub_root / "content/practices/ask-first.md").unlink()
        yield {str(hub_root / "content/practices/ask-first.md")}
        write(hub_root, {"cases/a.md": case(("practices: [ask-first]\n", ""))})
        yield {str(hub_root / "content/cases/a.md")}
        raise KeyboardInterrupt

    monkeypatch.setattr("casehub.cli.watching.saved", saves)
    done = casehub("check", "--watch")
    assert done.code == 0
    said = [line for line in done.out.splitlines() if " checked" in line or "cannot be read" in line]
    assert said[0].startswith("21 records checked: 2 pieces")
    assert said[1].startswith("1 record checked: 1 error")
    assert "cannot be read" in said[2]
    assert said[3] == "22 records checked: 2 pieces of advice.", "after what could not be read, everything"
    assert "errors" in said[4], "what was removed is missed elsewhere"
    assert "Elsewhere, because of this or from before:" in done.out
    assert said[5].startswith("5 records checked: 4 errors"), "and is told until it is mended"
    assert len(said) == 6, "other files are not the hub's"
    assert "Stop with Ctrl+C" in done.out


def test_watching_is_for_people(casehub: Casehub) -> None:
    assert "leave out --format" in casehub("check", "--watch", "--format", "json").said


def test_a_bar_is_for_people_who_watch(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(with_progress(iter(range(500)), "Reading", 500)) == list(range(500))
    assert capsys.readouterr() == ("", "")
