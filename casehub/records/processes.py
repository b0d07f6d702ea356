"""The same work on many things, in as many processes as there are cores."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 8
"""Below this many items, starting processes costs more than it saves."""
_work: list[Callable[[Any], Any]] = []


def in_processes(items: Sequence[Item], work: Callable[[Item], Result]) -> Iterator[Result]:
    """The result of the work for each item, in the items' order.

    Children are forked, so the work may use whatever its process already holds; results have to be plain values.
    Where forking is not to be had, or there is one core, or few items, the work is done here.
    """
    if len(items) < _FEW or cores() < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, items)
        return
    _work.append(work)
    try:
        with multiprocessing.get_context("fork").Pool(cores()) as pool:
            yield from pool.imap(_done, items)
    finally:
        _work.pop()


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def _done(item: Any) -> Any:
    return _work[-1](item)
