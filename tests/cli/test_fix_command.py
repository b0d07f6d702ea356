"""`casehub fix` shows what it would mend, asks, and writes it whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from mini_commands import Casehub
from mini_hub import case, edited, text_of, write

SLIP = case(("level: local", "level: locl"), ("submitted: 2026-01-15", "submitted: 15 January 2026"))


def test_a_hub_without_slips_has_nothing_to_mend(casehub: Casehub) -> None:
    done = casehub("fix")
    assert done.code == 0
    assert "Nothing to mend without you." in done.said


def test_it_shows_a_diff_and_writes_nothing_unless_told_to(casehub: Casehub, hub_root: Path) -> None:
    write(hub_root, {"cases/slips.md": SLIP})
    for arguments in (["fix"], ["fix", "--check"], ["fix", "--check", "--yes"]):
        done = casehub(*arguments)
        assert done.code == 1
        assert "-level: locl\n" in done.out and "+level: local\n" in done.out
        assert "1 file would change; nothing was written." in done.said
        assert (hub_root / "content/cases/slips.md").read_text("utf-8") == SLIP


def test_with_yes_it_writes_and_the_check_is_content(casehub: Casehub, hub_root: Path) -> None:
    path = hub_root / "content/cases/slips.md"
    write(hub_root, {"cases/slips.md": SLIP})
    path.chmod(0o640)
    assert casehub("fix", "--yes").code == 0
    assert path.read_text("utf-8") == edited(SLIP, ("locl", "local"), ("15 January 2026", "2026-01-15"))
    assert path.stat().st_mode & 0o777 == 0o640
    assert casehub("check", path).code == 0
    assert "Nothing to mend" in casehub("fix").said
    assert not list(hub_root.glob(".casehub-*"))


@pytest.mark.parametrize(("answer", "is_written"), [("y\n", True), ("\n", True), ("n\n", False), ("", False)])
def test_at_a_terminal_it_asks(
    answer: str, is_written: bool, casehub: Casehub, hub_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(hub_root, {"cases/slips.md": SLIP})
    monkeypatch.setattr("casehub.cli.fix._is_terminal", lambda: True)
    done = casehub("fix", answers=answer)
    assert done.code == (0 if is_written else 1)
    assert ((hub_root / "content/cases/slips.md").read_text("utf-8") != SLIP) == is_written


def test_only_the_files_that_are_named_are_mended(casehub: Casehub, hub_root: Path) -> None:
    write(hub_root, {"cases/slips.md": SLIP})
    assert casehub("fix", "--yes", hub_root / "content/practices").code == 0
    assert (hub_root / "content/cases/slips.md").read_text("utf-8") == SLIP
    assert "There is no file" in casehub("fix", hub_root / "content/cases/slip.md").said


def test_what_rules_across_records_would_say_anew_stops_a_remedy(casehub: Casehub, hub_root: Path) -> None:
    text = case(("started: 2023-05\n", "started: 2023-05\nended: 1 March 2020\n"))
    write(hub_root, {"cases/slips.md": text})
    assert "Nothing to mend" in casehub("fix").said, "mended, it would have ended before it started"


def test_a_file_that_holds_something_sensitive_is_not_shown(casehub: Casehub, hub_root: Path) -> None:
    key = "AK" + "IA" + "QWERTZUIOPASDFGH"
    write(hub_root, {"cases/slips.md": edited(SLIP, ("The forms moved", f"With {key}, forms moved"))})
    done = casehub("fix", "--yes")
    assert key not in done.said and "locl" not in done.said
    assert "holds something sensitive" in done.said


def test_signs_that_nobody_sees_are_told_in_words(casehub: Casehub, hub_root: Path) -> None:
    write(hub_root, {"cases/slips.md": "\ufeff" + text_of("cases/draft-case.md").replace("\n", " \r\n")})
    said = casehub("fix").said
    assert "the invisible byte order mark goes" in said and "line ends become" in said and "·" in said


def test_a_disk_that_is_full_is_told_in_words_and_the_file_stays(
    casehub: Casehub, hub_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    write(hub_root, {"cases/slips.md": SLIP})
    monkeypatch.setattr("os.fsync", full)
    done = casehub("fix", "--yes")
    assert done.code == 2 and "could not be written: No space left" in done.said
    assert (hub_root / "content/cases/slips.md").read_text("utf-8") == SLIP
    assert not list(hub_root.glob(".casehub-*"))
