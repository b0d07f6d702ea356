"""The same index for pages opened from a disk, where scripts may be run but nothing may be fetched."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

from casehub.search.files import FOLDER


def as_scripts(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each file of an index as a script that registers it, beside the file."""
    scripts = {}
    for path, content in files.items():
        name = json.dumps(path.removeprefix(f"{FOLDER}/"))
        text = base64.b64encode(content).decode("ascii")
        scripts[f"{path}.js"] = f'casehubSearchFile({name},"{text}");\n'.encode()
    return scripts


def classic_script(module: str) -> str:
    """`search.js` as a classic script, which defines `casehubSearch.open`."""
    plain = module.replace("export async function open", "async function open")
    if "\nexport " in plain or "\nimport " in plain:
        raise ValueError("search.js may export `open` and nothing else, and import nothing")
    return f'"use strict";\n(() => {{\n{plain}\nglobalThis.casehubSearch = {{ open }};\n}})();\n'
