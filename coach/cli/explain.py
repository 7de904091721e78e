"""coach explain: everything behind one reply's score."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from coach.cli.options import db_option, json_option, settings
from coach.model.problem import CoachError


@click.command(name="explain", short_help="Show every mark, finding and repair of one reply.")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--attempt",
    type=click.IntRange(1, 2**63 - 1),
    metavar="ID",
    help="A practised reply instead, with the marks it was given then.",
)
@click.option("--rubric", metavar="RUBRIC",
              help="Id, file or ID@VERSION of a rubric (default: the channel's own).")  # fmt: skip
@click.option("--customer", metavar="TEXT", help="What the customer wrote, for a plain text reply.")
@click.option(
    "--channel", default=None, metavar="C", help="Channel of a plain text reply (default: x)."
)
@click.option("--visibility", type=click.Choice(("public", "private")), default=None,
              help="Who reads it (default: public where the channel is).")  # fmt: skip
@json_option
@db_option
def command(
    file: Path | None,
    attempt: int | None,
    rubric: str | None,
    customer: str | None,
    channel: str | None,
    visibility: str | None,
    as_json: bool,
) -> None:
    """Explain the score of one reply: FILE holds its text, or one JSON record; - is stdin.

    With --attempt nothing is scored: the marks of a practised reply are shown as they were given,
    with their words, by the rubric as it was. coach progress --attempts lists the ids.

    \b
    echo "Sorry for any inconvenience." | coach explain - --customer "still no parcel"
    coach explain record.json --rubric email
    coach explain --attempt 12
    """
    if attempt is not None:
        given = {"FILE": file, "--rubric": rubric, "--customer": customer, "--channel": channel,
                 "--visibility": visibility}  # fmt: skip
        if extra := [name for name, value in given.items() if value is not None]:
            raise click.UsageError(f"give --attempt or {extra[0]}, not both")
        _stored(attempt, as_json)
        return
    if file is None:
        raise click.UsageError("name a FILE, - for stdin, or an attempt with --attempt ID")
    from coach.render.explain import explain_lines
    from coach.render.wire import scorecard_data
    from coach.services.explain import explain
    from coach.services.versions import named

    if str(file) == "-":
        data = sys.stdin.buffer.read(2_000_001)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise CoachError(f"stdin: error[not-utf8] byte {error.start} is not UTF-8") from None
        if "\0" in text and not text.lstrip().startswith("{"):
            raise CoachError("stdin: error[binary] there is a NUL character; give plain text")
    else:
        from coach.files.text_file import read_text

        text = read_text(file)
    chosen = named(rubric, settings().store_path()) if rubric else None
    found = explain(text, chosen, customer, channel, visibility)
    if as_json:
        click.echo(json.dumps(scorecard_data(found.card)))
        return
    for line in explain_lines(found.draft.text, found.rubric, found.card, found.evidence):
        click.echo(line)


def _stored(number: int, as_json: bool) -> None:
    """An attempt as it was marked."""
    from coach.cli.shown import print_lines
    from coach.render.explain import stored_lines
    from coach.services.explain import attempt_heads, explain_attempt

    with settings().open_store(readonly=True) as store:
        found = explain_attempt(store, number)
    attempt = found.attempt
    if as_json:
        data = {
            **attempt.scorecard,
            "attempt": attempt.id,
            "agent": found.agent,
            "scenario": attempt.scenario,
            "channel": attempt.channel,
            "decision": attempt.decision,
            "decision_score": attempt.decision_score,
            "sent_at": attempt.sent_at,
            "coach_version": attempt.coach_version,
            "reply": attempt.reply,
        }
        click.echo(json.dumps(data))
        return
    print_lines(
        stored_lines(attempt_heads(found), attempt.reply, found.rubric, found.card, attempt.total)
    )
