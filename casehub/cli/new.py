"""`casehub new`: a draft to start from, asked for in a few questions, each of which can wait."""

from __future__ import annotations

import difflib
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from casehub.cli.asking import Asking, answer_of, sentences
from casehub.cli.terminal import CannotRun, agreed, find_root, load_hub
from casehub.records.addresses import slug
from casehub.records.choices import Choice, choices_of
from casehub.records.completeness import completeness
from casehub.records.drafts import record_text
from casehub.records.findings import closest
from casehub.records.load import today
from casehub.records.model import Hub
from casehub.records.plain_yaml import Place
from casehub.records.schema import RecordType
from casehub.records.sensitive import drafts, found, words_of
from casehub.records.tree import is_address

FIRST: Mapping[str, tuple[str, ...]] = {
    "case": ("summary", "country", "level", "lead_organisation", "functions", "challenges", "deployment", "verdict"),
    "practice": ("summary", "functions", "challenges"),
    "challenge": ("summary", "functions"),
}
"""What is asked first, by type, though a draft can do without: what makes it findable, and its like."""


def new(
    type: Annotated[str, typer.Argument(help="case, practice, challenge, group, event, learning, term, …")],
    title: Annotated[str | None, typer.Option(help="Its title, or the name of a person or organisation.")] = None,
    id: Annotated[str | None, typer.Option(help="Its permanent address; made from the title by default.")] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option("--answer", "-a", metavar="FIELD=ANSWER", help="An answer to any question; lists with commas."),
    ] = None,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Write a draft that passes the check, with the questions to answer as comments.

    At a terminal the questions that matter first are asked, and Enter leaves one for later. Elsewhere nothing is
    asked: give answers with --title and --answer.
    """
    hub = load_hub(find_root(root))
    record_type = _type(hub, type)
    named = next(key for key in ("title", "name", "text") if key in record_type.properties)
    console = Console(soft_wrap=True, highlight=False)
    asking = Asking(console, hub.definitions) if _is_terminal() else None
    known = _known(hub)
    answers = _given(record_type, answer or [], hub, known)
    if title:
        answers[named] = title
    _consented(answers)
    path: Path | None = None
    is_stopped = False
    try:
        _entitle(record_type, named, answers, asking)
        path = _path(hub.root, record_type, id, str(answers[named]), asking)
        _ask(record_type, named, answers, hub, known, asking, console)
    except typer.Abort:
        is_stopped = True
        console.print()
    if not (answers.get(named) and path) or [key for key in _needed(record_type) if key not in answers]:
        raise CannotRun(_lost(record_type, named, answers, is_stopped))
    _write(path, record_text(record_type, _in_order(record_type, answers)), hub.root)
    name = path.relative_to(hub.root).as_posix()
    if is_stopped:
        console.print(Text(f"Stopped. What you answered is kept in {name}.", style="bold yellow"))
    else:
        console.print(Text(f"{name} is there.", style="bold green"))
    for line in _after(hub, record_type, path, answers):
        console.print(Text(line))
    console.print(Text(f"Open it, answer what you can, and see how you do with: casehub check --watch {name}"))
    if is_stopped:
        raise typer.Exit(130)


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _type(hub: Hub, name: str) -> RecordType:
    types = hub.definitions.types
    record_type = types.get(name)
    if record_type is None:
        near = closest(name, types)
        hint = f" Did you mean “{near}”?" if near else ""
        with_page = [each.name for each in types.values() if each.has_page]
        raise CannotRun(f"There is no type “{name}”.{hint} Choose one of: {', '.join(with_page)}.")
    if not record_type.has_page:
        raise CannotRun(f"{record_type.plural} belong to a record. Write one with: casehub review --help")
    return record_type


def _known(hub: Hub) -> dict[str, list[Choice]]:
    """The records that an answer may name, by type."""
    return {
        type: [Choice(each.id, each.title, (each.title, each.id)) for each in hub.of(type)]
        for type in hub.definitions.types
    }


def _given(type: RecordType, said: list[str], hub: Hub, known: Mapping[str, list[Choice]]) -> dict[str, Any]:
    """What stands behind --answer, checked. A part of a group is named behind a dot: about.type=case."""
    answers: dict[str, Any] = {}
    groups: dict[str, dict[str, str]] = {}
    for each in said:
        key, equals, value = each.partition("=")
        key, dot, part = key.strip().partition(".")
        if dot and equals and key in type.properties:
            groups.setdefault(key, {})[part] = value.strip()
            continue
        if not equals or key not in type.properties:
            near = closest(key, type.properties)
            hint = f" Did you mean --answer {near}=…?" if near else ""
            raise CannotRun(f"--answer takes FIELD=ANSWER with a field of a {type.name}, and “{key}” is none.{hint}")
        choices = choices_of(type.properties[key], hub.definitions, known)
        answers[key] = answer_of(type, key, value, hub.definitions, choices)
    for key, parts in groups.items():
        if faults := sentences(type, key, parts, hub.definitions):
            raise CannotRun(" ".join(faults))
    return {**answers, **groups}


def _needed(type: RecordType) -> list[str]:
    """What a new file cannot do without and is not known by itself."""
    return [key for key in type.begins_with if key not in ("schema_version", "status")]


def _consented(answers: Mapping[str, Any]) -> None:
    if answers.get("consent") == "no":
        raise CannotRun("Nothing was written: people are listed only when they have agreed to it.")


def _entitle(type: RecordType, named: str, answers: dict[str, Any], asking: Asking | None) -> None:
    if not answers.get(named):
        if asking is None:
            raise CannotRun(_lost(type, named, answers, False))
        answers[named] = asking.field(type, named, (), may_wait=False)


def _path(root: Path, type: RecordType, id: str | None, title: str, asking: Asking | None) -> Path:
    """The file to write. Somebody at the terminal is asked for another address when the first does not do."""
    wanted = id or slug(title)
    while True:
        folder = root / "content" / type.folder
        path = folder / f"{wanted}{'.md' if type.is_markdown else '.yml'}"
        taken = next((each for each in (path, folder / wanted / "index.md") if each.exists()), None)
        if not is_address(wanted):
            problem = f"“{wanted}” cannot be an address. Give one with --id: lower-case letters, digits, hyphens."
        elif taken:
            problem = f"{taken.relative_to(root)} exists already. Choose another --id."
        else:
            return path
        if asking is None:
            raise CannotRun(problem)
        asking.console.print(Text(problem.replace(" with --id", "").replace(" --id", " address")))
        proposed = f"{wanted}-2" if taken else None
        wanted = str(typer.prompt("Address of its page", default=proposed)).strip()


def _ask(
    type: RecordType,
    named: str,
    answers: dict[str, Any],
    hub: Hub,
    known: Mapping[str, list[Choice]],
    asking: Asking | None,
    console: Console,
) -> None:
    """Ask what matters first, as far as it is not answered. What is similar is shown once there is enough to tell."""
    needed = [key for key in _needed(type) if key != named]
    first = [key for key in FIRST.get(type.name, ()) if key in type.properties and key not in needed]
    is_compared = False
    if asking is not None and needed + first:
        told = "A few questions come first. Enter leaves one for later; Ctrl+C stops and keeps what is answered."
        console.print(Text(f"\n{told}", style="dim"))
    for key in (*needed, *first):
        if key != "summary" and not is_compared:
            is_compared = True
            _compare(type, named, answers, hub, asking, console)
        if key in answers:
            continue
        if type.properties[key].get("format") == "date" and key in needed:
            day = today().isoformat()
            answers[key] = day if asking is None else str(typer.prompt(type.question(key), default=day))
            continue
        if asking is None:
            continue
        choices = choices_of(type.properties[key], hub.definitions, known)
        value = asking.field(type, key, choices, may_wait=key not in needed)
        if value is not None:
            answers[key] = value
        _consented(answers)
    if not is_compared:
        _compare(type, named, answers, hub, asking, console)


def _compare(
    type: RecordType, named: str, answers: Mapping[str, Any], hub: Hub, asking: Asking | None, console: Console
) -> None:
    """Show what the hub has already that is much like this, and let somebody at the terminal stop for it."""
    title, summary = str(answers.get(named, "")), str(answers.get("summary", ""))
    if type.name == "case":
        from casehub.knowledge.first_words import THE_SAME, cases_like

        found_like = cases_like(hub, title, summary)
        alike = [each for each, _ in found_like]
        is_the_same = any(score >= THE_SAME for _, score in found_like)
    else:
        titles = {each.title.lower(): each for each in hub.of(type.name)}
        alike = [titles[each] for each in difflib.get_close_matches(title.lower(), titles, n=3, cutoff=0.7)]
        is_the_same = bool(alike)
    if not alike:
        return
    console.print(Text("\nThe hub already has something like it:", style="bold"))
    for each in alike:
        console.print(Text(f"  {each.title}  ").append(each.path, style="dim"))
    if asking is not None and is_the_same and not agreed("It may be the same. Go on with a new one?"):
        raise CannotRun(f"Nothing was written. To add to what is there, open {alike[0].path}")


def _in_order(type: RecordType, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the new file."""
    own: dict[str, Any] = {"schema_version": 1}
    if type.has_status:
        own["status"] = "draft"
    return {**own, **answers} if not type.has_status else {**own, **answers, "status": "draft"}


