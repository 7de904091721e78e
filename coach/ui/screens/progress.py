"""Progress: how each skill grows, drawn over time, channel by channel, and what feedback does."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
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
    from coach.services.progress import Level, ProgressView, RangeView, Standing
    from coach.store import Store

SPANS = {"today": "today", "week": "this week", "ever": "all time"}
NOTHING = {
    "today": "Nothing sent today yet. Press Esc and start with the first line of your plan.",
    "week": "Nothing sent in the last seven days. Press Esc and pick up today's plan.",
    "ever": "Nothing sent yet. Press Esc and start with the first line of your plan.",
}
FEW = "not enough data yet"
ARROWS = {"rising": "↑", "falling": "↓", "steady": "→", "": " "}
BAR = 16
NAME = 15
EVERYTHING = "totals"


class ProgressScreen(CoachScreen):
    """Estimates as bars with their uncertainty, and a plot of the days of one skill."""

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
        self._skill = ""
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
        self._again()
        self._show_spans()

    def _again(self) -> None:
        if self.coach.store is not None and self.coach.agent is not None:
            self._read(self.coach.store, self.coach.agent)

    @work(thread=True, group="progress", exclusive=True)
    def _read(self, store: Store, agent: Agent) -> None:
        from coach.services.progress import progress
        from coach.store import Store

        today = datetime.fromisoformat(self.coach.now()).date()
        try:
            # a connection of its own need not wait for what is being learned meanwhile
            with Store(store.path, readonly=True) as own:
                view = progress(own, agent, today)
            self.post_message(messages.ProgressRead(view))
        except CoachError as error:
            self.app.post_message(messages.Trouble(str(error)))

    @on(messages.ProgressRead)
    async def _progress_read(self, message: messages.ProgressRead) -> None:
        self._view = message.view
        await self._show()

    # choosing

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

    async def action_skill(self) -> None:
        """The next skill in the plot; all of them together after the last."""
        if self._view is None:
            return
        names = sorted(self._view.ranges[self._span].points)
        if names:
            at = names.index(self._skill) + 1 if self._skill in names else 1
            self._skill = names[at % len(names)]
            await self._show()

    async def action_kept(self) -> None:
        """The replies worth keeping."""
        await self.coach.action_kept()

    def action_streaks(self) -> None:
        """Counts the agent's days in a row from now on, or does not."""
        if self._view is not None and self.coach.store is not None and self.coach.agent is not None:
            self._set_streaks(self.coach.store, self.coach.agent, self._view.streak is None)

    @work(thread=True, group="streaks", exclusive=True)
    def _set_streaks(self, store: Store, agent: Agent, wanted: bool) -> None:
        from coach.services.progress import count_streaks

        try:
            count_streaks(store, agent, wanted)
        except CoachError as error:
            self.app.post_message(messages.Trouble(str(error)))
            return
        self.app.call_from_thread(self._streaks_set, wanted)

    def _streaks_set(self, wanted: bool) -> None:
        said = "Days in a row are counted, for your eyes only." if wanted else "Not counted."
        self.coach.notify(said, timeout=4, markup=False)
        self._again()

    def action_certificate(self) -> None:
        """Asks for a file and writes what was shown, on what and when."""
        from coach.ui.screens.ask import LineScreen

        agent = self.coach.agent
        if agent is None:
            return
        said = Content(
            "What you have shown, on what and when, as a page that prints (.html) or as text. "
            "It also says what it does not show.\n\nWhich file?"
        )
        self.app.push_screen(LineScreen("Certificate", said, "certificate.html"), self._named)

    def _named(self, name: str | None) -> None:
        if name and self.coach.store is not None and self.coach.agent is not None:
            self._certify(self.coach.store, self.coach.agent, Path(name).expanduser())

    @work(thread=True, group="certificate", exclusive=True, exit_on_error=False)
    def _certify(self, store: Store, agent: Agent, file: Path) -> None:
        from coach.services.certificate import write_certificate

        today = datetime.fromisoformat(self.coach.now()).date()
        try:
            write_certificate(store, agent, today, self._span, file)
        except CoachError as error:
            self.app.post_message(messages.Trouble(str(error)))
            return
        said = f"Written: {line(str(file.absolute()))}"
        self.app.call_from_thread(self.coach.notify, said, timeout=10, markup=False)

    # showing

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
        self.query_one("#text", Static).update(self._text(self._view, view))
        points = view.points.get(self._skill)
        if points is None:
            self._skill, points = "", view.points.get("", ())
        await self.query("#plot").remove()
        if len(points) >= 2:
            from coach.ui.widgets.plot import DaysPlot

            plot = DaysPlot(points)
            shown = line(self._skill, 20) or EVERYTHING
            plot.border_title = f"{shown}: · a day, line the recent level, ░ its error"
            await self.query_one("#table").mount(plot)

    def _text(self, whole: ProgressView, view: RangeView) -> Content:
        channels = self.coach.library.channels if self.coach.library else {}

        def title(name: str) -> str:
            known = channels.get(name)
            return line(known.title if known else name, NAME)

        if not view.skills and not whole.standings:
            return joined(NOTHING[self._span], "\n\n", *self._mine(whole))
        marks = {level.name: level for level in view.skills}
        now = {s.skill: s for s in whole.standings if not s.channel}
        head = f"{'Skills':<{NAME}} {'your estimate today':<{BAR + 15}}marks {SPANS[self._span]}"
        parts: list[Part] = [(head, "bold $primary"), "\n"]
        for name in sorted({*marks, *now}):
            parts += [
                f"{line(name, NAME):<{NAME}} ",
                *_now(now.get(name)),
                *_marks(marks.get(name)),
            ]
        if not view.skills:
            parts += ["\n", (NOTHING[self._span], "$text-muted"), "\n"]
        parts += ["\n", ("Does feedback help you?", "bold $primary"), "\n", *_tries(view)]
        if view.channels:
            said = f"Channels: mean of the totals {SPANS[self._span]}"
            parts += ["\n", (said, "bold $primary"), "\n"]
        for level in view.channels:
            parts += [f"{title(level.name):<{NAME}} ", *_marks(level)]
        by_channel = [s for s in whole.standings if s.channel]
        if by_channel:
            parts += ["\n", ("Estimates by channel", "bold $primary"), "\n"]
        for standing in by_channel:
            said = f"{title(standing.channel):<{NAME}} "
            parts += [said, *_now(standing), line(standing.skill, NAME), "\n"]
        return joined(*parts, "\n", *self._mine(whole))

    def _mine(self, whole: ProgressView) -> list[Part]:
        kept = "1 reply" if whole.kept == 1 else f"{whole.kept:,} replies"
        parts: list[Part] = [("K ", "bold $primary"), f"{kept} worth keeping", "\n"]
        parts.append(("D ", "bold $primary"))
        if whole.streak is None:
            parts.append(
                ("counts your days in a row, if you like; nobody else sees it", "$text-muted")
            )
        else:
            days = "1 day" if whole.streak == 1 else f"{whole.streak} days"
            parts.append(f"{days} in a row, seen by you alone; weekends do not break it")
        return parts


