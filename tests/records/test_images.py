"""Images that contributors add are what they say they are, and do not say where they were taken."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini_hub import checked, codes, done, line_of, write
from mini_pictures import picture
from PIL import Image

from casehub.records import images

KINDS = [("PNG", "png"), ("JPEG", "jpg"), ("JPEG", "jpeg"), ("WEBP", "webp"), ("PNG", "PNG")]


@pytest.mark.parametrize(("kind", "ending"), KINDS)
def test_a_picture_without_coordinates_is_silent(kind: str, ending: str) -> None:
    assert images.faults(f"counter.{ending}", picture(kind)) == []


@pytest.mark.parametrize(("kind", "ending"), KINDS)
def test_a_picture_with_coordinates_is_told(kind: str, ending: str) -> None:
    assert [each.code for each in images.faults(f"counter.{ending}", picture(kind, located=True))] == ["CH126"]


@pytest.mark.parametrize(("kind", "ending"), KINDS)
def test_what_is_published_says_nothing_of_the_place(kind: str, ending: str) -> None:
    published = images.publish(f"counter.{ending}", picture(kind, located=True))
    assert published is not None
    assert images.faults(f"counter.{ending}", published.content) == []
    with Image.open(io.BytesIO(published.content)) as image:
        assert not image.getexif()
        assert image.size == (published.width, published.height) == (4, 3)
    assert published == images.publish(f"counter.{ending}", picture(kind, located=True))


def test_a_wide_picture_is_made_narrower() -> None:
    published = images.publish("a.png", picture("PNG", size=(images.WIDTH * 2, 10)))
    assert published is not None
    assert (published.width, published.height) == (images.WIDTH, 5)


@pytest.mark.parametrize(
    "content", [b"", b"<!doctype html>", b"\x89PNG\r\n\x1a\n", picture("PNG")[:60], picture("JPEG")]
)
def test_what_is_no_picture_of_its_kind_is_told(content: bytes) -> None:
    assert [each.code for each in images.faults("a.png", content)] == ["CH125"]
    assert images.publish("a.png", content) is None


def test_too_large_a_file_and_too_many_pixels_are_told() -> None:
    assert [each.code for each in images.faults("a.png", b"x" * (images.MAX_BYTES + 1))] == ["CH112"]
    wide = picture("PNG", size=(images.MAX_PIXELS // 1000 + 1, 1000), mode="1")
    assert [each.code for each in images.faults("a.png", wide)] == ["CH125"]


@given(st.sampled_from(["PNG", "JPEG", "WEBP"]), st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_a_damaged_picture_never_raises_nor_warns(kind: str, at: int, damage: bytes) -> None:
    content = picture(kind, located=True)
    content = content[:at] + damage + content[at + len(damage) :]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for draft in images.faults(f"a.{kind.lower()}", content):
            assert draft.code in ("CH125", "CH126")


def test_the_check_tells_of_a_picture_in_the_pictures_name(hub_root: Path) -> None:
    write(hub_root, {"cases/pictured/index.md": done("![The counter](counter.jpg)\n")})
    write(hub_root, {"cases/pictured/counter.jpg": picture("JPEG", located=True)})
    assert [line_of(each) for each in checked(hub_root)] == ["content/cases/pictured/counter.jpg CH126 1:1"]


def test_a_picture_that_cannot_be_opened_is_told_and_hides_nothing(hub_root: Path) -> None:
    write(hub_root, {"cases/pictured/index.md": done("![The counter](counter.jpg)\n\n[here](https://example.org)\n")})
    (hub_root / "content/cases/pictured/counter.jpg").mkdir()
    assert codes(checked(hub_root)) == ["CH120", "CH421", "CH410"]
