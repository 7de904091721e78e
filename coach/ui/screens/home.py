"""Home: what to go on with, what to practise today, and how it went last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from coach.model.attempt import PRACTICE, TEST
from coach.ui.commands import bindings
from coach.ui.screens.base import CoachScreen
from coach.ui.widgets.keys import Keys

if TYPE_CHECKING:
    from textual.widgets import OptionList

    from coach.ui.messages import HomeView

LOADING = "Practise answering customers before it counts."


class HomeScreen(CoachScreen):
    """The first screen. Its first paint holds nothing but a greeting."""

    where = "home"
    BINDINGS = bindings("home")

    def __init__(self) -> None:
        super().__init__()
        self._every = False

    def body(self) -> ComposeResult:
        """A greeting; the list comes with the first view."""
        yield Static(LOADING, id="greeting", markup=False)

    def on_mount(self) -> None:
        """Says that the rest is on its way."""
        self.say("loading …")

    def on_screen_resume(self) -> None:
        """Back from another screen."""
        if self.coach.view is not None:
            self.home_changed(self.coach.view)

    def home_changed(self, view: HomeView) -> None:
        """New plan, drafts or results."""
        self.say("")
        self.call_later(self._show, view)

    def action_go(self) -> None:
        """Opens the chosen line."""
        from coach.ui.widgets.lines import Lines

        for lines in self.query(Lines):
            lines.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Opens the line that was chosen: ``kind:name``."""
        kind, _, name = (event.option_id or "").partition(":")
        if kind == "all":
            self._every = True
            self.on_screen_resume()
        elif kind == "draft":
            from coach.practice.resume import drafted

            scenario, test = drafted(name)
            self.coach.practise(scenario, TEST if test else PRACTICE)
        elif kind == "drill":
            self.coach.drill(name)
        elif kind == "lesson":
            self.coach.lesson(name)
        elif kind == "open":
            self.run_worker(self.action_lessons() if name == "lessons" else self.action_drills())
        elif kind:
            self.coach.practise(name.partition("#")[0])

    def action_first(self) -> None:
        """Opens the first scenario of the plan."""
        self._open(0)

    def action_second(self) -> None:
        """Opens the second scenario of the plan."""
        self._open(1)

    def action_third(self) -> None:
        """Opens the third scenario of the plan."""
        self._open(2)

    def action_replan(self) -> None:
        """Other lines for what is left of today."""
        self.say("choosing …")
        self.coach.read_home(anew=True)

    async def action_drills(self) -> None:
        """Short exercises."""
        await self.coach.action_drills()

    async def action_lessons(self) -> None:
        """Pages to read."""
        await self.coach.action_lessons()

    def _open(self, place: int) -> None:
        view = self.coach.view
        if view is None:
            return
        if place < len(view.plan):
            self.coach.practise(view.plan[place].scenario.id)
        elif place == len(view.plan) and view.exercise is not None:
            opens = self.coach.drill if view.exercise.kind == "drill" else self.coach.lesson
            opens(view.exercise.id)

    async def _show(self, view: HomeView) -> None:
        library = self.coach.library
        if library is None:
            return
        from coach.ui.today import greeting, rows
        from coach.ui.widgets.lines import Lines

        if not self.query(Lines):
            await self.mount(Lines(id="today"), before=self.query_one(Keys))
            self.query_one(Lines).focus()
        self.query_one("#greeting", Static).update(greeting(view))
        self.query_one(Lines).show(rows(view, library, self.coach.now(), self._every))
        self.say("")
