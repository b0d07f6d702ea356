"""`casehub review new` and `note`: a review, asked criterion by criterion, and a note on an edit of words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from casehub.cli.record_names import record_named, write_new
from casehub.cli.terminal import CannotRun, find_root, load_hub
from casehub.records.findings import closest
from casehub.records.forms import is_day
from casehub.records.model import Hub, Record
from casehub.review.digest import content_of
from casehub.review.files import path_for, text_of
from casehub.review.reviews import all_reviews
from casehub.review.rubric import Edition, rubric_of


def new(
    record: Annotated[str, typer.Argument(help="case/<id>, practice/<id>, its file, or its id alone.")],
    reviewer: Annotated[str | None, typer.Option(help="Your id in people/.")] = None,
    organisation: Annotated[str | None, typer.Option(help="Where you work; as in people/ by default.")] = None,
    score: Annotated[list[str] | None, typer.Option(help="A score, as clarity=3. Once for each criterion.")] = None,
    reason: Annotated[list[str] | None, typer.Option(help="A reason, as clarity=words.")] = None,
    recommendation: Annotated[str | None, typer.Option(help="accept, accept-minor, revise or reject.")] = None,
    interests: Annotated[str | None, typer.Option(help="none, or what ties you to the work.")] = None,
    consent: Annotated[bool | None, typer.Option("--consent/--no-consent", help="May your name be shown?")] = None,
    comments: Annotated[str | None, typer.Option(help="What you want to say besides.")] = None,
    date: Annotated[str | None, typer.Option(help="The day of the review; today by default.")] = None,
    example: Annotated[bool, typer.Option("--example", help="A made-up review, which never counts.")] = False,
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Write a review: asks for each criterion what its scores mean in words. Options answer without being asked."""
    hub = load_hub(find_root(root))
    subject = record_named(hub, record)
    edition = rubric_of(hub.definitions).newest
    scores, reasons = _pairs(score or [], edition, "--score"), _pairs(reason or [], edition, "--reason")
    if date is not None and not is_day(date):
        raise CannotRun(f"“{date}” is not a day, as year-month-day.")
    try:
        person = _person(hub, reviewer or str(typer.prompt("Your id in people/")))
        given = {key: _score(text, edition, key) for key, text in scores.items()}
        for criterion in edition.criteria:
            if criterion.id not in given:
                given[criterion.id] = _asked_score(edition, criterion.id)
            if given[criterion.id] in edition.needs_reason and criterion.id not in reasons:
                reasons[criterion.id] = str(typer.prompt(f"{criterion.title}: {given[criterion.id]}. Why?"))
        said = recommendation or _asked_choice(hub, "recommendation", "What should happen to it?")
        tie = interests or str(typer.prompt("Any tie to the work or to those who did it? (none, or which)"))
        named = typer.confirm("May your name stand on the page?") if consent is None else consent
    except typer.Abort as error:
        raise CannotRun(
            "Nothing was written: an answer is missing. Give it at the prompt or as an option."
        ) from error
    day = date or hub.today.isoformat()
    earlier = [each.round for each in all_reviews(hub, subject) if each.reviewer == person.id]
    fields: dict[str, Any] = {
        "schema_version": 1,
        **({"example": True} if example else {}),
        "reviewer": person.id,
        "date": day,
        "organisation": organisation or str(person.data.get("organisation", "")),
        "round": max(earlier, default=0) + 1,
        "recommendation": said,
        "rubric": edition.number,
        "scores": {each.id: given[each.id] for each in edition.criteria},
        **({"reasons": reasons} if reasons else {}),
        **({"comments": comments} if comments else {}),
        "interests": _interests(tie),
        "consent": "yes" if named else "no",
        "digest": content_of(hub, subject).digest,
    }
    path = path_for(hub, "review", subject.key, day, person.id)
    _write(hub, "review", path, fields)


