"""The catalogue of findings: every code is used, explained, shown by a bad and a good example, and tested."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini_hub import FIXTURES, ROOT, checked, definitions, done, edited, text_of, write

from casehub.records.findings import Catalogue, Entry
from casehub.records.plain_yaml import Place

ENTRIES = list(definitions().catalogue.entries.values())
CASE = text_of("cases/valid-case.md")
REVIEW = "reviews/case/valid-case/2026-03-05-example-official.yml"
REVIEW_LINES = (
    "schema_version: 1\n",
    "example: true\n",
    "reviewer: example-official\n",
    "date: 2026-03-05\n",
    "organisation: ministry-of-example\n",
    "round: 2\n",
    "recommendation: accept\n",
    "rubric: 1\n",
    "scores: {clarity: 3, evidence: 3, transferability: 3, honesty: 3, usefulness: 3}\n",
    "interests: {declared: none}\n",
    'consent: "yes"\n',
    f"digest: cm1-{'0' * 64}\n",
)

# Codes whose example cannot be a file in the fixtures, and where they are tested instead.
ELSEWHERE = {
    "CH116": "a file that cannot be opened is made in test_files.py",
    "CH123": "a symbolic link is made in test_files.py, because not every system can check one out",
    "CH126": "a picture with coordinates is made in test_images.py",
    "CH216": "every rule of the schemas has a sentence of its own; test_wording.py makes up one that has none",
}


def with_fields(example: str) -> str:
    """The valid case with the top-level keys of an example in the place of its own."""
    keys = set(re.findall(r"^\[?(\w+)\]?:", example, re.MULTILINE))
    head, fields, body = CASE.split("---\n", 2)
    blocks = re.findall(r"^\w+:.*\n(?:[ -].*\n)*", fields, re.MULTILINE)
    kept = "".join(block for block in blocks if block.partition(":")[0] not in keys)
    return f"{head}---\n{kept}{example}---\n{body}"


def with_review(example: str) -> str:
    """A made-up review with the keys of an example in the place of its own."""
    keys = set(re.findall(r"^(\w+):", example, re.MULTILINE))
    return example + "".join(line for line in REVIEW_LINES if line.partition(":")[0] not in keys)


def with_body(example: str) -> str:
    head, fields, _ = CASE.split("---\n", 2)
    return f"{head}---\n{fields}---\n\n{example}"


def with_section(example: str) -> str:
    return edited(
        done(example), ("title: A case for a test", "title: Building permits online in the City of Example")
    )


def file_of(entry: Entry, example: str) -> tuple[str, str]:
    """Where an example goes, and the whole file with it."""
    if entry.example == "file":
        return "about/example.md", example
    if entry.example == "organisation":
        return "organisations/example.yml", example
    if entry.example == "review":
        return REVIEW, with_review(example)
    make = {"front matter": with_fields, "section": with_section, "body": with_body}[entry.example]
    return "cases/valid-case.md", make(example)


SHOWN = [entry for entry in ENTRIES if entry.example != "words"]


@pytest.mark.parametrize("entry", SHOWN, ids=lambda entry: entry.code)
def test_the_good_example_does_not_give_the_code(entry: Entry, hub_root: Path) -> None:
    path, text = file_of(entry, entry.good)
    write(hub_root, {path: text})
    assert [each.sentence for each in checked(hub_root) if each.code == entry.code] == []


@pytest.mark.parametrize("entry", SHOWN, ids=lambda entry: entry.code)
def test_the_bad_example_gives_the_code(entry: Entry, hub_root: Path) -> None:
    path, text = file_of(entry, entry.bad)
    write(hub_root, {path: text})
    assert entry.code in {each.code for each in checked(hub_root) if each.path == f"content/{path}"}


def test_every_code_that_is_told_in_words_is_expected_by_a_fixture() -> None:
    stated = set()
    for path in sorted((FIXTURES / "invalid").rglob("*")):
        if path.is_file():
            stated |= set(re.findall(r"\bCH\d{3}(?= \d+:\d+)", path.read_bytes().decode("latin-1")))
    by_example = (FIXTURES.parent / "review" / "policy-cases.yml").read_text("utf-8")
    stated |= set(re.findall(r"\bCH6\d\d\b", by_example)) | {
        "CH640",
        "CH643",
        "CH644",
    }  # rules/test_reviews_are_never_rewritten.py
    told = {entry.code for entry in ENTRIES if entry.example == "words"}
    assert told - stated - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) <= told


def codes_in_the_source() -> dict[str, str]:
    """Every code that a string of the package names, outside docstrings, with the file that names it."""
    found = {}
    for path in sorted((ROOT / "casehub").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        described = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
                found |= dict.fromkeys(re.findall(r"\ACH\d{3}\Z", node.value), path.name)
    return found


def test_every_code_that_the_source_names_is_in_the_catalogue_and_the_other_way_round() -> None:
    used, known = codes_in_the_source(), set(definitions().catalogue.entries)
    assert {code: file for code, file in used.items() if code not in known} == {}
    assert known - set(used) == set()


def test_codes_stand_in_order_and_names_are_given_once() -> None:
    codes = [entry.code for entry in ENTRIES]
    names = [entry.name for entry in ENTRIES]
    assert codes == sorted(set(codes))
    assert len(names) == len(set(names))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_an_entry_speaks_in_sentences(entry: Entry) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", entry.name)
    assert entry.example in ("front matter", "section", "body", "file", "organisation", "review", "words")
    for text in (entry.message, entry.remedy, entry.why):
        assert text == text.strip() and "\n" not in text
        assert text[0].isupper() or text[0] in "“{", text
        assert text.endswith((".", "}", "?", ")")), text
    assert entry.bad.strip() and entry.good.strip() and entry.bad != entry.good
    if entry.by_status:
        assert entry.severity == "error"


def test_a_sentence_without_its_words_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(KeyError):
        definitions().catalogue.finding("CH204", "content/x.md", Place(1, 1), {"key": "level"})


@given(st.sampled_from(ENTRIES), st.text(max_size=300))
def test_words_are_put_in_as_they_are_on_one_line(entry: Entry, text: str) -> None:
    names = {
        name for part in (entry.message, entry.remedy) for _, name, _, _ in string.Formatter().parse(part) if name
    }
    words = dict.fromkeys(names, text)
    finding = definitions().catalogue.finding(entry.code, "content/x.md", Place(3, 4), words, suggestion=text)
    for said in (finding.message, finding.remedy, finding.suggestion, finding.sentence):
        assert said.isprintable()
    assert (finding.line, finding.column) == (3, 4)


def test_a_draft_softens_what_follows_status_and_nothing_else() -> None:
    catalogue = definitions().catalogue
    words = {"key": "a", "where": "", "ask": "b", "html": "<b>"}
    assert catalogue.finding("CH201", "x", Place(1, 1), words, draft=True).severity == "advice"
    assert catalogue.finding("CH201", "x", Place(1, 1), words).severity == "error"
    assert catalogue.finding("CH430", "x", Place(1, 1), words, draft=True).severity == "error"


@pytest.mark.parametrize(
    "text", ["findings: 5\n", "findings:\n  - code: CH001\n", "a: [b\n", "- a\n", "", "findings: [x]\n"]
)
def test_a_catalogue_that_cannot_be_read_is_named(text: str, tmp_path: Path) -> None:
    path = tmp_path / "findings.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"findings\.yaml"):
        Catalogue.load(path)


def test_a_mistyped_code_is_recognised() -> None:
    assert definitions().catalogue.closest("ch2044") == "CH204"
    assert definitions().catalogue.closest("nothing like it") == ""
