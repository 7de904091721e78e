"""How an agent's skills grow, from the estimates and the sums by day; no attempt is read for it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from coach.practice.growth import (
    ENOUGH,
    WIDEST,
    Change,
    DayMarks,
    Point,
    change,
    half_width,
    streak,
    trail,
)

if TYPE_CHECKING:
    from coach.model.attempt import Agent
    from coach.store import MarkSum, Store

STEADY = 3.0  # a change below this many points is called steady
RANGES = ("today", "week", "ever")
SKILL, CHANNEL = "skill", "channel"  # the kinds of sums
ALL = ""  # stands for the totals, in which all skills are
_DAYS = {"today": 1, "week": 7}
_FIRST_DAY = "0000-00-00"


@dataclass(frozen=True, slots=True)
class Level:
    """The mean of n marks or totals, 0-100, with the half-width of its 95 % interval.

    A skill has one mark an attempt, a channel the attempt's total. mean and spread are None until
    they mean something: five attempts, within 18 points. change: points between the earlier and
    the later half of the days, None while there is only one day; margin: how much of it may be
    chance.
    """

    name: str
    n: int
    mean: float | None
    spread: float | None
    change: float | None = None
    margin: float | None = None

    @property
    def low(self) -> float | None:
        """Where the interval begins, never under 0."""
        return None if self.mean is None else max(self.mean - (self.spread or 0.0), 0.0)

    @property
    def high(self) -> float | None:
        """Where the interval ends, never over 100."""
        return None if self.mean is None else min(self.mean + (self.spread or 0.0), 100.0)

    @property
    def trend(self) -> str:
        """The change in a word; empty when nothing can be said."""
        if self.change is None or self.mean is None:
            return ""
        if abs(self.change) < max(STEADY, self.margin or 0.0):
            return "steady"
        return "rising" if self.change > 0 else "falling"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is believed about a skill today: per cent expected on a middling scenario, 0-100.

    mean and half (half the 95 % interval) are None until they mean something. n: attempts.
    channel: empty for all channels together.
    """

    skill: str
    channel: str
    n: int
    mean: float | None
    half: float | None


@dataclass(frozen=True, slots=True)
class Day:
    """The totals of one UTC day, or of a week that begins on it: how many, and their mean."""

    day: str
    n: int
    mean: float


@dataclass(frozen=True, slots=True)
class RangeView:
    """One span of time.

    days: the totals by day, or by week where weekly, oldest first. points: skill -> its trail;
    under ``ALL`` that of the totals. tries: second against first tries.
    """

    skills: tuple[Level, ...]
    channels: tuple[Level, ...]
    days: tuple[Day, ...]
    weekly: bool
    points: Mapping[str, tuple[Point, ...]]
    tries: Change


@dataclass(frozen=True, slots=True)
class ProgressView:
    """Progress of one agent today, in the last seven days and over all time.

    standings: the estimates as of today. kept: replies worth keeping. streak: days in a row, None
    unless the agent wants it counted; it is for nobody else's eyes.
    """

    agent: str
    ranges: Mapping[str, RangeView]
    standings: tuple[Standing, ...] = ()
    kept: int = 0
    streak: int | None = None

    def standing(self, skill: str) -> Standing | None:
        """The estimate of a skill over all channels."""
        found = (s for s in self.standings if s.skill == skill and not s.channel)
        return next(found, None)


@dataclass(slots=True)
class _Sum:
    n: int = 0
    sum: float = 0.0
    squares: float = 0.0

    def add(self, part: MarkSum) -> None:
        self.n += part.n
        self.sum += part.sum
        self.squares += part.squares

    @property
    def mean(self) -> float:
        return self.sum / self.n

    @property
    def spread(self) -> float:
        return half_width(self.n, max(self.squares / self.n - self.mean**2, 0.0))


def progress(
    store: Store, agent: Agent, today: date, spans: Sequence[str] = RANGES
) -> ProgressView:
    """The agent's progress up to and including ``today`` (UTC)."""
    ranges = {name: _range(store, agent, *span_days(name, today)) for name in spans}
    return ProgressView(
        agent.name,
        ranges,
        standings(store, agent, today),
        store.kept_count(agent.id),
        _streak(store, agent, today),
    )


