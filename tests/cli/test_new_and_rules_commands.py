"""`casehub new` writes drafts that pass; `casehub rules` explains every code; every option has help."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer
from mini_commands import Casehub
from mini_hub import definitions

from casehub import __version__
from casehub.cli import main
from casehub.records.addresses import slug
from casehub.records.tree import is_address

ANSWERS = {
    "organisation": "agency\n",
    "person": "yes\n",
    "page": "What this page tells, in one sentence.\n",
    "question": "question\ncase\nvalid-case\n\n",
}


@pytest.mark.parametrize("type", ["review", "note"])
def test_what_belongs_to_a_record_is_written_by_a_command_of_its_own(type: str, casehub: Casehub) -> None:
    done = casehub("new", type, "--title", "A made-up title")
    assert done.code == 2
    assert "belong to a record. Write one with: casehub review --help" in done.said


@pytest.mark.parametrize("type", sorted(id for id, each in definitions().types.items() if each.has_page))
@pytest.mark.parametrize("title", ["A made-up title", 'Ärger: "quoted" \\ #1 and no'])
def test_a_new_record_of_every_type_passes(type: str, title: str, casehub: Casehub, hub_root: Path) -> None:
    done = casehub("new", type, "--title", title, answers=ANSWERS.get(type, ""))
    assert done.code == 0, done.said
    record_type = definitions().types[type]
    path = f"content/{record_type.folder}/{slug(title)}{'.md' if record_type.is_markdown else '.yml'}"
    assert f"{path} is there." in done.said
    text = (hub_root / path).read_text("utf-8")
    for key in record_type.asks_for:
        assert f"{key}:" in text
    checked = casehub("check", path)
    assert checked.code == 0, checked.said
    assert "error" not in checked.out and "warning" not in checked.out


@pytest.mark.parametrize("type", ["case", "organisation"])
def test_a_title_is_asked_for(type: str, casehub: Casehub, hub_root: Path) -> None:
    done = casehub("new", type, answers="A made-up name\n" + ANSWERS.get(type, ""))
    assert done.code == 0
    assert "A made-up name" in next((hub_root / "content").rglob("a-made-up-name.*")).read_text("utf-8")


def test_an_answer_that_does_not_fit_is_asked_for_again(casehub: Casehub, hub_root: Path) -> None:
    done = casehub("new", "organisation", "--title", "Example Agency", answers="ministri\nAgncy\nagency\n")
    assert done.code == 0
    assert "“ministri” is not a known value of “type”." in done.said
    assert "Did you mean “agency”?" in done.said
    assert "type: agency\n" in (hub_root / "content/organisations/example-agency.yml").read_text("utf-8")


def test_nobody_is_listed_who_has_not_agreed(casehub: Casehub, hub_root: Path) -> None:
    done = casehub("new", "person", "--title", "Example Person", answers="no\n")
    assert done.code == 2
    assert "only when they have agreed" in done.said
    assert not (hub_root / "content/people/example-person.yml").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["new", "cse"], "There is no type “cse”. Did you mean “case”? Choose one of: case, challenge"),
        (["new", "zebra"], "There is no type “zebra”. Choose one of:"),
        (["new", "case", "--title", "Valid case"], "content/cases/valid-case.md exists already"),
        (["new", "case", "--title", "東京"], "“” cannot be an address. Give one with --id"),
        (["new", "case", "--title", "T", "--id", "Not An Id"], "“Not An Id” cannot be an address"),
        (["new", "case", "--title", "T", "--id", "../../etc"], "“../../etc” cannot be an address"),
        (["new", "case", "--title", "Index"], "“index” cannot be an address"),
        (["new", "case", "--title", "Con"], "“con” cannot be an address"),
        (["new", "case"], "an answer is missing"),
        (["new", "organisation", "--title", "T"], "an answer is missing"),
    ],
)
def test_what_cannot_be_written_is_2_and_nothing_is_written(
    arguments: list[str], words: str, casehub: Casehub, hub_root: Path
) -> None:
    before = sorted((hub_root / "content").rglob("*"))
    done = casehub(*arguments)
    assert done.code == 2
    assert words in done.said
    assert sorted((hub_root / "content").rglob("*")) == before


def test_an_id_may_be_given_and_a_folder_case_is_not_written_over(casehub: Casehub, hub_root: Path) -> None:
    assert casehub("new", "case", "--title", "東京都", "--id", "tokyo-permits").code == 0
    assert "title: 東京都" in (hub_root / "content/cases/tokyo-permits.md").read_text("utf-8")
    (hub_root / "content/cases/pictured").mkdir()
    (hub_root / "content/cases/pictured/index.md").write_text("x", "utf-8")
    assert casehub("new", "case", "--title", "Pictured").code == 2


def test_a_suggested_address_is_one() -> None:
    assert slug("Aarhus: Éclairs & Building‑permits (final)!") == "aarhus-eclairs-building-permits-final"
    assert slug("København, Łódź & Straße") == "kobenhavn-lodz-strasse"
    assert slug("x" * 200) == "x" * 60
    assert is_address(slug("a " * 60))


# ---- rules


@pytest.mark.parametrize("code", sorted(definitions().catalogue.entries))
def test_every_code_is_explained(code: str, casehub: Casehub) -> None:
    entry = definitions().catalogue.entries[code]
    done = casehub("rules", code.lower())
    assert done.code == 0
    flat = " ".join(done.out.split())
    for text in (f"{code} · {entry.severity}", entry.message, entry.why, entry.remedy):
        assert " ".join(text.split()) in flat
    assert ("On a draft it is only advice." in flat) is entry.by_status
    assert entry.bad.split()[0] in flat and entry.good.split()[-1] in flat


def test_all_codes_are_listed(casehub: Casehub) -> None:
    out = casehub("rules").out
    for code in definitions().catalogue.entries:
        assert out.count(code) >= 1


@pytest.mark.parametrize(("code", "near"), [("CH2044", "CH204"), ("204", "CH204"), ("zebra", "")])
def test_an_unknown_code_is_2(code: str, near: str, casehub: Casehub) -> None:
    done = casehub("rules", code)
    assert done.code == 2
    assert (f"Did you mean {near}?" if near else "casehub rules") in done.said


# ---- every command

COMMANDS = typer.main.get_command(main.app).commands


def test_the_version(casehub: Casehub) -> None:
    assert casehub("--version").out == f"casehub {__version__}\n"


def test_help_without_a_command_lists_all_with_a_sentence_and_the_exit_codes(casehub: Casehub) -> None:
    out = casehub().out + casehub("--help").out
    for name, command in COMMANDS.items():
        assert name in out
        assert command.help and command.help.split(".")[0].split("\n")[0] in " ".join(out.split())
    assert "Exit codes: 0" in " ".join(out.split())


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_of_every_command_lists_every_option_with_what_it_does(name: str, casehub: Casehub) -> None:
    done = casehub(name, "--help")
    assert done.code == 0
    flat = " ".join(done.out.replace("│", " ").split())
    for option in COMMANDS[name].params:
        assert option.help, f"{name}: {option.name} has no help"
        for written in option.opts:
            assert written in flat
        assert option.help.split()[0] in flat


def test_an_unknown_command_is_2(casehub: Casehub) -> None:
    done = casehub("chekc")
    assert done.code == 2
    assert "chekc" in done.err
