"""The figures of cases as a table: each number, where it stands, its source, and whether it was read twice."""

from __future__ import annotations

from collections.abc import Iterable

from casehub.exchange.tables import create_csv
from casehub.knowledge.figures import Figure
from casehub.records.model import Hub

HEADER = ("case", "place", "written", "value", "source", "publisher", "title", "address", "read_again", "read_in")


def figures_csv(hub: Hub, figures: Iterable[Figure]) -> bytes:
    """One row a figure. Where several sources can bear it out, the one it was read in again, or else the first."""
    return create_csv(HEADER, (_row(hub, each) for each in figures))


def _row(hub: Hub, figure: Figure) -> tuple[object, ...]:
    record = hub.get("case", figure.case)
    named = figure.in_source if figure.in_source in figure.sources else next(iter(figure.sources), "")
    listed = record.data.get("sources", ()) if record else ()
    source: dict[str, str] = next((each for each in listed if each.get("id") == named), {})
    address = source.get("url") or (f"https://doi.org/{source['doi']}" if "doi" in source else "")
    return (
        figure.case,
        figure.place,
        figure.written,
        f"{figure.value:f}",
        named,
        source.get("publisher", ""),
        source.get("title", ""),
        address,
        figure.read_again,
        figure.in_source,
    )
