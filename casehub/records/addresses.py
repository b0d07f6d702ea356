"""A first suggestion for a record's permanent address, from its title."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that do not come apart into a plain one and its mark."""


def slug(title: str) -> str:
    """The words of a title in plain ASCII, as far as it has any: `Aarhus: Éclairs!` becomes `aarhus-eclairs`."""
    letters = unicodedata.normalize("NFKD", title.casefold().translate(_LETTERS))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-")
