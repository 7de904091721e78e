"""Starts the terminal UI."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coach.ui.terminal import Background

if TYPE_CHECKING:
    from coach.services.editable import Kind


def run(
    db: Path,
    scenario: str | None = None,
    edit: tuple[Kind, Path | None] | None = None,
    drill: str | None = None,
    lesson: str | None = None,
    mode: str = "practice",
) -> None:
    """Runs the screens over the store at ``db``; with ``scenario`` it is opened for practice.

    edit: what kind of file to edit, and which; without one the files are listed.
    drill, lesson: what to open instead of a scenario.
    mode: practice, or test without hints and with the verdict at the end.

    Exits with 2 after trouble the user can mend, which the screen has explained.
    """
    gc.disable()  # collecting while everything is new finds nothing; warm_up turns it on again
    with Background() as background:
        from coach.ui.application import CoachApp

        light = background.is_light()
    app = CoachApp(
        db, scenario, edit=edit, light=bool(light), drill=drill, lesson=lesson, mode=mode
    )
    app.run()
    if app.fault is not None:
        raise app.fault
    if app.return_code:
        sys.exit(app.return_code)
