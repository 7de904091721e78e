"""When coach cannot go on: what is wrong, what to do, and a way out."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Button, Static

from coach.ui.safe import reason_of, shown
from coach.ui.screens.base import CoachScreen


class TroubleScreen(CoachScreen):
    """A calm page; leaving it ends coach with exit code 2."""

    where = "trouble"
    BINDINGS = [("escape,enter,q", "quit", "quit")]  # noqa: RUF012 - as in Screen
    CSS = """
    TroubleScreen #trouble { padding: 1 2; height: auto; max-height: 1fr; }
    TroubleScreen #place { padding: 0 2 1 2; height: auto; color: $text-muted; }
    TroubleScreen #calm { padding: 1 2 0 2; text-style: bold; }
    TroubleScreen #kept { padding: 0 2 1 2; color: $text-muted; }
    TroubleScreen Button { margin: 0 2; }
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def body(self) -> ComposeResult:
        """What is wrong and what to do."""
        yield Static("coach cannot open its store just now.", id="calm", markup=False)
        yield Static(shown(reason_of(self._text)), id="trouble", markup=False)
        yield Static(shown(f"The store: {self.coach.db}"), id="place", markup=False)
        yield Static("Nothing was changed. Press Enter to leave.", id="kept", markup=False)
        yield Button("Leave", compact=True)

    def on_button_pressed(self) -> None:
        """The way out."""
        self.app.exit(return_code=2)

    async def action_quit(self) -> None:
        """The way out."""
        self.app.exit(return_code=2)
