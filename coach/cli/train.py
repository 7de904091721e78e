"""``coach train``: the weights of the signals, fitted anew."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path

import click

from coach.cli.options import data_option


@click.command(name="train", short_help="Fit the weights of the signals.")
@click.argument("signals", nargs=-1, metavar="[SIGNAL]...")
@data_option
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR",
              help="Where to write (default: the weights coach scores with).")  # fmt: skip
def command(signals: tuple[str, ...], data: Path | None, out: Path | None) -> None:
    """Fit the weights of SIGNALs, all by default, from human-labelled sets.

    Signals: politeness, formality, sentiment, offence, responsiveness, empathy. The same data and
    library versions give the same files. Each written file is named on stderr.

    \b
    coach train --out /tmp/weights
    coach train responsiveness empathy --data ../shared/data
    """
    from coach.cli.errors import say
    from coach.services.training import WEIGHTS, chosen, data_folder, train, weights_folder

    names = chosen(signals, list(WEIGHTS))
    folder = data_folder(data)
    shown = sys.stderr.isatty()
    with closing(train(names, folder, out or weights_folder())) as fitting:
        for n, name in enumerate(names, 1):
            if shown:
                sys.stderr.write(f"fitting {name} ({n} of {len(names)}) ...")
                sys.stderr.flush()
            begun = time.monotonic()
            try:
                files = next(fitting)
            finally:
                if shown:
                    sys.stderr.write("\r\033[K")
                    sys.stderr.flush()
            for file in files:
                state = "" if file.changed else ", as before"
                say(f"wrote {file.path}: {file.size:,} bytes, sha256 {file.sha256}{state}")
            if shown:
                say(f"{name} took {time.monotonic() - begun:,.0f} s")
