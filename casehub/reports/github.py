"""Findings as GitHub annotations, and as the table of a job summary.

The forge shows at most ten annotations of a kind for a step, silently; the most severe come first, and the summary
lists all. Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from casehub.records.findings import Catalogue, Finding, Severity
from casehub.reports.links import page_of

SHOWN = 10
_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}


def create_github(findings: tuple[Finding, ...], catalogue: Catalogue, site_url: str) -> str:
    """Workflow commands, at most ten of a kind, and a line that says how many more there are."""
    lines = []
    for severity, kind in _KINDS.items():
        among = [finding for finding in findings if finding.severity is severity]
        for finding in among[:SHOWN]:
            properties = ",".join(
                (
                    f"file={_property(finding.path)}",
                    f"line={finding.line}",
                    f"col={finding.column}",
                    f"title={_property(finding.code)}",
                )
            )
            page = page_of(finding.code, site_url)
            text = f"{finding.sentence} {finding.remedy}" + (f" {page}" if page else "")
            lines.append(f"::{kind} {properties}::{_message(text)}")
        if len(among) > SHOWN:
            lines.append(f"{len(among) - SHOWN} more of this kind; the job summary lists all.")
    return "\n".join(lines) + "\n" if lines else ""


def create_summary(findings: tuple[Finding, ...], site_url: str) -> str:
    """All findings as a Markdown table, most severe first."""
    if not findings:
        return "### CaseHub\n\nNothing to mend.\n"
    rows = ["### CaseHub", "", "| where | what | remedy |", "|---|---|---|"]
    for finding in sorted(findings, key=lambda each: (each.severity.rank, each.order)):
        page = page_of(finding.code, site_url)
        code = f"[{finding.code}]({page})" if page else finding.code
        where = f"{_cell(finding.path)}:{finding.line}"
        rows.append(f"| {where} | {finding.severity} {code}: {_cell(finding.sentence)} | {_cell(finding.remedy)} |")
    return "\n".join(rows) + "\n"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    """Text that stays text in a Markdown table: findings quote what strangers wrote."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", " ")
    for mark in "\\`*_[]|@":
        escaped = escaped.replace(mark, f"&#{ord(mark)};")
    return escaped
