"""Files of a pull request are read as data: what is odd is refused in words, and nothing is written out of place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fake_forge import Fault
from mini_pictures import picture
from world import ANN, CASE, NUMBER, World

from casehub.forge.changed_files import MAX_FILES, changed_files, refusal
from casehub.forge.heads import write
from casehub.forge.pull_requests import of_number
from casehub.forge.trees import Trees

OTHER = "content/organisations/institute.yml"


def opened(world: World, head: str) -> None:
    world.forge.open(NUMBER, head, ANN)


def read(world: World, **changes: Any) -> Any:
    from casehub.cli.forge import _forge

    forge = _forge()
    return changed_files(forge, of_number(forge, NUMBER), Trees(forge))


def test_written_removed_and_elsewhere(world: World) -> None:
    opened(world, world.commit({CASE: world.case, OTHER: None, "README.md": "Words.\n"}))
    found = read(world)
    assert found.written == {CASE: world.case.encode()}
    assert found.removed == {OTHER}
    assert (found.unread, found.elsewhere) == ((), ("README.md",))
    world.answer()
    assert "CH301" in world.comment(), "what the removal broke elsewhere is told"


def test_a_renamed_file_goes_from_one_place_to_the_other(world: World) -> None:
    text = world.forge.git("show", f"main:{OTHER}") + "\n"
    new = "content/organisations/the-institute.yml"
    opened(world, world.commit({OTHER: None, new: text}))
    assert world.forge._files(NUMBER)[0]["status"] == "renamed"
    found = read(world)
    assert (set(found.written), found.removed) == ({new}, {OTHER})


def test_a_file_that_comes_from_elsewhere_is_new(world: World) -> None:
    main = world.commit({"notes/permits.md": world.case})
    world.forge.git("update-ref", "refs/heads/main", main)
    opened(world, world.commit({"notes/permits.md": None, CASE: world.case}))
    found = read(world)
    assert (set(found.written), found.removed, found.elsewhere) == ({CASE}, frozenset(), ("notes/permits.md",))


def test_links_are_not_followed(world: World) -> None:
    links = {"content/cases/passwd.md": "/etc/passwd", "content/glossary": "/etc"}
    opened(world, world.commit({CASE: world.case}, links=links))
    found = read(world)
    assert set(found.written) == {CASE}
    assert {each.path for each in found.unread} == set(links)
    world.answer()
    assert "### Not read" in world.comment() and "links are not followed" in world.comment()
    assert world.gate() == "error: 2 files were not read; the comment says why. And 1 more."


def test_another_repository_is_not_followed(world: World) -> None:
    head = world.commit({}, modules={"content/cases/module": world.forge.git("rev-parse", "main")})
    opened(world, head)
    (unread,) = read(world).unread
    assert unread.reason == "it is a folder of another repository"


@pytest.mark.parametrize(
    "path",
    [
        "content/../../etc/passwd",
        "content/cases/../../x.md",
        "content//cases/x.md",
        "content/./cases/x.md",
        "content\\cases\\x.md",
        "content/cases/.git/config",
        "content/.GIT/config",
        "content/cases/a\x1b[31m.md",
        "content/cases/\u202etxt.md",
        "content/cases/" + "x" * 500 + ".md",
        "content/" + "a/" * 30 + "x.md",
    ],
)
def test_a_name_that_leads_astray_is_refused(path: str, world: World) -> None:
    opened(world, world.commit({CASE: world.case}))
    world.forge._files = lambda number: [{"filename": path, "status": "added"}]  # type: ignore[method-assign]
    found = read(world)
    assert (found.written, len(found.unread)) == ({}, 1)
    assert refusal(path)
    world.answer()
    assert "### Not read" in world.comment()
    assert "\x1b" not in world.comment() and "\u202e" not in world.comment()


@pytest.mark.parametrize("path", ["../content/cases/x.md", "/content/cases/x.md"])
def test_a_name_from_outside_is_written_nowhere(path: str, world: World) -> None:
    opened(world, world.commit({CASE: world.case}))
    world.forge._files = lambda number: [{"filename": path, "status": "added"}]  # type: ignore[method-assign]
    found = read(world)
    assert found.written == {} and len(found.unread) == 1


def test_what_is_too_large_is_not_fetched(world: World) -> None:
    opened(world, world.commit({CASE: world.case + "x" * 500_000}))
    (unread,) = read(world).unread
    assert unread.reason == "it is larger than 400 kilobytes"
    assert not [path for _, path in world.forge.asked if "/git/blobs/" in path]


def test_images_may_be_larger(world: World) -> None:
    folder = CASE.replace(".md", "")
    opened(
        world, world.commit({f"{folder}/index.md": world.case, f"{folder}/a.png": picture("PNG", size=(900, 900))})
    )
    assert len(read(world).written) == 2


def test_more_files_than_anybody_looks_at(world: World) -> None:
    many = {f"content/glossary/term-{number}.md": "x\n" for number in range(MAX_FILES + 20)}
    opened(world, world.commit(many))
    world.forge.pulls[NUMBER]["changed_files"] = 0
    world.forge.page = 50
    (unread,) = read(world).unread
    assert "more than 300 files" in unread.reason


def test_a_file_where_a_folder_is(world: World) -> None:
    opened(
        world,
        world.commit(
            {"content/organisations": "x", **{path: None for path in world.on_main() if "/organisations/" in path}}
        ),
    )
    done = world.answer()
    assert done.code == 0, done.said


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("git/blobs", {"encoding": "base64", "content": "b3RoZXI="}),
        ("git/blobs", {"encoding": "base64", "content": "***"}),
        ("git/blobs", {"encoding": "none"}),
        ("git/blobs", []),
        ("git/trees", {}),
        ("git/trees", {"tree": [{}]}),
        ("git/trees", {"tree": [{"path": "content", "mode": "040000", "type": "tree", "sha": "../x"}]}),
        ("git/trees", {"tree": [], "truncated": True}),
        ("/files", [{}]),
        ("/files", [{"filename": 5, "status": "added"}]),
        ("/files", {"message": "x"}),
        ("/files", [[]]),
        ("pulls/12", {}),
        ("pulls/12", {"number": 12, "state": "open", "head": {"sha": "main"}, "base": {"ref": "main"}}),
        ("pulls/12", {"number": 12, "state": "open", "head": None, "base": {"ref": "main"}}),
        ("pulls/12", []),
        ("/comments", [[]]),
    ],
)
def test_an_answer_without_what_it_needs_is_told_and_nothing_is_said(path: str, body: Any, world: World) -> None:
    opened(world, world.commit({CASE: world.case}))
    world.forge.faults = [Fault(200, body=json.dumps(body).encode(), path=path)]
    done = world.answer()
    assert done.code == 2 and "forge" in done.err, done.said
    assert "Traceback" not in done.said
    assert world.forge.comments == {}


def test_a_head_that_moves_while_it_is_read_is_told(world: World) -> None:
    opened(world, world.commit({CASE: world.case}))
    world.forge._files = lambda number: [{"filename": "content/cases/gone.md", "status": "added"}]  # type: ignore[method-assign]
    (unread,) = read(world).unread
    assert unread.reason == "it has changed again in the meantime"


@pytest.mark.parametrize("way", ["folder", "file"])
def test_nothing_is_written_through_a_link(way: str, tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    victim = outside / "x.md"
    victim.write_text("as it was", "utf-8")
    if way == "folder":
        (inside / "content").symlink_to(outside, target_is_directory=True)
        with pytest.raises(OSError, match="out of the folder"):
            write(inside, "content/x.md", b"new")
    else:
        (inside / "x.md").symlink_to(victim)
        write(inside, "x.md", b"new")
        assert (inside / "x.md").read_bytes() == b"new"
    assert victim.read_text("utf-8") == "as it was"


BAD_TEXTS: dict[str, Callable[[str], bytes]] = {
    "broken YAML": lambda text: text.replace("title: ", 'title: "').encode(),
    "no front matter": lambda text: b"Just words.\n",
    "NUL": lambda text: text.encode() + b"\x00",
    "not UTF-8": lambda text: text.encode("utf-16"),
    "nothing": lambda text: b"",
    "script": lambda text: text.encode() + b"\n<script>alert(1)</script>\n",
    "brackets": lambda text: text.encode() + b"[" * 5000,
}


@pytest.mark.parametrize("name", BAD_TEXTS)
def test_a_hostile_record_gets_a_comment_like_others(name: str, world: World) -> None:
    opened(world, world.commit({CASE: BAD_TEXTS[name](world.case)}))
    done = world.answer()
    assert done.code == 0, done.said
    assert "`content/cases/permits.md`" in world.comment()
    assert "<script" not in world.comment()
