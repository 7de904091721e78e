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

from coach.language.plain import cells, padded
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
    "their order, nobody is ranked; differences within the ± mean nothing. The team's ± is what is "
    "not known of its agents, not how far they are apart."
)
NO_NEED = (
    "What the team needs most: not enough data yet. It takes two skills that are known of three "
    "agents."
)
NAMES = (10, 32)  # columns of the names, at least and at most
GAPS = (2, 1)  # columns between two skills, where there is room and where there is less
MARGIN = 6
WIDEST = 18  # columns of a skill; wider ones only look empty
FULL = 30  # lines of the screen from which on the whole of how to read it is shown
READ_SHORT = "· not enough data yet   – never practised   by name, never ranked"


Row = tuple[str, list[tuple[str, str]], str]  # name, for each skill what is said and n, n's unit


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
        self.query_one("#need", Static).update(_need(view))
        tall = self.size.height >= FULL
        self.query_one("#legend", Static).update(READ_IT if tall else READ_SHORT)
        rows = [
            (m.name, [_known(m.skills.get(skill)) for skill in view.skills], "n")
            for m in view.members
        ]
        rows.append(("the team", [_whole(level) for level in view.levels], "agents"))
        widths = _widths([line(s) for s in view.skills], rows, self.size.width - MARGIN)
        self.query_one("#heads").display = widths is not None
        if widths is None:
            self.query_one("#text", Static).update(_listed(view.skills, rows))
            return
        room, columns = widths
        heads = "".join(padded(line(s), w) for s, w in zip(view.skills, columns, strict=True))
        self.query_one("#heads", Static).update(
            Content.styled(f"{'':<{room}}{heads}", "bold $primary")
        )
        parts: list[Part] = []
        for row in rows[:-1]:
            parts += _row(*row, room, columns)
        self.query_one("#text", Static).update(
            joined(*parts, "\n", *_row(*rows[-1], room, columns))
        )


def _widths(skills: list[str], rows: list[Row], room: int) -> tuple[int, list[int]] | None:
    """The columns of the names and of each skill; None when they do not stand side by side."""
    bare = []
    for at, skill in enumerate(skills):
        said = [text for _, found, unit in rows for text in (found[at][0], _n(found[at], unit))]
        bare.append(max(map(cells, (skill, *said))))
    least, most = NAMES
    for gap in GAPS:
        columns = [width + gap for width in bare]
        longest = max(cells(line(name)) for name, _, _ in rows) + gap
        name = min(longest, most, room - sum(columns))
        if name >= min(longest, least):
            over = (room - name - sum(columns)) // len(columns)
            return name, [max(min(column + over, WIDEST), column) for column in columns]
    return None


def _n(found: tuple[str, str], unit: str) -> str:
    return f"{unit} {found[1]}" if found[1] else ""


def _row(
    name: str, found: list[tuple[str, str]], unit: str, room: int, columns: list[int]
) -> list[Part]:
    values = "".join(padded(value, w) for (value, _), w in zip(found, columns, strict=True))
    counts = "".join(padded(_n(one, unit), w) for one, w in zip(found, columns, strict=True))
    first, rest = (padded(part, room) for part in _halves(name, room - 1))
    return [(first, "bold"), values, "\n", (rest, "bold"), (counts, "$text-muted"), "\n"]


def _halves(name: str, room: int) -> tuple[str, str]:
    """A name on the two lines of its row, parted at a space where that helps."""
    whole = line(name)
    if cells(whole) > room:
        for at in (n for n in range(len(whole) - 1, 0, -1) if whole[n] == " "):
            if cells(whole[:at]) <= room:
                return whole[:at], line(whole[at + 1 :], room)
    return line(whole, room), ""


def _listed(skills: tuple[str, ...], rows: list[Row]) -> Content:
    """The same where there is no room for columns: a line a skill under each name."""
    width = max(cells(line(skill)) for skill in skills) + GAPS[0]
    parts: list[Part] = []
    for name, found, unit in rows:
        parts += [(line(name), "bold"), "\n"]
        for skill, one in zip(skills, found, strict=True):
            parts += [f"  {padded(line(skill), width)}{padded(one[0], 10)}"]
            parts += [(_n(one, unit), "$text-muted"), "\n"]
        parts.append("\n")
    return joined(*parts)


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
