"""A page of text over the screen: the why of hints and marks, a briefing, exemplars."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.screen import ModalScreen
from textual.widgets import Static


class PageScreen(ModalScreen[None]):
    """Any of Esc, Enter or the key that opened it closes it; arrow keys scroll."""

    BINDINGS = [("escape,enter,q,f2,f3,e", "close", "close")]  # noqa: RUF012 - as in Screen
    CSS = """
    PageScreen { align: center middle; background: $background 60%; }
    PageScreen > Vertical {
        width: 76; max-width: 94%; height: auto; max-height: 88%;
        background: $surface; border: round $border; border-title-style: bold; padding: 1 2;
    }
    PageScreen VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    PageScreen Static { height: auto; }
    """

    def __init__(self, title: str, content: Content) -> None:
        super().__init__()
        self._title = title
        self._content = content

    def compose(self) -> ComposeResult:
        """The text, and how to leave."""
        with Vertical() as box:
            box.border_title = self._title
            box.border_subtitle = "Esc closes"
            with VerticalScroll(can_focus=True):
                yield Static(self._content, markup=False)

    def on_mount(self) -> None:
        """Arrow keys scroll at once."""
        self.query_one(VerticalScroll).focus()

    def on_click(self, event: Click) -> None:
        """A click beside the page closes it."""
        if event.widget is self:
            self.dismiss()

    def action_close(self) -> None:
        """Back to what is below."""
        self.dismiss()
