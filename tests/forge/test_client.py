"""The forge's interface when it is slow, tired or broken: asked again where that helps, and errors are words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_forge import REPOSITORY, TOKEN, FakeForge, Fault

from casehub.forge.client import ATTEMPTS, Forge, ForgeError


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeForge]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    made = FakeForge(tmp_path / "forge.git")
    made.comments[1] = [{"id": number, "body": f"{number}"} for number in range(1, 8)]
    yield made
    made.close()


class Clock:
    """Nobody waits in a test: it is written down for how long one would have."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def forge(fake: FakeForge, clock: Clock | None = None, token: str = TOKEN) -> Forge:
    clock = clock or Clock()
    return Forge(REPOSITORY, token, fake.url, sleep=clock.sleep, clock=lambda: 1_000_000.0)


def comments(fake: FakeForge, clock: Clock | None = None) -> list[int]:
    return [each["id"] for each in forge(fake, clock).pages("issues/1/comments")]


def test_a_list_is_read_over_all_its_pages(fake: FakeForge) -> None:
    fake.page = 3
    assert comments(fake) == [1, 2, 3, 4, 5, 6, 7]
    assert len(fake.asked) == 3


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_fault_of_the_forge_is_waited_out(status: int, fake: FakeForge) -> None:
    clock = Clock()
    fake.faults = [Fault(status), Fault(status)]
    assert len(comments(fake, clock)) == 7
    assert clock.slept == [2, 4]


def test_a_lost_connection_is_taken_up_again(fake: FakeForge) -> None:
    fake.faults = [Fault(0), Fault(0)]
    assert len(comments(fake)) == 7


def test_an_answer_that_breaks_off_is_asked_for_again(fake: FakeForge) -> None:
    fake.faults = [Fault(200, {"Content-Length": "5000", "Connection": "close"}, b"[{")]
    clock = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("casehub.forge.client._TIMEOUT", 1)
        assert len(comments(fake, clock)) == 7
    assert len(clock.slept) == 1


def test_retry_after_is_kept_to_the_second(fake: FakeForge) -> None:
    clock = Clock()
    fake.faults = [Fault(429, {"Retry-After": "17"}), Fault(403, {"Retry-After": "3"})]
    assert len(comments(fake, clock)) == 7
    assert clock.slept == [17, 3]


def test_a_used_up_rate_is_waited_for(fake: FakeForge) -> None:
    clock = Clock()
    fake.faults = [Fault(403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1000045"})]
    assert len(comments(fake, clock)) == 7
    assert clock.slept == [46]


def test_too_long_a_wait_ends_with_the_time_to_come_back(fake: FakeForge) -> None:
    clock = Clock()
    fake.faults = [Fault(429, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1003000"})]
    with pytest.raises(ForgeError, match=r"Run it again after 14:36 UTC"):
        comments(fake, clock)
    assert clock.slept == []


def test_it_gives_up_in_words(fake: FakeForge) -> None:
    fake.faults = [Fault(502)] * 9
    with pytest.raises(
        ForgeError, match=r"answered GET /repos/example/hub/issues/1/comments with 502: the forge has"
    ):
        comments(fake)
    assert len(fake.asked) == ATTEMPTS


def test_what_might_be_done_twice_is_not_asked_twice(fake: FakeForge) -> None:
    fake.faults = [Fault(502, after=True), Fault(502)]
    with pytest.raises(ForgeError):
        forge(fake).send("POST", "issues/2/comments", {"body": "once"})
    assert [each["body"] for each in fake.comments[2]] == ["once"]


def test_what_was_certainly_not_done_is_asked_again(fake: FakeForge) -> None:
    fake.faults = [Fault(429, {"Retry-After": "1"})]
    forge(fake).send("POST", "issues/2/comments", {"body": "once"})
    assert [each["body"] for each in fake.comments[2]] == ["once"]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "the token is not valid, or is missing"),
        (403, "the token may not do this"),
        (404, "it is not there, or the token may not see it"),
        (422, "it cannot be done like that"),
        (418, "it refused"),
    ],
)
def test_a_refusal_says_why_and_is_not_repeated(status: int, words: str, fake: FakeForge) -> None:
    fake.faults = [Fault(status, body=b'{"message": "Because\\n::error::x"}')]
    with pytest.raises(ForgeError) as problem:
        comments(fake)
    assert words in str(problem.value) and "It says: Because" in str(problem.value)
    assert "\n" not in str(problem.value)
    assert len(fake.asked) == 1


@pytest.mark.parametrize("body", [b"<html>", b"\xff\xfe", b"", b"{}", b"[5]", b"[" * 100_000])
def test_an_answer_in_another_form_is_told(body: bytes, fake: FakeForge) -> None:
    fake.faults = [Fault(200, body=body)]
    with pytest.raises(ForgeError, match="“issues/1/comments”"):
        comments(fake)


def test_the_token_goes_to_no_other_host(fake: FakeForge, tmp_path: Path) -> None:
    other = FakeForge(tmp_path / "other.git")
    heard: list[Any] = []
    other.answer = lambda request, body: heard.append(request.headers)  # type: ignore[method-assign,assignment]
    for fault in (
        Fault(302, {"Location": f"{other.url}/repos/x/y"}),
        Fault(200, {"Link": f'<{other.url}/next>; rel="next"'}, b"[]"),
    ):
        fake.faults = [fault]
        with pytest.raises(ForgeError, match="not followed"):
            comments(fake)
    other.close()
    assert heard == []


def test_a_renamed_repository_is_found_on_the_same_host(fake: FakeForge) -> None:
    fake.faults = [Fault(301, {"Location": f"/repos/{REPOSITORY}/issues/1/comments"})]
    assert len(comments(fake)) == 7


def test_going_round_in_circles_ends(fake: FakeForge) -> None:
    fake.faults = [Fault(302, {"Location": f"/repos/{REPOSITORY}/issues/1/comments"})] * 9
    with pytest.raises(ForgeError, match="from one address to the next"):
        comments(fake)


def test_the_token_stands_in_no_text(fake: FakeForge) -> None:
    secret = "not-to-be-seen-by-anybody"
    fake.faults = []
    with pytest.raises(ForgeError) as problem:
        forge(fake, token=secret).get("pulls/1")
    assert secret not in str(problem.value) + repr(problem.value) + repr(forge(fake, token=secret))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"repository": "hub"}, "which is owner/name"),
        ({"repository": "a/b/../c"}, "which is owner/name"),
        ({"repository": "../x"}, "which is owner/name"),
        ({"api": "http://forge.example.org"}, "begin with https"),
        ({"api": "file:///etc"}, "begin with https"),
        ({"token": "abc\n"}, "a character that no token has"),
    ],
)
def test_what_cannot_be_meant_is_refused(changes: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Forge(**{"repository": REPOSITORY, "token": "abc", **changes})


def test_nothing_listens() -> None:
    clock = Clock()
    asked = Forge(REPOSITORY, TOKEN, "http://127.0.0.1:9", sleep=clock.sleep)
    with pytest.raises(ForgeError, match="could not be reached"):
        asked.get("pulls/1")
    assert clock.slept == [2, 4, 8, 16]
