"""The dashboard: what the network has, has learnt, and how it works; each figure with its table and its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from casehub.exchange.tables import create_csv
from casehub.knowledge.statistics import Share, Waiting
from casehub.records.model import Hub
from casehub.site.dates import day_in_words
from casehub.site.facts import number
from casehub.site.known import known
from casehub.site.page import File, Page, View

URL = "dashboard/"
PARTS: Mapping[str, tuple[str, ...]] = {
    "has": ("totals", "function", "region", "country", "level", "deployment"),
    "learnt": (
        "verdict",
        "failures_told",
        "bias",
        "evidence",
        "design",
        "measured",
        "independent",
        "compared",
        "gaps",
    ),
    "works": (
        *("adapted", "days_to_publication", "answered", "days_to_answer", "corrections"),
        *("reports_on_time", "fresh"),
    ),
}
"""The parts of the page with the figures in each."""
_TERMS = {
    **{name: (name, name) for name in ("verdict", "country", "level", "function", "deployment")},
    "design": ("evidence-design", "evidence"),
}
"""Figures by term: the vocabulary that names its rows, and the facet of the finder that has the cases."""
_ORDERED = frozenset({"verdict", "level", "design", "deployment"})
"""Vocabularies whose order says something: their rows keep it, the others stand by number."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a figure: id, name, its numbers as the file has them and in words, its bar, and where it leads."""

    id: str
    label: str
    numbers: tuple[int | float | None, ...]
    text: str
    share: float
    url: str = ""


def pages(hub: Hub) -> Iterable[Page]:
    """The page with all figures."""
    words = hub.definitions.words
    found = {name: _figure(hub, name) for names in PARTS.values() for name in names}
    view: View = {
        "title": words["dashboard_title"],
        "summary": words["dashboard_summary"],
        "url": URL,
        "day": day_in_words(hub.today.isoformat(), hub.language),
        "parts": [
            {"id": part, "title": words[f"dashboard_{part}"], "figures": [found[name] for name in names]}
            for part, names in PARTS.items()
        ],
    }
    yield Page(URL, "dashboard.html", view, section="dashboard")


def files(hub: Hub) -> Iterable[File]:
    """Each figure as CSV."""
    for name in (name for names in PARTS.values() for name in names):
        rows = ((row.id, row.label, *row.numbers) for row in _rows(hub, name))
        yield File.of(f"{URL}{name}.csv", create_csv(("id", "name", *_columns(hub, name)), rows))


def _figure(hub: Hub, name: str) -> View:
    words = hub.definitions.words
    rows = list(_rows(hub, name))
    return {
        "id": name,
        "title": words[f"stats_{name}"],
        "how": words[f"stats_how_{name}"],
        "headline": _headline(hub, name),
        "column": words["stats_column"],
        "value": words["stats_value_share" if "of" in _columns(hub, name) else "stats_value"],
        "rows": [
            {
                "label": row.label,
                "text": row.text,
                "share": round(row.share, 1),
                **({"url": row.url} if row.url else {}),
            }
            for row in rows
        ],
        "csv": f"{URL}{name}.csv",
    }


def _rows(hub: Hub, name: str) -> Iterator[Row]:
    figures, words = known(hub).figures, hub.definitions.words
    if name in figures.shares:
        yield _share(hub, name, words[f"stats_{name}"], figures.shares[name])
    elif name == "bias":
        for who, share in figures.bias.items():
            yield _share(hub, who, words[f"stats_bias_{who}"], share)
    elif name in figures.waiting:
        yield from _bars(
            hub, {band: (words[f"stats_days_{band}"], n) for band, n in figures.waiting[name].bands.items()}
        )
    elif name == "totals":
        types = hub.definitions.types
        found = {id: (types[id].plural, count) for id, count in figures.totals.items()}
        yield from _bars(hub, found, {id: f"{types[id].folder}/" for id in found if types[id].has_page})
    elif name == "evidence":
        counts = figures.by[name]
        levels = {
            str(level): (f"{level} · {words[f'evidence_name_{level}']}", counts.get(str(level), 0))
            for level in range(6)
        }
        yield from _bars(hub, levels)
    elif name in _TERMS:
        vocabulary, facet = _TERMS[name]
        counts = figures.by[name]
        ids = (
            [id for id in hub.definitions.vocabularies[vocabulary].terms if id in counts] if name in _ORDERED else []
        )
        shown = [*ids, *(id for id in counts if id not in ids)]
        found = {id: (hub.definitions.label(vocabulary, id), counts[id]) for id in shown}
        yield from _bars(hub, found, {id: f"cases/?{facet}={id}" for id in found})
    else:
        yield from _bars(hub, {id: (id, count) for id, count in figures.by[name].items()})


def _bars(hub: Hub, counts: Mapping[str, tuple[str, int]], urls: Mapping[str, str] | None = None) -> Iterator[Row]:
    most = max((count for _, count in counts.values()), default=0) or 1
    for id, (label, count) in counts.items():
        yield Row(
            id,
            label,
            (count,),
            number(count, hub.language),
            100 * count / most,
            (urls or {}).get(id, "") if count else "",
        )


def _share(hub: Hub, id: str, label: str, share: Share) -> Row:
    percent = share.percent
    text = f"{number(share.count, hub.language)} / {number(share.of, hub.language)}" + (
        f" ({percent:.0f} %)" if percent is not None else ""
    )
    return Row(id, label, (share.count, share.of, None if percent is None else round(percent, 1)), text, percent or 0)


def _columns(hub: Hub, name: str) -> tuple[str, ...]:
    is_share = name in known(hub).figures.shares or name == "bias"
    return ("count", "of", "percent") if is_share else ("count",)


def _headline(hub: Hub, name: str) -> str:
    """The figure in one number, for those that have one."""
    figures, words = known(hub).figures, hub.definitions.words
    found: Share | Waiting | None = figures.shares.get(name) or figures.waiting.get(name)
    if isinstance(found, Share):
        return words["stats_none"] if found.percent is None else f"{found.percent:.0f} %"
    if isinstance(found, Waiting):
        if found.median is None:
            return words["stats_none"]
        return words["stats_day" if found.median == 1 else "stats_days"].format(
            count=number(found.median, hub.language)
        )
    return ""
