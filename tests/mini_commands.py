"""What a command said when it was run as a user runs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything that it said, as one line."""
        return " ".join((self.out + self.err).split())


Casehub = Callable[..., Done]
"""Runs `casehub` with arguments in the small hub (or in `cwd`), with `answers` on standard input."""
