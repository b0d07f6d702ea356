"""`casehub init` gives another network a hub of its own, whole or not at all; `casehub renew` keeps it up to date."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from mini_commands import Casehub

from casehub.cli import pinned_library
from casehub.cli.new_hub import GROWING, Wishes, files_of, settings
from casehub.cli.terminal import CannotRun
from casehub.records.definitions import Definitions

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder in which nothing stands yet."""
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def altered(wheel: Path, target: Path, **changes: str | None) -> Path:
    """A copy of a wheel in which names of files that end so have another text, or are gone."""
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content: bytes | None = source.read(name)
            for ending, text in changes.items():
                if name.endswith(ending.replace("__", ".")):
                    content = None if text is None else text.encode()
            if content is not None:
                copy.writestr(name, content)
    return target


def test_a_hub_is_pinned_and_checks_clean(empty: Path, wheel_file: Path, casehub: Casehub) -> None:
    done = casehub("init", "our-hub", "--casehub", wheel_file, "--name", "Ärger: “our” #1 hub", cwd=empty)
    assert done.code == 0, done.said
    assert "    cd our-hub\n    make site\n    make test\n" in done.out
    hub = empty / "our-hub"
    assert [path.name for path in empty.iterdir()] == ["our-hub"]
    lines = (hub / "requirements.txt").read_text("utf-8").splitlines()
    digest = hashlib.sha256(wheel_file.read_bytes()).hexdigest()
    at = lines.index(f"./vendor/{wheel_file.name} \\")
    assert lines[at + 1] == f"    --hash=sha256:{digest}"
    assert hashlib.sha256((hub / "vendor" / wheel_file.name).read_bytes()).hexdigest() == digest
    ours = (ROOT / "requirements/runtime.txt").read_text("utf-8")
    assert [line for line in lines[at + 2 :] if not line.startswith(" ")] == [
        line for line in ours.splitlines() if line[:1].isalpha()
    ]
    assert not any(word in "\n".join(lines) for word in ("http", "--index", "find-links", str(empty)))
    checked = casehub("check", "--root", hub)
    assert checked.code == 0 and "nothing to mend" in checked.said
    assert "are what schemas/ says" in casehub("generate", "--check", "--root", hub).said
    said = yaml.safe_load((hub / "mkdocs.yml").read_text("utf-8"))
    assert said["site_name"] == "Ärger: “our” #1 hub"
    assert said["nav"] == yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"]
    assert not {"site_url", "repo_url", "edit_uri", "extra"} & set(said)


def test_nothing_in_it_is_ours_and_no_mark_is_left_over(wheel_file: Path) -> None:
    for is_private in (False, True):
        for path, content in files_of(Wishes("Our hub", is_private), pinned_library.pin(str(wheel_file))).items():
            if path.startswith("vendor/"):
                continue
            text = content.decode("utf-8")
            for ours in ("casehub.example.org", "github.com/casehub", "stockholm", "[[", "<!-- public", "<!-- end"):
                assert ours not in text, (path, ours)
            assert "content/about/decisions" not in text, path


def test_it_states_only_what_a_network_changes(wheel_file: Path) -> None:
    files = files_of(Wishes("Our hub"), pinned_library.pin(str(wheel_file)))
    stated = {path for path in files if path.startswith("schemas/")}
    assert {path for path in stated if not path.startswith(("schemas/json/", "schemas/templates/"))} == {
        "schemas/policy.yaml",
        "schemas/labels/en.yaml",
        *(f"schemas/vocabularies/{id}.yaml" for id in GROWING),
    }
    assert {path for path in files if path.startswith(".github/workflows/")} == {
        path.relative_to(ROOT).as_posix() for path in (ROOT / ".github/workflows").iterdir()
    }


def test_code_owners_guard_what_there_is(wheel_file: Path, empty: Path, casehub: Casehub) -> None:
    assert casehub("init", ".", "--casehub", wheel_file, cwd=empty).code == 0
    lines = (empty / ".github/CODEOWNERS").read_text("utf-8").splitlines()
    owned = [line.split()[0] for line in lines if line.startswith("/")]
    assert {"/.github/", "/schemas/", "/vendor/", "/requirements.txt"} <= set(owned)
    assert [each for each in owned if not (empty / each.strip("/")).exists()] == []


