"""The people, the hub and the forge of the journey: what its tests do on them, in the words of those who do it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fake_forge import REPOSITORY, TOKEN, FakeForge
from mini_commands import Done
from mini_hub import ROOT
from peer_hub import PATH, files_of
from typer.testing import CliRunner

from casehub.cli.main import app
from casehub.cli.terminal import CannotRun

ANN, BEN, EVA, BEA, STRANGER = ("ann-a", 1001), ("ben-b", 1002), ("eva-e", 1003), ("bea-b", 1004), ("stranger", 9999)
ACCOUNTS = {"ann": ANN, "ben": BEN, "eva": EVA, "bea": BEA}
NUMBER = 12
CASE = f"content/{PATH}"
REVIEWER = {"offers": ["review"], "topics": ["GF0103"]}
BLOCK = """Thank you for a clear case.

```review
record: case/permits
scores: {clarity: 3, evidence: 3, transferability: 2, honesty: 3, usefulness: 3}
reasons:
  transferability: It depends on the register.
interests: none
consent: yes
```
"""


def block(old: str, new: str) -> str:
    """The review with a part of it replaced."""
    assert BLOCK.count(old) == 1
    return BLOCK.replace(old, new)


@dataclass
class World:
    """The forge, and the checkout of main in which its workflows run."""

    forge: FakeForge
    base: Path
    case: str
    slept: list[float] = field(default_factory=list)

    @classmethod
    def begin(cls, folder: Path, patch: pytest.MonkeyPatch) -> World:
        """Main holds people and organisations; the case is what a contributor brings."""
        people = {id: {"accounts": [f"github:{account}"]} for id, (_, account) in ACCOUNTS.items()}
        variation = {"case": {"status": "in-review", "published": None}, "reviews": []}
        files = files_of({**variation, "people": {**people, "kim": REVIEWER}})
        case = files.pop(PATH)
        world = cls(FakeForge(folder / "forge.git"), folder / "base", case)
        if not world.base.exists():
            world.found(files)
            return world
        world.forge.git(
            "--git-dir", str(world.base / ".git"), "remote", "set-url", "origin", str(folder / "forge.git")
        )
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "GIT_DIR", "CASEHUB_ACCOUNT", "GITHUB_STEP_SUMMARY"):
            patch.delenv(name, raising=False)
        patch.setenv("SOURCE_DATE_EPOCH", "1795219200")
        patch.setenv("GITHUB_API_URL", world.forge.url)
        patch.setenv("GITHUB_SERVER_URL", "https://github.com")
        patch.setenv("GITHUB_REPOSITORY", REPOSITORY)
        patch.setenv("GH_TOKEN", TOKEN)
        patch.setenv("COLUMNS", "240")
        patch.setattr("time.sleep", world.slept.append)
        return world

    def found(self, files: Mapping[str, str]) -> None:
        """The first commit, and a checkout of it."""
        first = self.commit({f"content/{path}": text for path, text in files.items()}, parent="")
        self.forge.git("update-ref", "refs/heads/main", first)
        subprocess.run(["git", "clone", "-q", str(self.forge.git_dir), str(self.base)], check=True)
        (self.base / "schemas").symlink_to(ROOT / "schemas", target_is_directory=True)
        (self.base / "mkdocs.yml").write_text("site_url: https://hub.example.org/\n", "utf-8")

    def commit(
        self,
        files: Mapping[str, str | bytes | None],
        parent: str = "main",
        links: Mapping[str, str] | None = None,
        modules: Mapping[str, str] | None = None,
    ) -> str:
        """A commit on top of another, with files written, or removed where there is None."""
        git, index = self.forge.git, {"GIT_INDEX_FILE": str(self.forge.git_dir / f"index-{self.forge.number()}")}
        if parent:
            git("read-tree", parent, env=index)
        changes = ["0 " + "0" * 40 + f"\t{path}" for path, content in files.items() if content is None]
        written = {path: ("100644", content) for path, content in files.items() if content is not None}
        written |= {path: ("120000", target) for path, target in (links or {}).items()}
        for path, (mode, content) in written.items():
            raw = content if isinstance(content, bytes) else content.encode()
            changes.append(f"{mode} {git('hash-object', '-w', '--stdin', stdin=raw)}\t{path}")
        changes += [f"160000 {commit}\t{path}" for path, commit in (modules or {}).items()]
        git("update-index", "--index-info", stdin="".join(f"{each}\n" for each in changes).encode(), env=index)
        parents = ("-p", git("rev-parse", parent)) if parent else ()
        return git("commit-tree", git("write-tree", env=index), *parents, "-m", "Change something")

    def hand_in(self, text: str | None = None, **others: str | bytes | None) -> str:
        """The contributor opens the pull request, or pushes to it, with the case and perhaps other files."""
        files: dict[str, str | bytes | None] = {CASE: self.case if text is None else text}
        head = self.commit({**files, **others})
        if NUMBER in self.forge.pulls:
            self.forge.push(NUMBER, head)
        else:
            self.forge.open(NUMBER, head, ANN)
        return head

    def pull(self) -> None:
        """The checkout is brought up to date, as each run of a workflow begins."""
        for step in (["fetch", "-q", "origin"], ["reset", "-q", "--hard", "origin/main"]):
            subprocess.run(["git", *step], cwd=self.base, check=True, capture_output=True)

    def casehub(self, *arguments: str | int) -> Done:
        """Run a command in the checkout of main."""
        done = CliRunner().invoke(app, [*map(str, arguments), "--root", str(self.base)])
        if isinstance(done.exception, CannotRun):
            return Done(2, done.stdout, done.stderr + str(done.exception))
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Done(done.exit_code, done.stdout, done.stderr)

    def answer(self, *options: str | int) -> Done:
        """The comment is written."""
        return self.casehub("forge", "feedback", *(options or ("--pull-request", NUMBER)))

    def gate(self, number: int = NUMBER) -> str:
        """The state and description that the head of a pull request has after the gate ran."""
        done = self.casehub("forge", "gate", "--pull-request", number)
        assert done.code == 0, done.said
        (status, *_) = self.forge.statuses[self.forge.pulls[number]["head"]["sha"]]
        return f"{status['state']}: {status['description']}"

    def comment(self, number: int = NUMBER) -> str:
        """The one comment on a pull request."""
        (found,) = self.forge.comments[number]
        return str(found["body"])

    def on_main(self) -> list[str]:
        """Files of main below content/."""
        return self.forge.git("ls-tree", "-r", "--name-only", "main", "content/").splitlines()

    def refs(self) -> str:
        """Every branch and where it points: what has to stay the same when something fails."""
        return self.forge.git("for-each-ref")