def _tries(view: RangeView) -> list[Part]:
    from coach.render.progress_lines import BY_CHANCE, tries_said

    said = tries_said(view.tries)
    if view.tries.mean is None:
        return [(f"{said}\n", "$text-muted")]
    return [f"{said[:1].upper()}{said[1:]}.\n", (f"{BY_CHANCE}\n", "$text-muted")]


def _now(standing: Standing | None) -> list[Part]:
    """A bar up to the estimate, its error as ▒, and the figures."""
    if standing is None:
        return [(f"{FEW:<{BAR + 15}}", "$text-muted")]
    if standing.mean is None or standing.half is None:
        return [(f"{f'{FEW} (n {standing.n})':<{BAR + 15}}", "$text-muted")]
    low = round(max(standing.mean - standing.half, 0.0) / 100 * BAR)
    high = max(round(min(standing.mean + standing.half, 100.0) / 100 * BAR), low)
    said = f" {standing.mean:.0f} ± {standing.half:.0f} n {standing.n:,}"
    return [
        ("█" * low, "$primary"),
        ("▒" * (high - low), "$primary"),
        ("░" * (BAR - high), "$text-muted"),
        f"{said:<15}",
    ]


def _marks(level: Level | None) -> list[Part]:
    if level is None:
        return [("no marks\n", "$text-muted")]
    if level.mean is None or level.spread is None:
        return [(f"{FEW} (n {level.n})\n", "$text-muted")]
    trend = f"{ARROWS[level.trend]} {level.trend}" if level.trend else ""
    return [f"{level.mean:.0f} ± {level.spread:.0f} n {level.n:,} {trend}\n"]
