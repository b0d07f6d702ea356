"""The modules of the browser form, asked in node, and the records to ask them about."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hubs import FIXTURES, ROOT

from casehub.records.definitions import Definitions
from casehub.records.front_matter import read_file
from casehub.site.builder import THEME
from casehub.site.contribute_form import checks_of

FORM = THEME / "assets/site/form"
DEFINITIONS = Definitions.load(ROOT / "schemas")


@cache
def _checks() -> str:
    return json.dumps(checks_of(DEFINITIONS, DEFINITIONS.types, all_names=True))


def ask(asked: Sequence[dict[str, Any]]) -> list[Any]:
    """The answers of the form's modules in node."""
    done = subprocess.run(
        ["node", Path(__file__).with_name("form.mjs"), FORM],
        input=f'{{"checks": {_checks()}, "asked": {json.dumps(asked)}}}'.encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    answers: list[Any] = json.loads(done.stdout)
    return answers


@cache
def fixtures() -> tuple[tuple[str, str, dict[str, Any], str], ...]:
    """Every record of the fixtures: its name, its type, its fields and its text."""
    return tuple(_fixtures())


def _fixtures() -> Iterator[tuple[str, str, dict[str, Any], str]]:
    for folder in ("valid", "invalid", "hub/content"):
        for path in sorted((FIXTURES / folder).rglob("*")):
            inside = path.relative_to(FIXTURES / folder).as_posix()
            place = inside.split("content/", 1)[-1].replace("--", "/", 1)
            type = DEFINITIONS.type_of_folder(place.partition("/")[0])
            if type is None or path.suffix not in (".md", ".yml"):
                continue
            file = read_file(path.read_bytes(), markdown=type.is_markdown)
            if isinstance(file.data, dict):
                yield f"{folder}/{inside}", type.name, file.data, file.body
