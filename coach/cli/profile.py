"""``coach agent profile``: the starting profile line by line, for screen readers and pipes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coach.cli.plain_practice import Talk
from coach.model.problem import CoachError
from coach.model.profile import EASE, Profile, Stage
from coach.services import profile as survey

if TYPE_CHECKING:
    from coach.model.attempt import Agent
    from coach.store import Store

WHY, HABITS, COMFORT, DONE = range(4)
STOP = "stop"
_LATER = "Kept as it is; the same command goes on from here."
_PATIENCE = 20


class _StoppedError(Exception):
    """Enough for now."""


class PlainProfile:
    """One agent's survey; each answer is kept before the next question."""

    def __init__(self, store: Store, agent: Agent, talk: Talk, now: str) -> None:
        self._store = store
        self._talk = talk
        self._now = now
        self._profile = survey.profile_of(store, agent)

    def run(self) -> None:
        """Asks from where the survey stopped, a finished one from its first question."""
        found = self._profile
        if found.page in (WHY, DONE):
            self._talk.say(survey.ABOUT)
            self._keep(replace(found, page=HABITS))
        try:
            if self._profile.page == HABITS:
                self._ask_habits()
                self._keep(replace(self._profile, page=COMFORT))
            self._ask_comfort()
        except _StoppedError:
            self._talk.say(_LATER)
            return
        self._keep(replace(self._profile, page=DONE, stage=Stage.DONE))
        self._talk.say()
        self._talk.page(profile_lines(self._profile))
        self._talk.say("This orders your plan and nothing else. Start with: coach practice")

    def _ask_habits(self) -> None:
        self._talk.say()
        self._talk.say(survey.HABITS_ASKED)
        for number, (habit, said) in enumerate(survey.HABITS.items(), 1):
            mark = "x" if habit in self._profile.habits else " "
            self._talk.say(f"  {number}. [{mark}] {said}")
        self._talk.say(
            "Type the numbers that fit, with spaces between them; 0 for none. "
            f"Enter leaves it as it is, {STOP} ends for now."
        )
        for _ in range(_PATIENCE):
            words = self._line().replace(",", " ").split()
            if not words:
                return
            try:
                chosen = {survey.habit_named(word) for word in words if word != "0"}
            except CoachError as error:
                self._talk.say(f"{error}.")
                continue
            habits = tuple(habit for habit in survey.HABITS if habit in chosen)
            self._keep(replace(self._profile, habits=habits))
            return
        raise _StoppedError

    def _ask_comfort(self) -> None:
        from coach.services import catalogue

        self._talk.say()
        self._talk.say(survey.COMFORT_ASKED)
        self._talk.say(
            f"Type 1 to 5; 0 leaves a channel out, Enter leaves it as it is, {STOP} ends for now."
        )
        for one in survey.asked(catalogue.scenarios(), catalogue.channels()):
            known = self._profile.comfort.get(one.channel)
            self._talk.say(f"{one.title}{f' (now {known})' if known else ''}:")
            self._rate(one.channel)

    def _rate(self, channel: str) -> None:
        for _ in range(_PATIENCE):
            said = self._line().strip()
            if not said:
                return
            if said in ("0", *map(str, EASE)):
                ease = int(said) or None
                self._keep(survey.with_comfort(self._profile, channel, ease))
                return
            self._talk.say("Type a number from 1 to 5, 0, or just Enter.")
        raise _StoppedError

    def _line(self) -> str:
        read = self._talk.line()
        if read is None or read.strip().casefold() in (STOP, "q", "quit"):
            raise _StoppedError
        return read

    def _keep(self, profile: Profile) -> None:
        self._profile = survey.keep(self._store, profile, self._now)


def profile_lines(profile: Profile) -> Iterator[str]:
    """The answers as lines."""
    from coach.services import catalogue

    if not profile.answered:
        yield "No answers yet."
    for habit in profile.habits:
        yield f"- {survey.HABITS[habit]}"
    channels = catalogue.channels()
    for name, ease in profile.comfort.items():
        title = channels[name].title if name in channels else name
        yield f"- {title}: {ease}, {survey.EASE_SAID[ease]}"


def profile_data(agent: Agent, profile: Profile) -> dict[str, Any]:
    """The answers as JSON."""
    return {
        "agent": agent.name,
        "habits": [habit.value for habit in profile.habits],
        "comfort": dict(profile.comfort),
        "stage": profile.stage.value if profile.saved_at else None,
        "saved_at": profile.saved_at or None,
    }
