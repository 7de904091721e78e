"""The bottom line: the keys of this screen, which can be clicked, and a word on how things are."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from coach.ui.commands import commands_for


class Keys(Widget):
    """Keys from the one list of commands; what does not fit is in the help and the palette."""

    DEFAULT_CSS = """
    Keys { dock: bottom; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    status: reactive[str] = reactive("")

    auto_links = False

    def __init__(self, where: str, hidden: frozenset[str] = frozenset()) -> None:
        super().__init__(id="keys")
        self._where = where
        self.hidden = hidden

    def hide(self, names: frozenset[str]) -> None:
        """Leaves out commands that make no sense at the moment."""
        self.hidden = names
        self.refresh()

    def render(self) -> Content:
        """As many keys as fit beside the status."""
        width = self.size.width
        status = self.status
        room = width - len(status) - 2 if status else width
        content = Content("")
        for command in commands_for(self._where):
            if not command.footer or command.id in self.hidden:
                continue
            piece = Content.assemble((command.shown_key, "bold $primary"), f" {command.title}")
            piece = piece.stylize(Style.from_meta({"@click": f"screen.{command.id}"}))
            if content.cell_length + piece.cell_length > room:
                continue
            content = content + piece + "  "
        gap = " " * max(width - content.cell_length - len(status), 0)
        return content + gap + Content.styled(status, "$text-muted")
