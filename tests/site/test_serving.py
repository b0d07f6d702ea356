"""Serving: a saved record is on its page, an error is told and changes nothing, and pages reload themselves."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hubs import case, difference, make_hub, replace, run, tree
from servers import Served, folder_served, free_port, served

from casehub.site.policy import POLICY, allow_inline

CASE = "/cases/stood-elsewhere/"
RECORD = "content/cases/stood-elsewhere.md"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_hub(tmp_path_factory.mktemp("served") / "hub")


@pytest.fixture(scope="module")
def server(hub: Path) -> Iterator[Served]:
    with served("casehub", hub) as running:
        yield running


@pytest.fixture(autouse=True)
def restored(hub: Path) -> Iterator[None]:
    """After each test the hub's files say again what they said before."""
    before = tree(hub)
    yield
    for path in difference(tree(hub), before):
        (hub / path).write_bytes(before[path]) if path in before else (hub / path).unlink()


def test_pages_are_served_with_a_script_of_our_own_address(server: Served) -> None:
    status, headers, text = server.get(CASE)
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-store"
    assert '<script src="/_casehub/reload.js"></script></body>' in text
    assert POLICY.replace("'", "&#39;") in text
    status, headers, script = server.get("/_casehub/reload.js")
    assert (status, headers["content-type"]) == (200, "text/javascript")
    assert "location.reload" in script


def test_nothing_is_written_into_the_hub(server: Served, hub: Path) -> None:
    assert server.get("/")[0] == 200
    assert not (hub / "site").exists()


def test_links_of_the_served_site_lead_to_the_server(server: Served) -> None:
    assert f'<link rel="canonical" href="{server.address}cases/stood-elsewhere/">' in server.page(CASE)


def test_assets_are_served(server: Served) -> None:
    found = re.search(r'<link rel="stylesheet" href="\.\./\.\./([^"]+)"', server.page(CASE))
    assert found
    status, headers, text = server.get("/" + found[1])
    assert status == 200
    assert headers["content-type"] == "text/css"
    assert "<script" not in text


def test_a_page_that_does_not_exist_is_answered_so(server: Served) -> None:
    for path in ("/cases/no-such-case/", "/no-such.css", "/%00", "/../../etc/passwd", "/" + "a" * 300):
        status, _, text = server.get(path)
        assert status == 404
        assert "This page does not exist" in text
    assert "Traceback" not in server.said


def test_an_address_without_its_slash_is_sent_on(server: Served) -> None:
    status, headers, _ = server.get("/cases/stood-elsewhere")
    assert (status, headers["location"]) == (301, CASE)


def test_a_saved_record_is_on_its_page_and_pages_are_told(server: Served, hub: Path) -> None:
    edition = server.get("/_casehub/edition")[2]
    answers: list[str] = []
    asking = threading.Thread(target=lambda: answers.append(server.get(f"/_casehub/edition?after={edition}")[2]))
    asking.start()
    replace(hub / RECORD, "Waiting had become longer", "Waiting had become very much longer")
    server.wait(lambda: "very much longer" in server.page(CASE))
    asking.join(30)
    assert answers
    assert answers[0] != edition


def test_a_new_title_is_on_every_page_that_names_it(server: Served, hub: Path) -> None:
    replace(hub / RECORD, "A case that stood elsewhere before", "A case with a new title")
    server.wait(lambda: "A case with a new title" in server.page("/organisations/ministry-of-example/"))
    assert "A case with a new title" in server.page("/cases/an-older-name/")


def test_an_error_is_told_and_the_pages_stay_until_it_is_mended(server: Served, hub: Path) -> None:
    edition = server.get("/_casehub/edition")[2]
    replace(hub / RECORD, "verdict: did-not-work", "verdict: did-not-wrok")
    server.wait(lambda: "CH204" in server.said)
    assert re.search(r"content/cases/stood-elsewhere\.md:\d+:10 CH204 .*did-not-work", server.said)
    assert not re.search(r"^\d+$", server.said, re.MULTILINE)
    assert "Traceback" not in server.said
    assert server.get(CASE)[0] == 200
    assert server.get("/_casehub/edition")[2] == edition
    replace(hub / RECORD, "verdict: did-not-wrok", "verdict: mixed")
    server.wait(lambda: "Mixed" in server.page(CASE))


