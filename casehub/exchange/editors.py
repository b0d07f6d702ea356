"""What Visual Studio Code needs to know of a hub: which schema is for which file, and how to read the check.

Sources: https://github.com/redhat-developer/vscode-yaml (yaml.schemas),
https://code.visualstudio.com/docs/debugtest/tasks#_defining-a-problem-matcher.
"""

from __future__ import annotations

import json
from typing import Any

from casehub.records.definitions import Definitions
from casehub.records.schema import RecordType

_MADE = "// Made by `casehub generate` from schemas/. Change it there, or your own settings in your editor.\n"
JSON_SCHEMAS = "schemas/json"
"""Where the files of `json_schema` stand."""
FINDING = r"^(content/[^:]*):(\d+):(\d+): (error|warning|advice) (CH\d{3}): (.*)$"
"""A line of `casehub check --format lines`: file, line, column, severity, code, sentence."""


def schema_path(type: RecordType) -> str:
    """Where the JSON Schema of a type stands."""
    return f"{JSON_SCHEMAS}/{type.name}.schema.json"


def editor_settings(definitions: Definitions) -> str:
    """`.vscode/settings.json`: the schema for each kind of YAML file, and two spaces where YAML wants them."""
    places = {
        f"./{schema_path(type)}": [
            f"content/{folder}{'/*/*' if type.stands_beside else ''}/*.yml" for folder in type.folders
        ]
        for type in definitions.types.values()
        if not type.is_markdown
    }
    settings: dict[str, Any] = {
        "yaml.schemas": places,
        "yaml.schemaStore.enable": False,
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
        "[markdown]": {"editor.wordWrap": "on", "editor.insertSpaces": True, "editor.tabSize": 2},
    }
    return _MADE + _text(settings)


def editor_extensions(_: Definitions) -> str:
    """`.vscode/extensions.json`: the one extension that reads the schemas."""
    return _MADE + _text({"recommendations": ["redhat.vscode-yaml"]})


def editor_tasks(_: Definitions) -> str:
    """`.vscode/tasks.json`: the check, whose findings are underlined where they stand."""
    parts = ("file", "line", "column", "severity", "code", "message")
    pattern = {"regexp": FINDING, **{part: number for number, part in enumerate(parts, 1)}}
    matcher = {
        "owner": "casehub",
        "source": "casehub",
        "severity": "info",
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": pattern,
    }
    task = {
        "label": "casehub: check the records",
        "type": "process",
        "command": "${workspaceFolder}/.venv/bin/casehub",
        "windows": {"command": "${workspaceFolder}/.venv/Scripts/casehub.exe"},
        "args": ["check", "--format", "lines"],
        "group": {"kind": "test", "isDefault": True},
        "presentation": {"reveal": "silent"},
        "problemMatcher": matcher,
    }
    return _MADE + _text({"version": "2.0.0", "tasks": [task]})


def _text(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
