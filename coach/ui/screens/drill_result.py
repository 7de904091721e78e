"""The result of a drill: the score, what it means, and line by line why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from coach.render.drill_lines import tally_text
from coach.ui.commands import bindings
from coach.ui.safe import joined, shown
from coach.ui.screens.base import CoachScreen

if TYPE_CHECKING:
    from coach.practice.drills.result import Line
    from coach.services.drill_run import Finished

SIGNS = {True: ("✓ ", "$success"), False: ("✗ ", "$error"), None: ("  ", "")}
PARTLY = ("~ ", "$warning")
LEGEND = "✓ good   ~ in part   ✗ not yet"


class DrillResultScreen(CoachScreen):
    """One page that scrolls; the drill can be done again."""

    where = "drill_result"
    BINDINGS = bindings("drill_result")
    CSS = """
    DrillResultScreen #score { height: auto; padding: 1 2 0 2; }
    DrillResultScreen #lines { height: 1fr; padding: 1 2; scrollbar-size-vertical: 1; }
    DrillResultScreen #lines Static { height: auto; }
    """

    def __init__(self, finished: Finished) -> None:
        super().__init__()
        self.finished = finished

    def body(self) -> ComposeResult:
        """The score, then the lines."""
        yield Static(_score(self.finished), id="score", markup=False)
        with VerticalScroll(id="lines"):
            yield Static(result_page(self.finished.result.lines), markup=False)

    def on_mount(self) -> None:
        """Arrow keys scroll."""
        super().on_mount()
        self.query_one(VerticalScroll).focus()
        self.coach.read_home()

    async def action_back(self) -> None:
        """Back to the drills."""
        self.app.pop_screen()

    def action_again(self) -> None:
        """The drill once more."""
        drill = self.finished.drill
        self.coach.drill(drill.file if drill.id not in _shipped() else drill.id)


def _shipped() -> frozenset[str]:
    from coach.services import drills

    return frozenset(drill.id for drill in drills.drills())


def _score(finished: Finished) -> Content:
    tally = finished.tally
    kept = f"This drill so far: {tally_text(tally)}." if tally else "Nothing was kept."
    return joined(
        (f"{finished.result.score:.0f} of 100", "bold"),
        f"   {finished.result.means}\n",
        (f"{kept} Drills never touch your skills.\n{LEGEND}", "$text-muted"),
    )


def result_page(lines: tuple[Line, ...]) -> Content:
    """The lines with their signs; colour never carries the meaning alone."""
    parts = []
    for one in lines:
        sign, style = PARTLY if one.partly else SIGNS[one.good]
        parts.append(joined((sign, style), shown(one.text)))
        if one.note:
            parts.append(joined("    ", shown(one.note, "$text-muted")))
    return Content("\n").join(parts)
