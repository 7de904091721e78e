"""``coach rubric publish``, ``archive`` and ``history``: the life of a rubric."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coach.cli.exits import Exit
from coach.cli.options import db_option, json_option, settings

if TYPE_CHECKING:
    from coach.services.publish import Hand, Taken
    from coach.services.versions import KnownVersion

_Command = TypeVar("_Command", bound=Callable[..., Any])
_WIDTH = 80


def _hand_options(command: _Command) -> _Command:
    """--by and --why."""
    why = click.option("--why", metavar="TEXT", default="", help="Why, for the audit trail.")
    by = click.option("--by", metavar="NAME", help="Who decides it (default: your login name).")
    return by(why(command))


@click.command(name="publish", short_help="Check a rubric, publish it and keep its text.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@_hand_options
@json_option
@db_option
def publish(file: Path, by: str | None, why: str, as_json: bool) -> int:
    """Publish the rubric of FILE: set 'status: published' in it and keep its text in the store.

    Refused, with every reason on a line and exit code 1, when a check or an example fails, when
    the version was published before with other text, or when it extends a rubric that is not
    published. Nothing else in the file changes.

    \b
    Example:
      coach rubric publish bank.yaml --by Kim --why "agreed with compliance"
    """
    from coach.services.publish import publish as publish_file

    hand = _hand(by, why)
    with settings().open_store() as store:
        taken = publish_file(file, store, hand)
    return _tell(taken, "published", as_json)


@click.command(name="archive", short_help="Take a rubric out of use.")
@click.argument("rubric", metavar="FILE_OR_ID")
@_hand_options
@json_option
@db_option
def archive(rubric: str, by: str | None, why: str, as_json: bool) -> int:
    """Archive a rubric: set 'status: archived' in its file and record it in the store.

    FILE_OR_ID is the path of a file, the id of a published rubric, or a version such as
    bank-posts@1.0. Scores that were given stay as they are; new ones are refused.

    \b
    Example:
      coach rubric archive bank-posts@1.0 --why "1.1 took its place"
    """
    from coach.services.publish import archive as archive_rubric

    hand = _hand(by, why)
    with settings().open_store() as store:
        taken = archive_rubric(rubric, store, hand)
    return _tell(taken, "archived", as_json)


@click.command(name="history", short_help="List the versions of rubrics.")
@click.argument("rubric", metavar="[ID]", required=False)
@json_option
@db_option
def history(rubric: str | None, as_json: bool) -> None:
    """List the versions of a rubric, or of all: status, when, by whom, why, and stored scores.

    The newest comes first. Each can be shown and used again by the name it has here.

    \b
    Examples:
      coach rubric history bank-posts
      coach rubric show bank-posts@1.0
    """
    from coach.cli.shown import print_json, print_lines
    from coach.services.versions import lives, reading

    with reading(settings().store_path()) as store:
        found = lives(rubric, store)
    if as_json:
        print_json([{**asdict(known), "ref": known.ref, "scores": n} for known, n in found])
        return
    print_lines(_history_lines(found))


def _hand(by: str | None, why: str) -> Hand:
    from coach.model.problem import CoachError
    from coach.services.clock import utc_now
    from coach.services.publish import Hand, login_name

    if by is not None and not by.strip():
        raise CoachError("--by: error[no-name] the name is empty; write who decides it")
    return Hand(by.strip() if by else login_name(), utc_now(), why.strip())


def _tell(taken: Taken, verb: str, as_json: bool) -> int:
    """What came of it, on stdout as a line or JSON; what to do about it on stderr."""
    from coach.cli.shown import counted, print_json, print_line, print_problems, shown_path

    step = taken.step
    if as_json:
        print_json(_taken_data(taken))
    elif step is None:
        print_problems(taken.reasons, False)
    elif taken.new:
        print_line(f"{verb} {step.ref}")
    else:
        print_line(f"{step.ref} was {verb} on {step.at[:10]} by {step.by} already")
    if step is None:
        click.echo(f"not {verb}: {counted(len(taken.reasons), 'reason')}", err=True)
        if taken.next is not None:
            print_line(f'the next free version is "{taken.next}"', err=True)
        return Exit.FAILED_CHECK
    if taken.file is not None:
        print_line(f"set status: {verb} in {shown_path(taken.file)}", err=True)
    elif taken.new and not step.file:
        click.echo("no file holds this text any more, so none was changed", err=True)
    return Exit.FINE


def _taken_data(taken: Taken) -> dict[str, Any]:
    from coach.cli.shown import shown_path

    step = taken.step
    return {
        "done": step is not None,
        "new": taken.new,
        **({**asdict(step), "ref": step.ref} if step else {}),
        "reasons": [{**asdict(r), "file": shown_path(r.file)} for r in taken.reasons],
        "next_version": taken.next,
    }


def _history_lines(found: tuple[tuple[KnownVersion, int], ...]) -> Iterator[str]:
    from textwrap import wrap

    from coach.cli.shown import counted
    from coach.language.plain import one_line

    last = None
    for known, scores in found:
        if known.id != last:
            yield from ([known.id] if last is None else ["", known.id])
        last = known.id
        use = f"{known.status:<9}  {counted(scores, 'score')}"
        yield f"  {known.id}@{known.version}#{known.digest}  {use}"
        for step in reversed(known.steps):
            why = f": {step.why}" if step.why else ""
            said = one_line(f"{step.at[:10]} {step.status} by {step.by}{why}")
            yield from wrap(said, _WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 8)
        if not known.steps and known.shipped:
            yield "      comes with coach"
