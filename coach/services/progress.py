"""How an agent's skills grow, from the sums by day."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.model.attempt import Agent
    from coach.store import SkillDay, Store

ENOUGH = 3  # fewer attempts say nothing about a level
STEADY = 3.0  # a change below this many points is called steady
RANGES = ("today", "week", "ever")
_DAYS = {"today": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Level:
    """A mean over n attempts, 0-100, with the half-width of its 95 % interval.

    mean and spread are None below three attempts. change: points between the earlier and the later
    half of the days, None while there is only one day; margin: how much of it may be chance.
    """

    name: str
    n: int
    mean: float | None
    spread: float | None
    change: float | None = None
    margin: float | None = None

    @property
    def trend(self) -> str:
        """The change in a word; empty when nothing can be said."""
        if self.change is None or self.mean is None:
            return ""
        if abs(self.change) < max(STEADY, self.margin or 0.0):
            return "steady"
        return "rising" if self.change > 0 else "falling"


@dataclass(frozen=True, slots=True)
class RangeView:
    """One span of time. days: day -> mean of all marks of that day, oldest first."""

    skills: tuple[Level, ...]
    channels: tuple[Level, ...]
    days: tuple[tuple[str, float], ...]
    by_skill: Mapping[str, tuple[tuple[str, float], ...]]


@dataclass(frozen=True, slots=True)
class ProgressView:
    """Progress of one agent today, in the last seven days and over all time."""

    agent: str
    ranges: Mapping[str, RangeView]


@dataclass(slots=True)
class _Sum:
    n: int = 0
    sum: float = 0.0
    squares: float = 0.0

    def add(self, day: SkillDay) -> None:
        self.n += day.n
        self.sum += day.sum
        self.squares += day.squares

    @property
    def mean(self) -> float:
        return self.sum / self.n

    def spread(self, attempts: int) -> float:
        variance = max(self.squares / self.n - self.mean**2, 0.0) * self.n / max(self.n - 1, 1)
        return 1.96 * math.sqrt(variance / attempts)


def progress(store: Store, agent: Agent, today: date) -> ProgressView:
    """The agent's progress up to and including ``today`` (UTC)."""
    days = store.skill_days(agent.id)
    views = {}
    for name in RANGES:
        first = (today - timedelta(days=_DAYS[name] - 1)).isoformat() if name in _DAYS else ""
        views[name] = _range([d for d in days if first <= d.day <= today.isoformat()])
    return ProgressView(agent.name, views)


def _range(days: list[SkillDay]) -> RangeView:
    skills: dict[str, list[SkillDay]] = {}
    channels: dict[str, list[SkillDay]] = {}
    for day in days:
        skills.setdefault(day.skill, []).append(day)
        channels.setdefault(day.channel, []).append(day)
    return RangeView(
        skills=tuple(_level(name, found) for name, found in sorted(skills.items())),
        channels=tuple(_level(name, found) for name, found in sorted(channels.items())),
        days=_by_day(days),
        by_skill={name: _by_day(found) for name, found in skills.items()},
    )


def _level(name: str, days: list[SkillDay]) -> Level:
    total = _total(days)
    attempts = _attempts(days)
    if attempts < ENOUGH:
        return Level(name, attempts, None, None)
    change, margin = _change(days)
    return Level(name, attempts, total.mean, total.spread(attempts), change, margin)


def _attempts(days: list[SkillDay]) -> int:
    """An attempt marks a skill once, so the most marked skill tells how many there were."""
    counts: dict[str, int] = {}
    for day in days:
        counts[day.skill] = counts.get(day.skill, 0) + day.n
    return max(counts.values(), default=0)


def _change(days: list[SkillDay]) -> tuple[float | None, float | None]:
    """The later half of the days against the earlier half, with the 95 % margin of the change."""
    known = sorted({day.day for day in days})
    if len(known) < 2:
        return None, None
    middle = known[len(known) // 2]
    earlier = [day for day in days if day.day < middle]
    later = [day for day in days if day.day >= middle]
    change = _total(later).mean - _total(earlier).mean
    # one spread for both halves: a half of one attempt has none of its own
    spread = _total(days).spread(1)
    return change, spread * math.sqrt(1 / _attempts(earlier) + 1 / _attempts(later))


def _by_day(days: list[SkillDay]) -> tuple[tuple[str, float], ...]:
    sums: dict[str, _Sum] = {}
    for day in days:
        sums.setdefault(day.day, _Sum()).add(day)
    return tuple((name, sums[name].mean) for name in sorted(sums))


def _total(days: Iterable[SkillDay]) -> _Sum:
    total = _Sum()
    for day in days:
        total.add(day)
    return total
