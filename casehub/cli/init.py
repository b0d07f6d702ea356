"""`casehub init`: an empty hub for another network, which depends on the library and copies none of it.

`casehub renew` brings what came with the library up to date with another version.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from casehub import __version__
from casehub.cli.terminal import CannotRun, find_root

_LONGEST = 80
_JOINERS = "\u200c\u200d"
"""Marks that join letters or part them, without which some languages are not spelt right."""

Spec = Annotated[
    str | None,
    typer.Option(
        "--casehub", help="A version such as 0.1.0, or the path of a wheel. By default the CaseHub that runs."
    ),
]


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is empty, or not there yet.")],
    casehub: Spec = None,
    name: Annotated[str | None, typer.Option(help="What the hub is called; made from the folder by default.")] = None,
    languages: Annotated[str, typer.Option(help="Languages of the site: en,fr. English is always there.")] = "en",
    private: Annotated[
        bool, typer.Option("--private", help="A hub for a closed circle: never published, never listed.")
    ] = False,
) -> None:
    """Set up an empty hub of your own: settings, schemas, workflows, pages to fill in, and one example.

    It depends on CaseHub, pinned to its hash, and builds and passes its tests with two commands.
    """
    from casehub.cli.new_hub import Wishes, files_of, languages_of
    from casehub.cli.pinned_library import pin

    target = folder.expanduser().absolute()
    _refuse_what_is_taken(target)
    called = _name(name or _from_folder(target))
    chosen = pin(casehub)
    wishes = Wishes(called, private, _languages(languages, languages_of(chosen)))
    files = files_of(wishes, chosen)
    _lay_out(files, target)
    kind = "private hub" if private else "hub"
    typer.echo(f"The {kind} “{wishes.name}” is there: {len(files)} files in {target}, with CaseHub {chosen.version}.")
    there = "" if target == Path.cwd() else f"    cd {shlex.quote(str(folder))}\n"
    typer.echo(f"\nNow:\n\n{there}    make site\n    make test\n")
    if chosen.version != __version__:
        typer.echo(
            f"This is CaseHub {__version__}. To have the forms of {chosen.version}, run “make generate” first.\n"
        )
    typer.echo("README.md says what comes then, and “make left” lists what waits for you to fill it in.")
    for program, why in (("make", "the two commands need it"), ("git", "you will need it to keep what changes")):
        if shutil.which(program) is None:
            typer.echo(f"{program} is not installed on this machine; {why}.", err=True)


def renew(
    casehub: Spec = None,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Bring a hub up to date with a version of CaseHub: requirements, hook, workflows and Makefile."""
    from casehub.cli.new_hub import Wishes, files_of, following, is_private
    from casehub.cli.pinned_library import pin

    folder = find_root(root)
    if not (folder / "requirements.txt").is_file():
        raise CannotRun(f"{folder} has no requirements.txt, so casehub init did not set it up. Nothing was changed.")
    chosen = pin(casehub)
    private = is_private((folder / "mkdocs.yml").read_text("utf-8"))
    files = following(files_of(Wishes("", private), chosen))
    changed = [path for path, content in files.items() if _content(folder / path) != content]
    try:
        for path in changed:
            _write_whole(folder / path, files[path])
        for old in (folder / "vendor").glob("casehub-*.whl"):
            if f"vendor/{old.name}" not in files:
                old.unlink()
                changed.append(f"vendor/{old.name}")
    except OSError as error:
        raise CannotRun(
            f"{folder} cannot be written: {error.strerror}. Look at what changed with: git diff"
        ) from error
    if not changed:
        typer.echo(f"Everything is as CaseHub {chosen.version} has it.")
        return
    typer.echo(f"Now with CaseHub {chosen.version}. Changed:\n")
    typer.echo("".join(f"    {path}\n" for path in sorted(changed)))
    typer.echo("Look at the difference in git before you keep it, then: make generate, make site, make test")


def _refuse_what_is_taken(target: Path) -> None:
    """Raise `CannotRun` when there is something that a new hub would stand on."""
    if target.is_symlink() and not target.exists():
        raise CannotRun(f"{target} is a link that leads nowhere. Give a folder that is empty, or not there yet.")
    if target.exists() and not target.is_dir():
        raise CannotRun(f"{target} is a file. Give a folder that is empty, or not there yet.")
    if not target.exists() and not target.parent.is_dir():
        raise CannotRun(f"The folder {target.parent}, in which the hub would stand, does not exist.")
    try:
        there = sorted(path.name for path in target.iterdir()) if target.exists() else []
    except OSError as error:
        raise CannotRun(f"{target} cannot be read: {error.strerror}.") from error
    if found := [each for each in there if each != ".git"]:  # an empty repository, fresh from the forge, is welcome
        shown = ", ".join(found[:3]) + (", …" if len(found) > 3 else "")
        raise CannotRun(
            f"{target} is not empty: it holds {shown}. "
            "A hub begins in an empty folder, so that nothing of yours is lost."
        )


def _from_folder(target: Path) -> str:
    words = re.sub(r"[\s_.-]+", " ", target.name).strip() or "Our hub"
    return words[:1].upper() + words[1:]


def _name(name: str) -> str:
    """The name as it is shown. Raises `CannotRun` for one that could not stand in a line."""
    name = " ".join(name.split(" ")).strip()
    hidden = [letter for letter in name if unicodedata.category(letter).startswith("C") and letter not in _JOINERS]
    if not name or len(name) > _LONGEST or hidden:
        raise CannotRun(
            f"The name has to be one line of 1 to {_LONGEST} visible characters. Give another with --name."
        )
    return name


def _languages(wanted: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """English and the languages given. Raises `CannotRun` for one in which there are no words of the interface."""
    chosen = tuple(dict.fromkeys(("en", *(each.strip().lower() for each in wanted.split(",") if each.strip()))))
    unknown = [each for each in chosen if each not in known]
    if unknown:
        raise CannotRun(f"CaseHub does not speak “{unknown[0]}” yet. Choose from: {', '.join(known)}.")
    return chosen


def _lay_out(files: Mapping[str, bytes], target: Path) -> None:
    """Write a hub beside its place and move it there when whole. Raises `CannotRun`, and then leaves nothing."""
    inside = target if target.exists() else target.parent
    made: list[Path] = []
    try:
        with tempfile.TemporaryDirectory(prefix=".casehub-new-", dir=inside, ignore_cleanup_errors=True) as scratch:
            whole = Path(scratch) / "hub"
            for path, content in files.items():
                (whole / path).parent.mkdir(parents=True, exist_ok=True)
                (whole / path).write_bytes(content)
            if target.exists():  # somebody may stand in it, so it stays the folder that it is
                for each in sorted(whole.iterdir()):
                    made.append(target / each.name)
                    each.rename(target / each.name)
            else:
                whole.rename(target)
    except BaseException as error:
        for each in made:
            shutil.rmtree(each, ignore_errors=True) if each.is_dir() else each.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise CannotRun(f"{target} cannot be written: {error.strerror}. Nothing was left behind.") from error
        raise


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)