def test_a_record_that_comes_gets_a_page_and_one_that_goes_loses_it(server: Served, hub: Path) -> None:
    (hub / "content/cases/fresh.md").write_text(case("fresh"), "utf-8")
    server.wait(lambda: server.get("/cases/fresh/")[0] == 200)
    assert "The made-up case fresh" in server.page("/cases/")
    (hub / "content/cases/fresh.md").unlink()
    server.wait(lambda: server.get("/cases/fresh/")[0] == 404)
    assert "The made-up case fresh" not in server.page("/cases/")


def test_a_label_of_the_schemas_is_on_every_page(server: Served, hub: Path) -> None:
    replace(hub / "schemas/labels/en.yaml", "history: History", "history: What happened to it")
    server.wait(lambda: "What happened to it" in server.page(CASE))


def test_schemas_that_cannot_be_read_are_told_and_change_nothing(server: Served, hub: Path) -> None:
    path = hub / "schemas/case.schema.yaml"
    whole = path.read_text("utf-8")
    path.write_text("title: [never closed\n", "utf-8")
    server.wait(lambda: "case.schema.yaml" in server.said)
    assert server.get(CASE)[0] == 200
    path.write_text(whole.replace("title: Lead organisation", "title: Leading organisation"), "utf-8")
    server.wait(lambda: "Leading organisation" in server.page(CASE))
    assert "Traceback" not in server.said


def test_a_port_that_is_taken_is_told_in_words(hub: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("casehub", "serve", "--port", str(taken.getsockname()[1]), hub=hub)
    assert done.returncode == 2
    assert "is in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_errors_at_the_start_are_told_and_end_it(tmp_path: Path) -> None:
    broken = make_hub(tmp_path / "hub")
    replace(broken / RECORD, "country: DK", "country: XX")
    for program, option in (("casehub", "--port"), ("mkdocs", "--dev-addr")):
        port = free_port()
        done = run(program, "serve", option, port if program == "casehub" else f"127.0.0.1:{port}", hub=broken)
        assert done.returncode == 1
        assert "CH204" in done.stderr
        assert "Traceback" not in done.stderr


def test_it_stops_when_asked(tmp_path: Path) -> None:
    with served("casehub", make_hub(tmp_path / "hub")) as running:
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(30) in (0, 130)
        assert "Traceback" not in running.said
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            running.get("/")


def test_mkdocs_serves_the_same_pages_with_the_hash_of_its_script(tmp_path: Path) -> None:
    folder = make_hub(tmp_path / "hub")
    with served("mkdocs", folder) as running:
        for path in ("/", CASE, "/contribute/rules/ch204/"):
            status, _, text = running.get(path)
            assert status == 200
            assert re.search(r"script-src 'self' 'sha256-[\w+/]{43}=';", text.replace("&#39;", "'")), path
        status, _, text = running.get("/no/such/page/")
        assert status == 404
        assert "This page does not exist" in text
        replace(folder / RECORD, "Waiting had become longer", "Waiting had become very much longer")
        running.wait(lambda: "very much longer" in running.page(CASE))
        replace(folder / RECORD, "country: DK", "country: XX")
        running.wait(lambda: "CH204" in running.said)
        assert "Traceback" not in running.said
        replace(folder / RECORD, "country: XX", "country: DK")
        assert running.get(CASE)[0] == 200  # MkDocs answers again once the error is mended


def test_a_policy_without_inline_scripts_stays_as_it_is() -> None:
    page = b"<meta content=\"script-src 'self'; style-src 'self'\"><script src=a.js></script>"
    assert allow_inline(page).count(b"sha256-") == 0


def test_a_plain_host_serves_the_site(mini_hub: Path) -> None:
    with folder_served(mini_hub / "site") as address:
        port = int(address.rsplit(":")[-1].strip("/"))
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/cases/valid-case/")
        assert connection.getresponse().status == 200
        connection.close()


def test_what_was_saved_is_found_by_the_search_soon_after(server: Served, hub: Path) -> None:
    manifest = "/assets/search/en/manifest.json"
    before = server.get(manifest)[2]
    replace(hub / "content/cases/second-case.md", "title: ", "title: Xylophone ")
    server.wait(lambda: server.page(manifest) not in ("", before))
    assert '"documents"' in server.page(manifest)
