"""Findings as text for people at a terminal, grouped by file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.text import Text

from casehub.records.findings import Finding, Severity

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.ADVICE: "cyan"}


def text_lines(findings: tuple[Finding, ...]) -> Iterator[Text]:
    """One heading a file, two lines a finding. Text objects, so that nothing quoted is read as markup."""
    for path, among in groupby(findings, key=lambda finding: finding.path):
        yield Text(path, style="bold")
        for finding in among:
            line = Text(f"  {finding.line}:{finding.column}".ljust(10))
            line.append(f"{finding.severity.value:<8}", style=_STYLES[finding.severity])
            line.append(f"{finding.code}  ", style="dim")
            line.append(finding.sentence)
            yield line
            yield Text(f"{'':18}→ {finding.remedy}", style="dim")
        yield Text()


def verdict_line(findings: tuple[Finding, ...], checked: int) -> Text:
    """What the check comes to, in one line."""
    counts = {severity: sum(each.severity is severity for each in findings) for severity in Severity}
    records = f"{checked:,} record{'' if checked == 1 else 's'}"
    if not findings:
        return Text(f"{records} checked: nothing to mend.", style="bold green")
    named = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "piece of advice"}
    plural = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.ADVICE: "pieces of advice"}
    told = ", ".join(f"{n} {named[s] if n == 1 else plural[s]}" for s, n in counts.items() if n)
    style = "bold red" if counts[Severity.ERROR] else "bold yellow" if counts[Severity.WARNING] else "bold green"
    return Text(f"{records} checked: {told}.", style=style)
