"""How a record is named on the command line, and how a file beside it is written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from casehub.cli.terminal import CannotRun
from casehub.records.findings import closest
from casehub.records.model import Hub, Record


def reviewable(hub: Hub) -> list[Record]:
    """Every record of a type that is reviewed."""
    return [each for name, type in hub.definitions.types.items() if type.substantive for each in hub.of(name)]


def record_named(hub: Hub, name: str) -> Record:
    """The record of `case/<id>`, of its file's path, or of its id alone. Raises `CannotRun` with a did-you-mean."""
    records = {f"{each.type}/{each.id}": each for each in reviewable(hub)}
    path = Path(name).as_posix().removeprefix("./")
    for key, record in records.items():
        if path in (key, record.path):
            return record
    alike = [record for key, record in records.items() if record.id == name]
    if len(alike) == 1:
        return alike[0]
    if alike:
        raise CannotRun(f"“{name}” may mean {' or '.join(f'{each.type}/{each.id}' for each in alike)}. Name one.")
    near = closest(name, records) or closest(name, [each.id for each in records.values()])
    hint = f" Did you mean “{near}”?" if near else ""
    raise CannotRun(f"There is no case or practice “{name}”.{hint}")


def write_new(root: Path, path: str, text: str) -> None:
    """Write a file that is not there yet, whole or not at all. Raises `CannotRun` when it is there, or on no room."""
    target = root / path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = _written(root, text.encode())
        try:
            os.link(temporary, target)
        finally:
            temporary.unlink()
    except FileExistsError as error:
        raise CannotRun(f"{path} has come in between. Run it again: nothing is written twice.") from error
    except OSError as error:
        raise CannotRun(f"{path} cannot be written: {error.strerror or error}. Nothing of it was.") from error


def replace(root: Path, path: str, content: bytes) -> None:
    """Put new bytes in the place of a file's: whole, or not at all. Raises `CannotRun` when there is no room."""
    target = root / path
    try:
        temporary = _written(root, content)
        temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except OSError as error:
        raise CannotRun(f"{path} cannot be written: {error.strerror or error}. It is as it was.") from error


def _written(root: Path, content: bytes) -> Path:
    folder = root / ".casehub"  # on the same disk, and not a part of the repository
    folder.mkdir(exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=folder)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
    except OSError:
        temporary.unlink()
        raise
    return temporary
