"""``coach rubric diff`` and ``coach rubric preview``: what a changed rubric would change."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli.exits import Exit
from coach.cli.options import db_option, json_option, settings

if TYPE_CHECKING:
    from coach.model.rubric import Rubric
    from coach.model.thread import Draft
    from coach.services.preview_replies import Replies
    from coach.store import Store

STORE = "store"


@click.command(name="diff", short_help="Say in words what differs between two rubrics.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@json_option
@db_option
def diff(old: str, new: str, as_json: bool) -> None:
    """Say in words what differs between two rubrics, with all they inherit in place.

    OLD and NEW are ids of shipped rubrics, paths of files, or id@version#digest of a rubric that
    is kept in the store.

    \b
    Examples:
      coach rubric diff social-care my-team.yaml
      coach rubric diff my-team-1.0.yaml my-team-1.1.yaml
    """
    from coach.cli.shown import print_json, print_lines
    from coach.render.rubric_diff import difference_data, difference_lines
    from coach.services.compare import difference

    found = difference(_rubric(old), _rubric(new))
    if as_json:
        print_json(difference_data(found))
        return
    print_lines(difference_lines(found))


@click.command(name="preview", short_help="Show what publishing a rubric would do to scores.")
@click.argument("new", metavar="RUBRIC")
@click.option(
    "--against",
    metavar="OLD",
    help="The rubric to compare with (default: the version published before, else the shipped "
    "rubric of the same id, else the rubric it extends).",
)
@click.option(
    "--on",
    "place",
    default=STORE,
    show_default=True,
    metavar="FILE|store",
    help="Replies to score: a file as coach score reads it, or those kept in the store.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="Only the newest N of the store, or the first N of the file (default: all).",
)
@json_option
@db_option
def preview(new: str, against: str | None, place: str, limit: int | None, as_json: bool) -> int:
    """Show what publishing a rubric would do: the same replies by the old rubric and by RUBRIC.

    Printed are the change of the mean total, who crosses the pass mark, the totals before and
    after, the criteria behind the change, and the ten replies that change most. Nothing is
    stored. Rows of a file that cannot be scored are listed on stderr; then coach ends with 1.

    \b
    Examples:
      coach rubric preview my-team.yaml
      coach rubric preview my-team.yaml --against social-care --on replies.csv
    """
    from coach.cli.shown import print_json, print_lines, shown_path
    from coach.render.preview_lines import preview_data, preview_lines
    from coach.services import catalogue
    from coach.services.compare import difference
    from coach.services.preview import compare
    from coach.services.preview_replies import Replies

    rubric = _rubric(new)
    replies = Replies()
    with _store(place, against) as store:
        old, how = _old(rubric, against, store)
        drafts = _drafts(place, (rubric, old), limit, replies, store)
        found = compare(drafts, old, rubric, catalogue.channels(), date.today())
    _say(replies, place, found.n)
    changes = difference(old, rubric)
    if as_json:
        print_json({**preview_data(found), "against": how})
    else:
        on = "the replies in the store" if place == STORE else shown_path(place)
        print_lines([rubric.ref, f"against {old.ref}, {how}", f"on {on}", ""])
        print_lines(preview_lines(found, changes))
    return Exit.FAILED_CHECK if replies.intake.rejected else Exit.FINE


def _rubric(name: str) -> Rubric:
    """The rubric of an id, a path, or a reference into the store."""
    from coach.services.versions import named

    return named(name, settings().store_path())


@contextmanager
def _store(place: str, against: str | None) -> Iterator[Store | None]:
    """The store where it is needed and there is one."""
    from coach.services.versions import reading

    if place != STORE and against is not None:
        yield None
        return
    with reading(settings().store_path()) as store:
        yield store


def _old(rubric: Rubric, against: str | None, store: Store | None) -> tuple[Rubric, str]:
    """The rubric to compare with, and how it was found."""
    from coach.services.earlier import earlier

    if against is not None:
        return _rubric(against), "as you asked"
    found = earlier(rubric, store)
    return found.rubric, found.how


def _drafts(
    place: str,
    rubrics: tuple[Rubric, Rubric],
    limit: int | None,
    replies: Replies,
    store: Store | None,
) -> Iterator[Draft]:
    """The replies to score, counted on a terminal while they pass."""
    from coach.services.preview_replies import file_replies, no_replies, stored_replies

    if place != STORE:
        return _watched(file_replies(Path(place), replies, limit), None)
    if store is None:
        raise no_replies(rubrics, replies)
    found = stored_replies(store, rubrics, replies, limit)
    return _watched(iter(found), len(found))


def _watched(drafts: Iterator[Draft], known: int | None) -> Iterator[Draft]:
    """Shows on a terminal how far a long run has come. known: how many there are."""
    if not sys.stderr.isatty():
        yield from drafts
        return
    begun = shown = time.monotonic()
    for n, draft in enumerate(drafts):
        now = time.monotonic()
        if now - begun > 1 and now - shown > 0.2:
            shown = now
            speed = f"{n / (now - begun):,.0f} a second "
            if known:
                bar = "#" * (20 * n // known)
                said = f"[{bar:<20}] {n:,} of {known:,} replies, {speed}"
            else:
                said = f"compared {n:,} {'reply' if n == 1 else 'replies'}, {speed}"
            sys.stderr.write(f"\r{said}")
            sys.stderr.flush()
        yield draft
    if shown != begun:
        sys.stderr.write("\r\033[K")


def _say(replies: Replies, place: str, scored: int) -> None:
    """What was left out, on stderr. Raises CoachError where nothing was scored."""
    from coach.cli.shown import print_line
    from coach.model.problem import CoachError

    intake = replies.intake
    for reject in intake.rejects:
        print_line(f"line {reject.line}: error[rejected] {reject.reason}", err=True)
    if intake.rejected > len(intake.rejects):
        more = intake.rejected - len(intake.rejects)
        click.echo(f"... and {more} more rejected rows", err=True)
    if intake.rejected:
        click.echo(f"rejected rows: {intake.rejected}", err=True)
    if intake.assumed:
        click.echo(
            f"{intake.assumed} replies without channel or visibility were scored as x, public",
            err=True,
        )
    if replies.others and place == STORE:
        others = ", ".join(f"{name} {n:,}" for name, n in replies.others.most_common())
        print_line(f"left out, as other rubrics scored them: {others}", err=True)
    for reason, n in replies.unread.most_common():
        print_line(f"left out: {n:,} as {reason}", err=True)
    if not scored:
        remedy = "a record needs a 'reply', or a 'thread' with a turn of speaker 'agent'"
        raise CoachError(f"{place}: error[no-reply] no reply could be scored; {remedy}")