def _write(path: Path, text: str, root: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise CannotRun(f"{path.relative_to(root)} could not be written: {error.strerror}") from error


def _after(hub: Hub, type: RecordType, path: Path, answers: Mapping[str, Any]) -> list[str]:
    """How far the draft is, what to answer next, and a warning when it holds what should not become public."""
    lines = []
    text = path.read_text("utf-8")
    words = words_of(hub.definitions)
    for draft in drafts(text, found(text, words), words):
        entry = hub.definitions.catalogue.entries[draft.code]
        line = draft.at.line if isinstance(draft.at, Place) else 1
        lines.append(f"Look at line {line}: {entry.message.format_map(draft.words)} {entry.remedy}")
    how = completeness(type, _in_order(type, answers))
    if type.has_status and how.next is not None:
        lines.append(f"{how.state} Next: {how.next.ask}")
    return lines


def _lost(type: RecordType, named: str, answers: Mapping[str, Any], is_stopped: bool) -> str:
    """Why nothing was written, and how to go on without typing anything again."""
    missing = [key for key in dict.fromkeys((named, *_needed(type))) if not answers.get(key)]
    given = [f"--title {shlex.quote(str(answers[named]))}"] if answers.get(named) else []
    for key, value in answers.items():
        if key != named:
            group = value if isinstance(value, dict) else {"": value}
            for part, below in group.items():
                name = f"{key}.{part}" if part else key
                said = ",".join(map(str, below)) if isinstance(below, list) else str(below)
                given.append(f"--answer {shlex.quote(f'{name}={said}')}")
    open_ = []
    for key in missing:
        parts = type.properties[key].get("required", ())
        names = [f"{key}.{part}" for part in parts] or [key]
        open_ += ["--title …"] if key == named else [f"--answer {name}=…" for name in names]
    what = "you stopped" if is_stopped else "an answer is missing"
    return f"Nothing was written: {what}. Go on with: " + " ".join(["casehub new", type.name, *given, *open_])
