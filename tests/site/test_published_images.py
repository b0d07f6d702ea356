"""Images of contributors are published anew: without what cameras write into them, at a size, under a digest."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import typer
from hubs import build, case, records_of, run, tree
from pages import read
from PIL import Image

from casehub.records.images import WIDTH

GPS = 0x8825
MAKER = 0x010F


def picture(path: Path, size: tuple[int, int], **options: object) -> None:
    """A picture with a gradient, which says who made the camera and, when asked, where it was taken."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    exif = Image.Exif()
    exif[MAKER] = "A maker of cameras"
    if options.pop("with_place", False):
        exif.get_ifd(GPS).update({1: "N", 2: (55.0, 40.0, 34.0), 3: "E", 4: (12.0, 34.0, 6.0)})
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, exif=exif, **options)


@pytest.fixture
def folder(hub: Path) -> Path:
    """The folder of a case that shows pictures."""
    place = hub / "content/cases/pictured"
    picture(place / "counter.png", (2000, 500), with_place=True)
    picture(place / "the plan.jpg", (300, 200))
    counter = '![The counter, where people <wait> & "talk"](counter.png "A title")'
    shown = f"It is told here.\n\n{counter}\n\n![The plan](the%20plan.jpg)"
    text = case("pictured").replace("It is told elsewhere.", shown, 1)
    (place / "index.md").write_text(text, "utf-8")
    return place


def published(hub: Path) -> dict[str, bytes]:
    """The images of the site by name."""
    return tree(hub / "site/assets/images")


def test_a_picture_loses_its_metadata_and_gets_a_size_and_a_digest_for_a_name(folder: Path, hub: Path) -> None:
    with Image.open(folder / "counter.png") as original:
        assert GPS in original.getexif()
    images = read(build(hub))["cases/pictured/"].all("img")
    assert [(each.attributes["width"], each.attributes["height"]) for each in images] == [
        (str(WIDTH), str(WIDTH // 4)),
        ("300", "200"),
    ]
    assert [each.attributes["alt"] for each in images] == ['The counter, where people <wait> & "talk"', "The plan"]
    assert images[0].attributes["title"] == "A title"
    assert all(each.attributes["loading"] == "lazy" for each in images)
    for each in images:
        match = re.fullmatch(r"\.\./\.\./assets/images/([0-9a-f]{16}\.(?:png|jpg))", each.attributes["src"])
        assert match
        path = hub / "site/assets/images" / match[1]
        with Image.open(path) as shown:
            assert dict(shown.getexif()) == {}
            assert "exif" not in shown.info
            assert (str(shown.width), str(shown.height)) == (each.attributes["width"], each.attributes["height"])
        assert b"maker of cameras" not in path.read_bytes()
    assert len(published(hub)) == 2


def test_where_a_picture_was_taken_is_a_finding_that_does_not_stop_the_build(folder: Path, hub: Path) -> None:
    said = {each.code: each.severity.value for each in records_of(hub).findings}
    assert said["CH126"] == "warning"
    build(hub)


def test_the_same_picture_gives_the_same_bytes_and_one_file(folder: Path, hub: Path, tmp_path: Path) -> None:
    first = dict(published(build(hub).parent))
    other = tmp_path / "again"
    shutil.copytree(hub, other, ignore=shutil.ignore_patterns("site"))
    shutil.copytree(folder, other / "content/cases/pictured-again")
    build(other)
    assert published(other) == first


def test_another_picture_under_the_same_name_changes_the_page(folder: Path, hub: Path) -> None:
    before = tree(build(hub))
    picture(folder / "the plan.jpg", (310, 200))
    after = tree(build(hub))
    assert before["cases/pictured/index.html"] != after["cases/pictured/index.html"]
    assert len(published(hub)) == 2


def test_a_turned_picture_stands_upright(folder: Path, hub: Path) -> None:
    with Image.open(folder / "the plan.jpg") as image:
        exif = image.getexif()
        exif[0x0112] = 6
        image.save(folder / "the plan.jpg", exif=exif)
    images = read(build(hub))["cases/pictured/"].all("img")
    assert (images[1].attributes["width"], images[1].attributes["height"]) == ("200", "300")


@pytest.mark.parametrize("program", ["casehub", "mkdocs"])
def test_a_picture_that_is_not_what_its_name_says_stops_the_build(program: str, folder: Path, hub: Path) -> None:
    build(hub)
    before = tree(hub / "site")
    (folder / "counter.png").write_bytes((folder / "the plan.jpg").read_bytes())
    done = run(program, "build", hub=hub)
    assert done.returncode == 1
    assert re.search(r"content/cases/pictured/counter\.png:1:1 CH125 ", done.stderr), done.stderr
    assert "Traceback" not in done.stderr
    assert tree(hub / "site") == before


@pytest.mark.parametrize("name", ["drawing.svg", "page.html", "script.js", "counter.gif"])
def test_other_kinds_of_files_stop_the_build(
    name: str, folder: Path, hub: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / name).write_text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    with pytest.raises(typer.Exit):
        build(hub)
    assert f"content/cases/pictured/{name}:1:1 CH120 " in capsys.readouterr().err