def test_workflows_ask_for_nothing_that_a_hub_does_not_have(wheel_file: Path) -> None:
    files = files_of(Wishes("Our hub"), pinned_library.pin(str(wheel_file)))
    targets = {".venv/.installed", *re.findall(r"^([a-z]+):", files["Makefile"].decode("utf-8"), re.MULTILINE)}
    assert {"site", "serve", "check", "test"} <= targets
    for path, content in files.items():
        if path.startswith(".github/workflows/"):
            jobs = yaml.safe_load(content)["jobs"].values()
            commands = "\n".join(step.get("run", "") for job in jobs for step in job.get("steps", ()))
            assert set(re.findall(r"\bmake (\S+)", commands)) <= targets, path
            assert not re.search(r"\b(?:requirements|scripts|casehub)/", commands), path


def test_a_private_hub_has_nothing_that_publishes(wheel_file: Path, empty: Path, casehub: Casehub) -> None:
    done = casehub("init", "closed", "--private", "--casehub", wheel_file, cwd=empty)
    assert done.code == 0, done.said
    hub = empty / "closed"
    assert yaml.safe_load((hub / "mkdocs.yml").read_text("utf-8"))["extra"] == {"private": True}
    workflows = {path.name: path.read_text("utf-8") for path in (hub / ".github/workflows").iterdir()}
    assert "check.yml" in workflows and "publish.yml" not in workflows
    assert not any("pages: write" in text or "deploy-pages" in text for text in workflows.values())
    page = (hub / "content/about/private.md").read_text("utf-8")
    for word in ("GitHub", "log-in", "Protectively marked", "Personal data", "Secrets"):
        assert word in page
    for path in ("README.md", "content/about/forge.md"):
        assert "publish.yml" not in (hub / path).read_text("utf-8")
        assert "Settings, pages" not in (hub / path).read_text("utf-8")
    assert "CC BY" not in (hub / "LICENSE").read_text("utf-8")
    assert "CC BY" not in Definitions.load(hub / "schemas").labels["en"]["footer_licence"]
    checked = casehub("check", "--root", hub)
    assert checked.code == 0 and "nothing to mend" in checked.said


