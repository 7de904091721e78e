"""Practice: a situation, a decision, a draft with hints, and sending it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.events import Key, Paste
from textual.timer import Timer
from textual.widgets import Button, Static, TextArea

from coach.model.problem import CoachError
from coach.practice.decide import WITHOUT_REPLY, choices_for
from coach.ui import messages
from coach.ui.commands import bindings
from coach.ui.keeper import Keeper
from coach.ui.safe import joined, line
from coach.ui.screens.base import CoachScreen
from coach.ui.widgets.briefing import Briefing, briefing, summary
from coach.ui.widgets.conversation import Conversation
from coach.ui.widgets.decision import DecisionBar
from coach.ui.widgets.draft import Draft
from coach.ui.widgets.hints import HintPanel, whole

if TYPE_CHECKING:
    from coach.services.practise import Sitting

SAVE_AFTER = 0.25  # seconds of the draft that a power cut may cost
HINT_AFTER = 0.15  # seconds without a key before a slow reading is started
QUICK = 0.03  # a reading that took no longer than this needs no waiting


class PracticeScreen(CoachScreen):
    """One sitting. Reading and saving run in threads; handlers here own the state."""

    where = "practice"
    CSS_PATH = Path(__file__).with_name("practice.tcss")
    BINDINGS = [  # noqa: RUF012 - as in Screen
        *bindings("practice"),
        *((str(n), f"pick({n})", "decide") for n in range(1, 7)),
    ]
    AUTO_FOCUS = ""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._keeper = Keeper(sitting)
        self._since = 0.0
        self._reading = False
        self._again = False
        self._slow = False
        self._view = messages.HintsView("", (), 0.0)
        self._hint_timer: Timer | None = None
        self._save_timer: Timer | None = None

    # what is on the screen

    def body(self) -> ComposeResult:
        """Conversation, decision and draft; briefing and hints beside or below."""
        sitting = self.sitting
        yield Static(self._about(), id="about", markup=False)
        with Container(id="desk"):
            with Vertical(id="work"):
                yield Conversation(sitting.scenario, sitting.channel, sitting.turns)
                yield Static(self._folded(), id="folded", markup=False)
                yield DecisionBar(choices_for(sitting.scenario), sitting.decision)
                yield Draft(sitting.text)
                with Horizontal(id="buttons"):
                    yield Button("Send", id="send", compact=True, variant="primary")
                    yield Button("Why", id="why", compact=True)
                    yield Static("", id="note", markup=False)
            yield Briefing(sitting.scenario)
            yield HintPanel()

    def on_mount(self) -> None:
        """Starts the clock and reads what was drafted before."""
        super().on_mount()
        self._since = self.coach.clock()
        draft = self.query_one(Draft)
        draft.border_title = "Your reply"
        self._count()
        (draft if self.sitting.decision or draft.text else self.query_one(Conversation)).focus()
        if draft.text:
            self.say("draft kept from before")
            self._read_draft()

    def _about(self) -> str:
        scenario = self.sitting.scenario
        left = " · ".join(
            (
                line(scenario.brand.name),
                line(self.sitting.channel.title),
                scenario.visibility.value,
                f"level {scenario.difficulty}",
            )
        )
        return f"{left} · round {self.sitting.round}" if self.sitting.round > 1 else left

    def _folded(self) -> str:
        return f"F3 briefing: {summary(self.sitting.scenario)}"

    @property
    def seconds(self) -> float:
        """How long this round has taken so far."""
        return self.sitting.seconds + self.coach.clock() - self._since

    def on_descendant_focus(self) -> None:
        """Who reads gets more room to read."""
        self.set_class(isinstance(self.focused, Conversation), "-reading")

    def before_key(self, event: Key) -> None:
        """Who types, wants to write: a letter typed anywhere moves the focus to the draft.

        The app calls this before it hands a key on, so that keys that come fast stay in order.
        """
        letter = event.character or ""
        starts = event.is_printable and not letter.isdigit() and not letter.isspace()
        draft = self.query_one(Draft)
        if starts and self.focused is not draft and not isinstance(self.focused, Button):
            self.set_focus(draft)

    def on_key(self, event: Key) -> None:
        """Enter goes on: to the decision, then to the draft."""
        draft = self.query_one(Draft)
        if event.key == "enter" and self.focused is not draft:
            if isinstance(self.focused, Button):
                return
            (draft if self.sitting.decision else self.query_one(DecisionBar)).focus()
            event.stop()

    def on_paste(self, event: Paste) -> None:
        """What is pasted beside the draft belongs into it too."""
        draft = self.query_one(Draft)
        if self.focused is not draft:
            self.set_focus(draft)
            draft.insert(event.text)
            event.stop()

    # deciding

    def action_decide(self) -> None:
        """To the choices."""
        self.query_one(DecisionBar).focus()

    def action_pick(self, number: int) -> None:
        """Chooses by number, wherever one is not typing."""
        self.query_one(DecisionBar).pick(number)

    @on(DecisionBar.Decided)
    def _decided(self, message: DecisionBar.Decided) -> None:
        if message.choice is not None and message.choice is not self.sitting.decision:
            self.sitting.decision = message.choice
            self._keep_soon()
            if message.choice in WITHOUT_REPLY:
                self._note("No reply needed for this: send when you are sure.")
            else:
                self._note("")
        if message.done:
            self.query_one(Draft).focus()

    # writing

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._count()
        self._keep_soon()
        self._note("")
        self._read_soon()

    @on(Draft.Cut)
    def _cut(self, message: Draft.Cut) -> None:
        self._note(message.said)

    def _count(self) -> None:
        draft = self.query_one(Draft)
        count, limit = self.sitting.count(draft.text), self.sitting.limit
        over = limit is not None and count > limit
        draft.set_class(over, "-over")
        said = f"{count:,} / {limit:,}" if limit is not None else f"{count:,} characters"
        if over and limit is not None:
            said = f"! {count - limit:,} too many   {said}"
        draft.border_subtitle = said

    # hints

    def _read_soon(self) -> None:
        if self._hint_timer is not None:
            self._hint_timer.stop()
            self._hint_timer = None
        if self._reading:
            self._again = True
        elif self._slow:
            self._hint_timer = self.set_timer(HINT_AFTER, self._read_draft)
        else:
            self._read_draft()

    def _read_draft(self) -> None:
        self._reading, self._again = True, False
        self.query_one(HintPanel).started()
        self._read(self.query_one(Draft).text)

    @work(thread=True, group="hints", exit_on_error=False)
    def _read(self, text: str) -> None:
        started = self.coach.clock()
        try:
            hints = self.sitting.hints(text)
        except Exception:  # noqa: BLE001 - hints are a help: without them one can still write
            hints = ()
        view = messages.HintsView(text, hints, self.coach.clock() - started)
        self.post_message(messages.HintsReady(view))

    @on(messages.HintsReady)
    def _hints_ready(self, message: messages.HintsReady) -> None:
        self._reading = False
        self._view = message.view
        self._slow = message.view.seconds > QUICK
        self.query_one(HintPanel).show(message.view)
        draft = self.query_one(Draft)
        fresh = draft.text == message.view.text
        hints = message.view.hints if fresh else ()
        draft.mark(tuple((h.start, h.end, h.urgent) for h in hints))
        if self._again:
            self._read_soon()

    # keeping

    def _keep_soon(self) -> None:
        self._keeper.note(self.query_one(Draft).text, self.seconds)
        self.say("saving …")
        if self._save_timer is None:
            self._save_timer = self.set_timer(SAVE_AFTER, self._keep)

    def _keep(self) -> None:
        self._save_timer = None
        self._write()

    @work(thread=True, group="save", exit_on_error=False)
    def _write(self) -> None:
        try:
            self._keeper.flush()
        except CoachError as error:
            self.post_message(messages.Saved(str(error)))
        else:
            self.post_message(messages.Saved())

    @on(messages.Saved)
    def _saved(self, message: messages.Saved) -> None:
        if message.problem:
            self.say("draft NOT saved")
            self.coach.complain(message.problem)
        elif not self._keeper.behind:
            self.say("draft saved")

    async def keep_now(self) -> None:
        """Writes what is not written yet, and waits for it."""
        if self._keeper.behind:
            await self._write().wait()

    # sending

    def action_send(self) -> None:
        """Sends the reply, if it can be sent."""
        draft = self.query_one(Draft)
        choice = self.sitting.decision
        if choice is None:
            self._note("Decide first: press a number. Nothing is lost.")
            self.query_one(DecisionBar).focus()
        elif not draft.text.strip() and choice not in WITHOUT_REPLY:
            self._note("There is nothing to send yet: write your reply first.")
            draft.focus()
        elif not self._sending:
            self._sending = True
            self.say("scoring …")
            self._send(draft.text, self.seconds)

    _sending = False

    @work(thread=True, group="send", exit_on_error=False)
    def _send(self, text: str, seconds: float) -> None:
        try:
            outcome = self._keeper.send(text, seconds)
        except CoachError as error:
            self.post_message(messages.NotSent(str(error)))
        except Exception as error:  # noqa: BLE001 - whatever broke, the words must stay
            self.post_message(messages.NotSent(f"coach has a fault here: {error!r}"))
        else:
            self.post_message(messages.Scored(outcome))

    @on(messages.NotSent)
    def _not_sent(self, message: messages.NotSent) -> None:
        self._sending = False
        self.say("not sent; your words are kept")
        self.coach.complain(message.problem)

    @on(messages.Scored)
    def _scored(self, message: messages.Scored) -> None:
        from coach.ui.screens.scorecard import ScorecardScreen

        self.app.switch_screen(ScorecardScreen(self.sitting, message.outcome))

    # pages

    def action_why(self) -> None:
        """Why the hints are given."""
        from coach.ui.screens.page import PageScreen
        from coach.ui.widgets.hints import EMPTY, FINE

        if self._view.hints:
            self.app.push_screen(PageScreen("Why", whole(self._view)))
        else:
            self._note(FINE if self._view.text.strip() else EMPTY)

    def action_briefing(self) -> None:
        """The briefing: over the screen where it is folded, else shown or hidden beside."""
        from coach.ui.screens.page import PageScreen

        if self.has_class("-wide"):
            self.toggle_class("-alone")
        else:
            self.app.push_screen(PageScreen("Briefing", briefing(self.sitting.scenario)))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "send":
            self.action_send()
        else:
            self.action_why()

    def _note(self, said: str) -> None:
        self.query_one("#note", Static).update(joined((said, "$warning")))
