"""``coach mask``: personal data masked or listed."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from coach.cli.exits import Exit
from coach.cli.output import binary_output

if TYPE_CHECKING:
    from coach.services.mask import BadRow


@click.command(name="mask", short_help="Mask or list personal data in text or JSONL.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--spans", is_flag=True, help="List what was found, one JSON line a record.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE",
              help="Write to FILE (default: stdout).")  # fmt: skip
@click.pass_context
def command(context: click.Context, file: Path, spans: bool, out: Path | None) -> None:
    """Mask the personal data of FILE, plain text or JSONL; - is stdin.

    Each character of personal data but white space becomes one U+25AE (a black bar), so the text
    keeps its length and other offsets hold. In JSONL the strings under reply, text, customer_text
    and thread[].text are masked; nothing else changes.

    --spans writes {"id", "spans": [{"start", "end", "kind"}]} for each record instead; ids are
    line numbers in plain text. Offsets count code points. A record with a thread or several texts
    is counted as its texts joined by newlines: the turns, then customer_text, text, reply.

    \b
    coach mask export.jsonl --out clean.jsonl
    echo "My card is 4111 1111 1111 1111" | coach mask -
    """
    from coach.cli.errors import say
    from coach.services.mask import mask_stream, opened

    name = "stdin" if str(file) == "-" else str(file)

    def complain(bad: BadRow) -> None:
        say(f"{name}:{bad.line}: error[bad-row] {bad.reason}; left out")

    with ExitStack() as stack:
        source: BinaryIO = sys.stdin.buffer
        if str(file) != "-":
            source = stack.enter_context(opened(file))
        target = stack.enter_context(binary_output(out, file))
        tally = mask_stream(source, name, target.write, complain, spans=spans)
        target.flush()
    if tally.bad:
        rows = "row" if tally.rows == 1 else "rows"
        say(f"{tally.rows - tally.bad} of {tally.rows} {rows} written; {tally.bad} left out")
        context.exit(Exit.FAILED_CHECK)