def note(
    record: Annotated[str, typer.Argument(help="case/<id>, practice/<id>, its file, or its id alone.")],
    by: Annotated[str, typer.Option(help="Your id in people/. Authors cannot sign.")],
    reason: Annotated[str, typer.Option(help="What was edited, and why it changes no claim.")],
    since: Annotated[str, typer.Option(help="The revision in which the text stands as it was.")] = "HEAD",
    root: Annotated[Path | None, typer.Option(help="The hub's folder.")] = None,
) -> None:
    """Write an editorial note for an edit that changed words only. Hand it in together with the edit."""
    from casehub.cli.repository import content_at
    from casehub.review.changes import never_editorial

    hub = load_hub(find_root(root))
    subject = record_named(hub, record)
    before = content_at(hub, subject, since)
    after = content_of(hub, subject)
    if before is None:
        raise CannotRun(f"{subject.path} cannot be read in {since}.")
    if before.digest == after.digest:
        raise CannotRun("No note is needed: no claim has changed since then.")
    if changes := never_editorial(before, after):
        raise CannotRun(
            f"This is not editorial; ask the reviewers to read it again. It changes {'; '.join(changes)}."
        )
    day = hub.today.isoformat()
    fields = {"schema_version": 1, "by": _person(hub, by).id, "date": day, "from": before.digest, "to": after.digest}
    _write(hub, "note", path_for(hub, "note", subject.key, day, by), {**fields, "reason": reason})


def _write(hub: Hub, type: str, path: str, fields: dict[str, Any]) -> None:
    from casehub.rules import objections

    text = text_of(fields)
    if problems := objections(hub, path, text.encode()):
        said = "\n".join(f"- {each.sentence} {each.remedy} ({each.code})" for each in problems)
        raise CannotRun(f"Nothing was written:\n{said}")
    write_new(hub.root, path, text)
    typer.echo(f"{path} is there. Look at it, then: casehub check")


def _person(hub: Hub, id: str) -> Record:
    person = hub.get("person", id)
    if person is None:
        near = closest(id, [each.id for each in hub.of("person")])
        hint = f" Did you mean “{near}”?" if near else ""
        raise CannotRun(f"Nobody called “{id}” is in people/.{hint}")
    return person


def _pairs(given: list[str], edition: Edition, option: str) -> dict[str, str]:
    known = [each.id for each in edition.criteria]
    found = {}
    for each in given:
        key, sign, value = each.partition("=")
        if not sign or key.strip() not in known:
            near = closest(key.strip(), known)
            hint = f" Did you mean “{near}”?" if near and near != key.strip() else ""
            raise CannotRun(f"{option} {each!r} has to be one of {', '.join(known)}, then = and the answer.{hint}")
        found[key.strip()] = value.strip()
    return found


def _score(text: str, edition: Edition, criterion: str) -> int:
    if not text.isdecimal() or not edition.lowest <= int(text) <= edition.highest:
        raise CannotRun(f"{criterion} is scored {text!r}; scores go from {edition.lowest} to {edition.highest}.")
    return int(text)


def _asked_score(edition: Edition, id: str) -> int:
    criterion = next(each for each in edition.criteria if each.id == id)
    typer.echo(f"\n{criterion.title}. {criterion.question}")
    for number, anchor in enumerate(criterion.anchors, edition.lowest):
        typer.echo(f"  {number}  {anchor}")
    while True:
        answer = str(typer.prompt("Score")).strip()
        if answer.isdecimal() and edition.lowest <= int(answer) <= edition.highest:
            return int(answer)
        typer.echo(f"Scores go from {edition.lowest} to {edition.highest}.", err=True)


def _asked_choice(hub: Hub, vocabulary: str, question: str) -> str:
    terms = hub.definitions.vocabularies[vocabulary]
    while True:
        answer = str(typer.prompt(f"{question} ({', '.join(terms.terms)})")).strip()
        if answer in terms:
            return answer
        near = terms.suggestion(answer)
        typer.echo(f"Did you mean “{near}”?" if near else f"Choose one of: {', '.join(terms.terms)}.", err=True)


def _interests(text: str) -> dict[str, str]:
    if text.strip().lower() in ("none", "no", "nothing"):
        return {"declared": "none"}
    return {"declared": "disclosed", "statement": text.strip()}
