"""The answer on an issue: question by question, what became of it, in the words of the check."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice

from casehub.forge.intake import Intake
from casehub.forge.issue_forms import Element, Kind, elements
from casehub.forge.plain_text import code, plain
from casehub.records.body_facts import Heading
from casehub.records.findings import Finding, Severity
from casehub.records.front_matter import read_file
from casehub.records.markdown import parse
from casehub.reports.links import page_of

MARKER = "<!-- casehub: what became of this issue -->"
MAX_LENGTH = 60_000
_EACH = 5
_LEFT = 4_000
_NEXT_QUESTION = "CH215"
_REPEATED = "CH332"


def answer_text(intake: Intake, site: str, address: str, *, merged: bool = False) -> str:
    """The whole answer. `address` is that of the pull request, or empty; what does not fit is left out, and told."""
    lines = [MARKER, "## What became of it", "", *_opening(intake, address, merged=merged), ""]
    if intake.path and not merged:
        lines += ["### Question by question", "", *_questions(intake, site), ""]
    lines += _left(intake)
    foot = ["---", "Edit what you wrote above, and this answer follows. Nobody needs to answer it."]
    room = MAX_LENGTH - sum(len(line) + 1 for line in foot) - 60
    kept = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            kept += ["", "There is more to say than fits here."]
            break
        kept.append(line)
    return "\n".join([*kept, "", *foot]) + "\n"


def _opening(intake: Intake, address: str, *, merged: bool) -> Iterator[str]:
    if merged:
        yield "Thank you. This has been taken in, so what you change here has no effect any more."
        yield "To change the record, use the link “Edit this page” on its page."
        return
    if not intake.path:
        yield "Thank you. No draft could be made of it: none of the form's questions was found with an answer."
        yield "Nothing is lost. Begin again with the form, or write below what you need: an editor reads it."
        return
    where = f"[a draft]({address})" if address else "a draft"
    asked = [each for each in elements(intake.type) if each.kind not in (Kind.REST, Kind.AGREED)]
    answered = sum(_is_answered(intake, each) for each in asked)
    yield f"Thank you. It has become {where}: {answered} of {len(asked)} questions are answered."
    errors = sum(each.severity is Severity.ERROR for each in intake.findings)
    if errors:
        yield f"**{errors} {'thing has' if errors == 1 else 'things have'} to be mended first**; each stands below."
    if intake.answers.by_position:
        yield "The questions were not found by their words, perhaps because a browser translated them."
        yield "They were read by their order. Please look whether each answer stands where it should."
    if intake.taken:
        yield f"There is a record named {code(intake.taken)} already, so the draft has another name."
        yield "If it is the same matter, say so here: a correction or a follow-up helps more than a second record."
    for finding in intake.findings:
        if finding.code == _REPEATED:
            yield f"**{plain(finding.sentence, 600)}** {plain(finding.remedy, 600)}"


def _is_answered(intake: Intake, element: Element) -> bool:
    return element.key in (intake.answers.sections if element.kind is Kind.SECTION else intake.answers.data)


def _questions(intake: Intake, site: str) -> Iterator[str]:
    """For each question whether it is answered, and what the check says of the answer."""
    by_key = _findings_by_key(intake)
    for element in elements(intake.type):
        if element.kind is Kind.AGREED:
            continue
        key = element.key
        found = by_key.pop(key, []) if key else []
        remarks = intake.answers.remarks.get(element.id, [])
        if element.kind is Kind.REST and not remarks:
            continue
        is_kept = element.label in intake.answers.kept
        said = "answered." if _is_answered(intake, element) else "not answered yet."
        if is_kept and not _is_answered(intake, element):
            said = "could not be read as fields."
        yield f"- **{plain(element.label)}**" + ("" if element.kind is Kind.REST else f" {said}")
        yield from (f"  - {plain(remark, 600)}" for remark in remarks)
        yield from _told(found, site)
    rest = [finding for among in by_key.values() for finding in among]
    if rest:
        yield "- **Everything else**"
        yield from _told(rest, site)


def _told(findings: list[Finding], site: str) -> Iterator[str]:
    worst = sorted(findings, key=lambda each: (each.severity.rank, each.order))
    for finding in worst[:_EACH]:
        page = page_of(finding.code, site)
        name = f"[{finding.code}]({page})" if page else finding.code
        yield f"  - {plain(finding.sentence, 600)} → {plain(finding.remedy, 600)} ({name})"
    if len(worst) > _EACH:
        yield f"  - and {len(worst) - _EACH} more"


def _findings_by_key(intake: Intake) -> dict[str, list[Finding]]:
    """What the check says, by the field or section it is about; what is about the whole stands under nothing."""
    file = read_file(intake.text.encode(), markdown=intake.type.is_markdown)
    keys = sorted(
        (place.line + file.fields_line - 1, str(path[0]))
        for path, place in file.locate().key_places.items()
        if len(path) == 1
    )
    headings = _sections(intake, file.body)
    starts = [*keys, *((heading.line + file.body_line, heading.text) for heading in headings)]
    lines = [line for line, _ in starts]
    found: dict[str, list[Finding]] = {}
    for finding in intake.findings:
        if finding.code in (_NEXT_QUESTION, _REPEATED):
            continue
        at = bisect_right(lines, finding.line) - 1
        found.setdefault(starts[at][1] if at >= 0 and finding.line > 1 else "", []).append(finding)
    return found


def _sections(intake: Intake, body: str) -> list[Heading]:
    if not intake.type.is_markdown:
        return []
    return [heading for heading in parse(body).facts.headings if heading.level == 2]


def _left(intake: Intake) -> Iterator[str]:
    """What stands in no answer: shown, so that whoever wrote it sees that it was seen."""
    answers = intake.answers
    if answers.kept and intake.path:
        yield "### Kept as it was written"
        yield ""
        yield f"No field fits this. It is kept in the draft under {code('imported')}, and an editor looks at it."
        yield ""
        yield from (f"- {plain(label, 200)}" for label in islice(answers.kept, 50))
        yield ""
    if answers.left:
        yield "### Not placed"
        yield ""
        yield "This belongs to no question, or looks like the signature of a mail. It stays here, not in the draft."
        yield ""
        room = _LEFT
        for part in answers.left:
            for line in part.split("\n"):
                if line.strip() and room > 0:
                    yield f"> {plain(line, 300)}"
                    room -= min(len(line), 300) + 2
        if room <= 0:
            yield "> and more"
        yield ""
