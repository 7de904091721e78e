"""The starting profile: a short survey that seeds the order of practice and never a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coach.files.wording import instead, quoted
from coach.model.problem import CoachError
from coach.model.profile import EASE, Habit, Profile, Stage
from coach.services import catalogue

if TYPE_CHECKING:
    from coach.model.attempt import Agent
    from coach.model.channel import Channel
    from coach.model.scenario import Scenario
    from coach.store import Store

ABOUT = (
    "Three minutes about you, and then you can begin.\n\n"
    "You will be asked two things: what you do on social media yourself, and how at home you "
    "feel on each channel.\n\n"
    "Your answers decide only what comes first in your plan: gentle steps where a channel is new "
    "to you. They never touch a score, and nobody else is shown them.\n\n"
    "There is no right answer. You can stop at any point, go on later, and change your mind "
    "whenever you like."
)
HABITS_ASKED = "What do you do on social media yourself? Take all that fit, or none."
COMFORT_ASKED = "How at home do you feel on each channel? 1 is new to me, 5 is at home there."
HABITS: Mapping[Habit, str] = {
    Habit.CREATOR: "I make things and share them: pictures, videos, longer posts",
    Habit.CONVERSATIONALIST: "I chat along: short updates, replies, back and forth most weeks",
    Habit.CRITIC: "I say what I think: comments, ratings, reviews",
    Habit.COLLECTOR: "I save and sort: lists, bookmarks, things to come back to",
    Habit.JOINER: "I have profiles and keep up with people, but seldom post",
    Habit.SPECTATOR: "I read, watch and listen, and leave it at that",
    Habit.INACTIVE: "I hardly use social media, or not at all",
}
EASE_SAID = {
    1: "new to me",
    2: "a little",
    3: "so-so",
    4: "fairly at home",
    5: "at home there",
}
_WRITES = frozenset({Habit.CREATOR, Habit.CONVERSATIONALIST})
_REVIEWS = frozenset({Habit.CRITIC})
_READS = frozenset({Habit.COLLECTOR, Habit.JOINER})
_PLACES_OF_OPINION = frozenset({"forum", "review"})
_PUBLIC = _PLACES_OF_OPINION | {"post"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A channel the survey asks about."""

    channel: str
    title: str


def profile_of(store: Store, agent: Agent) -> Profile:
    """The agent's answers so far; an empty profile before the first."""
    return store.profile(agent.id) or Profile(agent.id)


def wanted(store: Store, agent: Agent) -> bool:
    """Whether the survey was neither opened nor skipped yet."""
    return store.profile(agent.id) is None


def asked(scenarios: Iterable[Scenario], channels: Mapping[str, Channel]) -> tuple[Asked, ...]:
    """The channels there is something to practise on, in the order of the list of channels."""
    used = {scenario.channel for scenario in scenarios}
    return tuple(Asked(name, channel.title) for name, channel in channels.items() if name in used)


def with_habit(profile: Profile, habit: Habit) -> Profile:
    """The profile with the habit taken, or taken back; the others stay as they were given."""
    kept = {h for h in profile.habits if h != habit}
    if habit not in profile.habits:
        kept.add(habit)
    return replace(profile, habits=tuple(h for h in Habit if h in kept))


def with_comfort(profile: Profile, channel: str, ease: int | None) -> Profile:
    """The profile with the channel rated 1-5, or with None left out again."""
    if ease is not None and ease not in EASE:
        raise CoachError(f"comfort is a number from 1 to 5, not {ease}")
    comfort = {name: value for name, value in profile.comfort.items() if name != channel}
    if ease is not None:
        comfort[channel] = ease
    return replace(profile, comfort=comfort)


def keep(store: Store, profile: Profile, now: str) -> Profile:
    """Keeps the answers as they are, and where the survey goes on."""
    kept = replace(profile, saved_at=now)
    store.save_profile(kept)
    return kept


def skip(store: Store, profile: Profile, now: str) -> Profile:
    """Keeps what was answered and does not ask again; a finished survey stays finished."""
    stage = Stage.DONE if profile.stage is Stage.DONE else Stage.SKIPPED
    return keep(store, replace(profile, stage=stage), now)


def comfort(store: Store, agent: Agent) -> Mapping[str, int] | None:
    """Channel id -> 1 (new) to 5 (at home), for the order of practice; None without an answer.

    A channel that was rated has the agent's own number. The others follow from the habits: who
    posts is at home where posts are (4), who reviews is at home in reviews and forums (4), who
    only keeps up is so-so (3), who reads along or stays away starts low (2 and 1). Private
    channels nobody asked about stay in the middle (3).
    """
    found = store.profile(agent.id)
    if found is None or not found.answered:
        return None
    seeded: dict[str, int] = {}
    if found.habits:
        channels = catalogue.channels()
        seeded = {name: _seed(channel.family, found.habits) for name, channel in channels.items()}
    return {**seeded, **found.comfort}


def _seed(family: str, habits: Iterable[Habit]) -> int:
    own = set(habits)
    if family not in _PUBLIC:
        return 3
    if own & _WRITES or (family in _PLACES_OF_OPINION and own & _REVIEWS):
        return 4
    if own & (_READS | _REVIEWS):
        return 3
    return 2 if Habit.SPECTATOR in own else 1


def habit_named(word: str) -> Habit:
    """The habit of that name or number from 1. Raises CoachError with the nearest name."""
    names = [habit.value for habit in Habit]
    if word.isdecimal() and 1 <= int(word) <= len(names):
        return Habit(names[int(word) - 1])
    if word.casefold() in names:
        return Habit(word.casefold())
    raise CoachError(f"there is no habit {quoted(word)}; {instead(word, names)}")