@pytest.mark.parametrize("folder", ["here", ".", "cloned"])
def test_an_empty_folder_is_used_as_it_is(folder: str, wheel_file: Path, empty: Path, casehub: Casehub) -> None:
    """Also the one in which somebody stands, and a repository without a commit."""
    target = empty / folder
    target.mkdir(exist_ok=True)
    if folder == "cloned":
        subprocess.run(["git", "init", "--quiet", str(target)], check=True)
    before = target.stat().st_ino
    done = casehub("init", folder, "--casehub", wheel_file, cwd=empty)
    assert done.code == 0, done.said
    assert target.stat().st_ino == before
    assert (target / "mkdocs.yml").is_file() and (target / ".github/workflows/check.yml").is_file()
    assert not list(target.glob(".casehub-new*"))
    assert ("cd " in done.out) == (folder != ".")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("full", "is not empty: it holds notes.txt"),
        ("file.txt", "is a file"),
        ("nowhere/hub", "does not exist"),
        ("dangling", "leads nowhere"),
    ],
)
def test_a_place_that_is_taken_stays_as_it_is(
    name: str, says: str, empty: Path, wheel_file: Path, casehub: Casehub
) -> None:
    (empty / "full").mkdir()
    (empty / "full/notes.txt").write_text("Mine.", "utf-8")
    (empty / "file.txt").write_text("Mine.", "utf-8")
    (empty / "dangling").symlink_to(empty / "gone")
    before = below(empty)
    done = casehub("init", name, "--casehub", wheel_file, cwd=empty)
    assert done.code == 2 and says in done.said
    assert below(empty) == before


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--casehub", "newest"], "neither a version nor a wheel"),
        (["--casehub", "casehub>=1"], "neither a version nor a wheel"),
        (["--casehub", "gone-1.0-py3-none-any.whl"], "cannot be read: No such file"),
        (["--casehub", "not.whl"], "is not a wheel, or it is damaged"),
        (["--casehub", "."], "cannot be read: Is a directory"),
        (["--casehub", "other.whl"], "is a wheel of other, not of CaseHub"),
        (["--casehub", "old.whl"], "cannot set up hubs yet"),
        (["--casehub", "renamed.whl"], "is no name that pip takes"),
        (["--name", "two\nlines"], "one line of 1 to 80 visible"),
        (["--name", "\u202eevil"], "one line of 1 to 80 visible"),
        (["--name", "x" * 81], "one line of 1 to 80 visible"),
        (["--languages", "en,tlh"], "does not speak “tlh” yet. Choose from: en"),
    ],
)
def test_what_cannot_be_done_is_told(
    options: list[str], says: str, empty: Path, wheel_file: Path, casehub: Casehub
) -> None:
    (empty / "not.whl").write_bytes(b"PK\x03\x04 but no more")
    altered(wheel_file, empty / "other.whl", METADATA="Name: other\nVersion: 1\n\n")
    altered(wheel_file, empty / "old.whl", runtime__txt=None)
    altered(wheel_file, empty / "renamed.whl")
    before = below(empty)
    if "--casehub" not in options:
        options = [*options, "--casehub", str(wheel_file)]
    done = casehub("init", "hub", *options, cwd=empty)
    assert done.code == 2 and says in done.said, done.said
    assert below(empty) == before


def test_a_disk_that_is_full_leaves_nothing(
    empty: Path, wheel_file: Path, casehub: Casehub, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty / "there").mkdir()
    write, rename, room = Path.write_bytes, Path.rename, [20]

    def full(path: Path, content: bytes) -> int:
        room[0] -= 1
        if room[0] < 0:
            raise OSError(28, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    for name in ("hub", "there"):
        room[0] = 20
        done = casehub("init", name, "--casehub", wheel_file, cwd=empty)
        assert done.code == 2 and "No space left on device" in done.said
        assert [path.name for path in empty.rglob("*")] == ["there"]
    monkeypatch.setattr(Path, "write_bytes", write)
    moved = [3]

    def stuck(path: Path, target: Path) -> Path:
        moved[0] -= 1
        if moved[0] < 0:
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stuck)
    done = casehub("init", "there", "--casehub", wheel_file, cwd=empty)
    assert done.code == 2 and "Input/output error" in done.said
    assert [path.name for path in empty.rglob("*")] == ["there"]


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever runs this may write everywhere")
def test_a_folder_without_permission_is_told(empty: Path, wheel_file: Path, casehub: Casehub) -> None:
    empty.chmod(0o500)
    try:
        done = casehub("init", empty / "hub", "--casehub", wheel_file, cwd=ROOT)
    finally:
        empty.chmod(0o700)
    assert done.code == 2 and "cannot be written: Permission denied" in done.said
    assert list(empty.iterdir()) == []


def test_a_missing_git_is_told_and_no_hindrance(
    empty: Path, wheel_file: Path, casehub: Casehub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(empty))
    done = casehub("init", "hub", "--casehub", wheel_file, cwd=empty)
    assert done.code == 0 and "git is not installed on this machine" in done.said


def test_by_default_a_checkout_builds_its_own_wheel(empty: Path, casehub: Casehub) -> None:
    done = casehub("init", "hub", cwd=empty)
    assert done.code == 0, done.said
    assert [path.suffix for path in (empty / "hub/vendor").iterdir()] == [".whl"]


