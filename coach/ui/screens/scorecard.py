"""The scorecard: the reply with its evidence, the total, the marks, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.worker import get_current_worker

from coach.model.attempt import CRISIS
from coach.model.finding import Repair
from coach.model.problem import CoachError
from coach.ui import marks, repairs
from coach.ui.commands import bindings
from coach.ui.safe import Part, joined, line, shown
from coach.ui.screens.base import CoachScreen
from coach.ui.widgets.evidence import Evidence, legend
from coach.ui.widgets.keys import Keys
from coach.ui.widgets.lines import Lines

if TYPE_CHECKING:
    from coach.services.practise import Outcome, Sitting
    from coach.store import Store

_NARROW, _TITLE = 76, 12  # cells of the line above the total; the fewest its title gets


class ScorecardScreen(CoachScreen):
    """One sent reply. Leaving it loses nothing: the attempt is kept."""

    where = "scorecard"
    BINDINGS = bindings("scorecard")
    AUTO_FOCUS = "#marks"
    CSS = """
    ScorecardScreen #about { height: 1; padding: 0 2; color: $text-muted; }
    ScorecardScreen #total { height: auto; padding: 0 2; }
    ScorecardScreen #answer { height: auto; max-height: 3; padding: 0 2; margin-top: 1; }
    ScorecardScreen #table { height: 1fr; layout: vertical; margin-top: 1; }
    ScorecardScreen #why {
        height: 6; padding: 0 2; border-top: solid $border-blurred; scrollbar-size-vertical: 1;
    }
    ScorecardScreen #why:focus { border-top: solid $border; }
    ScorecardScreen #why Static { height: auto; }
    ScorecardScreen.-tall #why { height: 10; }
    ScorecardScreen.-wide #table { layout: horizontal; }
    ScorecardScreen.-wide #marks { width: 3fr; }
    ScorecardScreen.-wide #why {
        width: 2fr; height: 1fr; border-top: none; border-left: solid $border-blurred;
    }
    ScorecardScreen.-wide #why:focus { border-top: none; border-left: solid $border; }
    """

    class Ready(Message):
        """The sitting may go on, at the same round or the next."""

        def __init__(self, problem: str = "") -> None:
            super().__init__()
            self.problem = problem

    def __init__(self, sitting: Sitting, outcome: Outcome) -> None:
        super().__init__()
        self.sitting = sitting
        self.outcome = outcome
        self._leaving = False
        self._repairs: tuple[Repair, ...] = ()

    def body(self) -> ComposeResult:
        """Reply on top, marks below, the chosen mark in full beside or below them."""
        outcome = self.outcome
        yield Static(self._about(), id="about", markup=False)
        total = marks.total_of(outcome, self.sitting.rubric, self.sitting.rounds)
        yield Static(total, id="total", markup=False)
        yield Evidence(outcome.attempt.reply, outcome.scorecard)
        if outcome.reaction is not None:
            who = line(self.sitting.scenario.customer.handle)
            answer = joined((f"{who} answers: ", "bold $primary"), shown(outcome.reaction.text))
            yield Static(answer, id="answer", markup=False)
        with Container(id="table"):
            yield Lines(id="marks")
            with VerticalScroll(id="why"):
                yield Static("", id="detail", markup=False)

    def on_mount(self) -> None:
        """Chooses the mark with the most to gain."""
        super().on_mount()
        hidden = {"round"} if self.outcome.reaction is None else set()
        hidden |= {"rounds"} if len(self.sitting.rounds) < 2 else set()
        self.query_one(Keys).hide(frozenset(hidden))
        first = marks.first_choice(self.outcome)
        self.query_one(Lines).show(marks.rows(self.outcome, self.sitting.rubric), first)
        self.coach.read_home()
        self._mend()

    @work(thread=True, group="repairs", exit_on_error=False)
    def _mend(self) -> None:
        """Works out what would have raised the total, while one reads."""
        from coach.services import mending

        worker = get_current_worker()
        try:
            found = mending.repairs(
                self.sitting, self.outcome.attempt.reply, lambda: worker.is_cancelled, after=True
            )
        except Exception:  # noqa: BLE001 - the scorecard is whole without repairs
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._mended, found)

    def _mended(self, found: tuple[Repair, ...]) -> None:
        self._repairs = found
        card, points = self.outcome.scorecard, self.sitting.mode != CRISIS
        listed = repairs.rows(found, self.outcome.attempt.reply, card.total, points)
        self.query_one(Lines).lead_in(listed)

    def _about(self) -> str:
        attempt = self.outcome.attempt
        said = [taken(attempt.seconds)]
        if attempt.number > 1:
            said.insert(0, f"try {attempt.number}")
        if attempt.round > 1:
            said.append(f"round {attempt.round}")
        if key := legend(attempt.reply, self.outcome.scorecard):
            said.append(key)
        rest = "".join(f" · {part}" for part in said)
        return line(self.sitting.scenario.title, max(_NARROW - len(rest), _TITLE)) + rest

    @on(OptionList.OptionHighlighted)
    def _chosen(self, event: OptionList.OptionHighlighted) -> None:
        name = event.option_id
        if name is None:
            return
        self.query_one("#detail", Static).update(self._detail(name))
        self.query_one("#why", VerticalScroll).scroll_home(animate=False)
        self.call_after_refresh(self.query_one(Evidence).point_at, name)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_why()

    def _detail(self, name: str) -> Content:
        if repairs.is_repair(name):
            total, points = self.outcome.scorecard.total, self.sitting.mode != CRISIS
            reply = self.outcome.attempt.reply
            return repairs.detail(name, self._repairs, reply, total, points)
        return marks.detail(self.outcome, self.sitting.rubric, name)

    # what comes next

    def action_why(self) -> None:
        """The chosen mark over the whole screen."""
        from coach.ui.screens.page import PageScreen

        chosen = self.query_one(Lines).chosen
        if chosen is not None:
            content = self._detail(chosen)
            self.app.push_screen(PageScreen("Why", content))

    def action_rounds(self) -> None:
        """The whole conversation so far: rounds, promises, the mean."""
        from coach.ui.screens.page import PageScreen

        content = marks.conversation(self.sitting, self.outcome)
        self.app.push_screen(PageScreen("The conversation", content))

    def action_exemplars(self) -> None:
        """Replies that do it well."""
        from coach.ui.screens.page import PageScreen

        self.app.push_screen(PageScreen("Replies that do it well", self._exemplars()))

    def action_keep(self) -> None:
        """Keeps the reply to look up later, or keeps it no longer."""
        if self.coach.store is not None:
            self._keep(self.coach.store)

    @work(thread=True, group="keep", exit_on_error=False)
    def _keep(self, store: Store) -> None:
        from coach.services.kept import toggle

        try:
            kept = toggle(store, self.outcome.attempt, self.coach.now())
        except CoachError as error:
            self.app.call_from_thread(self.coach.complain, str(error))
            return
        said = "★ kept; find it under progress" if kept else "kept no longer"
        self.app.call_from_thread(self.say, said)

    def action_again(self) -> None:
        """Back to the draft, words and decision kept."""
        self._go(self.sitting.retry)

    def action_round(self) -> None:
        """On to the customer's answer."""
        if self.outcome.reaction is None:
            self.say("the conversation is over")
        else:
            self._go(self.sitting.go_on)

    def action_next(self) -> None:
        """The next scenario of the plan."""
        view, library = self.coach.view, self.coach.library
        plan = [s.scenario.id for s in view.plan] if view else []
        planned = [name for name in plan if view and name not in view.done]
        known = [s.id for s in library.scenarios] if library else []
        for name in (*planned, *known):
            if name != self.sitting.scenario.id:
                self.coach.practise(name)
                return

    def _go(self, step: object) -> None:
        if not self._leaving and callable(step):
            self._leaving = True
            self._write(step)

    @work(thread=True, group="go", exit_on_error=False)
    def _write(self, step: object) -> None:
        try:
            if callable(step):
                step()
        except CoachError as error:
            self.post_message(self.Ready(str(error)))
        else:
            self.post_message(self.Ready())

    @on(Ready)
    def _ready(self, message: Ready) -> None:
        from coach.ui.screens.practice import PracticeScreen

        if message.problem:
            self.coach.complain(message.problem)
        self.app.switch_screen(PracticeScreen(self.sitting))

    def _exemplars(self) -> Content:
        scenario = self.sitting.scenario
        parts: list[Part] = []
        for exemplar in scenario.exemplars:
            parts += [shown(exemplar.reply), "\n\n", ("Why it works: ", "$text-muted")]
            parts += [line(exemplar.note), "\n\n"]
        for label, note in (
            ("Public relations", scenario.notes.pr),
            ("Legal", scenario.notes.legal),
            ("Writing", scenario.notes.writing),
        ):
            if note:
                parts += [(f"{label}: ", "bold $primary"), line(note), "\n"]
        return joined(*parts)


def taken(seconds: float) -> str:
    """How long a reply took, in words."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
