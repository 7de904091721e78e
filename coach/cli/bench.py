"""``coach bench``: how well the signals do on labelled data."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from coach.cli.options import data_option, json_option


@click.command(name="bench", short_help="Measure the signals on labelled data.")
@click.argument("signals", nargs=-1, metavar="[SIGNAL]...")
@data_option
@click.option(
    "--cards",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Rewrite the model cards in FILE too.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 16),
    default=2,
    show_default=True,
    metavar="N",
    help="Processes to share the work.",
)
@json_option  # fmt: skip
def command(
    signals: tuple[str, ...], data: Path | None, cards: Path | None, workers: int, as_json: bool
) -> None:
    """Measure SIGNALs, all by default: value, 95 % interval, and a naive model beside it.

    Every figure is on texts the measured model was not fitted on.

    \b
    coach bench politeness
    coach bench --json
    coach bench --cards docs/model-cards.md
    """
    from coach.cli.errors import say
    from coach.services.training import BENCHES, bench, chosen, write_cards
    from coach.signals.training.cards import records, table

    names = chosen(signals, list(BENCHES))
    if cards is not None and not cards.absolute().parent.is_dir():
        raise click.UsageError(f"--cards: there is no folder {cards.parent}")
    shown = sys.stderr.isatty()
    ready: list[str] = []

    def progress(name: str = "", seconds: float = 0.0) -> None:
        if name:
            ready.append(name)
        if shown:
            last = f"; {name} took {seconds:,.0f} s" if name else ""
            sys.stderr.write(f"\r\033[Kmeasured {len(ready)} of {len(names)}{last} ...")
            sys.stderr.flush()

    progress()
    try:
        found = bench(names, data, workers, progress)
    finally:
        if shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
    figures = [figure for name in names for figure in found[name]]
    if as_json:
        for record in records(figures):
            click.echo(json.dumps(record, ensure_ascii=False))
    else:
        click.echo(table(figures))
    if cards is not None:
        write_cards(cards, found)
        say(f"wrote {cards}")
