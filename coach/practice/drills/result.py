"""What came of a drill: a score, what it means, and line by line why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from coach.model.scenario import Exemplar


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a result. good: None where nothing is judged, only told; partly: good in part."""

    text: str
    good: bool | None = None
    note: str = ""
    partly: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A drill's score, 0-100, with what it is made of.

    means: how the score comes about, as a sentence part. detail: what is kept for later runs.
    """

    score: float
    means: str
    lines: tuple[Line, ...]
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Goal:
    """Something a reply has to reach; ``said``: how it stands now. weight: its part of the score.

    free: whether a reply that says nothing reaches it too, such as a length to keep to.
    """

    title: str
    met: bool
    said: str
    weight: float = 1.0
    free: bool = False


Share = tuple[float, float]  # how much was reached, 0-1, and its weight


def earned(asked: Iterable[Share], free: Iterable[Share]) -> float:
    """0-100 for what was reached, so that doing nothing earns nothing.

    What is had by doing nothing (``free``) counts by as much as what was asked was reached:
    100 x (A + r F) / (all weights), with A and F the reached weights and r = A / weights asked; r
    is 1 where nothing was asked. 0 of nothing.
    """
    done, left = tuple(asked), tuple(free)
    weight, beside = sum(w for _, w in done), sum(w for _, w in left)
    reached = sum(share * w for share, w in done)
    ratio = reached / weight if weight else 1.0
    whole = weight + beside
    return 100 * (reached + ratio * sum(s * w for s, w in left)) / whole if whole else 0.0


def goal_score(goals: Iterable[Goal]) -> float:
    """The weights of the goals that are met, as ``earned`` counts them; 0 without goals."""
    every = tuple(goals)
    return earned(
        ((float(goal.met), goal.weight) for goal in every if not goal.free),
        ((float(goal.met), goal.weight) for goal in every if goal.free),
    )


def goal_lines(goals: Iterable[Goal]) -> tuple[Line, ...]:
    """The goals as lines of a result."""
    return tuple(Line(goal.title, goal.met, goal.said) for goal in goals)


GOOD, PARTLY = 80.0, 50.0  # per cent from which a mark is good, or good in part


def graded(text: str, percent: float, note: str = "") -> Line:
    """A line on something worth so many per cent: good from 80, in part from 50."""
    partly = PARTLY <= percent < GOOD
    return Line(text, None if partly else percent >= GOOD, note, partly)


def times(n: int) -> str:
    """How often: once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(n, f"{n} times")


def exemplar_lines(exemplar: Exemplar) -> tuple[Line, ...]:
    """One way to do it, to compare with one's own."""
    return (Line("One way to do it:"), Line(exemplar.reply, note=exemplar.note))


def mean(values: Iterable[float]) -> float:
    """The mean; 0 of nothing."""
    every = tuple(values)
    return sum(every) / len(every) if every else 0.0


def goals_result(reached: tuple[Goal, ...], exemplar: Exemplar, means: str) -> Result:
    """The score of the goals that are met, as ``earned`` counts them; then one way to do it."""
    return Result(goal_score(reached), means, (*goal_lines(reached), *exemplar_lines(exemplar)))
