"""What to do with the situation, before any word is written."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from coach.model.scenario import Choice
from coach.practice.decide import CHOICES

MEANING = {
    Choice.REPLY_PUBLIC: "answer where everybody reads it",
    Choice.REPLY_PRIVATE: "answer the customer alone",
    Choice.ESCALATE: "hand it to those who must decide, and say so",
    Choice.HOLD: "no answer yet, first find out",
    Choice.MONITOR: "no answer, keep watching",
    Choice.REPORT: "no answer, report it as the policy says",
}
WIDTH = 24  # cells of the longest choice with its sign and number
QUESTION = "What do you do?"


class DecisionBar(Widget, can_focus=True):
    """Six choices at most, by number, arrow keys or mouse."""

    DEFAULT_CSS = """
    DecisionBar { height: 3; padding: 0 2; margin-top: 1; }
    DecisionBar:focus { border-left: outer $border; padding: 0 1; }
    """
    BINDINGS = [  # noqa: RUF012 - as in Widget
        Binding("left,up", "move(-1)", show=False),
        Binding("right,down", "move(1)", show=False),
        Binding("enter,space", "done", show=False),
    ]

    chosen: reactive[Choice | None] = reactive(None)

    auto_links = False

    class Decided(Message):
        """A choice was made. ``done``: the agent wants to write now."""

        def __init__(self, choice: Choice | None, done: bool = False) -> None:
            super().__init__()
            self.choice = choice
            self.done = done

    def __init__(self, choices: tuple[Choice, ...], chosen: Choice | None) -> None:
        super().__init__(id="decision")
        self._choices = choices
        self.set_reactive(DecisionBar.chosen, chosen)

    def render(self) -> Content:
        """A question with what the choice means, then the choices."""
        said = MEANING[self.chosen] if self.chosen else "choose with a number or the arrow keys"
        parts = [Content.assemble((QUESTION, "bold"), f"  {said}")]
        per_row = _per_row(self.size.width)
        row = Content("")
        for place, choice in enumerate(self._choices):
            if place % per_row == 0:
                parts.append(row := Content(""))
            chosen = choice is self.chosen
            sign = "(•)" if chosen else "( )"
            item = Content.assemble(
                (sign, "bold $primary" if chosen else "$text-muted"),
                (f" {place + 1} ", "$text-muted"),
                (CHOICES[choice], "bold" if chosen else ""),
            )
            item = item.stylize(Style.from_meta({"@click": f"choose({place})"}))
            parts[-1] = row = row + item.pad_right(max(WIDTH - item.cell_length, 1))
        return Content("\n").join(parts)

    def on_resize(self, event: Resize) -> None:
        """Two choices a row where three do not fit."""
        rows = -(-len(self._choices) // _per_row(event.size.width))
        self.styles.height = rows + 1

    def pick(self, number: int) -> None:
        """Chooses by number, from 1."""
        if 0 < number <= len(self._choices):
            self.chosen = self._choices[number - 1]
            self.post_message(self.Decided(self.chosen))

    def action_choose(self, place: int) -> None:
        """Chooses with the mouse."""
        self.pick(place + 1)

    def action_move(self, step: int) -> None:
        """Chooses the one beside."""
        at = self._choices.index(self.chosen) if self.chosen else (-1 if step > 0 else 0)
        self.pick((at + step) % len(self._choices) + 1)

    def action_done(self) -> None:
        """On to writing."""
        self.post_message(self.Decided(self.chosen, done=True))


def _per_row(width: int) -> int:
    return 3 if width >= 3 * WIDTH else 2
