"""`casehub forge`: what the workflows in `.github/workflows/` run. People can run it too, with a token of theirs.

The token is read from the environment (GH_TOKEN), never from an option, so that it stands in no list of processes.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casehub.cli.terminal import CannotRun, find_root, load_hub, site_url
from casehub.records.findings import shortened

if TYPE_CHECKING:
    from casehub.forge.answers import Reading
    from casehub.forge.client import Forge
    from casehub.forge.pull_requests import PullRequest
    from casehub.records.model import Hub

app = typer.Typer(
    name="forge",
    help="For continuous integration: answer pull requests and issues, hold the review gate, take reviews in.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Number = Annotated[int | None, typer.Option("--pull-request", min=1, help="The number of the pull request.")]
Run = Annotated[int | None, typer.Option("--run", min=1, help="The workflow run that checked the pull request.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")]
Root = Annotated[Path | None, typer.Option(help="The hub's folder: the base branch, never the pull request's.")]
Base = Annotated[str, typer.Option(help="The branch that pull requests go into.")]


@app.command("feedback")
def feedback(number: Number = None, run: Run = None, dry_run: DryRun = False, root: Root = None) -> None:
    """Write the comment on a pull request, or bring it up to date. With --dry-run, print it."""
    from casehub.forge import answers
    from casehub.forge.comment import Places, create_comment

    folder = find_root(root)
    with _in_words():
        forge = _forge()
        pull = _chosen(forge, number, run)
        if pull is None:
            return
        with _read(forge, pull, folder) as reading:
            types = reading.head.hub.definitions.types
            places = Places(
                f"{os.environ.get('GITHUB_SERVER_URL', 'https://github.com')}/{forge.repository}",
                site_url(folder),
                {name: type.folder for name, type in types.items()},
            )
            text = create_comment(answers.feedback(forge, reading), places)
        if dry_run:
            typer.echo(text, nl=False)
            return
        done = answers.put_comment(forge, pull.number, text, _accounts())
        typer.echo(f"Comment on pull request {pull.number}: {done}.")


@app.command("gate")
def gate(
    number: Number = None,
    run: Run = None,
    every: Annotated[bool, typer.Option("--all", help="All open pull requests.")] = False,
    base: Base = "main",
    dry_run: DryRun = False,
    root: Root = None,
) -> None:
    """Say on the head commit of a pull request whether the reviews that it needs are there."""
    from casehub.forge import answers
    from casehub.forge.client import ForgeError

    folder = find_root(root)
    failed = 0
    with _in_words():
        forge = _forge()
        pulls = answers.open_pull_requests(forge, base) if every else [_chosen(forge, number, run)]
    for pull in pulls:
        if pull is None:
            continue
        try:
            if isinstance(pull, str):
                raise ForgeError(pull)
            with _read(forge, pull, folder) as reading:
                status = answers.status(reading)
            done = "would be made" if dry_run else answers.put_status(forge, status)
            typer.echo(f"Pull request {pull.number}: {status.state}, {status.description} ({done})")
        except (ForgeError, OSError, ValueError) as error:  # one that fails keeps no other waiting
            failed += 1
            typer.echo(f"Not done: {error}", err=True)
    if failed:
        raise CannotRun(f"{failed} of {len(pulls)} could not be done; see above. The rest is done.")


@app.command("harvest")
def harvest(
    number: Number = None,
    recent: Annotated[int | None, typer.Option(min=1, max=100, help="As many as were changed last.")] = None,
    base: Base = "main",
    dry_run: DryRun = False,
    root: Root = None,
) -> None:
    """Propose the reviews of merged pull requests as records, and publish what has enough of them."""
    from casehub.forge.client import ForgeError
    from casehub.forge.pull_requests import recently_merged

    folder = find_root(root)
    if (number is None) == (recent is None):
        raise CannotRun("Give --pull-request with a number, or --recent with how many to look at.")
    with _in_words():
        forge = _forge()
        numbers = [number] if number is not None else recently_merged(forge, recent or 1)
    hub = load_hub(folder)
    failed = 0
    for each in numbers:
        try:
            _harvest(forge, each, base, hub, dry_run)
        except (ForgeError, OSError, ValueError) as error:
            failed += 1
            typer.echo(f"Not done, pull request {each}: {error}", err=True)
    if failed:
        raise CannotRun(f"{failed} of {len(numbers)} could not be done; see above. The rest is done.")


@app.command("intake")
def intake(
    issue: Annotated[int | None, typer.Option(min=1, help="The number of the issue.")] = None,
    payload: Annotated[
        Path | None, typer.Option(help="A file with the issue, or with an event about it, instead of asking.")
    ] = None,
    base: Base = "main",
    dry_run: DryRun = False,
    root: Root = None,
) -> None:
    """Make a draft of an issue that came through a form: a pull request with the file, and an answer on the issue."""
    from casehub.forge.answers import put_comment
    from casehub.forge.intake import intake_of, is_merged, issue_of, proposal_of, type_of
    from casehub.forge.intake_answer import MARKER, answer_text
    from casehub.forge.proposal import propose

    folder = find_root(root)
    if (issue is None) == (payload is None):
        raise CannotRun("Give --issue with a number, or --payload with a file.")
    hub = load_hub(folder)
    with _in_words("issue"), tempfile.TemporaryDirectory() as empty:
        told = issue_of(_forge().get(f"issues/{issue}") if payload is None else json.loads(payload.read_bytes()))
        type = type_of(told, hub)
        if type is None or not told.is_open:
            why = "is closed" if type else "did not come through a form"
            typer.echo(f"Issue {told.number} {why}, so there is nothing to take in.")
            return
        found = intake_of(told, type, hub, Path(empty))
        if dry_run:
            typer.echo(f"Would propose: {found.path}\n\n{found.text}" if found.path else "Would propose nothing.")
            typer.echo(answer_text(found, site_url(folder), ""), nl=False)
            return
        forge = _forge()
        merged = is_merged(forge, told.number, base)
        address = propose(forge, proposal_of(found, base)) if found.path and not merged else ""
        text = answer_text(found, site_url(folder), address, merged=merged)
        done = put_comment(forge, told.number, text, _accounts(), MARKER)
    typer.echo(f"Issue {told.number}: {address or 'no draft'}; answer {done}.")


@app.command("waiting")
def waiting(base: Base = "main", dry_run: DryRun = False, root: Root = None) -> None:
    """Keep one issue that lists the pull requests which nobody has answered for a week."""
    from casehub.forge.waiting import all_waiting, issue_text, put_issue
    from casehub.records.load import today

    find_root(root)
    with _in_words():
        forge = _forge()
        found = all_waiting(forge, base, today())
        if dry_run:
            typer.echo(issue_text(found) if found else "Nothing waits.")
            return
        typer.echo(f"{len(found)} {'waits' if len(found) == 1 else 'wait'}: {put_issue(forge, found, _accounts())}.")


@app.command("labels")
def labels(root: Root = None) -> None:
    """Make the labels of .github/labels.yml, or bring them up to date. Others are left alone."""
    from casehub.forge.labels import labels_of, put_labels
    from casehub.records.plain_yaml import read

    path = find_root(root) / ".github" / "labels.yml"
    with _in_words():
        changed = put_labels(_forge(), labels_of(read(path.read_text("utf-8")).data))
    typer.echo(f"Changed: {', '.join(changed)}." if changed else "All labels are there.")


def _harvest(forge: Forge, number: int, base: str, hub: Hub, dry_run: bool) -> None:
    from casehub.forge.merged import harvest_of, proposal_of
    from casehub.forge.proposal import propose
    from casehub.forge.pull_requests import of_number

    pull = of_number(forge, number)
    if not pull.is_merged:
        typer.echo(f"Pull request {number} is not merged, so there is nothing to take in.")
        return
    with tempfile.TemporaryDirectory() as folder:
        found = harvest_of(forge, pull, hub, Path(folder), hub.today)
    for problem in [*(f"{each.who}: {' '.join(each.problems)}" for each in found.reviews if each.problems)]:
        typer.echo(f"Not taken in: {shortened(problem)}", err=True)
    for problem in found.problems:
        typer.echo(f"Not taken in: {shortened(problem)}", err=True)
    if not found.files:
        typer.echo(f"Pull request {number}: no review to take in.")
        return
    proposal = proposal_of(found, base)
    if dry_run:
        typer.echo(f"Would propose: {proposal.title}")
        for path in sorted(proposal.files):
            typer.echo(f"- {path}")
        return
    address = propose(forge, proposal)
    typer.echo(f"Proposed: {proposal.title} {address}" if address else f"Declined before: {proposal.title}")


def _forge() -> Forge:
    from casehub.forge.client import API, Forge

    repository = os.environ.get("GITHUB_REPOSITORY", "")
    if not repository:
        raise CannotRun("Say which repository is meant: GITHUB_REPOSITORY=owner/name.")
    try:
        return Forge(repository, os.environ.get("GH_TOKEN", ""), os.environ.get("GITHUB_API_URL") or API)
    except ValueError as error:
        raise CannotRun(str(error)) from error


def _accounts() -> tuple[str, ...]:
    """Under which name we write: only what this account wrote before is ever changed."""
    return (os.environ.get("CASEHUB_ACCOUNT") or "github-actions[bot]",)


def _chosen(forge: Forge, number: int | None, run: int | None) -> PullRequest | None:
    """The pull request that is meant, if it is open. Says so where it is not."""
    from casehub.forge.pull_requests import of_number, of_run

    if (number is None) == (run is None):
        raise CannotRun("Give --pull-request with a number, or --run with the number of a run.")
    pull = of_number(forge, number) if number is not None else of_run(forge, run or 0)
    if pull is None:
        typer.echo(f"Run {run}: no open pull request has this commit at its head.")
    elif not pull.is_open:
        typer.echo(f"Pull request {pull.number} is closed.")
        return None
    return pull


@contextmanager
def _read(forge: Forge, pull: PullRequest, root: Path) -> Iterator[Reading]:
    from casehub.forge.answers import read_pull_request
    from casehub.records.definitions import Definitions
    from casehub.records.load import today

    definitions = Definitions.load(root / "schemas")
    with tempfile.TemporaryDirectory() as folder:
        yield read_pull_request(forge, pull, root, Path(folder), definitions, today())


@contextmanager
def _in_words(what: str = "pull request") -> Iterator[None]:
    from casehub.forge.client import ForgeError

    try:
        yield
    except ForgeError as error:
        raise CannotRun(str(error)) from error
    except (OSError, ValueError) as error:
        raise CannotRun(f"The {what} cannot be read: {error}") from error
