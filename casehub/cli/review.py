"""`casehub review`: give reviews, take them in, see what is missing, and publish what has enough of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from casehub.cli import review_import, review_new
from casehub.cli.record_names import record_named, replace, reviewable
from casehub.cli.terminal import CannotRun, find_root, load_hub
from casehub.records.model import Hub, Record

app = typer.Typer(
    name="review",
    help="Review cases and practices, and see what they need to be published.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("new")(review_new.new)
app.command("note")(review_new.note)
app.command("import")(review_import.import_)

RecordName = Annotated[str, typer.Argument(help="case/<id>, practice/<id>, its file, or its id alone.")]
Root = Annotated[Path | None, typer.Option(help="The hub's folder.")]


@app.command("digest")
def digest(record: RecordName, root: Root = None) -> None:
    """Print the digest of what is reviewed: it changes with every claim, and with nothing else."""
    from casehub.review.digest import content_of

    hub = load_hub(find_root(root))
    typer.echo(content_of(hub, record_named(hub, record)).digest)


@app.command("status")
def status(
    record: Annotated[str | None, typer.Argument(help="A case or practice; everything in review by default.")] = None,
    root: Root = None,
) -> None:
    """Say what a record still needs to be published, and who could review it."""
    from casehub.rules import shortfalls

    hub = load_hub(find_root(root))
    if record is not None:
        _tell(hub, record_named(hub, record))
        return
    waiting = [each for each in reviewable(hub) if each.stage == "in-review"]
    if not waiting:
        typer.echo("Nothing is in review.")
    for each in waiting:
        count = len(shortfalls(hub, each))
        missing = (
            f"{count} {'thing is' if count == 1 else 'things are'} missing" if count else "ready to be published"
        )
        typer.echo(f"{each.type}/{each.id}: {missing}.")


@app.command("publish")
def publish(
    record: RecordName,
    on: Annotated[str | None, typer.Option("--date", help="The day of publication; today by default.")] = None,
    root: Root = None,
) -> None:
    """Set status and day of publication in the record's file, when the policy holds and nothing is missing."""
    from casehub.review.statuses import published_text
    from casehub.rules import shortfalls

    hub = load_hub(find_root(root))
    chosen = record_named(hub, record)
    if chosen.stage != "in-review":
        raise CannotRun(f"{chosen.path} is {chosen.stage}. Only a record that is in review can be published.")
    day = on or hub.today.isoformat()
    if on is not None and not _is_past(on, hub.today):
        raise CannotRun(f"“{on}” is not a day up to today, as year-month-day.")
    missing = shortfalls(hub, chosen)
    if missing:
        typer.echo(f"{chosen.path} cannot be published yet:", err=True)
        for sentence in missing:
            typer.echo(f"- {sentence}", err=True)
        raise typer.Exit(1)
    edited = published_text((hub.root / chosen.path).read_bytes(), day)
    if edited is None:
        raise CannotRun(
            f"Nothing was written: the fields of {chosen.path} cannot be edited safely. "
            f"Write “status: published” and “published: {day}” by hand."
        )
    replace(hub.root, chosen.path, edited)
    typer.echo(f"{chosen.path} is published as of {day}. Look at the change, then: casehub check")


def _tell(hub: Hub, record: Record) -> None:
    from casehub.review.policy import is_early, policy_of
    from casehub.review.reviewers import candidates
    from casehub.review.verdict import verdict_of
    from casehub.rules import shortfalls

    typer.echo(f"{record.title} ({record.type}/{record.id}) is {record.stage}.")
    if record.is_example:
        typer.echo("It is a made-up example, which needs no reviews.")
        return
    verdict = verdict_of(hub, record)
    if policy_of(hub.definitions).is_founding(record) and record.stage == "published" and not verdict.suffices:
        typer.echo("It is a founding record: editors checked it against its sources, and not enough peers have yet.")
    for title, reviews in (("Counts", verdict.counting), ("Read an earlier text", verdict.stale)):
        for each in reviews:
            typer.echo(f"{title}: {each.reviewer}, {each.organisation}, {each.date}, round {each.round}.")
    for each in verdict.opposed:
        typer.echo(f"Asks for changes: {each.reviewer}, {each.date}, round {each.round}.")
    for each, reason in verdict.unfit:
        typer.echo(f"Does not count: {each.reviewer}, {each.date}: {reason}.")
    missing = shortfalls(hub, record) if record.stage != "published" or not is_early(hub, record) else []
    if missing:
        typer.echo("Missing for publication:")
        for sentence in missing:
            typer.echo(f"- {sentence}")
    elif record.stage == "in-review":
        typer.echo(f"Nothing is missing. Publish it with: casehub review publish {record.type}/{record.id}")
    if record.stage != "withdrawn" and len(verdict.counting) < verdict.needed:
        found = candidates(hub, record)
        if found:
            typer.echo("Who could review it:")
        for candidate in found[:10]:
            topics = ", ".join(hub.definitions.label("function", each) for each in candidate.topics)
            typer.echo(
                f"- {candidate.person.title} ({candidate.person.id}): {topics}; {candidate.open_reviews} in hand"
            )
        if not found:
            typer.echo("Nobody in people/ who offers to review knows the topic and has no part in it.")


def _is_past(text: str, today: date) -> bool:
    from casehub.records.forms import is_day

    return is_day(text) and date.fromisoformat(text) <= today
