"""A small forge on loopback: the GitHub REST endpoints that are used, over a real git repository.

What it answers is made of real example payloads (tests/fixtures/forge). It checks tokens, lengths and states as the
real one does, and can be told to fail: with an error, a rate limit, a broken answer, or none.
"""

from __future__ import annotations

import base64
import copy
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

PAYLOADS = Path(__file__).resolve().parents[1] / "fixtures" / "forge"
TOKEN = "a-token-of-the-tests"
REPOSITORY = "example/hub"
BOT = {"login": "github-actions[bot]", "id": 41898282, "type": "Bot"}
Who = tuple[str, int]
"""Name and number of an account."""
IDENTITY = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")


def payload(name: str) -> Any:
    """A real example, or one derived from it."""
    return json.loads((PAYLOADS / f"{name}.json").read_text("utf-8"))


@dataclass
class Fault:
    """What comes instead of the next answer to requests that match: status, headers and body; or no answer at all."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b'{"message": "It is broken"}'
    method: str = ""
    path: str = ""
    after: bool = False
    """Whether the request is carried out all the same, and only its answer is lost."""


class FakeForge:
    """The state of the forge: its git repository, pull requests, reviews, comments, statuses and workflow runs."""

    def __init__(self, git_dir: Path) -> None:
        self.git_dir = git_dir
        if not git_dir.exists():
            subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(git_dir)], check=True)
        self.pulls: dict[int, dict[str, Any]] = {}
        self.reviews: dict[int, list[Any]] = {}
        self.comments: dict[int, list[dict[str, Any]]] = {}
        self.statuses: dict[str, list[dict[str, Any]]] = {}
        self.runs: list[dict[str, Any]] = []
        self.artefacts: dict[int, list[dict[str, Any]]] = {}
        self.issues: list[dict[str, Any]] = []
        self.told: dict[int, dict[str, Any]] = {}
        self.labels: list[dict[str, Any]] = []
        self.faults: list[Fault] = []
        self.asked: list[tuple[str, str]] = []
        self.unknown: list[str] = []
        self.page = 100
        self._next = 1000
        forge = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                forge.answer(self, body)

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve  # noqa: N815 - its caller's names

            def log_message(self, *_: Any) -> None:
                """Tests are quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    # ---- what people do on it ----
    def git(self, *arguments: str, stdin: bytes | None = None, env: dict[str, str] | None = None) -> str:
        return self.git_bytes(*arguments, stdin=stdin, env=env).decode().strip()

    def git_bytes(self, *arguments: str, stdin: bytes | None = None, env: dict[str, str] | None = None) -> bytes:
        done = subprocess.run(
            ["git", *IDENTITY, *arguments],
            cwd=self.git_dir,
            check=True,
            capture_output=True,
            input=stdin,
            env={**os.environ, "GIT_DIR": str(self.git_dir), **(env or {})},
        )
        return done.stdout

    def number(self) -> int:
        self._next += 1
        return self._next

    def open(self, number: int, head: str, author: Who, *, fork: str = "contributor") -> dict[str, Any]:
        """A pull request from a fork whose head is already in the repository, as refs/pull/<number>/head."""
        pull = copy.deepcopy(payload("pull_request.opened")["pull_request"])
        pull |= {"number": number, "user": {**pull["user"], "login": author[0], "id": author[1]}}
        pull |= {"html_url": f"https://github.com/{REPOSITORY}/pull/{number}", "title": "A case", "body": None}
        pull["head"] |= {"ref": "a-case", "label": f"{fork}:a-case"}
        pull["head"]["repo"] = {**pull["head"]["repo"], "id": 77, "fork": True, "full_name": f"{fork}/hub"}
        pull["head"]["repo"]["owner"] = {"login": fork}
        pull["base"] |= {"ref": "main", "sha": self.git("rev-parse", "main")}
        self.pulls[number] = pull
        self.push(number, head)
        return pull

    def tell(self, number: int, body: str | None, *labels: str, title: str = "A case", **changes: Any) -> None:
        """Somebody opens an issue, or edits it."""
        issue = {"number": number, "title": title, "body": body, "state": "open", "id": 7000 + number}
        issue |= {"labels": [{"name": each} for each in labels], "created_at": "2026-03-05T23:30:00-05:00"}
        self.told[number] = issue | changes

    def push(self, number: int, head: str) -> None:
        """The contributor pushes, with force or without: the head moves."""
        self.git("update-ref", f"refs/pull/{number}/head", head)
        self.pulls[number]["head"]["sha"] = head

    def review(self, number: int, who: Who, state: str, body: str | None, /, **changes: Any) -> dict[str, Any]:
        """A review as the REST interface lists it: what the event says, with the state in capitals."""
        name = {"commented": "pull_request_review.submitted", "dismissed": "pull_request_review.dismissed"}
        event = payload(name.get(state, f"derived/pull_request_review.{state}"))
        given = {
            **event["review"],
            "id": self.number(),
            "user": {**event["review"]["user"], "login": who[0], "id": who[1]},
            "state": state.upper(),
            "body": body,
            "commit_id": self.pulls[number]["head"]["sha"],
            "submitted_at": "2026-03-05T10:00:00Z",
            "html_url": f"https://github.com/{REPOSITORY}/pull/{number}#pullrequestreview-80",
            "pull_request_url": f"https://api.github.com/repos/{REPOSITORY}/pulls/{number}",
            **changes,
        }
        given = {key: value for key, value in given.items() if value != "left out"}
        self.reviews.setdefault(number, []).append(given)
        return given

    def merge(self, number: int) -> None:
        """Squash a pull request into main, as the button does."""
        head = self.pulls[number]["head"]["sha"]
        tree = self.git("merge-tree", "--write-tree", "main", head)
        commit = self.git("commit-tree", tree, "-p", "main", "-m", f"Merge #{number}")
        self.git("update-ref", "refs/heads/main", commit)
        closed = payload("pull_request.closed")["pull_request"]
        self.pulls[number] |= {"state": "closed", "merged": True, "merged_at": closed["updated_at"]}

    def ran(self, number: int, run: int, artefact: str = "site") -> None:
        """The check of a pull request's head has run, and left an artefact."""
        pull = self.pulls[number]
        made = copy.deepcopy(payload("workflow_run.completed")["workflow_run"])
        made |= {
            "id": run,
            "head_sha": pull["head"]["sha"],
            "head_branch": pull["head"]["ref"],
            "event": "pull_request",
        }
        made |= {"head_repository": pull["head"]["repo"], "path": ".github/workflows/check.yml"}
        made |= {"pull_requests": [], "event": "pull_request", "conclusion": "success"}
        self.runs.append(made)
        self.artefacts[run] = [{"id": run + 1, "name": artefact, "expired": False}]

    # ---- how it answers ----
    def answer(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        parts = urlsplit(request.path)
        path, query = unquote(parts.path), {key: each[0] for key, each in parse_qs(parts.query).items()}
        self.asked.append((request.command, path))
        fault = next((each for each in self.faults if _fits(each, request.command, path)), None)
        if fault is not None:
            self.faults.remove(fault)
            if fault.after:
                self._said(request, path, query, body)
            if not fault.status:
                request.close_connection = True
                return
            _send(request, fault.status, fault.body, fault.headers)
            return
        status, said, headers = self._said(request, path, query, body)
        _send(request, status, json.dumps(said).encode(), headers)

    def _said(
        self, request: BaseHTTPRequestHandler, path: str, query: dict[str, str], body: bytes
    ) -> tuple[int, Any, dict[str, str]]:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return 401, {"message": "Bad credentials"}, {}
        prefix = f"/repos/{REPOSITORY}/"
        if not path.startswith(prefix):
            self.unknown.append(path)
            return 404, {"message": "Not Found"}, {}
        fields = json.loads(body) if body else {}
        for pattern, answer in self._routes():
            match = re.fullmatch(pattern, f"{request.command} {path.removeprefix(prefix)}")
            if match:
                try:
                    said = answer(match, query, fields)
                except subprocess.CalledProcessError:
                    return 404, {"message": "Not Found"}, {}
                if isinstance(said, tuple):
                    return said[0], said[1], {}
                return self._paged(said, path, query)
        self.unknown.append(f"{request.command} {path}")
        return 404, {"message": "Not Found"}, {}

    def _paged(self, said: Any, path: str, query: dict[str, str]) -> tuple[int, Any, dict[str, str]]:
        key = next((each for each in ("workflow_runs", "artifacts") if isinstance(said, dict) and each in said), "")
        listed = said[key] if key else said
        if not isinstance(listed, list):
            return 200, said, {}
        size, page = min(int(query.get("per_page", 30)), self.page), int(query.get("page", 1))
        part, rest = listed[(page - 1) * size : page * size], len(listed) > page * size
        more = "&".join(f"{name}={value}" for name, value in query.items() if name != "page")
        link = {"Link": f'<{self.url}{path}?{more}&page={page + 1}>; rel="next", <{self.url}>; rel="last"'}
        return 200, {**said, key: part} if key else part, link if rest else {}

    def _routes(self) -> list[tuple[str, Callable[[re.Match[str], dict[str, str], dict[str, Any]], Any]]]:
        sha = r"([0-9a-f]{40})"
        return [
            (r"GET pulls/(\d+)", lambda m, q, f: self.pulls.get(int(m[1])) or (404, {"message": "Not Found"})),
            (r"GET pulls", lambda m, q, f: self._listed(q)),
            (r"GET pulls/(\d+)/files", lambda m, q, f: self._files(int(m[1]))),
            (r"GET pulls/(\d+)/reviews", lambda m, q, f: self.reviews.get(int(m[1]), [])),
            (rf"GET git/trees/{sha}", lambda m, q, f: {"sha": m[1], "tree": self._tree(m[1]), "truncated": False}),
            (rf"GET git/blobs/{sha}", lambda m, q, f: self._blob(m[1])),
            (rf"GET git/commits/{sha}", lambda m, q, f: self._commit(m[1])),
            (r"GET git/ref/heads/(.+)", lambda m, q, f: self._ref(m[1])),
            (r"POST git/trees", lambda m, q, f: (201, {"sha": self._make_tree(f)})),
            (r"POST git/commits", lambda m, q, f: (201, {"sha": self._make_commit(f)})),
            (r"POST git/refs", lambda m, q, f: self._make_ref(f)),
            (r"PATCH git/refs/heads/(.+)", lambda m, q, f: self._move_ref(m[1], f)),
            (r"POST pulls", lambda m, q, f: self._make_pull(f)),
            (r"PATCH pulls/(\d+)", lambda m, q, f: self._change(self.pulls[int(m[1])], f)),
            (r"GET issues/(\d+)/comments", lambda m, q, f: self.comments.get(int(m[1]), [])),
            (r"POST issues/(\d+)/comments", lambda m, q, f: self._make_comment(int(m[1]), f)),
            (r"PATCH issues/comments/(\d+)", lambda m, q, f: self._edit_comment(int(m[1]), f)),
            (r"GET issues/(\d+)", lambda m, q, f: self.told.get(int(m[1])) or (404, {"message": "Not Found"})),
            (r"GET issues", lambda m, q, f: [each for each in self.issues if each["state"] == q["state"]]),
            (r"POST issues", lambda m, q, f: self._make_issue(f)),
            (r"PATCH issues/(\d+)", lambda m, q, f: self._change(self.issues[int(m[1]) - 900], f)),
            (r"GET labels", lambda m, q, f: self.labels),
            (r"POST labels", lambda m, q, f: (201, self.labels.append(dict(f)) or f)),
            (r"PATCH labels/(.+)", lambda m, q, f: self._change(self._label(m[1]), f)),
            (rf"GET commits/{sha}/statuses", lambda m, q, f: self.statuses.get(m[1], [])),
            (rf"POST statuses/{sha}", lambda m, q, f: self._make_status(m[1], f)),
            (r"GET actions/runs/(\d+)", lambda m, q, f: next(each for each in self.runs if each["id"] == int(m[1]))),
            (r"GET actions/runs", lambda m, q, f: self._runs(q)),
            (r"GET actions/runs/(\d+)/artifacts", lambda m, q, f: {"artifacts": self.artefacts.get(int(m[1]), [])}),
        ]

    def _listed(self, query: dict[str, str]) -> list[Any]:
        found = [each for _, each in sorted(self.pulls.items(), reverse=True)]
        if query.get("state", "open") != "all":
            found = [each for each in found if each["state"] == query.get("state", "open")]
        if "head" in query:
            found = [each for each in found if each["head"]["label"] == query["head"]]
        return found

    def _files(self, number: int) -> list[Any]:
        base = self.git("merge-base", "main", self.pulls[number]["head"]["sha"])
        head = self.pulls[number]["head"]["sha"]
        parts = self.git_bytes("diff", "--name-status", "-z", "-M", base, head).decode().split("\0")[:-1]
        found: list[Any] = []
        words = {"A": "added", "M": "modified", "D": "removed", "T": "changed"}
        while parts:
            letter = parts.pop(0)[0]
            if letter == "R":
                before, after = parts.pop(0), parts.pop(0)
                found.append({"filename": after, "status": "renamed", "previous_filename": before})
            else:
                found.append({"filename": parts.pop(0), "status": words[letter]})
        return found

    def _tree(self, sha: str) -> list[Any]:
        found = []
        for line in self.git_bytes("ls-tree", "-l", "-z", sha).decode().split("\0")[:-1]:
            about, name = line.split("\t", 1)
            mode, kind, each, size = about.split()
            entry = {"path": name, "mode": mode, "type": kind, "sha": each}
            found.append({**entry, "size": int(size)} if size != "-" else entry)
        return found

    def _blob(self, sha: str) -> Any:
        content = self.git_bytes("cat-file", "blob", sha)
        return {
            "sha": sha,
            "size": len(content),
            "encoding": "base64",
            "content": base64.encodebytes(content).decode(),
        }

    def _commit(self, sha: str) -> Any:
        tree, parents, message = self.git("log", "-1", "--format=%T%n%P%n%B", sha).split("\n", 2)
        listed = [{"sha": each} for each in parents.split()]
        return {"sha": sha, "tree": {"sha": tree}, "parents": listed, "message": message}

    def _ref(self, name: str) -> Any:
        return {
            "ref": f"refs/heads/{name}",
            "object": {"sha": self.git("rev-parse", "--verify", f"refs/heads/{name}")},
        }

    def _make_tree(self, fields: dict[str, Any]) -> str:
        index = {"GIT_INDEX_FILE": str(self.git_dir / f"index-{self.number()}")}
        self.git("read-tree", fields["base_tree"], env=index)
        for each in fields["tree"]:
            blob = self.git("hash-object", "-w", "--stdin", stdin=each["content"].encode())
            self.git("update-index", "--add", "--cacheinfo", f"{each['mode']},{blob},{each['path']}", env=index)
        return self.git("write-tree", env=index)

    def _make_commit(self, fields: dict[str, Any]) -> str:
        parents = [word for each in fields["parents"] for word in ("-p", each)]
        return self.git("commit-tree", fields["tree"], *parents, stdin=fields["message"].encode())

    def _make_ref(self, fields: dict[str, Any]) -> Any:
        exists = self.git("for-each-ref", fields["ref"])
        if exists:
            return 422, {"message": "Reference already exists"}
        self.git("update-ref", fields["ref"], fields["sha"])
        return 201, {"ref": fields["ref"], "object": {"sha": fields["sha"]}}

    def _move_ref(self, name: str, fields: dict[str, Any]) -> Any:
        self.git("update-ref", f"refs/heads/{name}", fields["sha"])
        for number, pull in self.pulls.items():
            if pull["head"]["ref"] == name and pull["state"] == "open":
                self.push(number, fields["sha"])
        return self._ref(name)

    def _make_pull(self, fields: dict[str, Any]) -> Any:
        label = f"{REPOSITORY.partition('/')[0]}:{fields['head']}"
        if any(each["head"]["label"] == label for each in self._listed({})):
            return 422, {"message": "A pull request already exists"}
        number = max(self.pulls, default=100) + 1
        head = self.git("rev-parse", fields["head"])
        pull = self.open(number, head, (BOT["login"], BOT["id"]), fork="example")
        pull["head"] |= {"ref": fields["head"], "label": label}
        pull |= {"title": fields["title"], "body": fields["body"]}
        return 201, pull

    def _change(self, there: dict[str, Any], fields: dict[str, Any]) -> Any:
        there |= fields
        return there

    def _make_comment(self, number: int, fields: dict[str, Any]) -> Any:
        if len(fields["body"]) > 65_536:
            return 422, {"message": "Body is too long"}
        made = {
            **payload("issue_comment.created")["comment"],
            "id": self.number(),
            "user": BOT,
            "body": fields["body"],
        }
        self.comments.setdefault(number, []).append(made)
        return 201, made

    def _label(self, name: str) -> dict[str, Any]:
        return next(each for each in self.labels if each["name"] == name)

    def _make_issue(self, fields: dict[str, Any]) -> Any:
        self.issues.append({**fields, "number": 900 + len(self.issues), "state": "open", "user": BOT})
        return 201, self.issues[-1]

    def _edit_comment(self, id: int, fields: dict[str, Any]) -> Any:
        found = next(each for among in self.comments.values() for each in among if each["id"] == id)
        return self._change(found, fields)

    def _make_status(self, sha: str, fields: dict[str, Any]) -> Any:
        if fields["state"] not in ("error", "failure", "pending", "success") or len(fields["description"]) > 140:
            return 422, {"message": "Validation Failed"}
        kept = ("context", "state", "description")
        made = {**{key: each for key, each in payload("status").items() if key in ("created_at", "target_url")}}
        self.statuses.setdefault(sha, []).insert(0, {**made, **{key: fields[key] for key in kept}})
        return 201, self.statuses[sha][0]

    def _runs(self, query: dict[str, str]) -> Any:
        found = [each for each in self.runs if each["head_sha"] == query.get("head_sha")]
        return {"total_count": len(found), "workflow_runs": found}


def _fits(fault: Fault, method: str, path: str) -> bool:
    return fault.method in ("", method) and fault.path in path


def _send(request: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    request.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
        request.send_header(name, value)
    request.end_headers()
    request.wfile.write(body)
