"""From bytes to fields and text: whatever the bytes are, something is said and nothing is raised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini_hub import FIXTURES, ORGANISATION, PAGE, text_of

from casehub.records.front_matter import MAX_BYTES, read_file
from casehub.records.plain_yaml import Place


def codes(content: bytes, *, markdown: bool = True) -> list[str]:
    return [fault.code for fault in read_file(content, markdown=markdown).faults]


def test_fields_and_text_with_the_lines_on_which_they_start() -> None:
    file = read_file(b"---\na: 1\nb: 2\n---\n\nText.\n", markdown=True)
    assert file.data == {"a": 1, "b": 2}
    assert file.fields_line == 2
    assert file.body.strip() == "Text."
    assert file.body.split("\n")[6 - file.body_line] == "Text."


@pytest.mark.parametrize("blank", ["", "\n", "\n\n", "   \n"])
def test_lines_are_counted_across_blank_lines(blank: str) -> None:
    text = f"---\n{blank}a: &x 1\n---\n{blank}Text.\n"
    file = read_file(text.encode(), markdown=True)
    lines = text.split("\n")
    assert [fault.place for fault in file.faults] == [Place(lines.index("a: &x 1") + 1, 4)]
    assert file.body.split("\n")[lines.index("Text.") + 1 - file.body_line] == "Text."


def test_hyphens_in_the_text_do_not_end_it() -> None:
    file = read_file(b"---\na: 1\n---\n\nText.\n\n---\n\nMore.\n", markdown=True)
    assert file.body.count("---") == 1
    assert file.data == {"a": 1}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ["CH105"]),
        (b"# Title\n", ["CH105"]),
        (b" ---\na: 1\n---\n", ["CH105"]),
        (b"---", ["CH106"]),
        (b"---\na: 1\n", ["CH106"]),
        (b"---\na: 1\n--\n", ["CH106"]),
        (b"---\n---\nText.\n", ["CH113"]),
        (b"---\ntext\n---\n", ["CH113"]),
        (b"---\n- a\n---\n", ["CH113"]),
        (b"\xef\xbb\xbf---\na: 1\n---\n", ["CH102"]),
        (b"---\r\na: 1\r\n---\r\n", ["CH114"]),
        (b"---\ra: 1\r---\r", ["CH114"]),
        (b"---\na: caf\xe9\n---\n", ["CH101"]),
        (b"---\na: \x00\n---\n", ["CH103"]),
        ("---\na: \u202e\n---\n".encode(), ["CH104"]),
        ("---\na: \u0085\n---\n".encode(), ["CH103"]),
        (b"version https://git-lfs.github.com/spec/v1\n", ["CH128"]),
        (b"x" * (MAX_BYTES + 1), ["CH112"]),
    ],
)
def test_each_fault_has_its_code(content: bytes, expected: list[str]) -> None:
    assert codes(content) == expected


def test_a_file_of_the_largest_size_is_read() -> None:
    head = b"---\na: 1\n---\n"
    assert codes(head + b"x" * (MAX_BYTES - len(head))) == []


def test_the_place_of_a_wrong_byte_counts_letters_not_bytes() -> None:
    content = "---\na: 1\n---\nÄÖÜ – ".encode() + b"\xe9\n"
    assert read_file(content, markdown=True).faults[0].place == Place(4, 7)


def test_a_file_without_text_is_read_whatever_its_line_endings() -> None:
    assert read_file(b"a: 1\r\nb: 2\r\n", markdown=False).data == {"a": 1, "b": 2}


def test_the_text_alone_can_be_taken_out() -> None:
    file = read_file(b"---\na: [b\n---\n\nText.\n", markdown=True, fields=False)
    assert (file.body.strip(), file.body_line, file.faults) == ("Text.", 4, [])


SEEDS = [path.read_bytes() for path in sorted((FIXTURES / "valid").iterdir()) if path.is_file()][:12]
SEEDS += [text_of("cases/valid-case.md").encode(), PAGE.encode(), ORGANISATION.encode()]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A valid file in which some bytes were lost, doubled or written over."""
    content = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 12)))
        insert = draw(
            st.sampled_from([b"", b"\n", b"---\n", b"\x00", b"\xff", b": ", b"  ", b"\t", b"[", b'"', b"'"])
        )
        content = content[:start] + insert + content[end:]
    return content


@given(st.binary(max_size=400) | mutated(), st.booleans())
def test_reading_never_raises_and_is_never_silent_about_what_it_drops(content: bytes, markdown: bool) -> None:
    file = read_file(content, markdown=markdown)
    assert file.data is not None or file.faults
    lines = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for fault in file.faults:
        assert 1 <= fault.place.line <= len(lines)
        assert 1 <= fault.place.column <= len(lines[fault.place.line - 1]) + 1
    if file.data is not None:
        reading = file.locate()
        for path in [*reading.places, *reading.key_places]:
            place = file.place(reading, path)
            assert 1 <= place.line <= len(lines)
