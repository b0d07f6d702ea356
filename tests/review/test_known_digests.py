"""Digests are remembered as long as the bytes they come from are the same, and never for other bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from mini_hub import record_of
from mini_pictures import picture
from peer_hub import PATH, TODAY, files_of, lay_out

from casehub.records import load as loading
from casehub.records.model import Hub, Record
from casehub.review import known_digests
from casehub.review.digest import content_of
from casehub.review.known_digests import digest_of
from casehub.review.verdict import verdict_of


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """No test knows what another one has read."""
    known_digests._known.cache_clear()
    yield
    known_digests._known.cache_clear()


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The records whose digests were worked out, in their order."""
    found: list[str] = []

    def told(hub: Hub, record: Record) -> object:
        found.append(record.id)
        return content_of(hub, record)

    monkeypatch.setattr(known_digests, "content_of", told)
    return found


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CASEHUB_CACHE", str(tmp_path / "cache"))
    return lay_out(tmp_path / "hub", files_of({}))


def read(root: Path, *, use_cache: bool = True) -> tuple[Hub, Record]:
    """The hub as another program would read it."""
    known_digests._known.cache_clear()
    hub = loading.load(root, on=TODAY, use_cache=use_cache)
    return hub, record_of(hub, "case", "permits")


def test_a_digest_is_worked_out_once(root: Path, worked_out: list[str]) -> None:
    hub, record = read(root)
    first = digest_of(hub, record)
    assert first == content_of(hub, record).digest
    assert [digest_of(*read(root)), digest_of(*read(root)), digest_of(hub, record)] == [first] * 3
    assert worked_out == ["permits"]


def test_a_second_check_works_nothing_out(root: Path, worked_out: list[str]) -> None:
    hub, record = read(root)
    assert verdict_of(hub, record).suffices
    hub, record = read(root)
    assert verdict_of(hub, record).suffices
    assert worked_out == ["permits"]


def test_other_bytes_have_another_digest(root: Path, worked_out: list[str]) -> None:
    first = digest_of(*read(root))
    path = root / "content" / PATH
    path.write_text(path.read_text("utf-8").replace("The forms moved", "The forms went"), "utf-8")
    second = digest_of(*read(root))
    assert second != first
    assert worked_out == ["permits", "permits"]


def test_an_image_counts_too(root: Path) -> None:
    path = root / "content" / PATH
    folder = path.with_suffix("")
    folder.mkdir()
    path.rename(folder / "index.md")
    (folder / "map.png").write_bytes(picture("PNG", size=(2, 2)))
    first = digest_of(*read(root))
    (folder / "map.png").write_bytes(picture("PNG", size=(2, 3)))
    assert digest_of(*read(root)) != first


def test_without_the_cache_nothing_is_remembered(root: Path, worked_out: list[str], tmp_path: Path) -> None:
    for _ in range(2):
        digest_of(*read(root, use_cache=False))
    assert worked_out == ["permits", "permits"]
    assert not (tmp_path / "cache").exists()


def test_what_is_saved_in_between_is_not_remembered_under_the_earlier_bytes(
    root: Path, worked_out: list[str]
) -> None:
    hub, record = read(root)
    path = root / "content" / PATH
    before = path.read_text("utf-8")
    path.write_text(before.replace("The forms moved", "The forms went"), "utf-8")
    mixed = digest_of(hub, record)
    path.write_text(before, "utf-8")
    assert digest_of(*read(root)) != mixed


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"half a line", b"0" * 32 + b" cm1-00\n"])
def test_a_damaged_memory_is_no_memory(damage: bytes, root: Path, tmp_path: Path) -> None:
    hub, record = read(root)
    first = digest_of(hub, record)
    (file,) = (tmp_path / "cache").rglob("digests-*.txt")
    file.write_bytes(damage)
    assert digest_of(*read(root)) == first


def test_memories_of_other_editions_are_removed(root: Path, tmp_path: Path) -> None:
    hub, record = read(root)
    assert hub.memory is not None
    other = hub.memory / "digests-0.txt"
    other.write_text("an older edition's", "ascii")
    digest_of(hub, record)
    assert not other.exists()


def test_where_nothing_can_be_written_the_answer_is_the_same(root: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in the way")
    hub, record = read(root)
    assert digest_of(hub, record) == content_of(hub, record).digest
