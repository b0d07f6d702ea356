"""Markings, secrets and personal data are found wherever they stand, and never told again."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini_hub import ROOT, SCHEMAS, case, checked, codes, definitions, edited, hub_of, write

from casehub import rules
from casehub.records import sensitive
from casehub.records.check_digits import RULES, passes
from casehub.records.findings import Draft
from casehub.records.plain_yaml import Place, read
from casehub.records.sensitive import CODES, Match, SensitiveWords, found
from casehub.reports import REPORTS
from casehub.reports.github import create_summary
from casehub.reports.text import text_lines

sys.path.insert(0, str(ROOT / "scripts"))
import itertools

from make_sensitive_vectors import create_vectors

HERE = Path(__file__).resolve().parent
SCRIPT = ROOT / "casehub/site/theme/assets/site/form/sensitive.js"
VOCABULARY: dict[str, Any] = read((SCHEMAS / "sensitive.yaml").read_text("utf-8")).data
WORDS = SensitiveWords.of(VOCABULARY)
VECTORS = [
    ("".join(each["parts"]), each["found"]) for each in json.loads((HERE / "sensitive-vectors.json").read_text())
]
# One number of each kind that only Python knows, from the documentation of python-stdnum
PYTHON_ONLY = {
    "at-insurance-number": "SVNR 1237 010180",
    "ch-insurance-number": "AHV 756.9217.0769.85",
    "bg-personal-number": "EGN 7523169263",
    "cz-birth-number": "rodné číslo 710319/2745",
    "dk-cpr-number": "CPR 211062-5629",
    "ee-lt-personal-code": "isikukood 36805280109",
    "gr-amka": "AMKA 01013099997",
    "hr-oib": "OIB 33392005961",
    "no-birth-number": "fødselsnummer 15108695088",
    "ro-cnp": "CNP 1630615123457",
    "si-emso": "EMŠO 0101006500006",
    "tr-identity-number": "kimlik 17291716060",
    "in-aadhaar": "Aadhaar 2341 2341 2346",
    "mx-curp": "CURP BOXW310820HNERXN09",
    "kr-resident-number": "RRN 971013-9019902",
    "za-identity-number": "identity number 750330 5044 089",
}
KEY = "AK" + "IA" + "QWERTZUIOPASDFGH"
ADDRESS = "maria.rossi.1971" + "@gmail.com"


def ids(text: str) -> list[str]:
    return [match.id for match in found(text, WORDS)]


def in_the_browser(texts: list[str], folder: Path) -> list[list[tuple[Any, ...]]]:
    """What sensitive.js finds in each text."""
    (folder / "words.json").write_text(json.dumps(VOCABULARY), "utf-8")
    (folder / "texts.json").write_text(json.dumps(texts), "utf-8")
    command = ["node", HERE / "find_sensitive.mjs", SCRIPT, folder / "words.json", folder / "texts.json"]
    done = subprocess.run(command, capture_output=True, check=True)
    return [[tuple(match) for match in matches] for matches in json.loads(done.stdout)]


def test_python_finds_in_every_vector_what_it_states() -> None:
    wrong = [(text, stated, ids(text)) for text, stated in VECTORS if ids(text) != stated]
    assert wrong == []


@pytest.mark.skipif(which("node") is None, reason="node is not installed")
def test_the_browser_finds_the_same_in_the_same_places(tmp_path: Path) -> None:
    texts = [text for text, _ in VECTORS]
    texts.append("\n\n".join(texts))
    here = [[(m.id, m.code, m.severity, m.start, m.end) for m in found(text, WORDS)] for text in texts]
    assert in_the_browser(texts, tmp_path) == here


def test_the_vectors_are_those_that_the_script_makes_and_enough_of_each() -> None:
    assert (HERE / "sensitive-vectors.json").read_text("utf-8") == create_vectors()
    counts = Counter(id for _, stated in VECTORS for id in stated)
    assert {each.id for each in WORDS.patterns if not each.python_only} <= set(counts)
    assert sum(counts.values()) >= 300
    assert sum(not stated for _, stated in VECTORS) >= 40


@pytest.mark.parametrize(("id", "text"), PYTHON_ONLY.items())
def test_what_only_python_knows_is_found_by_python_only(id: str, text: str) -> None:
    assert id in ids(text)
    assert next(each for each in WORDS.patterns if each.id == id).python_only
    if id == "dk-cpr-number":  # has had no check digit since 2007: its date is all that can be checked
        text = text.replace("2110", "2119")
    assert ids(re.sub(r"\d(?=\D*$)", lambda last: str((int(last[0]) + 1) % 10), text)) == []


def test_every_detector_that_only_python_has_is_tried_here() -> None:
    assert {each.id for each in WORDS.patterns if each.python_only} == set(PYTHON_ONLY)
    for each in WORDS.patterns:
        assert each.python_only == each.check.startswith("stdnum."), each.id
        assert not each.check or each.python_only or each.check in RULES, each.id


def test_patterns_stay_in_what_python_and_javascript_share_and_cannot_run_away() -> None:
    for each in WORDS.patterns:
        bare = re.sub(r"\\.", "", re.sub(r"\[[^]]+\]", "c", each.pattern))
        assert not re.search(r"[*+]|\{\d+,\}", bare), f"{each.id} repeats without a bound"
        assert not re.search(r"\((?!\?[:=!])\?", bare), f"{each.id} has a group that one of both lacks"
        assert not re.search(r"\[\^|(?<!\\)\.(?![^[]*\])|\\[dDsSwWpP1-9]", re.sub(r"\\\.", "", each.pattern)), each.id
        assert len(re.findall(r"\((?!\?)", bare)) <= 1, f"{each.id} has two groups to choose from"
        if each.ignore_case:
            strange = {char for char in each.pattern if char.isalpha() and not char.isascii()}
            assert strange == {char.swapcase() for char in strange}, f"{each.id}: only ASCII letters lose their case"
        asked = (*each.hints, *each.context, *each.quiet_near, *each.unless)
        assert all(word == word.lower() and word.strip() for word in asked)
        assert each.hints or each.context, f"{each.id} would be looked for everywhere"
        assert not each.is_banner or each.hints


def test_the_vocabulary_and_the_catalogue_agree() -> None:
    entries = definitions().catalogue.entries
    assert {code: entries[code].severity for code in CODES} == {code: weight for code, (_, weight) in CODES.items()}
    assert not any(entries[code].by_status for code in CODES), "what is secret in a published case is so in a draft"
    for each in WORDS.patterns:
        assert CODES[each.code][0] == each.kind
    assert len({each.id for each in WORDS.patterns}) == len(WORDS.patterns)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "." * 100_000,
        "@" * 100_000,
        "a.b@" * 25_000,
        "nhs 1" * 20_000,
        "eyJ." * 25_000,
        "OFFICIAL " * 9_000,
        "OFFICIAL\n-" * 9_000,
        "password=" * 11_000,
        "tel 0" * 20_000,
        "-----BEGIN PRIVATE KEY-----\n" * 4_000,
        "//" * 50_000,
    ],
    ids=lambda text: text[:8].strip(),
)
def test_no_text_makes_a_pattern_look_at_it_more_than_once(text: str) -> None:
    low = sensitive._lowered(text)
    for each in WORDS.patterns:
        windows = sensitive._windows(each, low)
        assert all(one[1] < other[0] for one, other in itertools.pairwise(windows)), each.id
    assert len(found(text, WORDS)) <= 100


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_around_it_leaves_a_marking_on_its_line(before: str, after: str) -> None:
    plain = "".join(re.findall("[a-z ]", before)), "".join(re.findall("[a-z ]", after))
    text = f"{plain[0]}\nTOP SECRET\n{plain[1]}"
    (match,) = [each for each in found(text, WORDS) if each.code == "CH520"]
    assert text[match.start : match.end] == "TOP SECRET"


@given(st.text())
def test_places_are_places_in_the_text_and_apart(text: str) -> None:
    last = 0
    for match in found(text, WORDS):
        assert last <= match.start < match.end <= len(text)
        last = match.end


@pytest.mark.parametrize(
    ("rule", "module", "form"),
    [
        ("luhn", "luhn", 16),
        ("nhs", "gb.nhs", 10),
        ("nl-bsn", "nl.bsn", 9),
        ("pt-nif", "pt.nif", 9),
        ("br-cpf", "br.cpf", 11),
        ("iso7064-mod11-10", "iso7064.mod_11_10", 11),
    ],
)
def test_check_digits_agree_with_another_reader(rule: str, module: str, form: int) -> None:
    other = __import__(f"stdnum.{module}", fromlist=["is_valid"])
    chance = random.Random(form)
    for _ in range(1_000):
        number = str(chance.choice("123")) + "".join(chance.choice("0123456789") for _ in range(form - 1))
        assert passes(rule, number) == other.is_valid(number), number


@pytest.mark.parametrize(
    ("rule", "module", "number"),
    [
        ("iban", "iban", "GB82 WEST 1234 5698 7654 32"),
        ("fr-nir", "fr.nir", "2 95 10 99 126 111 93"),
        ("es-dni", "es.dni", "54362315K"),
        ("es-dni", "es.nie", "X2482300W"),
        ("be-national", "be.nn", "85.07.30-033.28"),
        ("be-national", "be.nn", "17 07 30 033 84"),
        ("it-codice-fiscale", "it.codicefiscale", "RCCMNL83S18D969H"),
        ("pl-pesel", "pl.pesel", "44051401359"),
        ("se-personnummer", "se.personnummer", "880320-0016"),
        ("fi-hetu", "fi.hetu", "131052-308T"),
        ("ie-pps", "ie.pps", "6433435F"),
        ("ie-pps", "ie.pps", "6433435OA"),
    ],
)
def test_check_digits_know_the_numbers_of_the_textbooks(rule: str, module: str, number: str) -> None:
    assert __import__(f"stdnum.{module}", fromlist=["is_valid"]).is_valid(number)
    assert passes(rule, number)
    last = number[-1]
    assert not passes(rule, number[:-1] + (str((int(last) + 1) % 10) if last.isdigit() else chr(ord(last) ^ 1)))


def test_it_blocks_whatever_the_status_and_personal_data_asks(hub_root: Path) -> None:
    text = case(("The forms moved online", f"SECRET\n\nWith {KEY}, and {ADDRESS} asked, forms moved online"))
    write(hub_root, {"cases/draft.md": edited(text, ("status: published\n", "status: draft\n"))})
    said = [(each.code, each.severity.value) for each in checked(hub_root) if each.code in CODES]
    assert said == [("CH520", "error"), ("CH521", "error"), ("CH523", "warning")]


def test_the_place_is_that_of_the_file_after_crlf_and_a_byte_order_mark(hub_root: Path) -> None:
    text = "\ufeff" + case(("The forms moved online", "TOP SECRET\n\nThe forms moved")).replace("\n", "\r\n")
    write(hub_root, {"cases/other.md": text.encode()})
    (finding,) = [each for each in checked(hub_root) if each.code == "CH520"]
    assert text.splitlines()[finding.line - 1] == "TOP SECRET" and finding.column == 1


def test_no_sentence_and_no_report_repeats_what_was_found(hub_root: Path) -> None:
    """Other findings of the file quote values, keys and references: never those."""
    token, mail = "gh" + "p_" + "Zq7Zq8Zq9" * 4, "qzkwvxjy.nn" + "@hotmail.com"
    text = case(
        ("level: local\n", f"level: {KEY}\n{token}: {token}\nregion: {mail}\n"),
        ("country: ", f"related: [{mail}, {KEY.lower()}-x]\n{KEY}: Ranked #{KEY} of 2\ncountry: "),
        (
            "The forms moved online",
            f"[the key {KEY}](../{KEY}.md) and ![]({token}.png) [^{token}] <b>{token}</b>\n\nForms",
        ),
    )
    write(hub_root, {"cases/other.md": text})
    hub = hub_of(hub_root)
    findings = rules.check(hub)
    assert {"CH202", "CH204", "CH521"} <= set(codes(findings))
    told = ["\n".join(map(str, text_lines(findings))), create_summary(findings, "")]
    told += [report(findings, hub.definitions.catalogue, "https://hub.example/") for report in REPORTS.values()]
    found_there = "".join((KEY, token, mail.partition("@")[0]))
    hidden = sensitive.parts_of(found_there, [Match("x", "CH521", "error", 0, len(found_there))])
    for report in told:
        plain = sensitive._plain(report)
        assert [part for part in hidden if part in plain] == []


def test_words_are_left_out_only_where_they_quote_it() -> None:
    parts = sensitive.parts_of(KEY, [Match("aws-access-key", "CH521", "error", 0, len(KEY))])
    draft = Draft("CH204", Place(1, 1), {"key": "level", "value": f"a {KEY[:9].lower()} b"}, KEY)
    assert sensitive.without(draft, parts) == Draft("CH204", Place(1, 1), {"key": "level", "value": "(left out)"})
    assert sensitive.without(draft, frozenset()) is draft


def test_a_hub_without_the_vocabulary_is_checked_all_the_same() -> None:
    assert found("TOP SECRET", SensitiveWords.of(None)) == []
    with pytest.raises(ValueError, match=r"sensitive\.yaml"):
        SensitiveWords.of({"patterns": [{"id": "x"}]})


def test_a_review_that_holds_a_secret_is_not_written_and_not_quoted(hub_root: Path) -> None:
    path = "content/reviews/case/valid-case/2026-03-05-example-official.yml"
    text = f'schema_version: 1\nreviewer: {KEY}\ndate: 2026-03-05\nrecommendation: "{KEY}"\n'
    said = rules.objections(hub_of(hub_root), path, text.encode())
    assert "CH521" in codes(said)
    assert KEY not in " ".join(f"{each.sentence} {each.remedy}" for each in said)
