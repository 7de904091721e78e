"""coach explain: everything behind one reply's score."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from coach.cli.options import db_option, json_option, settings
from coach.model.problem import CoachError


@click.command(name="explain", short_help="Show every mark, finding and repair of one reply.")
@click.argument("file", type=click.Path(path_type=Path))
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
    file: Path,
    rubric: str | None,
    customer: str | None,
    channel: str | None,
    visibility: str | None,
    as_json: bool,
) -> None:
    """Explain the score of one reply: FILE holds its text, or one JSON record; - is stdin.

    \b
    echo "Sorry for any inconvenience." | coach explain - --customer "still no parcel"
    coach explain record.json --rubric email
    """
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
