"""Findings as JSON, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from casehub.records.findings import Catalogue, Finding
from casehub.reports.links import page_of


def create_json(findings: tuple[Finding, ...], catalogue: Catalogue, site_url: str) -> str:
    """`{"version": 1, "findings": [...]}`, each with the fields of a finding, its sentence and its page."""
    listed = [
        {**asdict(finding), "sentence": finding.sentence, "page": page_of(finding.code, site_url)}
        for finding in findings
    ]
    return json.dumps({"version": 1, "findings": listed}, ensure_ascii=False, indent=2) + "\n"
