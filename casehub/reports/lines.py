"""Findings as lines that editors read, as compilers write them: `file:line:column: severity code: sentence`.

Visual Studio Code (.vscode/tasks.json), Vim (errorformat `%f:%l:%c: %m`) and Emacs jump from it to the place.
"""

from __future__ import annotations

from casehub.records.findings import Catalogue, Finding


def create_lines(findings: tuple[Finding, ...], catalogue: Catalogue, site_url: str) -> str:
    """One line for each finding, with the remedy at its end; nothing where there is nothing to say."""
    return "".join(
        f"{each.path}:{each.line}:{each.column}: {each.severity} {each.code}: {each.sentence} {each.remedy}\n"
        for each in findings
    )