@pytest.mark.parametrize("spec", ["0.1.0", "casehub==0.1.0"])
def test_a_version_is_fetched_once_and_pinned(spec: str, wheel_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(command: list[str], **_: object) -> SimpleNamespace:
        assert command[-1] == "casehub==0.1.0" and "--no-deps" in command
        (Path(command[command.index("--dest") + 1]) / wheel_file.name).write_bytes(wheel_file.read_bytes())
        return SimpleNamespace(returncode=0, stderr="", stdout="")

    monkeypatch.setattr(pinned_library.subprocess, "run", fetch)
    pinned = pinned_library.pin(spec)
    digest = hashlib.sha256(wheel_file.read_bytes()).hexdigest()
    assert f"\ncasehub==0.1.0 \\\n    --hash=sha256:{digest}\n" in pinned.requirements
    assert pinned.vendored is None


def test_a_version_that_there_is_not_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    no = SimpleNamespace(returncode=1, stdout="", stderr="ERROR: No matching distribution found for casehub==9\n")
    monkeypatch.setattr(pinned_library.subprocess, "run", lambda *_, **__: no)
    with pytest.raises(
        CannotRun, match=r"could not fetch casehub==9: No matching distribution found for casehub==9\."
    ):
        pinned_library.pin("9")


def test_a_hub_speaks_the_languages_that_it_names(wheel_file: Path) -> None:
    pinned = pinned_library.pin(str(wheel_file))
    files = files_of(Wishes("Our hub", True, ("en", "fr")), pinned)
    assert {path for path in files if path.startswith("schemas/labels/")} == {
        "schemas/labels/en.yaml",
        "schemas/labels/fr.yaml",
    }
    known = Definitions.load(ROOT / "schemas").labels["en"]
    for path in ("schemas/labels/en.yaml", "schemas/labels/fr.yaml"):
        words = yaml.safe_load(files[path])
        assert {"home_ask_hint", "footer_licence"} <= set(words) <= set(known)


def test_settings_keep_what_follows_the_library() -> None:
    ours = (
        "site_name: Ours\nrepo_url: x\n# Kept.\nplugins: []\nextra:\n  a: b\n\n"
        "# Menu. See content/about/decisions/.\nnav:\n  - A: a.md\n"
    )
    said = settings(ours, Wishes("Theirs", True))
    assert yaml.safe_load(said) == {
        "site_name": "Theirs",
        "site_description": "What we tried, what came of it, and how sure we are.",
        "extra": {"private": True},
        "plugins": [],
        "nav": [{"A": "a.md"}],
    }
    assert "# Kept.\n" in said and "# Menu.\n" in said


def test_renewing_brings_what_follows_the_library_and_nothing_else(
    empty: Path, wheel_file: Path, casehub: Casehub
) -> None:
    assert casehub("init", "hub", "--private", "--casehub", wheel_file, cwd=empty).code == 0
    hub = empty / "hub"
    first = below(hub)
    assert "as CaseHub 0.1.0 has it" in casehub("renew", "--casehub", wheel_file, cwd=hub).said
    assert below(hub) == first
    (hub / "content/about/charter.md").write_text("Our own.", "utf-8")
    (hub / "schemas/policy.yaml").write_text("Our own.", "utf-8")
    (hub / "hooks/site.py").write_text("Old.", "utf-8")
    newer = altered(wheel_file, empty / "casehub-0.2.0-py3-none-any.whl", check__yml="name: Newer\n")
    done = casehub("renew", "--casehub", newer, cwd=hub)
    assert done.code == 0, done.said
    after = below(hub)
    assert after["content/about/charter.md"] == after["schemas/policy.yaml"] == b"Our own."
    assert after["hooks/site.py"] == first["hooks/site.py"]
    assert after[".github/workflows/check.yml"] == b"name: Newer\n"
    assert [path for path in after if path.startswith("vendor/")] == ["vendor/casehub-0.2.0-py3-none-any.whl"]
    assert b"./vendor/casehub-0.2.0-py3-none-any.whl" in after["requirements.txt"]
    assert ".github/workflows/publish.yml" not in after


def test_only_a_hub_that_init_set_up_is_renewed(hub_root: Path, wheel_file: Path, casehub: Casehub) -> None:
    done = casehub("renew", "--casehub", wheel_file)
    assert done.code == 2 and "casehub init did not set it up" in done.said
