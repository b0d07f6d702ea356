"""Files that not everybody could check out, or that are too large to keep: made here, then checked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from mini_hub import ORGANISATION, PAGE, case, checked, definitions, hub_of, line_of, write

from casehub.records.front_matter import MAX_BYTES
from casehub.records.plain_yaml import MAX_NODES
from casehub.records.tree import found_at, is_address, tree_of


def lines(root: Path) -> list[str]:
    return [line_of(each) for each in checked(root)]


def test_a_link_to_a_file_or_folder_is_not_followed(hub_root: Path) -> None:
    content = hub_root / "content"
    (content / "cases" / "linked.md").symlink_to(content / "cases" / "valid-case.md")
    (content / "cases" / "linked-folder").symlink_to(content / "practices", target_is_directory=True)
    (content / "cases" / "dangling.md").symlink_to("nowhere.md")
    (content / "about" / "linked.md").symlink_to(content / "index.md")
    (content / "people" / "passwords.yml").symlink_to("/etc/passwd")
    (content / "practice").symlink_to(content / "practices", target_is_directory=True)
    write(hub_root, {"cases/pictured/index.md": case()})
    (content / "cases" / "pictured" / "counter.png").symlink_to(content / "index.md")
    assert lines(hub_root) == [
        f"content/{path} CH123 1:1"
        for path in (
            "about/linked.md",
            "cases/dangling.md",
            "cases/linked-folder",
            "cases/linked.md",
            "cases/pictured/counter.png",
            "people/passwords.yml",
            "practice",
        )
    ]


@pytest.mark.parametrize(
    "name", ["con", "nul", "com1", "by", "index", "café", "a b", "a_b", "A", "-a", "a-", "a--b", "x" * 81]
)
def test_a_name_that_cannot_be_an_address(name: str, hub_root: Path) -> None:
    write(hub_root, {f"cases/{name}.md": case()})
    assert [line.split()[-2] for line in lines(hub_root)] == ["CH121"]
    assert not is_address(name)


@pytest.mark.parametrize("name", ["a", "1", "a-b", "2024-permits", "x" * 80])
def test_a_name_that_can(name: str, hub_root: Path) -> None:
    write(hub_root, {f"cases/{name}.md": case()})
    assert lines(hub_root) == []
    assert is_address(name)


def test_a_name_that_is_no_text_is_told_in_letters_that_can_be_shown(hub_root: Path) -> None:
    folder = os.fsencode(hub_root / "content" / "cases")
    for name in (b"caf\xe9.md", b"new\nline.md", b"bell\x07.md"):
        Path(os.fsdecode(folder + b"/" + name)).write_text(case(), "utf-8")
    write(hub_root, {"cases/pictured/index.md": case()})
    Path(os.fsdecode(folder + b"/pictured/\xff.png")).write_bytes(b"x")
    found = checked(hub_root)
    assert [each.code for each in found] == ["CH121"] * 4
    for each in found:
        assert each.path.isprintable() and each.sentence.isprintable()
        each.path.encode("utf-8")


def test_too_large_a_file_is_told_and_not_read_to_its_end(hub_root: Path) -> None:
    write(hub_root, {"organisations/large.yml": ORGANISATION + "about: " + "x" * MAX_BYTES})
    assert lines(hub_root) == ["content/organisations/large.yml CH112 1:1"]


def test_too_many_values_are_told_where_there_are_too_many(hub_root: Path) -> None:
    write(hub_root, {"organisations/many.yml": ORGANISATION + "imported: [" + "1," * MAX_NODES + "]"})
    (line,) = lines(hub_root)
    assert line.startswith("content/organisations/many.yml CH112 5:")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_what_is_no_file_like_others_is_told_and_does_not_block(hub_root: Path) -> None:
    os.mkfifo(hub_root / "content" / "cases" / "pipe.md")
    assert lines(hub_root) == ["content/cases/pipe.md CH116 1:1"]


def test_a_file_that_cannot_be_opened_is_told(hub_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refuse(path: Path, *arguments: object, **options: object) -> object:
        if path.as_posix().endswith("content/cases/valid-case.md"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    hub = hub_of(hub_root)
    assert [line_of(each) for each in hub.findings if each.code == "CH116"] == [
        "content/cases/valid-case.md CH116 1:1"
    ]
    assert ("case", "valid-case") in hub.unreadable


def test_pages_nested_without_end_are_not_followed_without_end(hub_root: Path) -> None:
    write(hub_root, {"about/" + "a/" * 60 + "page.md": PAGE})
    (line,) = lines(hub_root)
    assert line.endswith("CH121 1:1")


def test_the_finders_own_files_are_passed_over(hub_root: Path) -> None:
    write(hub_root, {"cases/.DS_Store": b"\0", ".DS_Store": b"\0"})
    assert lines(hub_root) == []


def test_what_a_file_is_by_its_path_agrees_with_what_is_found(hub_root: Path) -> None:
    write(hub_root, {"cases/pictured/index.md": case(), "about/deeper/page.md": PAGE, "about/deeper/index.md": PAGE})
    for found in tree_of(hub_root, definitions()).files:
        by_path = found_at(found.path, definitions())
        assert by_path is not None
        assert (by_path.type.name, by_path.id, by_path.path) == (found.type.name, found.id, found.path)


@pytest.mark.parametrize(
    "path", ["README.md", "content/x.md", "content/cases", "content/cases/a.yml", "content/people/a.md"]
)
def test_what_is_no_record_by_its_path(path: str) -> None:
    assert found_at(path, definitions()) is None


def test_a_hub_without_content_or_schemas_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="content"):
        hub_of(tmp_path)
