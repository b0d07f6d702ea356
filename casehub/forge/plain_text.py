"""Words of strangers inside Markdown of ours: they stay words.

What the forge makes of text beyond CommonMark is described in https://docs.github.com/en/get-started/writing-on-github:
mentions (@name), references (#1, GH-1, owner/name#1, commits), bare addresses, e-mail addresses, emoji, formulas.
"""

from __future__ import annotations

import re

from casehub.records.findings import shortened

_GAP = "\u200b"
"""Nothing to see, and enough to break what would be a mention, a reference or an address."""
_MARKS = re.compile(r"[&<>\\`*\[\]|~$^]|(?<![^\W_])_|_(?![^\W_])")
"""Every mark that means something; an underscore within a word does not."""
_BREAKS = re.compile(
    r"(?P<after>[@#]|\bGH-(?=\d)|\bwww(?=\.)|\b(?:mailto|xmpp|tel|javascript|data):"
    r"|:(?=//)|:(?=[\w+-]+:))|(?P<commit>\b[0-9a-fA-F]{7,}\b)|(?P<number>^\d{1,9}(?=[.)]))"
)
_FIRST = "-+=#>:"
"""What makes a list, a heading or a rule at the beginning of a line."""


def plain(text: str, limit: int = 400) -> str:
    """Text as one line of Markdown that shows it and does nothing else: no link, mention, HTML, heading or list."""

    def broken(match: re.Match[str]) -> str:
        said = match.group()
        if match["commit"]:
            return _GAP.join(said[start : start + 6] for start in range(0, len(said), 6))
        return said + _GAP

    line = _BREAKS.sub(broken, shortened(text, limit).strip())
    line = _MARKS.sub(lambda match: f"&#{ord(match.group())};", line)
    return f"&#{ord(line[0])};{line[1:]}" if line[:1] in _FIRST and line else line


def code(text: str, limit: int = 300) -> str:
    """Text as a code span, in which the forge sees neither mentions nor links."""
    line = shortened(text, limit).strip() or " "
    fence = "`"
    while fence in line:
        fence += "`"
    edge = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{edge}{line}{edge}{fence}"
