"""`casehub search`: ask the hub from a terminal, on the same index that its readers use."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from casehub.cli.terminal import CannotRun, find_root, load_hub, site_url
from casehub.records.findings import closest
from casehub.search.cache import Cache, hub_files
from casehub.search.query import Column, Found, Reader

SORTS = ("relevance", "date", "evidence")


def search(
    query: Annotated[list[str] | None, typer.Argument(help="Words to look for; without any, everything.")] = None,
    type: Annotated[list[str] | None, typer.Option(help="Kind of page: case, practice, challenge, ...")] = None,
    country: Annotated[list[str] | None, typer.Option(help="A country's code or name.")] = None,
    verdict: Annotated[
        list[str] | None, typer.Option(help="What came of it: worked, mixed, did-not-work, ...")
    ] = None,
    level: Annotated[list[str] | None, typer.Option(help="Level of government.")] = None,
    function: Annotated[list[str] | None, typer.Option(help="Function of government, such as GF07.")] = None,
    challenge: Annotated[list[str] | None, typer.Option(help="Id or title of a challenge.")] = None,
    technology: Annotated[list[str] | None, typer.Option(help="A technology.")] = None,
    mechanism: Annotated[list[str] | None, typer.Option(help="A mechanism, such as pilot.")] = None,
    evidence: Annotated[list[str] | None, typer.Option(help="Design of the evidence.")] = None,
    deployment: Annotated[list[str] | None, typer.Option(help="How far it got.")] = None,
    started: Annotated[list[str] | None, typer.Option(help="The year in which it started.")] = None,
    dimension: Annotated[list[str] | None, typer.Option(help="What changed: quality, savings, ...")] = None,
    beneficiary: Annotated[list[str] | None, typer.Option(help="Who it is for.")] = None,
    organisation: Annotated[list[str] | None, typer.Option(help="The lead organisation's id or name.")] = None,
    all_words: Annotated[bool, typer.Option("--all", help="Only what has all the words.")] = False,
    sort: Annotated[str, typer.Option(help=f"One of: {', '.join(SORTS)}.")] = "relevance",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many results to show.")] = 10,
    language: Annotated[str, typer.Option(help="Which language's index to ask.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Look for cases, practices and everything else that is published. A facet given twice means either."""
    if sort not in SORTS:
        raise CannotRun(f"Results cannot be sorted by “{sort}”. Choose one of: {', '.join(SORTS)}.")
    wanted = {
        "type": type,
        "country": country,
        "verdict": verdict,
        "level": level,
        "functions": function,
        "challenges": challenge,
        "technologies": technology,
        "mechanisms": mechanism,
        "evidence": evidence,
        "deployment": deployment,
        "started": started,
        "dimension": dimension,
        "beneficiaries": beneficiary,
        "lead_organisation": organisation,
    }
    folder = find_root(root)
    hub = load_hub(folder)
    reader = _reader(hub_files(hub, Cache.of(hub)), language)
    facets = {name: _ids(reader.column(name), name, values) for name, values in wanted.items() if values}
    found = reader.search(
        " ".join(query or ()),
        facets,
        sort,
        per_page=limit,
        typing=False,
        match="all" if all_words else "any",
    )
    if as_json:
        sys.stdout.write(json.dumps(_as_json(found, site_url(folder)), ensure_ascii=False, indent=2) + "\n")
    else:
        _print(found, limit)


def _reader(files: dict[str, bytes], language: str) -> Reader:
    prefix = f"assets/search/{language}/"
    if f"{prefix}manifest.json" not in files:
        languages = sorted({path.split("/")[2] for path in files})
        raise CannotRun(f"The hub has no pages in “{language}”. It has: {', '.join(languages)}.")
    return Reader(lambda name: files[prefix + name])


def _ids(column: Column | None, name: str, values: Sequence[str]) -> list[str]:
    """The ids of values given by id or by label, in any case of letters."""
    known = column.values if column else ()
    by_name = {name.lower(): id for id, label in known for name in (label, id)}
    labels = dict(known)
    ids = []
    for value in values:
        id = by_name.get(value.lower())
        if id is None:
            near = closest(value.lower(), by_name)
            hint = f" Did you mean “{by_name[near]}” ({labels[by_name[near]]})?" if near else ""
            some = ", ".join(id for id, _ in known[:12])
            raise CannotRun(
                f"No page has “{value}” as its {name.replace('_', ' ')}.{hint} There is: {some or 'none'}."
            )
        ids.append(id)
    return ids


def _print(found: Found, limit: int) -> None:
    console = Console(soft_wrap=True, highlight=False)
    for wrong, meant in found.corrected:
        console.print(f"Nothing has “{wrong}”; showing results for “{meant}”.", style="yellow", markup=False)
    if found.unknown:
        console.print(
            f"Nothing has {', '.join(f'“{word}”' for word in found.unknown)}.", style="yellow", markup=False
        )
    for place, card in enumerate(found.cards, 1):
        console.print(Text.assemble((f"{place:>3}. ", "dim"), (card["title"], "bold")))
        told = [str(card[name]) for name in ("type_label", "country", "started", "verdict") if name in card]
        console.print(f"     {' · '.join(told)} · {card['url']}", style="cyan", markup=False)
        if "summary" in card:
            console.print(f"     {card['summary']}", markup=False)
    console.print(_total(found, limit), style="dim", markup=False)


def _total(found: Found, limit: int) -> str:
    if not found.total:
        return "Nothing found. Try fewer words or fewer filters."
    more = f", the first {limit} shown" if found.total > limit else ""
    words = f"; {found.all} of them with all words" if len(found.words) > 1 and found.all < found.total else ""
    return f"{found.total} found{more}{words}."


def _as_json(found: Found, site: str) -> dict[str, Any]:
    cards = [{**card, "url": site.rstrip("/") + "/" + card["url"]} if site else card for card in found.cards]
    return {
        "total": found.total,
        "all": found.all,
        "corrected": [{"from": wrong, "to": meant} for wrong, meant in found.corrected],
        "unknown": list(found.unknown),
        "results": [{name: value for name, value in card.items() if name not in ("id", "matched")} for card in cards],
    }
