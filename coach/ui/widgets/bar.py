"""The top line: where one can go, and who practises."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

PLACES = (
    ("home", "Home"),
    ("library", "Library"),
    ("progress", "Progress"),
    ("rubrics", "Rubrics"),
)
TEST_ON = "test mode: on"
WITHIN = {"rubrics": ("files", "workbench", "report")}


class Bar(Widget):
    """``coach  Home  Library  Progress  Rubrics       maya``; the places can be clicked.

    While test mode is on, that stands beside the name.
    """

    DEFAULT_CSS = """
    Bar { dock: top; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    agent: reactive[str] = reactive("")
    test: reactive[bool] = reactive(False)  # whether test mode is on

    auto_links = False

    def __init__(self, where: str) -> None:
        super().__init__(id="bar")
        self._where = where

    def render(self) -> Content:
        """The places from the left, the agent at the right end."""
        parts: list[str | Content | tuple[str, str | Style]] = [("coach", "bold $primary"), "  "]
        for name, title in PLACES:
            here = name == self._where or self._where in WITHIN.get(name, ())
            look = "bold underline" if here else "$text-muted"
            # the style string is ours; the place is one of those above
            parts += [" ", Content.styled(title, look).stylize(_click(f"app.{name}")), " "]
        left = Content.assemble(*parts)
        room = self.size.width - left.cell_length - 2
        test = Content.styled(TEST_ON, "bold $warning") if self.test else Content("")
        gap = "  " if self.test and self.agent else ""
        right = test + gap + self._who(room - test.cell_length - len(gap))
        return left + " " * max(self.size.width - left.cell_length - right.cell_length, 1) + right

    def _who(self, room: int) -> str:
        if not self.agent:
            return ""
        from coach.ui.safe import line  # not needed for the first paint

        return line(self.agent, max(room, 0))


def _click(action: str) -> Style:
    return Style.from_meta({"@click": action})
