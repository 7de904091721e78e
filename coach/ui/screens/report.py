"""A report that is being worked out: a preview or a test of the file on the workbench."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from coach.model.problem import CoachError
from coach.ui.safe import line, shown
from coach.ui.screens.base import CoachScreen

Progress = Callable[[int, int], bool]
Job = Callable[[Progress], Iterable[str]]


class Stopped(Exception):  # noqa: N818 - no error: the report was closed
    """Nobody waits for the report any more."""


class ReportScreen(CoachScreen):
    """Runs a job in a thread and shows its lines; Esc leaves it, done or not.

    The job is given a function to call with how many of how many are done; it says whether to stop.
    """

    where = "report"
    BINDINGS = [("escape,q,enter,f5,f9", "close", "close")]  # noqa: RUF012 - as in Screen
    CSS = """
    ReportScreen VerticalScroll { scrollbar-size-vertical: 1; padding: 0 0 0 1; }
    ReportScreen #title { height: 1; padding: 0 1; text-style: bold; }
    ReportScreen #report { height: auto; }
    """

    class Step(Message):
        """So much is done."""

        def __init__(self, done: int, of: int) -> None:
            super().__init__()
            self.done = done
            self.of = of

    class Done(Message):
        """The report, or why there is none."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, title: str, job: Job) -> None:
        super().__init__()
        self._title = title
        self._job = job
        self._left = False

    def body(self) -> ComposeResult:
        """A title and one page of text that scrolls."""
        yield Static(line(self._title), id="title", markup=False)
        with VerticalScroll():
            yield Static("Working …", id="report", markup=False)

    def on_mount(self) -> None:
        """Starts working."""
        super().on_mount()
        self.say("Esc back")
        self.query_one(VerticalScroll).focus()
        self._work()

    @work(thread=True, group="report", exit_on_error=False)
    def _work(self) -> None:
        try:
            text = "\n".join(self._job(self._progress))
        except Stopped:
            return
        except CoachError as error:
            text = str(error)
        except Exception as error:  # noqa: BLE001 - the editor behind must live on
            text = f"coach has a fault here: {error!r}"
        self.post_message(self.Done(text))

    def _progress(self, done: int, of: int) -> bool:
        if self._left:
            return True
        self.post_message(self.Step(done, of))
        return False

    @on(Step)
    def _step(self, message: Step) -> None:
        share = 20 * message.done // max(message.of, 1)
        bar = "#" * share + "." * (20 - share)
        said = f"Working …\n\n[{bar}] {message.done} of {message.of}"
        self.query_one("#report", Static).update(shown(said))

    @on(Done)
    def _done(self, message: Done) -> None:
        self.query_one("#report", Static).update(shown(message.text))

    def action_close(self) -> None:
        """Back to the workbench."""
        self._left = True
        self.dismiss()
