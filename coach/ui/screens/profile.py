"""The starting profile: a three-minute survey, to skip, to go on with and to change at any time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.events import Key
from textual.message import Message
from textual.widgets import OptionList, Static

from coach.model.problem import CoachError
from coach.model.profile import Habit, Profile, Stage
from coach.ui import messages
from coach.ui.commands import bindings
from coach.ui.safe import Part, joined, line
from coach.ui.screens.base import CoachScreen
from coach.ui.widgets.keys import Keys
from coach.ui.widgets.lines import Lines, Row

if TYPE_CHECKING:
    from textual.content import Content

    from coach.services.profile import Asked
    from coach.store import Store

WHY, HABITS, COMFORT, DONE = range(4)
TITLES = ("About you", "What you do yourself", "The channels", "Thank you")
LATER = "Your answers are kept. A on the home screen goes on with them whenever you like."
DOTS = 5


class ProfileScreen(CoachScreen):
    """Four short pages; every answer is kept as it is given."""

    where = "profile"
    BINDINGS = bindings("profile")
    CSS = """
    ProfileScreen #page { height: auto; padding: 1 2 0 2; }
    ProfileScreen Lines { margin: 1 1 0 1; height: 1fr; scrollbar-gutter: stable; }
    """

    class Read(Message):
        """The answers so far, and the channels to ask about."""

        def __init__(self, profile: Profile, asked: tuple[Asked, ...]) -> None:
            super().__init__()
            self.profile = profile
            self.asked = asked

    def __init__(self) -> None:
        super().__init__()
        self._profile: Profile | None = None
        self._asked: tuple[Asked, ...] = ()

    def body(self) -> ComposeResult:
        """A question and, where there are any, its answers."""
        yield Static("reading …", id="page", markup=False)
        yield Lines(id="answers")

    def on_mount(self) -> None:
        """Goes on where the survey stopped."""
        super().on_mount()
        self.query_one(Lines).display = False
        self._read()

    def home_changed(self, view: messages.HomeView) -> None:
        """The scenarios are read now, which tell the channels."""
        if not self._asked:
            self._read()

    @work(thread=True, group="profile", exclusive=True)
    def _read(self) -> None:
        from coach.services.profile import asked, profile_of

        store, agent, library = self.coach.store, self.coach.agent, self.coach.library
        if store is None or agent is None:
            return
        try:
            profile = profile_of(store, agent)
        except CoachError as error:
            self.app.post_message(messages.Trouble(str(error)))
            return
        channels = asked(library.scenarios, library.channels) if library else ()
        self.post_message(self.Read(profile, channels))

    @on(Read)
    def _was_read(self, message: Read) -> None:
        self._asked = message.asked
        if self._profile is None:
            profile = message.profile
            # a finished survey is looked through from its first question
            again = profile.stage is not Stage.STARTED and profile.page in (WHY, DONE)
            self._profile = replace(profile, page=HABITS) if again else profile
        self._show()

    # moving

    def action_go(self) -> None:
        """The next page; from the last one home."""
        self._turn(1)

    def action_before(self) -> None:
        """The page before."""
        self._turn(-1)

    def action_skip(self) -> None:
        """Home without more questions; what was answered stays."""
        if self._profile is None:
            return
        done = self._profile.stage is Stage.DONE
        self._change(replace(self._profile, stage=Stage.DONE if done else Stage.SKIPPED))
        self._leave()

    async def action_back(self) -> None:
        """Home; the survey goes on from here another time."""
        if self._profile is not None:
            self._change(self._profile)
        self._leave()

    def _leave(self) -> None:
        if self._profile is not None and self._profile.stage is not Stage.DONE:
            self.coach.notify(LATER, timeout=6, markup=False)
        self.call_later(self.coach.action_home)

    def _turn(self, step: int) -> None:
        profile = self._profile
        if profile is None:
            return
        if profile.page == DONE and step > 0:
            self.call_later(self.coach.action_home)
            return
        page = min(max(profile.page + step, WHY), DONE)
        stage = Stage.DONE if page == DONE else profile.stage
        self._change(replace(profile, page=page, stage=stage))
        self._show()

    # answering

    def on_key(self, event: Key) -> None:
        """Digits rate the chosen channel."""
        if self._profile is not None and self._profile.page == COMFORT:
            if event.key in ("1", "2", "3", "4", "5"):
                event.stop()
                self._rate(int(event.key))
            elif event.key in ("0", "delete", "x", "X"):
                event.stop()
                self._rate(None)

    def action_take(self) -> None:
        """Takes the chosen habit, or takes it back."""
        from coach.services.profile import with_habit

        profile, chosen = self._profile, self.query_one(Lines).chosen
        if profile is not None and profile.page == HABITS and chosen is not None:
            self._change(with_habit(profile, Habit(chosen)))
            self._show()

    def action_rate(self) -> None:
        """Rates the chosen channel one step higher; after 5 comes 1."""
        profile, chosen = self._profile, self.query_one(Lines).chosen
        if profile is not None and profile.page == COMFORT and chosen is not None:
            self._rate(profile.comfort.get(chosen, 0) % DOTS + 1)

    def _rate(self, ease: int | None) -> None:
        from coach.services.profile import with_comfort

        lines = self.query_one(Lines)
        profile, chosen = self._profile, lines.chosen
        if profile is None or chosen is None:
            return
        self._change(with_comfort(profile, chosen, ease))
        self._show()
        if ease is not None and lines.highlighted is not None:
            lines.highlighted = min(lines.highlighted + 1, len(self._asked) - 1)

    @on(OptionList.OptionSelected)
    def _entered(self) -> None:
        self.action_go()

    def _change(self, profile: Profile) -> None:
        self._profile = profile
        if self.coach.store is not None:
            self._keep(self.coach.store)

    @work(thread=True, group="keep", exit_on_error=False)
    def _keep(self, store: Store) -> None:
        from coach.services.profile import keep

        try:
            if self._profile is not None:  # the latest, whichever worker comes last
                keep(store, self._profile, self.coach.now())
        except CoachError as error:
            self.app.post_message(messages.Trouble(str(error)))

    # showing

    def _show(self) -> None:
        from coach.services.profile import ABOUT, COMFORT_ASKED, HABITS_ASKED

        profile = self._profile
        if profile is None:
            return
        lines = self.query_one(Lines)
        asks = {WHY: ABOUT, HABITS: HABITS_ASKED, COMFORT: COMFORT_ASKED}
        said: Part = self._thanks(profile) if profile.page == DONE else asks[profile.page]
        heading = (TITLES[profile.page], "bold $primary")
        self.query_one("#page", Static).update(joined(heading, "\n\n", said))
        rows = self._rows(profile)
        lines.display = bool(rows)
        if rows:
            lines.show(rows)
            lines.focus()
        else:
            self.set_focus(None)
        hidden = {WHY: {"take", "rate", "before"}, HABITS: {"rate"}, COMFORT: {"take"},
                  DONE: {"take", "rate", "skip"}}  # fmt: skip
        self.query_one(Keys).hide(frozenset(hidden[profile.page]))
        self.say(f"page {profile.page + 1} of {len(TITLES)}")

    def _rows(self, profile: Profile) -> tuple[Row, ...]:
        from coach.services.profile import EASE_SAID
        from coach.services.profile import HABITS as SAID

        if profile.page == HABITS:
            return tuple(
                Row(said, habit.value, lead="[x] " if habit in profile.habits else "[ ] ")
                for habit, said in SAID.items()
            )
        if profile.page != COMFORT:
            return ()
        rows = []
        for one in self._asked:
            ease = profile.comfort.get(one.channel)
            said = "not said" if ease is None else EASE_SAID[ease]
            dots = "●" * (ease or 0) + "○" * (DOTS - (ease or 0))
            rows.append(Row(one.title, one.channel, f"{said} {dots}"))
        return tuple(rows)

    def _thanks(self, profile: Profile) -> Content:
        from coach.services.profile import EASE_SAID
        from coach.services.profile import HABITS as SAID

        parts: list[Part] = []
        if not profile.answered:
            parts += ["No answers, and that is fine: your plan begins with easy scenarios.\n"]
        if profile.habits:
            parts += ["Yourself you do this:\n"]
            parts += [f"  · {SAID[habit]}\n" for habit in profile.habits]
            parts += ["\n"]
        for ease in sorted(set(profile.comfort.values()), reverse=True):
            titles = [line(a.title) for a in self._asked if profile.comfort.get(a.channel) == ease]
            if titles:
                parts += [(f"{EASE_SAID[ease].capitalize()}: ", "$text-muted")]
                parts += [", ".join(titles), "\n"]
        parts += ["\nThis orders your plan and nothing else. Enter goes to it."]
        return joined(*parts)
