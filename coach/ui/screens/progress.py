"""Progress: how each skill grows, drawn over time, and channel by channel."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from coach.model.problem import CoachError
from coach.ui import messages
from coach.ui.commands import bindings
from coach.ui.safe import Part, joined, line
from coach.ui.screens.base import CoachScreen

if TYPE_CHECKING:
    from coach.model.attempt import Agent
    from coach.services.progress import Level, ProgressView, RangeView
    from coach.store import Store

SPANS = {"today": "today", "week": "this week", "ever": "all time"}
NOTHING = {
    "today": "Nothing sent today yet. Press Esc and start with the first line of your plan.",
    "week": "Nothing sent in the last seven days. Press Esc and pick up today's plan.",
    "ever": "Nothing sent yet. Press Esc and start with the first line of your plan.",
}
FEW = "not enough data yet"
ARROWS = {"rising": "↑", "falling": "↓", "steady": "→", "": " "}
BAR = 20


class ProgressScreen(CoachScreen):
    """Levels as bars with their uncertainty, and a plot of the days."""

    where = "progress"
    BINDINGS = bindings("progress")
    AUTO_FOCUS = "#levels"
    CSS = """
    ProgressScreen #spans { height: 1; padding: 0 2; margin: 1 0; }
    ProgressScreen #table { height: 1fr; layout: vertical; }
    ProgressScreen #levels { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    ProgressScreen #levels Static { height: auto; }
    ProgressScreen #plot {
        height: 9; margin: 0 1; background: $surface; border-top: blank;
        border-title-color: $primary; border-title-style: bold;
    }
    ProgressScreen.-tall #plot { height: 14; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._span = "ever"
        self._view: ProgressView | None = None

    def body(self) -> ComposeResult:
        """The span of time, the levels, room for the plot."""
        yield Static("", id="spans", markup=False)
        with Container(id="table"), VerticalScroll(id="levels"):
            yield Static("reading …", id="text", markup=False)

    def on_mount(self) -> None:
        """Reads the sums."""
        super().on_mount()
        self.query_one("#spans", Static).auto_links = False
        if self.coach.store is not None and self.coach.agent is not None:
            self._read(self.coach.store, self.coach.agent)
        self._show_spans()

    @work(thread=True, group="progress", exclusive=True)
    def _read(self, store: Store, agent: Agent) -> None:
        from coach.services.progress import progress

        today = datetime.fromisoformat(self.coach.now()).date()
        try:
            self.post_message(messages.ProgressRead(progress(store, agent, today)))
        except CoachError as error:
            self.app.post_message(messages.Trouble(str(error)))

    @on(messages.ProgressRead)
    async def _progress_read(self, message: messages.ProgressRead) -> None:
        self._view = message.view
        await self._show()

    async def action_today(self) -> None:
        """Today only."""
        await self._choose("today")

    async def action_week(self) -> None:
        """The last seven days."""
        await self._choose("week")

    async def action_ever(self) -> None:
        """Everything."""
        await self._choose("ever")

    async def _choose(self, span: str) -> None:
        self._span = span
        self._show_spans()
        await self._show()

    def _show_spans(self) -> None:
        parts: list[Part] = []
        for number, (name, said) in enumerate(SPANS.items(), 1):
            look = "bold underline" if name == self._span else "$text-muted"
            piece = joined((f"{number}", "bold $primary"), " ", (said, look))
            parts += [piece.stylize(Style.from_meta({"@click": f"screen.{name}"})), "    "]
        self.query_one("#spans", Static).update(joined(*parts))

    async def _show(self) -> None:
        if self._view is None:
            return
        view = self._view.ranges[self._span]
        self.query_one("#text", Static).update(self._text(view))
        await self.query("#plot").remove()
        if len(view.days) >= 2:
            from coach.ui.widgets.plot import DaysPlot

            plot = DaysPlot(view.days)
            plot.border_title = "Mean of all marks, by day"
            await self.query_one("#table").mount(plot)

    def _text(self, view: RangeView) -> Content:
        if not view.skills:
            return Content(NOTHING[self._span])
        channels = self.coach.library.channels if self.coach.library else {}
        parts: list[Part] = [("Skills", "bold $primary"), "\n"]
        parts += [_line(level, level.name) for level in view.skills]
        parts += ["\n", ("Channels", "bold $primary"), "\n"]
        for level in view.channels:
            known = channels.get(level.name)
            parts.append(_line(level, known.title if known else level.name))
        return joined(*parts)


def _line(level: Level, name: str) -> Content:
    head = f"{line(name, 16):<16} {level.n:>4} {'attempt ' if level.n == 1 else 'attempts'}  "
    if level.mean is None or level.spread is None:
        return joined(head, (FEW, "$text-muted"), "\n")
    full = round(level.mean / 100 * BAR)
    trend = f"{ARROWS[level.trend]} {level.trend}"
    return joined(
        head,
        ("█" * full, "$primary"),
        ("░" * (BAR - full), "$text-muted"),
        f" {level.mean:>3.0f} ",
        (f"± {level.spread:<3.0f}", "$text-muted"),
        f" {trend}\n",
    )
