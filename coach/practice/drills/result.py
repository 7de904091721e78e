"""What came of a drill: a score, what it means, and line by line why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from coach.model.scenario import Exemplar


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a result. good: None where nothing is judged, only told."""

    text: str
    good: bool | None = None
    note: str = ""


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
    """Something a reply has to reach; ``said``: how it stands now. weight: its part of the score."""

    title: str
    met: bool
    said: str
    weight: float = 1.0


def goal_score(goals: Iterable[Goal]) -> float:
    """100 x the weights of the goals that are met / the weights of all; 0 without goals."""
    every = tuple(goals)
    whole = sum(goal.weight for goal in every)
    return 100 * sum(goal.weight for goal in every if goal.met) / whole if whole else 0.0


def goal_lines(goals: Iterable[Goal]) -> tuple[Line, ...]:
    """The goals as lines of a result."""
    return tuple(Line(goal.title, goal.met, goal.said) for goal in goals)


def exemplar_lines(exemplar: Exemplar) -> tuple[Line, ...]:
    """One way to do it, to compare with one's own."""
    return (Line("One way to do it:"), Line(exemplar.reply, note=exemplar.note))


def mean(values: Iterable[float]) -> float:
    """The mean; 0 of nothing."""
    every = tuple(values)
    return sum(every) / len(every) if every else 0.0
