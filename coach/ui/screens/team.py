"""The team, for its lead: every agent by skill with the error, in the order of the names."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from coach.language.plain import cells
from coach.model.problem import CoachError
from coach.ui import messages
from coach.ui.commands import bindings
from coach.ui.safe import Part, joined, line
from coach.ui.screens.base import CoachScreen

if TYPE_CHECKING:
    from coach.services.progress import Standing
    from coach.services.team import TeamLevel, TeamView
    from coach.store import Store

NOBODY = (
    "Nobody has practised here yet.\n\nEvery agent who practises on this store is shown here, by "
    "skill, once there is enough data. Press Esc to go home."
)
READ_IT = (
    "A number is the per cent expected on a middling scenario ± half of its 95 % interval, n the "
    "attempts behind it. A dot says: not enough data yet. A dash: never practised. Names stand in "
    "their order, nobody is ranked; differences within the ± mean nothing."
)
NO_NEED = (
    "What the team needs most: not enough data yet. It takes two skills that are known of three "
    "agents."
)
NAME = 16
MARGIN = 6


class TeamScreen(CoachScreen):
    """A table that scrolls; nothing in it tells what somebody wrote."""

    where = "team"
    BINDINGS = bindings("team")
    AUTO_FOCUS = "#team"
    CSS = """
    TeamScreen #need { height: auto; padding: 1 2 0 2; }
    TeamScreen #heads { height: 1; padding: 0 2; margin-top: 1; }
    TeamScreen #team { height: 1fr; padding: 0 2; scrollbar-size-vertical: 1; }
    TeamScreen #team Static { height: auto; }
    TeamScreen #legend { height: auto; padding: 1 2 0 2; color: $text-muted; }
    """

    class Read(Message):
        """The team is worked out."""

        def __init__(self, view: TeamView) -> None:
            super().__init__()
            self.view = view

    def __init__(self) -> None:
        super().__init__()
        self._view: TeamView | None = None

    def body(self) -> ComposeResult:
        """What the team needs, the table, how to read it."""
        yield Static("", id="need", markup=False)
        yield Static("", id="heads", markup=False)
        with VerticalScroll(id="team"):
            yield Static("reading …", id="text", markup=False)
        yield Static(READ_IT, id="legend", markup=False)

    def on_mount(self) -> None:
        """Reads the estimates."""
        super().on_mount()
        if self.coach.store is not None:
            self._read(self.coach.store)

    @work(thread=True, group="team", exclusive=True)
    def _read(self, store: Store) -> None:
        from coach.services.team import team

        today = datetime.fromisoformat(self.coach.now()).date()
        try:
            self.post_message(self.Read(team(store, today)))
        except CoachError as error:
            self.app.post_message(messages.Trouble(str(error)))

    @on(Read)
    def _was_read(self, message: Read) -> None:
        self._view = message.view
        self._show()

    def on_resize(self) -> None:  # type: ignore[override]
        """Columns share the width."""
        self._show()

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        there = bool(view.skills)
        for name in ("#need", "#heads", "#legend"):
            self.query_one(name).display = there
        if not there:
            self.query_one("#text", Static).update(NOBODY)
            return
        width = max((self.size.width - NAME - MARGIN) // max(len(view.skills), 1), 8)
        heads = "".join(_cell(line(skill, width - 1), width) for skill in view.skills)
        self.query_one("#heads", Static).update(
            Content.styled(f"{'':<{NAME}}{heads}", "bold $primary")
        )
        self.query_one("#need", Static).update(_need(view))
        parts: list[Part] = []
        for member in view.members:
            found = [member.skills.get(skill) for skill in view.skills]
            parts += _row(member.name, [_known(s) for s in found], width)
        parts += [
            "\n",
            *_row("the team", [_whole(level) for level in view.levels], width, "agents"),
        ]
        self.query_one("#text", Static).update(joined(*parts))


def _row(name: str, found: list[tuple[str, str]], width: int, unit: str = "n") -> list[Part]:
    values = "".join(_cell(value, width) for value, _ in found)
    counts = "".join(_cell(f"{unit} {n}" if n else "", width) for _, n in found)
    shown = _cell(line(name, NAME - 2), NAME)
    return [(shown, "bold"), values, "\n", (" " * NAME + counts, "$text-muted"), "\n"]


def _known(found: Standing | None) -> tuple[str, str]:
    if found is None:
        return "–", ""
    if found.mean is None or found.half is None:
        return "·", str(found.n)
    return f"{found.mean:.0f} ± {found.half:.0f}", str(found.n)


def _whole(level: TeamLevel) -> tuple[str, str]:
    if level.mean is None or level.half is None:
        return "·", str(level.agents)
    return f"{level.mean:.0f} ± {level.half:.0f}", str(level.agents)


def _need(view: TeamView) -> Content:
    need = view.need
    if need is None or need.level.mean is None:
        return Content(NO_NEED)
    parts: list[Part] = ["What the team needs most: ", (line(need.level.skill), "bold $primary")]
    parts.append(
        f", {need.level.mean:.0f} ± {need.level.half:.0f} over {need.level.agents} agents."
    )
    if need.alike:
        alike = ", ".join(line(skill) for skill in need.alike)
        parts.append(f" Not to be told apart from it: {alike}.")
    return joined(*parts)


def _cell(text: str, width: int) -> str:
    return text + " " * max(width - cells(text), 0)
