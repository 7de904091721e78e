"""What the screens of all drills share: the head, the clock, keeping, and the end."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import on, work
from textual.widgets import Static
from textual.worker import Worker

from coach.model.problem import CoachError
from coach.services.drill_run import Run
from coach.ui import messages
from coach.ui.safe import line
from coach.ui.screens.base import CoachScreen

if TYPE_CHECKING:
    from coach.services.drill_run import Finished

R = TypeVar("R", bound=Run)
RESUMED = "where you stopped"


class DrillScreen(CoachScreen, Generic[R]):
    """A run of a drill. Keeping and finishing happen in threads; handlers own the state."""

    CSS = """
    #about { height: 1; padding: 0 2; color: $text-muted; }
    #ask { height: auto; padding: 0 2; text-style: bold; margin-bottom: 1; }
    .-low #ask { margin-bottom: 0; }
    """

    def __init__(self, run: R) -> None:
        super().__init__()
        self.run = run
        self._since = 0.0
        self._writing = threading.Lock()
        self._ending = False
        self._touched = run.resumed

    def on_mount(self) -> None:
        """Starts the clock."""
        super().on_mount()
        self._since = self.coach.clock()
        if self.run.resumed:
            self.say(RESUMED)

    @property
    def seconds(self) -> float:
        """How long the run has taken so far."""
        return self.run.seconds + self.coach.clock() - self._since

    def head(self, part: str) -> str:
        """Kind, title and how far one is."""
        return f"{self.run.about.title} · {line(self.run.drill.title, 40)} · {part}"

    def _clocked(self) -> float:
        """The seconds so far; counting goes on from here."""
        seconds, self._since = self.seconds, self.coach.clock()
        self.run.seconds = seconds
        return seconds

    def keep(self, seconds: float) -> Worker[None]:
        """Keeps how far the run has come."""
        self._touched = True
        return self._keep(seconds)

    @work(thread=True, group="keep", exit_on_error=False)
    def _keep(self, seconds: float) -> None:
        try:
            with self._writing:
                if not self._ending:
                    self.run.keep(seconds)
        except CoachError as error:
            self.post_message(messages.Saved(str(error)))

    @on(messages.Saved)
    def _saved(self, message: messages.Saved) -> None:
        if message.problem:
            self.say("NOT kept")
            self.coach.complain(message.problem)

    async def keep_now(self) -> None:
        """Keeps what there is before the screen goes; a drill only looked at is not begun."""
        if self._touched and not self._ending:
            await self.keep(self._clocked()).wait()

    def end(self) -> None:
        """Everything is done: works out the result."""
        if not self._ending:
            seconds = self._clocked()
            self._ending = True
            self.say("comparing …")
            self._finish(seconds)

    @work(thread=True, group="finish", exit_on_error=False)
    def _finish(self, seconds: float) -> None:
        try:
            with self._writing:
                finished = self.run.finish(seconds)
        except CoachError as error:
            self.post_message(messages.NotSent(str(error)))
        else:
            self.post_message(messages.DrillTaken(finished))

    @on(messages.NotSent)
    def _not_taken(self, message: messages.NotSent) -> None:
        self._ending = False
        self.say("not taken; nothing is lost")
        self.coach.complain(message.problem)

    @on(messages.DrillTaken)
    def _taken(self, message: messages.DrillTaken) -> None:
        if message.finished is not None:
            self._show_result(message.finished)

    def _show_result(self, finished: Finished) -> None:
        from coach.ui.screens.drill_result import DrillResultScreen

        self.app.switch_screen(DrillResultScreen(finished))

    async def action_back(self) -> None:
        """Back to the drills; the state is kept."""
        await self.keep_now()
        self.coach.read_home()
        self.app.pop_screen()

    def update(self, name: str, text: str) -> None:
        """Puts our own words into a part of the screen."""
        self.query_one(f"#{name}", Static).update(text)
