"""Choosing one value of a filter."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList

from coach.ui.widgets.lines import Lines, Row


class PickScreen(ModalScreen[str | None]):
    """Gives the value that was chosen, "" for any, None when nothing was."""

    BINDINGS = [("escape", "close", "close")]  # noqa: RUF012 - as in Screen
    CSS = """
    PickScreen { align: center middle; background: $background 60%; }
    PickScreen > Vertical {
        width: 40; height: auto; max-height: 80%; background: $surface;
        border: round $border; border-title-style: bold; padding: 1 1;
    }
    PickScreen Lines { height: auto; max-height: 100%; background: $surface; }
    """

    def __init__(self, title: str, values: tuple[tuple[str, str], ...], now: str) -> None:
        super().__init__()
        self._title = title
        self._values = (("", "any"), *values)
        self._now = now

    def compose(self) -> ComposeResult:
        """A list of values."""
        with Vertical() as box:
            box.border_title = self._title
            box.border_subtitle = "Enter chooses · Esc closes"
            yield Lines(id="values")

    def on_mount(self) -> None:
        """The present value is chosen."""
        lines = self.query_one(Lines)
        now = f"v{self._now}"
        lines.show(
            tuple(
                Row(said, f"v{value}", lead="• " if value == self._now else "  ")
                for value, said in self._values
            ),
            now,
        )
        lines.focus()

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss((event.option_id or "v")[1:])

    def action_close(self) -> None:
        """Leaves the filter as it is."""
        self.dismiss(None)
