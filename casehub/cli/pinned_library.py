"""Which CaseHub a hub depends on, pinned to the hash of its wheel, with everything that it needs.

The wheel itself says what it needs, and gives what a hub is made of: both belong to the version that is pinned.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.parser import HeaderParser
from importlib.metadata import Distribution, PackageNotFoundError
from pathlib import Path
from urllib.parse import unquote, urlsplit

from casehub.cli.terminal import CannotRun

_NAME = "casehub"
_PINS = "carried/requirements/runtime.txt"
_VERSION = re.compile(r"(?:casehub\s*==\s*)?(\d+(?:\.\d+)*(?:(?:a|b|rc)\d+)?(?:\.post\d+)?(?:\.dev\d+)?)")
"""A version as PEP 440 writes it, with or without the name before it."""
_WHEEL = re.compile(r"casehub-[A-Za-z0-9_.!+]+-[a-z0-9]+-none-any\.whl")
_HEAD = """\
# CaseHub and everything it needs, each pinned to its hash: whatever arrives with another one is not installed.
# Written by casehub init. For a newer version: casehub renew --casehub VERSION
"""


@dataclass(frozen=True)
class Pin:
    """One CaseHub: its version, the lines of a requirements file, and what its wheel gives to hubs.

    `parts` holds the files of `carried/` and `starter/` by their path in the package.
    """

    version: str
    requirements: str
    parts: Mapping[str, bytes]
    vendored: tuple[str, bytes] | None = None
    """The wheel's file name and bytes."""


def pin(spec: str | None) -> Pin:
    """What a hub depends on: a version, a wheel's path, or by default the CaseHub that runs.

    Raises `CannotRun`, in words, when there is no such thing or when it cannot be pinned.
    """
    if spec is None:
        return _running()
    spec = spec.strip()
    if match := _VERSION.fullmatch(spec):
        return _from_index(match[1])
    path = Path(spec).expanduser()
    if spec.endswith(".whl") or path.exists():
        return _from_wheel(path)
    raise CannotRun(
        f"“{spec}” is neither a version nor a wheel. Give --casehub a version such as 0.1.0, "
        "or the path of a file such as casehub-0.1.0-py3-none-any.whl."
    )


def _running() -> Pin:
    """The CaseHub that runs: the wheel that it was installed from, one built from its checkout, or its version."""
    try:
        installed = Distribution.from_name(_NAME)
    except PackageNotFoundError as error:
        raise CannotRun("This CaseHub was not installed. Say which one the hub shall use, with --casehub.") from error
    origin = json.loads(installed.read_text("direct_url.json") or "{}")  # PEP 610; absent when it came from an index
    if not origin:
        return _from_index(installed.version)
    address = urlsplit(origin["url"])
    path = Path(unquote(address.path))
    if address.scheme == "file" and path.is_dir():
        return _built(path)
    if address.scheme == "file" and path.is_file():
        return _from_wheel(path)
    raise CannotRun(
        "The wheel that this CaseHub was installed from is gone. "
        "Say which one the hub shall use: --casehub VERSION, or --casehub with the path of a wheel."
    )


def _built(checkout: Path) -> Pin:
    """A wheel made from a checkout, as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        done = _run("hatchling", "build", "--target", "wheel", "--directory", folder, cwd=checkout)
        if done.returncode:
            raise CannotRun(
                f"This CaseHub runs from {checkout}, and no wheel could be built of it: {_last_line(done)} "
                "Give --casehub a version or a wheel instead."
            )
        (path,) = Path(folder).glob("*.whl")
        return _from_wheel(path)


def _from_wheel(path: Path) -> Pin:
    """A hub keeps a wheel that is no part of an index beside its requirements."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CannotRun(f"The wheel {path} cannot be read: {error.strerror}.") from error
    version, parts = _contents(content, str(path))
    if not _WHEEL.fullmatch(path.name):
        raise CannotRun(f"{path.name} is no name that pip takes. A wheel keeps the name that it was built with.")
    return Pin(version, _lines(f"./vendor/{path.name}", content, parts), parts, (path.name, content))


def _from_index(version: str) -> Pin:
    """A version is fetched once, by pip and from where pip is told to look, to know its hash and what it needs."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{_NAME}=={version}"
        options = ("--no-deps", "--only-binary", ":all:", "--disable-pip-version-check", "--quiet")
        done = _run("pip", "download", *options, "--dest", folder, wanted)
        wheels = sorted(Path(folder).glob("*.whl"))
        if done.returncode or len(wheels) != 1:
            raise CannotRun(
                f"pip could not fetch {wanted}: {_last_line(done)} "
                "Give --casehub a version that there is, or the path of a wheel."
            )
        content = wheels[0].read_bytes()
        _, parts = _contents(content, wheels[0].name)
        return Pin(version, _lines(wanted, content, parts), parts)


def _contents(content: bytes, name: str) -> tuple[str, dict[str, bytes]]:
    """The version that a wheel says it is, and the parts of a hub that it carries."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            (metadata,) = (each for each in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", each))
            said = HeaderParser().parsestr(archive.read(metadata).decode("utf-8"))
            if said["Name"] != _NAME:
                raise CannotRun(f"{name} is a wheel of {said['Name']}, not of CaseHub.")
            parts = {
                each.removeprefix("casehub/"): archive.read(each)
                for each in archive.namelist()
                if each.startswith(("casehub/carried/", "casehub/starter/")) and not each.endswith("/")
            }
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, zlib.error) as error:
        raise CannotRun(f"{name} is not a wheel, or it is damaged.") from error
    if _PINS not in parts:
        raise CannotRun(f"{name} is a CaseHub that cannot set up hubs yet. Take a newer one.")
    return str(said["Version"]), parts


def _lines(requirement: str, content: bytes, parts: Mapping[str, bytes]) -> str:
    pins = parts[_PINS].decode("utf-8")
    own = f"{requirement} \\\n    --hash=sha256:{hashlib.sha256(content).hexdigest()}\n"
    others = "".join(line for line in pins.splitlines(keepends=True) if not re.match(r"#|\s+# ", line))
    return f"{_HEAD}{own}{others}"


def _run(module: str, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603 - no shell


def _last_line(done: subprocess.CompletedProcess[str]) -> str:
    """The end of what a program complained about, as a sentence."""
    lines = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    said = re.sub(r"^(?:ERROR|\S*python[\d.]*): ", "", lines[-1]) if lines else "it did not say why"
    return said if said.endswith((".", "!", "?")) else f"{said}."
