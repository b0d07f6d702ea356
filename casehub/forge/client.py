"""The forge's REST interface: ask, wait when told to, ask again, and say in words why nothing came of it.

Source: https://docs.github.com/en/rest/using-the-rest-api (rate limits, pagination, best practices).
"""

from __future__ import annotations

import http.client
import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

from casehub.records.findings import shortened

API = "https://api.github.com"
ATTEMPTS = 5
LONGEST_WAIT = 300
"""Seconds that a command sleeps at a time; when the forge asks for more, it ends and says when to come back."""
MAX_BYTES = 32_000_000
MAX_PAGES = 50
_TIMEOUT = 30
_SAFE = ("GET", "PATCH", "PUT")
"""What may be asked twice without being done twice."""
_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+\Z")
_MOVED = (301, 302, 307, 308)


class ForgeError(Exception):
    """The forge did not do what was asked; the text says what was asked and why not, and never holds the token."""

    def __init__(self, words: str, status: int = 0) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class Forge:
    """One repository on a forge, and the right to ask about it.

    Raises `ValueError` when the address or the repository's name cannot be one.
    """

    repository: str
    token: str = field(default="", repr=False)
    api: str = API
    sleep: Callable[[float], None] = field(default=lambda seconds: time.sleep(seconds), repr=False)
    clock: Callable[[], float] = field(default=lambda: time.time(), repr=False)

    def __post_init__(self) -> None:
        if not _REPOSITORY.match(self.repository):
            raise ValueError(f"“{shortened(self.repository, 80)}” is not a repository, which is owner/name.")
        parts = urlsplit(self.api)
        is_here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
        if not (parts.scheme == "https" and parts.hostname) and not is_here:
            raise ValueError("The forge's address has to begin with https://.")
        if any(not each.isprintable() or each.isspace() for each in self.token):
            raise ValueError("The token holds a character that no token has, such as a line break at its end.")

    @property
    def owner(self) -> str:
        """The account that the repository belongs to."""
        return self.repository.partition("/")[0]

    def get(self, path: str, **query: str | int) -> Any:
        """What the forge says about something. Raises `ForgeError`."""
        return _decoded(self._ask("GET", self._url(path, query)), path)

    def find(self, path: str, **query: str | int) -> Any:
        """The same, or None where there is nothing (status 404, or 409 in an empty repository)."""
        try:
            return self.get(path, **query)
        except ForgeError as error:
            if error.status in (404, 409):
                return None
            raise

    def pages(self, path: str, key: str = "", **query: str | int) -> Iterator[Mapping[str, Any]]:
        """The entries of a list over all its pages; of the list under `key` where the answer is an object."""
        url: str | None = self._url(path, {"per_page": 100, **query})
        for _ in range(MAX_PAGES):
            if url is None:
                return
            answer = self._ask("GET", url)
            said = _decoded(answer, path)
            entries = said.get(key) if key and isinstance(said, Mapping) else said
            if not isinstance(entries, list):
                raise ForgeError(f"The forge answered “{path}” with something that is not a list.")
            for entry in entries:
                if not isinstance(entry, Mapping):
                    raise ForgeError(f"The forge's list “{path}” holds something that is not a group of fields.")
                yield entry
            url = self._next(answer.headers.get("Link", ""))
        raise ForgeError(f"The list “{path}” has more than {MAX_PAGES} pages, which is more than is read at once.")

    def send(self, method: str, path: str, fields: Mapping[str, Any], *, again: bool = False) -> Any:
        """Have something made or changed. What may be done twice without harm is told by `again`."""
        body = json.dumps(fields).encode()
        return _decoded(self._ask(method, self._url(path, {}), body, again=again or method in _SAFE), path)

    def _url(self, path: str, query: Mapping[str, str | int]) -> str:
        base = f"{self.api.rstrip('/')}/repos/{self.repository}/{quote(path)}".rstrip("/")
        return f"{base}?{urlencode(query)}" if query else base

    def _next(self, links: str) -> str | None:
        match = re.search(r'<([^<>]+)>;[^<]*\brel="next"', links)
        if match is None:
            return None
        if not self._is_home(match[1]):
            raise ForgeError("The forge names another host for the next page, which is not followed.")
        return match[1]

    def _is_home(self, url: str) -> bool:
        return urlsplit(url)[:2] == urlsplit(self.api)[:2]

    def _ask(self, method: str, url: str, body: bytes | None = None, *, again: bool = True) -> _Answer:
        """The answer to a request that went well. Waits and asks again where that may help."""
        what = f"{method} {urlsplit(url).path}"
        for attempt in range(1, ATTEMPTS + 1):
            is_last = attempt == ATTEMPTS
            answer = self._once(method, url, body)
            if isinstance(answer, str):
                if is_last or not again:
                    raise ForgeError(f"The forge could not be reached ({what}): {answer}")
                self.sleep(2**attempt)
                continue
            if answer.status < 300:
                return answer
            if answer.status in _MOVED and method == "GET":
                target = urljoin(url, answer.headers.get("Location", ""))
                if not self._is_home(target):
                    raise ForgeError(f"The forge sends us elsewhere ({what}), which is not followed.")
                url = target
                continue
            wait = self._wait(answer)
            if wait is None and answer.status >= 500 and again:
                wait = 2**attempt
            if wait is None or is_last:
                raise ForgeError(_refusal(what, answer), answer.status)
            if wait > LONGEST_WAIT:
                moment = datetime.fromtimestamp(self.clock() + wait, UTC)
                raise ForgeError(
                    f"The forge has had enough requests for now ({what}). Run it again after {moment:%H:%M} UTC.",
                    answer.status,
                )
            self.sleep(wait)
        raise ForgeError(f"The forge sends us from one address to the next ({what}).")

    def _wait(self, answer: _Answer) -> float | None:
        """Seconds for which the forge asks to be left alone; None where it does not."""
        if answer.status not in (403, 429, 503):
            return None
        after = answer.headers.get("Retry-After", "")
        if after.isascii() and after.isdigit():
            return float(after)
        reset = answer.headers.get("X-RateLimit-Reset", "")
        if answer.headers.get("X-RateLimit-Remaining") == "0" and reset.isascii() and reset.isdigit():
            return max(0.0, int(reset) - self.clock()) + 1
        return 60.0 if answer.status == 429 else None

    def _once(self, method: str, url: str, body: bytes | None) -> _Answer | str:
        """One answer, good or bad; in words what kept it from coming."""
        headers = {
            "Accept": "application/vnd.github+json",
            "User-Agent": "casehub",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        if body is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(url, body, headers, method=method)  # noqa: S310 - https, or this machine
        if self.token:
            request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        opener = urllib.request.build_opener(_StayHere)
        try:
            with opener.open(request, timeout=_TIMEOUT) as response:
                return _Answer(response.status, response.headers, _all_of(response))
        except urllib.error.HTTPError as error:
            with error:
                return _Answer(error.code, error.headers, error.read(10_000))
        except urllib.error.URLError as error:
            return shortened(str(error.reason), 120)
        except (OSError, http.client.HTTPException) as error:
            return shortened(str(error) or type(error).__name__, 120)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Any
    body: bytes


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Redirects are looked at before they are followed: a token is not for other hosts."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _all_of(response: Any) -> bytes:
    body = bytes(response.read(MAX_BYTES + 1))
    if len(body) > MAX_BYTES:
        raise OSError(f"the answer is larger than {MAX_BYTES // 1_000_000} megabytes")
    if response.length:  # set to what is still missing
        raise http.client.IncompleteRead(body, response.length)
    return body


def _decoded(answer: _Answer, path: str) -> Any:
    try:
        return json.loads(answer.body) if answer.body.strip() else {}
    except (ValueError, RecursionError) as error:
        raise ForgeError(f"The forge answered “{path}” with something that is not JSON.") from error


_BECAUSE = {
    401: "the token is not valid, or is missing",
    403: "the token may not do this",
    404: "it is not there, or the token may not see it",
    409: "something else changed it at the same time",
    410: "it has gone",
    422: "it cannot be done like that",
}


def _refusal(what: str, answer: _Answer) -> str:
    because = _BECAUSE.get(
        answer.status, "the forge has a fault of its own" if answer.status >= 500 else "it refused"
    )
    try:
        told = json.loads(answer.body)["message"]
    except (ValueError, KeyError, TypeError, RecursionError):
        told = ""
    said = f" It says: {shortened(told, 160)}" if isinstance(told, str) and told else ""
    return f"The forge answered {what} with {answer.status}: {because}.{said}"
