"""Templates to copy: a record of each kind with guidance as comments, and what a reviewer pastes."""

from __future__ import annotations

from collections.abc import Iterator

from casehub.records.definitions import Definitions
from casehub.records.drafts import Guidance, record_text
from casehub.records.schema import RecordType
from casehub.review.rubric import Edition, rubric_of

CONTRIBUTED = ("case", "practice", "challenge", "question")
"""What people hand in through a form or a template. Other records are written by editors."""
TEMPLATES = "schemas/templates"
"""Where the templates stand."""
_MADE = "# Made by `casehub generate` from schemas/. Copy it to content/{folder}/, under a name of your own.\n"
_HOW = "# Take away the # before a line to answer it. What stands there is made up.\n"


def template_path(type: RecordType) -> str:
    """Where the template of a type stands."""
    return f"{TEMPLATES}/{type.name}{'.md' if type.is_markdown else '.yml'}"


def template(type: RecordType) -> str:
    """A file with every field of a type as a comment, and the prompts of its sections."""
    known = {key: value for key, value in (("schema_version", 1), ("status", "draft")) if key in type.properties}
    text = record_text(type, known, guidance=Guidance.ALL)
    told = _MADE.format(folder=type.folder) + _HOW
    return text.replace("---\n", f"---\n{told}", 1) if type.is_markdown else told + text


def review_template(definitions: Definitions) -> str:
    """What a reviewer copies: the block, and the rubric in words."""
    edition = rubric_of(definitions).newest
    lines = [
        "<!-- Made by `casehub generate` from schemas/rubric.yaml. -->",
        "",
        "# A review",
        "",
        "Copy the block into your review, and fill it in.",
        f"Scores go from {edition.lowest} to {edition.highest}. {_reasons(edition)}",
        "The text around the block is yours; only the block is scored.",
        "",
        *review_block(edition, with_questions=True),
        "",
        "## What the scores mean",
        "",
        *rubric_table(edition),
    ]
    return "\n".join(lines) + "\n"


def review_block(edition: Edition, *, with_questions: bool = False) -> Iterator[str]:
    """The block of a review, fenced so that it can be copied, with each criterion's question as a comment."""
    yield "````"
    yield "```review"
    yield "record: case/the-id"
    if with_questions:
        yield "scores:"
        for criterion in edition.criteria:
            yield f"  # {criterion.question}"
            yield f"  {criterion.id}:"
    else:
        yield f"scores: {{{', '.join(f'{criterion.id}: ' for criterion in edition.criteria)}}}"
    yield "reasons:"
    yield f"  {edition.criteria[0].id}: Why."
    yield "interests: none"
    yield "consent: yes"
    yield "```"
    yield "````"


def rubric_table(edition: Edition) -> Iterator[str]:
    """The rubric as a Markdown table: a row for each criterion, a column for each score."""
    scores = range(edition.lowest, edition.highest + 1)
    yield f"| | {' | '.join(map(str, scores))} |"
    yield f"|---|{'---|' * len(scores)}"
    for criterion in edition.criteria:
        yield f"| **{criterion.title}.** {criterion.question} | {' | '.join(criterion.anchors)} |"


def pull_request_template(definitions: Definitions) -> str:
    """What a pull request begins with: three questions, a few promises, and the block for reviewers."""
    edition = rubric_of(definitions).newest
    return _PULL_REQUEST.format(
        block="\n".join(review_block(edition)),
        lowest=edition.lowest,
        highest=edition.highest,
        reasons=_reasons(edition),
        review=f"{TEMPLATES}/review.md",
    )


def _reasons(edition: Edition) -> str:
    numbers = [str(number) for number in sorted(edition.needs_reason)]
    listed = f"{', '.join(numbers[:-1])} and {numbers[-1]}" if len(numbers) > 1 else "".join(numbers)
    return f"Say why for {listed}." if listed else ""


_PULL_REQUEST = """\
<!-- Thank you. Leave out what does not fit. A comment with what the check says follows within a few minutes. -->

**What is new or different, and how do you know?**


**For a case or practice**

- [ ] Every figure names its source, and I have read the sources.
- [ ] It says what was hard, and names roles rather than people.
- [ ] Named partners have been told, or will be before it is published.
- [ ] My own ties to it (money, employer, family) are stated in the record, or there are none.

**For reviewers**: a review becomes a record of the hub when it is submitted as “Approve” or “Request changes” with
this block in it, filled in. Scores go from {lowest} to {highest}. {reasons}
What each score means stands in `{review}` and on the page “Peer review”.

{block}

<!-- Made by `casehub generate`: the criteria come from schemas/rubric.yaml. -->
"""
