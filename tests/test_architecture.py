"""The shape of the house: who may import whom, who may print, and what no module does when it is imported."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "casehub"

# Imports run one way: a room may use the rooms below its own floor, and none beside or above it.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("records",),
    ("search",),
    ("review", "knowledge"),
    ("rules",),
    ("exchange", "reports"),
    ("site", "forge"),
    ("cli", "hooks", "scripts"),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
HOSTS = ("mkdocs", "material")
MAY_IMPORT_THE_HOST = ("casehub/cli/build.py", "casehub/cli/serve.py", "hooks/")
AT_IMPORT = frozenset(("open", "read_text", "read_bytes", "write_text", "now", "utcnow", "today", "time", "getenv"))


def sources() -> Iterator[tuple[str, str]]:
    """Every source file of the project by its path from the root. The starter's are copies of these."""
    for folder in ("casehub", "hooks", "scripts"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith("casehub/starter/"):
                yield name, path.read_text("utf-8")


SOURCES = dict(sources())


@cache
def parsed(source: str) -> ast.Module:
    """A source as a tree."""
    return ast.parse(source)


def room_of(module: str) -> str:
    """The room of a dotted module or of a path: `records` for casehub.records.load and casehub/records/load.py."""
    parts = re.split(r"[./]", module)
    if parts[0] != "casehub":
        return parts[0]
    return parts[1] if len(parts) > 1 and parts[1] in FLOOR else ""


def imported(source: str) -> Iterator[tuple[int, str]]:
    """Every module that a source imports, wherever it does, with the line."""
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield node.lineno, "." * node.level + module
            if module == "casehub":
                yield from ((node.lineno, f"casehub.{alias.name}") for alias in node.names)


def uphill(path: str, source: str) -> list[str]:
    """The imports of a source that lead to its own floor or above, each named."""
    room = room_of(path)
    found = []
    for line, module in imported(source):
        other = room_of(module)
        if module.startswith("."):
            found.append(f"{path}:{line} imports {module}; write the whole name")
        elif room in FLOOR and other in FLOOR and other != room and FLOOR[other] >= FLOOR[room]:
            found.append(f"{path}:{line} imports {module}, but {other} does not lie below {room}")
    return found


def named(offenders: list[str]) -> str:
    return "\n" + "\n".join(offenders)


def test_imports_run_one_way() -> None:
    offenders = [each for path, source in SOURCES.items() for each in uphill(path, source)]
    assert not offenders, named(offenders)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("casehub/records/load.py", "from casehub.rules import check"),
        ("casehub/records/load.py", "import casehub.cli.check"),
        ("casehub/records/load.py", "from casehub import rules"),
        ("casehub/records/load.py", "def late():\n    from casehub.search import index"),
        ("casehub/rules/x.py", "from casehub.reports.text import text_lines"),
        ("casehub/knowledge/x.py", "from casehub.review import digest"),
        ("casehub/reports/x.py", "from casehub.exchange import csv"),
        ("casehub/site/x.py", "from casehub.cli.terminal import CannotRun"),
        ("casehub/site/x.py", "from hooks import site"),
        ("casehub/rules/x.py", "from . import dates_in_order"),
    ],
)
def test_an_import_that_runs_uphill_is_named(path: str, source: str) -> None:
    (offender,) = uphill(path, source)
    assert offender.startswith(f"{path}:")


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (
            "casehub/records/load.py",
            "from casehub.records import cache\nimport json\nfrom casehub import __version__",
        ),
        ("casehub/rules/x.py", "from casehub.records.load import load"),
        ("casehub/cli/x.py", "from casehub.site import host\nfrom casehub.cli import build"),
        ("hooks/site.py", "from casehub.site import host"),
        ("scripts/bench.py", "from casehub.records.load import load"),
    ],
)
def test_an_import_that_runs_downhill_is_silent(path: str, source: str) -> None:
    assert uphill(path, source) == []


def test_every_room_of_the_package_has_a_floor() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.glob("*.py"))}
    assert rooms <= set(FLOOR)


def test_only_the_builder_and_the_hook_import_the_host() -> None:
    offenders = [
        f"{path}:{line} imports {module}"
        for path, source in SOURCES.items()
        if not path.startswith(MAY_IMPORT_THE_HOST)
        for line, module in imported(source)
        if module.split(".")[0] in HOSTS
    ]
    assert not offenders, named(offenders)


