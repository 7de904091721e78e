"""Writes help.txt, which answers ``coach --help`` without importing click.

Run ``python -m coach.cli.helptext`` after a change to the commands; a test compares the two.
"""

from __future__ import annotations

from pathlib import Path

FILE = Path(__file__).with_name("help.txt")
_WIDTH = 80


def help_text() -> str:
    """What click prints for ``coach --help`` in a terminal of 80 columns."""
    from coach.cli.main import group

    context = group.make_context("coach", [], resilient_parsing=True, terminal_width=_WIDTH)
    return group.get_help(context) + "\n"


if __name__ == "__main__":
    FILE.write_text(help_text(), encoding="utf-8")
