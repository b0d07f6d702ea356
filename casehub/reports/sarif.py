"""Findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), which code-scanning views read."""

from __future__ import annotations

import json
from urllib.parse import quote

from casehub import __version__
from casehub.records.findings import Catalogue, Finding, Severity
from casehub.reports.links import page_of

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def create_sarif(findings: tuple[Finding, ...], catalogue: Catalogue, site_url: str) -> str:
    """One run with the rules that were broken and a result for each finding."""
    codes = sorted({finding.code for finding in findings})
    rules = []
    for code in codes:
        entry = catalogue.entries[code]
        rule = {
            "id": code,
            "name": entry.name,
            "shortDescription": {"text": entry.why},
            "help": {"text": entry.remedy},
            "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        }
        if page := page_of(code, site_url):
            rule["helpUri"] = page
        rules.append(rule)
    results = [
        {
            "ruleId": finding.code,
            "ruleIndex": codes.index(finding.code),
            "level": _LEVELS[finding.severity],
            "message": {"text": f"{finding.sentence} {finding.remedy}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(finding.path)},
                        "region": {"startLine": finding.line, "startColumn": finding.column},
                    }
                }
            ],
        }
        for finding in findings
    ]
    driver = {"name": "casehub", "version": __version__, "rules": rules}
    if site_url:
        driver["informationUri"] = site_url
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"
