"""Small questions over a screen: one of several answers, or a line of text."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from coach.ui.safe import line
from coach.ui.widgets.lines import Lines, Row

_CSS = """
{name} {{ align: center middle; background: $background 60%; }}
{name} > Vertical {{
    width: 72; max-width: 94%; height: auto; max-height: 90%; background: $surface;
    border: round $border; border-title-style: bold; padding: 1 2;
}}
{name} Static {{ height: auto; }}
{name} Lines {{ height: auto; max-height: 10; background: $surface; margin-top: 1; }}
{name} Input {{ border: none; height: 1; padding: 0 1; margin-top: 1; background: $panel; }}
{name} Input:focus {{ border: none; }}
"""


class AskScreen(ModalScreen[str | None]):
    """Gives the id of the chosen answer; None when Esc left things as they are."""

    BINDINGS = [("escape", "close", "close")]  # noqa: RUF012 - as in Screen
    CSS = _CSS.format(name="AskScreen")

    def __init__(self, title: str, said: Content, answers: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self._title = title
        self._said = said
        self._answers = answers

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        with Vertical() as box:
            box.border_title = self._title
            box.border_subtitle = "Enter chooses · Esc leaves it"
            yield Static(self._said, markup=False)
            yield Lines(id="answers")

    def on_mount(self) -> None:
        """The first answer is chosen."""
        lines = self.query_one(Lines)
        lines.show(tuple(Row(said, name) for name, said in self._answers))
        lines.focus()

    @on(OptionList.OptionSelected)
    def _answered(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def action_close(self) -> None:
        """Leaves things as they are."""
        self.dismiss(None)


class LineScreen(ModalScreen[str | None]):
    """Gives the line that was typed; None when Esc left it."""

    BINDINGS = [("escape", "close", "close")]  # noqa: RUF012 - as in Screen
    CSS = _CSS.format(name="LineScreen")

    def __init__(self, title: str, said: Content, value: str = "") -> None:
        super().__init__()
        self._title = title
        self._said = said
        self._value = value

    def compose(self) -> ComposeResult:
        """What is asked, and a line to answer."""
        with Vertical() as box:
            box.border_title = line(self._title, 60)
            box.border_subtitle = "Enter goes on · Esc leaves it"
            yield Static(self._said, markup=False)
            yield Input(self._value, id="line", max_length=500)

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())

    def action_close(self) -> None:
        """Leaves things as they are."""
        self.dismiss(None)