def called(node: ast.AST) -> str:
    """The last name of what a call calls: `echo` for typer.echo."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_only_the_command_line_prints() -> None:
    offenders = [
        f"{path}:{node.lineno} calls {called(node)}"
        for path, source in SOURCES.items()
        if path.startswith("casehub/") and not path.startswith("casehub/cli/")
        for node in ast.walk(parsed(source))
        if isinstance(node, ast.Call) and called(node) in ("print", "Console", "echo", "secho", "pprint")
    ]
    offenders += [
        f"{path}:{node.lineno} uses sys.{node.attr}"
        for path, source in SOURCES.items()
        if path.startswith("casehub/") and not path.startswith("casehub/cli/")
        for node in ast.walk(parsed(source))
        if isinstance(node, ast.Attribute)
        and node.attr in ("stdout", "stderr")
        and getattr(node.value, "id", "") == "sys"
    ]
    assert not offenders, named(offenders)


def test_only_the_forge_knows_the_programming_interface_of_github() -> None:
    offenders = [
        f"{path} mentions {mention[0]}"
        for path, source in SOURCES.items()
        if not path.startswith("casehub/forge/")
        if (mention := re.search(r"api\.github\.com|\bghapi\b|\bPyGithub\b|GITHUB_TOKEN", source))
    ]
    assert not offenders, named(offenders)


def test_the_hook_is_small() -> None:
    hook = ROOT / "hooks" / "site.py"
    if not hook.exists():
        pytest.skip("there is no hook yet")
    assert len(hook.read_text("utf-8").splitlines()) < 100


def at_import(tree: ast.Module) -> Iterator[ast.Call]:
    """Every call that runs when a module is imported: at its top, in class bodies, in decorators and defaults."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif isinstance(node, ast.Lambda):
            waiting += [*node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif isinstance(node, ast.If) and "__main__" in ast.dump(node.test):
            continue
        else:
            if isinstance(node, ast.Call):
                yield node
            waiting += ast.iter_child_nodes(node)


def reads_at_import(path: str, source: str) -> list[str]:
    return [
        f"{path}:{call.lineno} calls {called(call)} when it is imported"
        for call in at_import(parsed(source))
        if called(call) in AT_IMPORT
    ]


def test_no_module_reads_a_file_or_the_clock_when_it_is_imported() -> None:
    offenders = [
        each
        for path, source in SOURCES.items()
        if path.startswith("casehub/")
        for each in reads_at_import(path, source)
    ]
    assert not offenders, named(offenders)


@pytest.mark.parametrize(
    "source",
    [
        "TODAY = date.today()",
        "TEXT = Path('x').read_text()",
        "class A:\n    x = open('y')",
        "def f(day=date.today()): ...",
        "NOW = [datetime.now() for _ in 'a']",
    ],
)
def test_reading_at_import_is_named(source: str) -> None:
    assert len(reads_at_import("casehub/x.py", source)) == 1


def test_reading_when_asked_is_silent() -> None:
    assert reads_at_import("casehub/x.py", "def f():\n    return date.today()\ng = lambda: open('x')") == []


def without_docstring(path: str, source: str) -> Iterator[str]:
    """Public modules, classes, functions and methods without a docstring; methods that may override are left out."""
    tree = parsed(source)
    if tree.body and not ast.get_docstring(tree):
        yield path
    for node in tree.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield f"{path}:{node.lineno} {node.name}"
        if isinstance(node, ast.ClassDef) and not node.bases:
            for method in node.body:
                is_public = isinstance(method, ast.FunctionDef) and not method.name.startswith("_")
                if is_public and not ast.get_docstring(method):
                    yield f"{path}:{method.lineno} {node.name}.{method.name}"


def test_whatever_is_public_is_described() -> None:
    offenders = [each for path, source in SOURCES.items() for each in without_docstring(path, source)]
    assert not offenders, named(offenders)


def test_no_file_is_too_long_to_be_read() -> None:
    offenders = [
        f"{path} has {len(source.splitlines())} lines"
        for path, source in SOURCES.items()
        if path.startswith("casehub/") and len(source.splitlines()) > 400
    ]
    assert not offenders, named(offenders)


def test_modules_are_named_for_what_they_hold() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "data", "manager"}
    offenders = [path for path in SOURCES if Path(path).stem in vague]
    assert not offenders, named(offenders)
