"""Asking where a copy goes, and making it."""

from __future__ import annotations

from pathlib import Path

from textual.screen import Screen

from coach.model.problem import CoachError
from coach.ui.bench_messages import CopyMade
from coach.ui.safe import shown
from coach.ui.screens.ask import LineScreen

SAID = (
    "A rubric you make this way extends the other one: you write only what differs. "
    "A scenario is copied whole.\n\nName the new file:"
)


def working_folder() -> Path:
    """The current folder; the root where that is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path(Path.home().anchor)


def ask_copy(screen: Screen[None], path: Path) -> None:
    """Asks for a name and makes the copy in a thread; the screen gets CopyMade."""
    from coach.services.own_copy import make_copy, suggested

    def make(name: str) -> None:
        try:
            made = make_copy(path, Path(name))
        except CoachError as error:
            screen.post_message(CopyMade(None, str(error)))
        else:
            screen.post_message(CopyMade(made))

    def named(name: str | None) -> None:
        if name:
            screen.run_worker(lambda: make(name), thread=True, group="copy", exit_on_error=False)

    value = suggested(path, working_folder())
    screen.app.push_screen(LineScreen(f"A copy of {path.name}", shown(SAID), value), named)
