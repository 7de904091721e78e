"""A drill in writing: the situation, the draft, and the goals as they stand."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from coach.model.problem import CoachError
from coach.practice.drills.result import Goal
from coach.services.drill_writing import WriteRun
from coach.ui import messages
from coach.ui.commands import bindings
from coach.ui.safe import joined, line, shown
from coach.ui.screens.ask import AskScreen
from coach.ui.screens.drill_base import DrillScreen
from coach.ui.widgets.conversation import Conversation
from coach.ui.widgets.draft import Draft

SAVE_AFTER = 0.25  # seconds of the draft that a power cut may cost
CHECK_AFTER = 0.15  # seconds without a key before the goals are checked


class DrillWriteScreen(DrillScreen[WriteRun]):
    """One reply after the other."""

    where = "drill_write"
    BINDINGS = bindings("drill_write")
    AUTO_FOCUS = "#draft"
    CSS = """
    DrillWriteScreen #desk { height: 1fr; layout: vertical; }
    DrillWriteScreen #work { height: 1fr; }
    DrillWriteScreen Conversation { max-height: 6; }
    DrillWriteScreen.-low Conversation { display: none; }
    DrillWriteScreen.-tall Conversation { max-height: 14; }
    DrillWriteScreen #goals { height: auto; max-height: 5; padding: 0 2; }
    DrillWriteScreen.-low #goals { max-height: 2; }
    DrillWriteScreen #goals Static { height: auto; }
    DrillWriteScreen.-wide #desk { layout: horizontal; }
    DrillWriteScreen.-wide #work { width: 1fr; border-right: solid $border-blurred; }
    DrillWriteScreen.-wide #goals { width: 42; height: 1fr; max-height: 100%; padding: 0 2; }
    """

    def __init__(self, run: WriteRun) -> None:
        super().__init__(run)
        self._goals: tuple[Goal, ...] = ()
        self._checking = False
        self._again = False
        self._save_timer: Timer | None = None
        self._check_timer: Timer | None = None

    def body(self) -> ComposeResult:
        """Head, situation, draft, goals."""
        run = self.run
        yield Static(self._head(), id="about", markup=False)
        yield Static(self._ask(), id="ask", markup=False)
        with Container(id="desk"):
            with Vertical(id="work"):
                yield Conversation(run.scenario, run.channel, run.turns)
                yield Draft(run.text)
            with VerticalScroll(id="goals", can_focus=False):
                yield Static(self._aims(), id="goal-lines", markup=False)

    def on_mount(self) -> None:
        """Counts, and checks what stands there."""
        super().on_mount()
        self.query_one(Draft).border_title = "Your reply"
        self._count()
        self._check_soon()
        if not self.run.resumed:
            self.query_one(Draft).move_cursor((0, 0))
        self.query_one(Draft).focus()

    def _head(self) -> str:
        run = self.run
        return self.head(f"{line(run.channel.title)}, {run.part}")

    def _ask(self) -> Content:
        said = f"{self.run.said} " if self.run.said else ""
        scenario = self.run.scenario
        known = "  F3 shows what you know." if scenario.facts and self.run.known else ""
        return joined((said, "$warning"), line(self.run.ask), (known, "$text-muted"))

    def _aims(self) -> Content:
        if not self.run.aims:
            return joined(("Goals are checked while you write; F2 shows them all.", "$text-muted"))
        return joined(("Aim at:\n", "bold"), "\n".join(f"· {line(aim)}" for aim in self.run.aims))

    # writing

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._count()
        self._check_soon()
        if self._save_timer is None:
            self._save_timer = self.set_timer(SAVE_AFTER, self._save)

    def _count(self) -> None:
        draft = self.query_one(Draft)
        count, limit = self.run.count(draft.text), self.run.limit
        over = limit is not None and count > limit
        draft.set_class(over, "-over")
        said = f"{count:,} / {limit:,}" if limit is not None else f"{count:,} characters"
        draft.caption(f"! {count - (limit or 0):,} too many   {said}" if over else said)

    def _save(self) -> None:
        self._save_timer = None
        if self._ending:
            return
        self.run.text = self.query_one(Draft).text
        self.keep(self._clocked())

    async def keep_now(self) -> None:
        """Keeps the draft before the screen goes."""
        if not self._ending:
            text = self.query_one(Draft).text
            self._touched = self._touched or text != self.run.text
            self.run.text = text
        await super().keep_now()

    # goals

    def _check_soon(self) -> None:
        if self.run.aims:
            return
        if self._check_timer is not None:
            self._check_timer.stop()
        self._check_timer = self.set_timer(CHECK_AFTER, self._check)

    def _check(self) -> None:
        if self._checking:
            self._again = True
            return
        self._checking = True
        self._read(self.query_one(Draft).text)

    @work(thread=True, group="goals", exit_on_error=False)
    def _read(self, text: str) -> None:
        try:
            goals = self.run.goals(text)
        except Exception:  # noqa: BLE001 - goals are a help; the result says what broke
            goals = ()
        self.post_message(messages.GoalsReady(text, goals))

    @on(messages.GoalsReady)
    def _checked(self, message: messages.GoalsReady) -> None:
        self._checking = False
        self._goals = message.goals
        wide = self.has_class("-wide")
        shown_goals = goal_page(message.goals) if wide else goal_summary(message.goals)
        self.query_one("#goal-lines", Static).update(shown_goals if message.goals else self._aims())
        if self._again:
            self._again = False
            self._check()

    def action_goals(self) -> None:
        """All goals on a page."""
        from coach.ui.screens.page import PageScreen

        content = goal_page(self._goals) if self._goals else self._aims()
        self.app.push_screen(PageScreen("Goals", content))

    def action_facts(self) -> None:
        """Brand, customer, and what the agent could look up."""
        from coach.ui.screens.page import PageScreen
        from coach.ui.widgets.briefing import briefing

        scenario = self.run.scenario
        if scenario.skills:
            content = briefing(scenario)
        else:
            name = scenario.customer.name or "no name known"
            told = [f"Brand: {scenario.brand.name}", f"Customer: {name}", "", "You know:"]
            told += [f"· {fact}" for fact in scenario.facts]
            content = shown("\n".join(told))
        self.app.push_screen(PageScreen("Facts", content))

    # taking

    def action_done(self) -> None:
        """Takes the reply."""
        text = self.query_one(Draft).text
        if not text.strip():
            self.say("write first")
        elif self.run.untouched(text) and not self._ending:
            self._ask_untouched()
        else:
            self._send(text)

    def _ask_untouched(self) -> None:
        said = joined("The reply stands as it was given: nothing is changed yet.")
        answers = (("stay", "Go on writing"), ("done", "Compare it as it is, and end the drill"))

        def answered(answer: str | None) -> None:
            if answer == "done":
                self._send(self.query_one(Draft).text)

        self.app.push_screen(AskScreen("Nothing changed", said, answers), answered)

    def _send(self, text: str) -> None:
        if not self._ending:
            self._ending = True
            self.say("reading …")
            self._take(text, self._clocked())

    @work(thread=True, group="take", exit_on_error=False)
    def _take(self, text: str, seconds: float) -> None:
        try:
            with self._writing:
                more = self.run.submit(text, seconds)
                finished = None if more else self.run.finish(seconds)
        except CoachError as error:
            self.post_message(messages.NotSent(str(error)))
        else:
            self.post_message(messages.DrillTaken(finished))

    @on(messages.DrillTaken)
    def _next(self, message: messages.DrillTaken) -> None:
        if message.finished is None:
            self.app.switch_screen(DrillWriteScreen(self.run))


def goal_page(goals: tuple[Goal, ...]) -> Content:
    """Every goal with how it stands."""
    parts = []
    for goal in goals:
        sign, style = ("✓ ", "$success") if goal.met else ("✗ ", "$error")
        said = shown(f"\n    {goal.said}", "$text-muted")
        parts.append(joined((sign, style), line(goal.title), said))
    return Content("\n").join(parts)


def goal_summary(goals: tuple[Goal, ...]) -> Content:
    """How many are met, and those that are not."""
    open_goals = [goal for goal in goals if not goal.met]
    met = len(goals) - len(open_goals)
    head = joined((f"✓ {met} of {len(goals)} goals met", "$success" if not open_goals else ""))
    rest = [joined(("✗ ", "$error"), line(f"{g.title} ({g.said})", 76)) for g in open_goals]
    return Content("\n").join([head, *rest])
