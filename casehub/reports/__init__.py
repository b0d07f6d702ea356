"""Findings as text for people, and as json, lines, github, sarif and junit for programs: pure functions to text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casehub.records.findings import Catalogue, Finding
from casehub.reports.github import create_github
from casehub.reports.json import create_json
from casehub.reports.junit import create_junit
from casehub.reports.lines import create_lines
from casehub.reports.sarif import create_sarif

Report = Callable[[tuple[Finding, ...], Catalogue, str], str]
"""Findings, the catalogue, and the address of the site (may be empty) to the text of a report."""

REPORTS: Mapping[str, Report] = {
    "json": create_json,
    "lines": create_lines,
    "github": create_github,
    "sarif": create_sarif,
    "junit": create_junit,
}
