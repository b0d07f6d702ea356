"""The same findings for people, for programs and for the forge."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini_hub import definitions
from rich.console import Console

from casehub.records.findings import Finding, Severity
from casehub.reports import REPORTS
from casehub.reports.github import SHOWN, create_github, create_summary
from casehub.reports.links import page_of
from casehub.reports.text import text_lines, verdict_line

CATALOGUE = definitions().catalogue
SITE = "https://hub.example.org/"


def finding(code: str = "CH204", path: str = "content/cases/a.md", line: int = 3, **other: object) -> Finding:
    severity = CATALOGUE.entries[code].severity
    fields = {"severity": severity, "column": 7, "message": f"Sentence of {code}.", "remedy": "Mend it.", **other}
    return Finding(code=code, path=path, line=line, **fields)


SOME = (
    finding(suggestion="local"),
    finding("CH311", line=9),
    finding("CH340", path="content/cases/b.md"),
    finding("CH430", path="content/cases/b.md", line=12, message="“<b>” is HTML, which is not read here."),
)
HOSTILE = "::error::x\n%0A|[a](javascript:b)`*_<script>&\"'@team ]]> \u202e"
TEXTS = st.text(max_size=60).map(
    lambda text: "".join(char if char.isprintable() else " " for char in text)
) | st.just("".join(char if char.isprintable() else " " for char in HOSTILE))
FINDINGS = st.lists(
    st.builds(
        finding,
        code=st.sampled_from(sorted(CATALOGUE.entries)),
        path=st.sampled_from(["content/cases/a.md", "content/cases/å, b: c%.md", "content/x"]),
        line=st.integers(1, 9999),
        column=st.integers(1, 999),
        message=TEXTS.map(lambda text: text or "A."),
        remedy=TEXTS,
        suggestion=TEXTS,
        severity=st.sampled_from(Severity),
    ),
    max_size=12,
).map(lambda found: tuple(sorted(found, key=lambda each: each.order)))


def test_a_code_has_a_page_where_the_site_is_known() -> None:
    assert page_of("CH204", SITE) == "https://hub.example.org/contribute/rules/ch204/"
    assert page_of("CH204", "https://hub.example.org") == page_of("CH204", SITE)
    assert page_of("CH204", "") == ""


# ---- text


def shown(findings: tuple[Finding, ...], checked: int = 4) -> str:
    console = Console(width=1000, soft_wrap=True, highlight=False, color_system=None)
    with console.capture() as capture:
        for line in text_lines(findings):
            console.print(line)
        console.print(verdict_line(findings, checked))
    return capture.get()


def test_text_says_where_what_and_how_to_mend_it_by_file() -> None:
    assert shown(SOME).splitlines() == [
        "content/cases/a.md",
        "  3:7     error   CH204  Sentence of CH204. Did you mean “local”?",
        "                  → Mend it.",
        "  9:7     warning CH311  Sentence of CH311.",
        "                  → Mend it.",
        "",
        "content/cases/b.md",
        "  3:7     advice  CH340  Sentence of CH340.",
        "                  → Mend it.",
        "  12:7    error   CH430  “<b>” is HTML, which is not read here.",
        "                  → Mend it.",
        "",
        "4 records checked: 2 errors, 1 warning, 1 piece of advice.",
    ]


def test_text_of_nothing() -> None:
    assert shown(()) == "4 records checked: nothing to mend.\n"
    assert shown((), 1) == "1 record checked: nothing to mend.\n"
    assert shown((), 10_000).startswith("10,000 records")
    assert shown((SOME[2], SOME[2])).endswith("2 pieces of advice.\n")


def test_what_people_wrote_is_not_read_as_markup() -> None:
    assert "[bold]x[/bold] [link=y]z[/]" in shown((finding(message="[bold]x[/bold] [link=y]z[/]"),))


# ---- json


@given(FINDINGS)
def test_json_is_read_back(findings: tuple[Finding, ...]) -> None:
    read = json.loads(REPORTS["json"](findings, CATALOGUE, SITE))
    assert read["version"] == 1
    for raw, each in zip(read["findings"], findings, strict=True):
        assert (raw["code"], raw["path"], raw["line"], raw["column"]) == (
            each.code,
            each.path,
            each.line,
            each.column,
        )
        assert (raw["severity"], raw["message"], raw["remedy"]) == (each.severity.value, each.message, each.remedy)
        assert raw["sentence"] == each.sentence
        assert raw["page"] == page_of(each.code, SITE)


# ---- github

COMMAND = re.compile(r"::(error|warning|notice) file=([^,]*),line=(\d+),col=(\d+),title=([^,:]*)::(.*)")


def unescaped(text: str) -> str:
    for mark, char in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(mark, char)
    return text


def test_github_gets_one_command_a_finding_the_most_severe_first() -> None:
    lines = create_github(SOME, CATALOGUE, SITE).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::error", "::warning", "::notice"]
    assert lines[0] == (
        "::error file=content/cases/a.md,line=3,col=7,title=CH204::Sentence of CH204. Did you mean “local”? Mend it. "
        "https://hub.example.org/contribute/rules/ch204/"
    )
    assert "https" not in create_github(SOME, CATALOGUE, "")
    assert create_github((), CATALOGUE, SITE) == ""


def test_github_gets_ten_of_a_kind_and_is_told_of_the_rest() -> None:
    many = tuple(finding(line=n) for n in range(1, 16)) + tuple(finding("CH340", line=n) for n in range(1, 11))
    lines = create_github(many, CATALOGUE, "").splitlines()
    assert len([line for line in lines if line.startswith("::error")]) == SHOWN == 10
    assert lines[10] == "5 more of this kind; the job summary lists all."
    assert len([line for line in lines if line.startswith("::notice")]) == 10
    assert len(lines) == 21


@given(FINDINGS)
def test_no_finding_can_write_a_command_of_its_own(findings: tuple[Finding, ...]) -> None:
    text = create_github(findings, CATALOGUE, SITE)
    for line in text.splitlines():
        if line.endswith("the job summary lists all."):
            continue
        match = COMMAND.fullmatch(line)
        assert match
        assert unescaped(match[2]) in {each.path for each in findings}
    assert text.count("\n") == len(text.splitlines())


def test_line_breaks_colons_commas_and_percent_signs_are_escaped() -> None:
    text = create_github((finding(path="a:b,c%d", message="x\ny\rz%0A, w: v"),), CATALOGUE, "")
    assert text == "::error file=a%3Ab%2Cc%25d,line=3,col=7,title=CH204::x%0Ay%0Dz%250A, w: v Mend it.\n"


def test_the_summary_lists_all_the_most_severe_first() -> None:
    many = tuple(finding("CH340", line=n) for n in range(1, 30)) + tuple(finding(line=n) for n in range(30, 60))
    rows = create_summary(many, SITE).splitlines()
    assert len(rows) == 4 + 59
    assert all("error" in row for row in rows[4:34])
    assert rows[4].startswith(
        "| content/cases/a.md:30 | error [CH204](https://hub.example.org/contribute/rules/ch204/): "
    )
    assert "Nothing to mend" in create_summary((), SITE)


@given(FINDINGS)
def test_what_people_wrote_stays_text_in_the_summary(findings: tuple[Finding, ...]) -> None:
    for row in create_summary(findings, "").splitlines()[4:]:
        cells = row.removeprefix("| ").removesuffix(" |").split(" | ")
        assert len(cells) == 3
        for mark in ("<", "`", "*", "[", "]", "@"):
            assert mark not in row


# ---- sarif


def test_sarif_names_rules_results_and_places() -> None:
    log = json.loads(REPORTS["sarif"](SOME, CATALOGUE, SITE))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["CH204", "CH311", "CH340", "CH430"]
    assert rules[0]["helpUri"] == page_of("CH204", SITE)
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note", "error"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "content/cases/a.md"},
        "region": {"startLine": 3, "startColumn": 7},
    }


@given(FINDINGS)
def test_sarif_has_the_structure_that_its_standard_asks_for(findings: tuple[Finding, ...]) -> None:
    """The parts of section 3 of SARIF 2.1.0 that this report uses."""
    log = json.loads(REPORTS["sarif"](findings, CATALOGUE, ""))
    assert set(log) == {"$schema", "version", "runs"}
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] and re.fullmatch(r"\d+(\.\d+)+", driver["version"])
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for rule in driver["rules"]:
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        assert rule["shortDescription"]["text"] and rule["help"]["text"]
    assert len(run["results"]) == len(findings)
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"].strip()
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", physical["artifactLocation"]["uri"])
        assert min(physical["region"].values()) >= 1


# ---- junit


@given(FINDINGS)
def test_junit_is_parsed_back(findings: tuple[Finding, ...]) -> None:
    suites = ElementTree.fromstring(REPORTS["junit"](findings, CATALOGUE, SITE))
    errors = [each for each in findings if each.severity is Severity.ERROR]
    (suite,) = suites
    for element in (suites, suite):
        assert element.get("failures") == str(len(errors))
        assert element.get("tests") == str(len(suite))
    if not findings:
        assert suite[0].get("name") == "no findings" and len(suite[0]) == 0
        return
    for case, each in zip(suite, findings, strict=True):
        assert case.get("classname") == each.path
        assert case.get("name") == f"{each.code} {each.path}:{each.line}:{each.column}"
        said = f"{each.sentence} {each.remedy}"
        if each.severity is Severity.ERROR:
            assert case[0].tag == "failure" and case[0].get("message") == said
        else:
            assert case[0].tag == "system-out" and case[0].text == f"{each.severity.value}: {said}"


@pytest.mark.parametrize("format", sorted(REPORTS))
def test_a_report_is_the_same_text_for_the_same_findings(format: str) -> None:
    assert REPORTS[format](SOME, CATALOGUE, SITE) == REPORTS[format](SOME, CATALOGUE, SITE)


@pytest.mark.parametrize("format", sorted(REPORTS))
def test_every_report_ends_its_last_line(format: str) -> None:
    assert REPORTS[format](SOME, CATALOGUE, SITE).endswith("\n")
