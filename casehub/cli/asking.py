"""Questions at the terminal: choices found by part of a word, and every question may be left for later."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import typer
from rich.console import Console
from rich.text import Text

from casehub.cli.terminal import CannotRun, agreed
from casehub.records.addresses import slug
from casehub.records.choices import Choice, matching
from casehub.records.definitions import Definitions
from casehub.records.schema import RecordType

_SHOWN = 9
"""Choices in one list: more are narrowed by typing."""
_LINE = 100


def answer_of(type: RecordType, key: str, said: str, definitions: Definitions, choices: Sequence[Choice]) -> Any:
    """What somebody wrote for a field, as the record says it: lists by commas, terms by any of their names.

    Raises `CannotRun` with the sentence of the check when it does not fit.
    """
    kind = type.properties[key].get("type")
    is_list = kind == "array"
    parts = [part.strip() for part in said.split(",")] if is_list else [said.strip()]
    meant = [_meant(part, choices) for part in parts if part]
    value: Any = meant if is_list else meant[0] if meant else ""
    if kind in ("number", "integer") and re.fullmatch(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?", said.strip()):
        value = float(said) if "." in said else int(said)
    elif kind == "boolean":
        value = {"true": True, "yes": True, "false": False, "no": False}.get(said.strip().lower(), value)
    if faults := sentences(type, key, value, definitions):
        raise CannotRun(" ".join(faults))
    return value


def _meant(said: str, choices: Sequence[Choice]) -> str:
    same = [each for each in choices if said.lower() in {each.id.lower(), *(name.lower() for name in each.names)}]
    return same[0].id if len({each.id for each in same}) == 1 else said


def sentences(type: RecordType, key: str, value: Any, definitions: Definitions) -> list[str]:
    """What the check says of one answer."""
    told = []
    for draft in type.faults({key: value}):
        if isinstance(draft.at, tuple) and draft.at[:1] == (key,):
            entry = definitions.catalogue.entries[draft.code]
            near = f" Did you mean “{draft.suggestion}”?" if draft.suggestion else ""
            told.append(f"{entry.message.format_map(draft.words)}{near} {entry.remedy.format_map(draft.words)}")
    return told


class Asking:
    """Asks one question after the other. `typer.Abort` comes out of it when somebody stops with Ctrl+C or Ctrl+D."""

    def __init__(self, console: Console, definitions: Definitions) -> None:
        self.console = console
        self.definitions = definitions

    def field(self, type: RecordType, key: str, choices: Sequence[Choice], *, may_wait: bool = True) -> Any:
        """The answer to a field's question; None when it is left for later."""
        schema = type.properties[key]
        self._head(type.question(key), schema, choices)
        while True:
            if schema.get("type") == "object":
                value = self._parts(schema)
            else:
                value = self._chosen(schema, choices) if choices else self._line(schema.get("x-example"), may_wait)
            if value in (None, "", []):
                if may_wait:
                    return None
                self._say("This one is needed. Ctrl+C stops.")
                continue
            if not (faults := sentences(type, key, value, self.definitions)):
                return value
            for fault in faults:
                self._say(fault)

    def _head(self, question: str, schema: Mapping[str, Any], choices: Sequence[Choice]) -> None:
        self.console.print()
        self.console.print(Text(question, style="bold"))
        if help := schema.get("x-help"):
            self.console.print(Text(str(help), style="dim"))
        if choices and len(choices) <= _SHOWN:
            self._list(choices)
        elif choices:
            self.console.print(Text(f"Type part of a word, in any language ({len(choices)} choices).", style="dim"))

    def _parts(self, schema: Mapping[str, Any]) -> Any:
        """A group of fields, each in its turn."""
        parts = {}
        for key in schema.get("required", ()):
            below = schema["properties"][key]
            listed = [Choice(str(each), str(each)) for each in below.get("enum", ())]
            self.console.print(Text(str(below.get("title", key)), style="dim"))
            if listed:
                self._list(listed)
            said = self._chosen(below, listed) if listed else self._line(below.get("x-example"))
            if not said:
                return None
            parts[key] = said
        return parts

    def _line(self, example: Any = None, may_wait: bool = True) -> str:
        if isinstance(example, str) and len(example) <= _LINE:
            self.console.print(Text(f"Such as: {example}", style="dim"))
        wait = ", or Enter for later" if may_wait else ""
        return str(typer.prompt(f"Answer{wait}", default="", show_default=False)).strip()

    def _chosen(self, schema: Mapping[str, Any], choices: Sequence[Choice]) -> Any:
        """One choice, or several where the field is a list; None or an empty list for later."""
        is_list = schema.get("type") == "array"
        kept: list[Choice] = []
        shown = list(choices) if len(choices) <= _SHOWN else []
        while True:
            ask = "Number or word" if shown else "Word"
            wait = "Enter when that is all" if kept else "Enter for later"
            said = str(typer.prompt(f"{ask}, {wait}", default="", show_default=False)).strip()
            if not said:
                return [each.id for each in kept] if is_list else None
            picked, shown = self._picked(said, shown, choices, "x-reference" in schema.get("items", schema))
            if not picked:
                continue
            if not is_list:
                self._say(f"→ {picked[0].label}")
                return picked[0].id
            kept += [each for each in picked if each not in kept]
            self._say("→ " + ", ".join(each.label for each in kept))

    def _picked(
        self, said: str, shown: list[Choice], choices: Sequence[Choice], is_reference: bool
    ) -> tuple[list[Choice], list[Choice]]:
        """What is meant by an answer, and the list that stands on the screen then."""
        if shown and re.fullmatch(r"[0-9 ,]+", said):
            numbers = [int(each) for each in re.findall(r"[0-9]+", said)]
            if all(1 <= number <= len(shown) for number in numbers):
                return [shown[number - 1] for number in numbers], shown
            self._say(f"The numbers go from 1 to {len(shown)}.")
            return [], shown
        found = matching(choices, said)
        exact = [each for each in found if said.lower() in (each.id.lower(), each.label.lower())]
        if len(found) == 1 or exact:
            return [(exact or found)[0]], shown
        if not found and is_reference:
            id = slug(said)
            if id and agreed(f"“{said}” is not listed yet. Write it as {id}, for an editor to add?"):
                return [Choice(id, id)], shown
            return [], shown
        if not found:
            self._say(f"Nothing has “{said}” in it. Try another word, or Enter for later.")
            return [], shown
        self._list(found[:_SHOWN])
        if len(found) > _SHOWN:
            self._say(f"and {len(found) - _SHOWN} more: type more of the word.")
        return [], found[:_SHOWN]

    def _list(self, choices: Sequence[Choice]) -> None:
        for number, each in enumerate(choices, start=1):
            line = Text(f"  {number}  {each.label}")
            note = each.note if len(each.note) <= _LINE else each.note[: _LINE - 1].rpartition(" ")[0] + " …"
            line.append(f"  {note}" if note else "", style="dim")
            self.console.print(line)

    def _say(self, text: str) -> None:
        self.console.print(Text(text))
