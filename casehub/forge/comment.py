"""The one comment on a pull request: from values to Markdown. Whatever strangers wrote is shown, and does nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from casehub.forge.feedback import Feedback, Wanted
from casehub.forge.plain_text import code, plain
from casehub.records.findings import Finding, Severity
from casehub.reports.links import page_of

MARKER = "<!-- casehub: what the check says -->"
"""The first line of the comment, by which it is found again."""
MAX_LENGTH = 60_000
"""The forge takes 65,536 characters."""
SHOWN = 100
_PEOPLE = 8
_ROOM = {"unread": 4_000, "reviews": 14_000, "wanted": 8_000, "links": 10_000, "preview": 2_000}
"""Characters for each part; the findings have what is left."""
_NAMES = {
    Severity.ERROR: ("thing stops", "things stop", "publication"),
    Severity.WARNING: ("thing needs", "things need", "a look"),
    Severity.ADVICE: ("piece of advice", "pieces of advice", ""),
}


@dataclass(frozen=True)
class Places:
    """Where things are: the repository on the forge, the site (may be empty), and folders of records by type."""

    repository: str
    site: str
    folders: Mapping[str, str]


def create_comment(feedback: Feedback, places: Places) -> str:
    """The whole comment. What does not fit is counted."""
    head = [MARKER, "## What the check says", "", *_opening(feedback), ""]
    foot = [*_closing(), ""]
    parts = [
        _cut(_unread(feedback), _ROOM["unread"]),
        _cut(_reviews(feedback), _ROOM["reviews"]),
        _cut(_wanted(feedback, places), _ROOM["wanted"]),
        _cut(_preview(feedback, places), _ROOM["preview"]),
        _cut(_links(feedback), _ROOM["links"]),
    ]
    room = MAX_LENGTH - sum(len(line) + 1 for part in (head, foot, *parts) for line in part)
    lines = [*head, *_findings(feedback, places, room), *(line for part in parts for line in part)]
    return "\n".join([*lines, *foot]).rstrip() + "\n"


def _cut(lines: Iterable[str], room: int) -> list[str]:
    """As many lines as there is room for, and how many more there are; nothing where there is none."""
    kept: list[str] = []
    left = 0
    for line in lines:
        room -= len(line) + 1
        if room >= 0 and not left:
            kept.append(line)
        else:
            left += 1
    if left:
        kept.append(f"- and {left} more")
    return [*kept, ""] if kept else []


def _opening(feedback: Feedback) -> Iterator[str]:
    counts = {severity: sum(each.severity is severity for each in feedback.findings) for severity in Severity}
    told = []
    for severity, count in counts.items():
        one, many, end = _NAMES[severity]
        if count:
            words = " ".join(filter(None, (str(count), one if count == 1 else many, end)))
            told.append(f"**{words}**" if severity is Severity.ERROR else words)
    records = "1 record" if feedback.checked == 1 else f"{feedback.checked} records"
    yield f"Thank you. {records} of this pull request read, as of {code(feedback.head[:12])}."
    if told:
        yield ("; ".join(told) + ".")
    elif not feedback.unread:
        yield "Nothing to mend." if feedback.checked else "It changes no record."
    if feedback.elsewhere:
        count = len(feedback.elsewhere)
        files = "1 file" if count == 1 else f"{count} files"
        yield f"It also changes {files} outside of `content/`, which people look at."


def _findings(feedback: Feedback, places: Places, room: int) -> Iterator[str]:
    worst = sorted(feedback.findings, key=lambda each: (each.severity.rank, each.order))[:SHOWN]
    shown = 0
    for path, among in groupby(sorted(worst, key=lambda each: each.order), key=lambda each: each.path):
        heading = f"### {code(path)}"
        for at, finding in enumerate(among):
            entry = "\n".join(([heading, ""] if at == 0 else []) + _finding(finding, feedback.head, places))
            room -= len(entry) + 2
            if room < 0:
                break
            yield entry
            shown += 1
        yield ""
        if room < 0:
            break
    if shown < len(feedback.findings):
        yield f"{len(feedback.findings) - shown} more. All of them: `casehub check`"
        yield ""


def _finding(finding: Finding, commit: str, places: Places) -> list[str]:
    at = f"{places.repository}/blob/{commit}/{quote(finding.path)}?plain=1#L{finding.line}"
    page = page_of(finding.code, places.site)
    name = f"[{finding.code}]({page})" if page else finding.code
    weight = f"**{finding.severity}**" if finding.severity is Severity.ERROR else str(finding.severity)
    return [
        f"- [line {finding.line}]({at}), {weight} {name}: {plain(finding.sentence, 600)}",
        f"  → {plain(finding.remedy, 600)}",
    ]


def _unread(feedback: Feedback) -> Iterator[str]:
    if not feedback.unread:
        return
    yield "### Not read"
    yield ""
    yield from (f"- {code(each.path)}: {plain(each.reason)}." for each in feedback.unread)


def _links(feedback: Feedback) -> Iterator[str]:
    if not feedback.links:
        return
    yield "### New addresses"
    yield ""
    yield "For whoever looks at this: do they lead where they should? They are not links here on purpose."
    yield ""
    for path, among in groupby(feedback.links, key=lambda each: each.path):
        yield f"- {code(path)}"
        yield from (f"  - {code(each.address, 500)}" for each in among)


def _reviews(feedback: Feedback) -> Iterator[str]:
    if not (feedback.reviews or feedback.problems):
        return
    yield "### Reviews"
    yield ""
    for each in feedback.reviews:
        if each.problems:
            said = " ".join(plain(problem) for problem in each.problems[:5])
            yield f"- {plain(each.who, 100)} cannot be taken in: {said}"
        elif each.files:
            yield f"- {plain(each.who, 100)} can be taken in."
        else:
            yield f"- {plain(each.who, 100)} is left out: {plain(each.skipped)}"
    yield from (f"- {plain(each)}" for each in feedback.problems)


def _wanted(feedback: Feedback, places: Places) -> Iterator[str]:
    if not feedback.wanted:
        return
    yield "### Who could review"
    yield ""
    yield from (_asked(each, places) for each in feedback.wanted)


def _asked(wanted: Wanted, places: Places) -> str:
    needs = f"{wanted.counting} of {wanted.needed} reviews"
    if not wanted.people:
        return f"- {plain(wanted.title)} has {needs}. Nobody in `people/` who offers reviews knows the topic yet."
    names = ", ".join(_named(id, name, places) for id, name in wanted.people[:_PEOPLE])
    more = f", and {len(wanted.people) - _PEOPLE} more" if len(wanted.people) > _PEOPLE else ""
    return f"- {plain(wanted.title)} has {needs}. To ask: {names}{more}"


def _named(id: str, name: str, places: Places) -> str:
    site = places.site.rstrip("/")
    return f"[{plain(name, 80)}]({site}/{places.folders['person']}/{quote(id)}/)" if site else plain(name, 80)


def _preview(feedback: Feedback, places: Places) -> Iterator[str]:
    if feedback.preview is None:
        return
    run, artefact = feedback.preview
    yield "### Preview"
    yield ""
    yield (
        f"[The site with this pull request in it]({places.repository}/actions/runs/{run}/artifacts/{artefact}), "
        "as a zip file. It was built from what strangers wrote: unpack it, and look at it with "
        "`python3 -m http.server`."
    )


def _closing() -> Iterator[str]:
    yield "---"
    yield "This comment follows the pull request: it is written anew with each change, and nobody needs to answer it."
