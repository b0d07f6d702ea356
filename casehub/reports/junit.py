"""Findings as JUnit XML, which most continuous-integration systems show as failed tests."""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree

from casehub.records.findings import Catalogue, Finding, Severity


def create_junit(findings: tuple[Finding, ...], catalogue: Catalogue, site_url: str) -> str:
    """One suite; a failed case for each error, a passed one with its text for the rest."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    counts = {"tests": str(max(len(findings), 1)), "failures": str(errors), "errors": "0"}
    suites = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(suites, "testsuite", {"name": "casehub", **counts})
    for path, among in groupby(findings, key=lambda finding: finding.path):
        for finding in among:
            name = f"{finding.code} {path}:{finding.line}:{finding.column}"
            case = ElementTree.SubElement(suite, "testcase", {"classname": path, "name": name})
            text = f"{finding.sentence} {finding.remedy}"
            if finding.severity is Severity.ERROR:
                ElementTree.SubElement(case, "failure", {"message": text, "type": finding.code})
            else:
                ElementTree.SubElement(case, "system-out").text = f"{finding.severity}: {text}"
    if not findings:
        ElementTree.SubElement(suite, "testcase", {"classname": "casehub", "name": "no findings"})
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"