def standings(store: Store, agent: Agent, today: date) -> tuple[Standing, ...]:
    """The estimate of each skill that was measured, by name; channels after the whole."""
    from coach.services.learning import estimates

    return tuple(
        Standing(skill, channel, e.n, e.mean if e.enough else None, e.half if e.enough else None)
        for (skill, channel), e in sorted(estimates(store, agent.id, today).items())
    )


def span_days(span: str, today: date) -> tuple[str, str]:
    """The first and the last day of a span of time, both within it."""
    if span not in _DAYS:
        return _FIRST_DAY, today.isoformat()
    return (today - timedelta(days=_DAYS[span] - 1)).isoformat(), today.isoformat()


def count_streaks(store: Store, agent: Agent, on: bool) -> None:
    """Turns the agent's own streaks on or off; they are off until somebody wants them."""
    store.prefer(agent.id, "streaks", "on" if on else "off")


def wants_streaks(store: Store, agent: Agent) -> bool:
    """Whether the agent wants days in a row counted."""
    return store.preferred(agent.id, "streaks") == "on"


def _streak(store: Store, agent: Agent, today: date) -> int | None:
    if not wants_streaks(store, agent):
        return None
    # crises and drills are in no sum, so they neither make nor keep a streak
    return streak(store.practised_days(agent.id, today.isoformat()), today)


def _range(store: Store, agent: Agent, first: str, last: str) -> RangeView:
    tried = store.try_sum(agent.id, first, last)
    weekly, marks = store.mark_sums(agent.id, first, last)
    skills = [one for one in marks if one.kind == SKILL]
    totals = [one for one in marks if one.kind == CHANNEL]
    days = _days(totals)
    return RangeView(
        skills=_levels(skills),
        channels=_levels(totals),
        days=tuple(Day(day.day, day.n, day.sum / day.n) for day in days),
        weekly=weekly,
        points=_points(skills, days),
        tries=change(tried.n, tried.sum, tried.squares),
    )


def _days(totals: Iterable[MarkSum]) -> list[DayMarks]:
    """The totals of all channels by day; ``totals``: the oldest first."""
    days: dict[str, _Sum] = {}
    for one in totals:
        days.setdefault(one.day, _Sum()).add(one)
    return [DayMarks(day, s.n, s.sum, s.squares) for day, s in days.items()]


def _points(marks: Iterable[MarkSum], totals: Sequence[DayMarks]) -> dict[str, tuple[Point, ...]]:
    """The trail of each skill and of the totals; ``marks``: the oldest first."""
    skills: dict[str, list[DayMarks]] = {}
    for one in marks:
        skills.setdefault(one.name, []).append(DayMarks(one.day, one.n, one.sum, one.squares))
    trails = {name: trail(days) for name, days in skills.items()}
    return trails | {ALL: trail(totals)} if totals else trails


def _levels(marks: Sequence[MarkSum]) -> tuple[Level, ...]:
    names: dict[str, list[MarkSum]] = {}
    for one in marks:
        names.setdefault(one.name, []).append(one)
    return tuple(_level(name, names[name]) for name in sorted(names))


def _level(name: str, marks: list[MarkSum]) -> Level:
    """The level over these days, the oldest first."""
    whole = _total(marks)
    if whole.n < ENOUGH or whole.spread > WIDEST:
        return Level(name, whole.n, None, None)
    if len(marks) < 2:
        return Level(name, whole.n, whole.mean, whole.spread)
    earlier, later = _total(marks[: len(marks) // 2]), _total(marks[len(marks) // 2 :])
    # one spread for both halves: a half of one attempt has none of its own
    margin = whole.spread * math.sqrt(whole.n / earlier.n + whole.n / later.n)
    gained = later.mean - earlier.mean
    return Level(name, whole.n, whole.mean, whole.spread, gained, margin)


def _total(marks: Iterable[MarkSum]) -> _Sum:
    total = _Sum()
    for one in marks:
        total.add(one)
    return total
