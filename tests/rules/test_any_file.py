"""Whatever a file says, the check says something about it that can be acted on, and never breaks down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mini_hub import FIXTURES, checked, codes, done, lay_out, text_of, write

from casehub.records.findings import MOST

CASE = text_of("cases/valid-case.md").encode()
SEEDS = [CASE, *(path.read_bytes() for path in sorted((FIXTURES / "valid").glob("cases--*.md")))]
LINES = sorted({line for seed in SEEDS for line in seed.split(b"\n")})
PIECES = [
    b"",
    b"\n",
    b"---\n",
    b": ",
    b"- ",
    b"  ",
    b"\t",
    b"[",
    b"]",
    b'"',
    b"&a ",
    b"*a",
    b"!t ",
    b"#",
    b"\x00",
    b"\xff",
]
PIECES += [
    "\u2028".encode(),
    "\u202e".encode(),
    b"<b>",
    b"[here](x)",
    b"![](y)",
    b"## ",
    b"`",
    b"|",
    b"{}",
    b"null",
    b"[@z]",
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A valid case in which lines were lost, doubled, swapped for others, or broken into."""
    lines = draw(st.sampled_from(SEEDS)).split(b"\n")
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        what = draw(st.integers(0, 3))
        if what == 0 and len(lines) > 1:
            del lines[at]
        elif what == 1:
            lines.insert(at, draw(st.sampled_from(LINES)))
        elif what == 2:
            cut = draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:cut] + draw(st.sampled_from(PIECES)) + lines[at][cut:]
        else:
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
    return b"\n".join(lines)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield lay_out(tmp_path_factory.mktemp("any") / "hub")


@given(content=mutated() | st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_every_finding_has_a_place_a_sentence_and_a_remedy(root: Path, content: bytes) -> None:
    write(root, {"cases/any.md": content})
    text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    lines = re.split(r"\r\n|\r|\n", text)
    for finding in checked(root):
        assert finding.path == "content/cases/any.md"
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert finding.message.strip() and finding.remedy.strip()
        assert finding.sentence.isprintable() and finding.remedy.isprintable()


def test_ten_thousand_dead_links_in_one_text_are_told_a_hundred_at_a_time(hub_root: Path) -> None:
    write(hub_root, {"cases/a.md": done("[a dead link](no-such-file.md)\n" * 10_000)})
    assert codes(checked(hub_root)) == ["CH411"] * MOST
