"""Practice: a situation, a decision, a draft with hints, and sending it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.events import Key, Paste
from textual.timer import Timer
from textual.widgets import Button, Static, TextArea

from coach.model.attempt import CRISIS, TEST
from coach.model.problem import CoachError
from coach.practice.decide import WITHOUT_REPLY, choices_for
from coach.ui import messages
from coach.ui.commands import bindings
from coach.ui.keeper import Keeper
from coach.ui.safe import joined, line
from coach.ui.screens.mending import MendingScreen
from coach.ui.widgets.briefing import Briefing, briefing, summary
from coach.ui.widgets.conversation import Conversation
from coach.ui.widgets.decision import DecisionBar
from coach.ui.widgets.draft import Draft
from coach.ui.widgets.hints import HintPanel
from coach.ui.widgets.keys import Keys

if TYPE_CHECKING:
    from coach.services.practise import Sitting

_MODES = {CRISIS: "no points here", TEST: "test: no hints"}
UNDECIDED = "Not decided yet: Shift+Tab, then a number."
SAVE_AFTER = 0.25  # seconds of the draft that a power cut may cost
CALM = 0.3  # seconds without a key after saving before that is said: the word would come and go


class PracticeScreen(MendingScreen):
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
        self._since = self._before = 0.0
        self._coming = False  # a letter on its way to the draft
        self._save_timer: Timer | None = None
        self._calm_timer: Timer | None = None
        self._noted = ""
        self._touched = False  # whether there is anything here to keep

    # what is on the screen

    def body(self) -> ComposeResult:
        """Conversation, decision and draft; briefing and hints beside or below."""
        sitting = self.sitting
        yield Static(self._about(), id="about", markup=False)
        with Container(id="desk"):
            with Vertical(id="work"):
                yield Conversation(sitting.scenario, sitting.channel, sitting.turns)
                yield Static(self._folded(), id="folded", markup=False)
                yield DecisionBar(
                    choices_for(sitting.scenario), sitting.decisions.current, sitting.shown_verdict
                )
                yield Draft(sitting.text, self._edited)
                with Horizontal(id="buttons"):
                    yield Button("Send", id="send", compact=True, variant="primary")
                    yield Button("Why", id="why", compact=True)
                    yield Static("", id="note", markup=False)
            yield Briefing(sitting.scenario)
            yield HintPanel()

    def on_mount(self) -> None:
        """Starts the clock and reads what was drafted before."""
        super().on_mount()
        self._since, self._before = self.coach.clock(), self.sitting.seconds
        draft = self.query_one(Draft)
        draft.border_title = "Your reply"
        self._count()
        decided = self.sitting.decisions
        choosing = DecisionBar if decided.current else Conversation
        (draft if decided.first or draft.text else self.query_one(choosing)).focus()
        if self.sitting.mode != CRISIS:
            self.query_one(Keys).hide(frozenset({"skip"}))
        if draft.text:
            self.say("draft kept from before")
            self._read_draft()

    def _about(self) -> str:
        scenario = self.sitting.scenario
        left = " · ".join(
            (
                line(scenario.brand.name),
                line(self.sitting.channel.title),
                self.sitting.side.value,
                f"level {scenario.difficulty}",
                *([_MODES[self.sitting.mode]] if self.sitting.mode in _MODES else []),
            )
        )
        return f"{left} · round {self.sitting.round}" if self.sitting.round > 1 else left

    def _folded(self) -> str:
        return f"F3 briefing: {summary(self.sitting.scenario)}"

    @property
    def seconds(self) -> float:
        """How long this try has taken so far, pauses left out."""
        return self._before + self.coach.clock() - self._since

    def on_descendant_focus(self) -> None:
        """Who reads gets more room to read; who writes has decided."""
        self.set_class(isinstance(self.focused, Conversation), "-reading")
        if isinstance(self.focused, Draft):
            self._settle()

    def before_key(self, event: Key) -> None:
        """Who types, wants to write: a letter typed anywhere moves the focus to the draft.

        A number typed before any word, with nothing decided, decides.
        The app calls this before it hands a key on, so that keys that come fast stay in order.
        """
        letter = event.character or ""
        starts = event.is_printable and not letter.isdigit() and not letter.isspace()
        draft = self.query_one(Draft)
        self._coming = self._coming or starts
        empty = not draft.text and not self._coming
        if starts and self.focused is not draft:
            self.set_focus(draft)
        elif letter.isdigit() and empty and not self.sitting.decided:
            self.set_focus(self.query_one(DecisionBar))

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

    @on(DecisionBar.Chosen)
    def _choice_made(self, message: DecisionBar.Chosen) -> None:
        decided = message.decided
        if decided is not None and decided != self.sitting.decisions.current:
            self.sitting.decide(decided.choice, decided.team)
            self._decision_changed()
        if message.done:
            self.query_one(Draft).focus()

    @on(DecisionBar.Stepped)
    def _stepped(self, message: DecisionBar.Stepped) -> None:
        """Takes a choice back, or takes it again; the draft stays."""
        if message.step < 0:
            self.sitting.undo_decision()
        else:
            self.sitting.redo_decision()
        self.query_one(DecisionBar).show(self.sitting.decisions.current)
        self._decision_changed()

    def _decision_changed(self) -> None:
        """The reply may now be read elsewhere: other limit, other hints."""
        self._keep_soon()
        self._count()
        self.query_one("#about", Static).update(self._about())
        if self.query_one(Draft).text:
            self._read_soon()
        without = self.sitting.decision in WITHOUT_REPLY
        self._note("No reply needed for this: send when you are sure." if without else "")

    def _settle(self) -> None:
        """The first word makes the choice final; in practice its verdict is said at once."""
        if self.sitting.round == 1 and self.sitting.decisions.first is None:
            self.sitting.settle()
            self._keep_soon()
        first = self.sitting.decisions.first
        self.query_one(DecisionBar).judge(first, self.sitting.shown_verdict)

    def why_decided(self) -> Content | None:
        """The verdict in full, once the choice is final."""
        return self.query_one(DecisionBar).whole()

    # writing

    @on(TextArea.Changed)
    def _typed(self) -> None:
        self._coming = False
        if self.query_one(Draft).text != self._read_text:  # undone or redone
            self._read_soon()
        self._count()
        self._keep_soon()
        if self.query_one(Draft).text != self._noted_for:
            self._noted_for = None
            undecided = self.sitting.decision is None and self.query_one(Draft).text
            self._note(UNDECIDED if undecided else "")

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
        draft.caption(said)

    # keeping

    def _keep_soon(self) -> None:
        self._touched = True
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
        elif not self._keeper.behind and not self._sending and self._calm_timer is None:
            self._calm_timer = self.set_timer(CALM, self._calm)

    def _calm(self) -> None:
        self._calm_timer = None
        self.say("draft saved")

    def say(self, status: str) -> None:
        """A word at the right end of the bottom line; "draft saved" is no news any more then."""
        if self._calm_timer is not None:
            self._calm_timer.stop()
            self._calm_timer = None
        super().say(status)

    async def keep_now(self) -> None:
        """Writes what is not written yet, and waits for it."""
        if self._touched and not self._sending:
            self._keeper.note(self.query_one(Draft).text, self.seconds)
        if self._keeper.behind:
            await self._write().wait()

    async def action_skip(self) -> None:
        """Leaves a crisis: nothing of it is kept."""
        if self.sitting.mode != CRISIS:
            self._note("Esc pauses and keeps your draft.")
            return
        if self._save_timer is not None:
            self._save_timer.stop()
            self._save_timer = None
        self._touched = False
        self._forget()

    @work(thread=True, group="save", exit_on_error=False)
    def _forget(self) -> None:
        try:
            self._keeper.skip()
        except CoachError as error:
            self.post_message(messages.Saved(str(error)))
        else:
            self.post_message(messages.Skipped())

    @on(messages.Skipped)
    async def _skipped(self) -> None:
        await self.coach.action_home()

    # sending

    def action_send(self) -> None:
        """Sends the reply, if it can be sent."""
        draft = self.query_one(Draft)
        choice = self.sitting.decision
        if choice is None:
            self._note("Decide first: press a number. Nothing is lost.")
            self.query_one(DecisionBar).focus()
        elif not self.sitting.decided:
            self._note("Say to whom you escalate: press a number. Nothing is lost.")
            self.query_one(DecisionBar).focus()
        elif not draft.text.strip() and choice not in WITHOUT_REPLY:
            self._note("There is nothing to send yet: write your reply first.")
            draft.focus()
        elif not self._sending and not self._open_gap():
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

    def note(self, said: str) -> None:
        """A word beside the buttons."""
        self._note(said)

    def _note(self, said: str) -> None:
        if said == self._noted:  # an update lays the whole screen out anew
            return
        self._noted = said
        self.query_one("#note", Static).update(joined((said, "$warning")))
