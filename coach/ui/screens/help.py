"""The help page: every command, from the same list the keys and the palette come from."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.ui.commands import COMMANDS, EVERYWHERE, WHERE
from coach.ui.screens.base import CoachScreen

INTRO = (
    "Choose a scenario, decide what to do, write the reply, send it. Hints come while you type; "
    "the scorecard points at the exact words. Every draft is kept as you type it."
)
DRILLS = (
    "A drill trains one thing. Choose a kind and a drill, do what its top line asks, and see at the "
    "end what it was worth and why. Everything is kept as you go; Esc stops, and you can go on later. "
    "A drill's score never touches your skills."
)
LESSONS = "A lesson is a short page to read. It says what it rests on, and Enter opens its drill."
WIDTH = max(len(command.shown_key) for command in COMMANDS) + 2
NAME = max(len(command.title) for command in COMMANDS) + 2
MOVING = (
    ("Tab", "goes to the next part of the screen, Shift+Tab to the one before"),
    ("↑ ↓", "move in a list or scroll what has the focus; the mouse works too"),
)


class HelpScreen(CoachScreen):
    """All keys; the ones of the screen it was opened from come first."""

    where = "help"
    BINDINGS = [("escape,q,Q,enter", "close", "close")]  # noqa: RUF012 - as in Screen
    CSS = """
    HelpScreen VerticalScroll { padding: 1 2; }
    """

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    def body(self) -> ComposeResult:
        """One page of text that scrolls."""
        with VerticalScroll():
            yield Static(help_page(self._place), id="help", markup=False)

    def on_mount(self) -> None:
        """Says how to leave."""
        super().on_mount()
        self.say("Esc close")
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Back to where it was opened."""
        self.dismiss()


def help_page(place: str) -> Content:
    """Every command by screen, the given screen first."""
    order = [place, EVERYWHERE, *(w for w in WHERE if w not in (place, EVERYWHERE))]
    parts: list[str | Content | tuple[str, str]] = [_intro(place), "\n"]
    for where in order:
        commands = [c for c in COMMANDS if c.where == where]
        if not commands:
            continue
        parts += ["\n", (WHERE[where], "bold $primary"), "\n"]
        for command in commands:
            parts += [(f"  {command.shown_key:<{WIDTH}}", "bold"), f"{command.title:<{NAME}}"]
            parts += [(command.help, "$text-muted"), "\n"]
    parts += ["\n", ("Moving about", "bold $primary"), "\n"]
    for key, said in MOVING:
        parts += [(f"  {key:<{WIDTH}}", "bold"), (said, "$text-muted"), "\n"]
    return Content.assemble(*parts)


def _intro(place: str) -> str:
    if place.startswith("drill"):
        return DRILLS
    return LESSONS if place.startswith("lesson") else INTRO
