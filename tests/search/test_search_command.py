"""`casehub search`, run as a person runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from casehub.cli.search import search
from casehub.cli.terminal import CannotRun

app = typer.Typer(pretty_exceptions_enable=False)
app.command()(search)


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--root", str(root)])


def test_words_are_found_and_listed(hub_root: Path) -> None:
    result = run(hub_root, "building", "permits")
    assert result.exit_code == 0, result.output
    assert "Building permits online in the City of Example" in result.output
    assert "cases/valid-case/" in result.output
    assert "found" in result.output


def test_a_slip_is_corrected_and_told(hub_root: Path) -> None:
    assert "showing results for “building”" in run(hub_root, "buildinng").output


def test_facets_narrow_by_id_and_by_label(hub_root: Path) -> None:
    by_id = json.loads(run(hub_root, "permits", "--type", "case", "--json").output)
    by_label = json.loads(run(hub_root, "permits", "--type", "CASE STUDIES", "--json").output)
    assert by_id == by_label
    assert {each["type"] for each in by_id["results"]} == {"case"}
    assert all(each["url"].startswith("https://") for each in by_id["results"])


def test_nothing_found_is_said(hub_root: Path) -> None:
    result = run(hub_root, "qqqqzzzz")
    assert result.exit_code == 0
    assert "Nothing found" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--type", "cose"), "Did you mean “case” (Case studies)"),
        (("--sort", "colour"), "Choose one of: relevance"),
        (("--language", "xx"), "It has: en"),
        (("--verdict", "zzz"), "as its verdict"),
    ],
)
def test_what_nobody_knows_is_said_with_what_there_is(hub_root: Path, arguments: tuple[str, str], said: str) -> None:
    result = run(hub_root, "permits", *arguments)
    assert isinstance(result.exception, CannotRun)
    assert said in str(result.exception)


def test_without_words_everything_is_listed_newest_first(hub_root: Path) -> None:
    result = json.loads(run(hub_root, "--json", "--limit", "100").output)
    assert result["total"] == len(result["results"]) > 5
    assert result["results"][0]["type"] == "case"
