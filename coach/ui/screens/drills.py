"""The drills: kinds first, then the drills of one kind, each with what came of it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from coach.model.drill import Drill, DrillKind, DrillTally
from coach.model.problem import CoachError
from coach.practice.drills import KINDS
from coach.practice.drills.result import times
from coach.render.drill_lines import tally_text
from coach.ui import messages
from coach.ui.commands import bindings
from coach.ui.safe import line
from coach.ui.screens.base import CoachScreen
from coach.ui.today import ago
from coach.ui.widgets.lines import Lines, Row

if TYPE_CHECKING:
    from coach.services.drill_run import Run
    from coach.services.drills import Shelf
    from coach.ui.messages import HomeView

INTRO = "A drill trains one thing. It has a score of its own and never touches your skills."
NOT_YET = "not done yet"


class DrillsScreen(CoachScreen):
    """All kinds, or with ``kind`` the drills of one."""

    where = "drills"
    BINDINGS = bindings("drills")
    AUTO_FOCUS = "#drills"
    CSS = """
    DrillsScreen #intro { height: auto; padding: 1 2; color: $text-muted; }
    DrillsScreen.-low #intro { padding: 0 2; }
    """

    def __init__(self, kind: DrillKind | None = None) -> None:
        super().__init__()
        self._kind = kind
        self._shelves: tuple[Shelf, ...] = ()
        self._wanted: DrillKind | None = None  # chosen before the drills were read

    def body(self) -> ComposeResult:
        """What a drill is, and the list."""
        yield Static(KINDS[self._kind].does if self._kind else INTRO, id="intro", markup=False)
        yield Lines(id="drills")

    def on_mount(self) -> None:
        """Shows the kinds at once; how long they take and what was done follows."""
        super().on_mount()
        if self._kind is None:
            rows = [Row(about.title, kind.value, "", about.does) for kind, about in KINDS.items()]
            self.query_one(Lines).show(tuple(rows))
        self._show()

    def on_screen_resume(self) -> None:
        """Back from a drill: the scores have changed."""
        self._show()

    def home_changed(self, view: HomeView) -> None:
        """A drill was done or stopped."""
        self._show()

    def _show(self) -> None:
        if not self._shelves:
            self.say("reading …")
        self._read()

    @work(thread=True, group="shelves", exclusive=True)
    def _read(self) -> None:
        from coach.services import drills

        store, agent = self.coach.store, self.coach.agent
        try:
            shelves, half = drills.shelves(store, agent), drills.half_done(store, agent)
        except CoachError as error:
            self.post_message(messages.Trouble(str(error)))
            return
        self.post_message(messages.ShelvesRead(shelves, half))

    @on(messages.ShelvesRead)
    def _were_read(self, message: messages.ShelvesRead) -> None:
        first, self._shelves = not self._shelves, message.shelves
        self.say("")
        lines = self.query_one(Lines)
        if self._kind is not None:
            shelf = next(s for s in message.shelves if s.kind is self._kind)
            following = shelf.next
            rows = [_drill_row(d, shelf.tally(d.id)) for d in shelf.drills]
            lines.show(tuple(rows), lines.chosen or (following.id if following else None))
            return
        rows = []
        if message.half:
            titles = {d.id: d.title for shelf in message.shelves for d in shelf.drills}
            rows.append(Row("Go on where you stopped"))
            for one in message.half[:3]:
                when = ago(one.saved_at, self.coach.now())
                rows.append(Row(titles[one.drill], f"half:{one.drill}", when, lead="▸  "))
            rows += [Row(""), Row("All drills")]
        rows += [_kind_row(shelf) for shelf in message.shelves]
        on_top = next((row.id for row in rows if row.id is not None), None)
        untouched = first and lines.chosen == next(iter(KINDS)).value and self._wanted is None
        lines.show(tuple(rows), on_top if untouched else None)
        if untouched:
            lines.call_after_refresh(lines.scroll_home, animate=False)
        if self._wanted is not None:
            kind, self._wanted = self._wanted, None
            self._open_kind(kind)

    def action_go(self) -> None:
        """Opens the chosen line."""
        self.query_one(Lines).action_select()

    @on(OptionList.OptionSelected)
    def _opened(self, event: OptionList.OptionSelected) -> None:
        name = event.option_id or ""
        if name.startswith("half:"):
            self.coach.drill(name.removeprefix("half:"))
        elif self._kind is not None:
            self.coach.drill(name)
        elif name:
            self._open_kind(DrillKind(name))

    def _open_kind(self, kind: DrillKind) -> None:
        if not self._shelves:
            self._wanted = kind
            self.say("opening …")
            return
        shelf = next(s for s in self._shelves if s.kind is kind)
        if len(shelf.drills) == 1:
            self.coach.drill(shelf.drills[0].id)
        else:
            self.app.push_screen(DrillsScreen(kind))

    async def action_back(self) -> None:
        """From the drills of a kind to all kinds, from there home."""
        if self._kind is not None:
            self.app.pop_screen()
        else:
            await super().action_back()

    async def action_lessons(self) -> None:
        """The pages to read."""
        await self.coach.action_lessons()


def _kind_row(shelf: Shelf) -> Row:
    about = KINDS[shelf.kind]
    long = sorted({drill.minutes for drill in shelf.drills})
    span = f"{long[0]}-{long[-1]}" if len(long) > 1 else str(long[0]) if long else "-"
    done = f"done {times(shelf.n)}" if shelf.n else NOT_YET
    end = f"{span} min · {done}"
    return Row(about.title, shelf.kind.value, end, about.does)


def _drill_row(drill: Drill, tally: DrillTally | None) -> Row:
    return Row(
        line(drill.title), drill.id, f"{drill.minutes} min · {tally_text(tally)}", drill.about
    )


def screen_of(run: Run) -> CoachScreen:
    """The screen on which a run is done."""
    from coach.services.drill_answers import BlunderRun, TriageRun
    from coach.services.drill_marking import MarkRun
    from coach.services.drill_writing import WriteRun

    if isinstance(run, WriteRun):
        from coach.ui.screens.drill_write import DrillWriteScreen

        return DrillWriteScreen(run)
    if isinstance(run, MarkRun):
        from coach.ui.screens.drill_mark import DrillMarkScreen

        return DrillMarkScreen(run)
    if isinstance(run, TriageRun):
        from coach.ui.screens.drill_sort import DrillSortScreen

        return DrillSortScreen(run)
    from coach.ui.screens.drill_choose import DrillChooseScreen

    assert isinstance(run, BlunderRun)
    return DrillChooseScreen(run)
