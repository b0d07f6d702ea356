"""What every hub has from the library: schemas, vocabularies, the words of the interface, the hook, the workflows.

A hub's own file takes the place of the library's. So a hub states only what it wants otherwise, and everything else
follows the version of the library that it has installed. See content/about/decisions/.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]

STARTER = _PACKAGE / "starter"
"""What a new hub begins with, and the library itself does without: its words, its policy, its two commands."""


def carried(name: str) -> Path:
    """Where a part of the library lies that people edit outside the package: `schemas`, `hooks`, `mkdocs.yml`.

    A wheel has it inside the package, in `carried/`; in a checkout it lies beside the package, under the same name.
    """
    inside = _PACKAGE / "carried" / name
    return inside if inside.exists() else _PACKAGE.parent / name


def schema_file(folder: Path, name: str) -> Path:
    """The file of a hub's `schemas/` folder, or where the hub has none, the library's."""
    return next((path for each in _layers(folder) if (path := each / name).is_file()), folder / name)


def schema_files(folder: Path, pattern: str = "**/*.yaml") -> dict[str, Path]:
    """What holds for a hub's `schemas/` folder, by path in it, in order. Raises `OSError` when there is no folder."""
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder} does not exist")
    found = {
        path.relative_to(layer).as_posix(): path
        for layer in reversed(_layers(folder))
        for path in layer.glob(pattern)
    }
    return dict(sorted(found.items()))


def label_files(folder: Path) -> dict[str, list[Path]]:
    """The files with words of the interface by language, the library's first: later words replace earlier ones.

    A hub speaks English, and each language for which it has a file of its own.
    """
    own = {path.stem: path for path in folder.glob("labels/*.yaml")}
    found = {}
    for language in sorted({"en", *own}):
        paths = [layer / "labels" / f"{language}.yaml" for layer in (carried("schemas"), folder)]
        is_one = len(_layers(folder)) == 1
        found[language] = [path for path in (paths[1:] if is_one else paths) if path.is_file()]
    return found


def digest_parts(folder: Path) -> Iterable[tuple[str, bytes]]:
    """Every byte that holds for a hub's `schemas/` folder, with names, for a digest that changes with any of them."""
    for name, path in schema_files(folder).items():
        yield name, path.read_bytes()
    for language, paths in label_files(folder).items():
        for path in paths[:-1]:
            yield f"labels/{language}.yaml", path.read_bytes()


def _layers(folder: Path) -> tuple[Path, ...]:
    """The hub's own folder, what a new hub begins with, and the library's; each is asked before the next."""
    library = carried("schemas")
    if folder.is_dir() and folder.samefile(library):
        return (folder,)
    return (folder, STARTER / "hub" / "schemas", library)
