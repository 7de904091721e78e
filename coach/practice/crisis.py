"""Crises: what a reply kept and missed, in words and without points, and who takes over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from coach.model.finding import Polarity
from coach.model.rubric import Rubric
from coach.model.scenario import Crisis, Scenario, Team
from coach.model.scorecard import Mark, MarkStatus, Scorecard

ABOUT: Mapping[Crisis, str] = {
    Crisis.SELF_HARM: "somebody who may not want to live",
    Crisis.INJURY: "somebody who was hurt",
    Crisis.DISCRIMINATION: "somebody who was treated as less than others",
    Crisis.DATA_BREACH: "people whose data got out",
    Crisis.PRESS: "a journalist's question",
    Crisis.PILE_ON: "a crowd that is angry at the brand",
}
HAND_OVER = "hand-over"  # the criterion that names who takes over
NO_POINTS = "No points are given here, and nothing of it counts for your progress."
CARE = (
    "Posts like this can stay with you, practised or real. Take a break when you need one, and talk "
    "to your team lead or to somebody you trust; you need not carry it alone."
)
MAY_SKIP = "You may leave it at any time; then nothing of it is kept."
TAKES_OVER: Mapping[Team, str] = {
    Team.LEGAL: "the legal team",
    Team.PRESS: "the press team",
    Team.SAFETY: "the safety team",
    Team.FRAUD: "the fraud team",
    Team.PRODUCT: "the product team",
}


class Kept(StrEnum):
    """What became of a point."""

    KEPT = "kept"
    PARTLY = "partly kept"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing a reply in a crisis must do or leave; spans are half-open, in its code points."""

    criterion: str
    title: str
    kept: Kept
    spans: tuple[tuple[int, int], ...]


def notice(crisis: Crisis) -> str:
    """What is said before a crisis opens."""
    return f"The next situation is about {ABOUT[crisis]}. {NO_POINTS} {MAY_SKIP}"


def points_of(card: Scorecard, rubric: Rubric) -> tuple[Point, ...]:
    """The points of a scorecard in the rubric's order, what was missed first."""
    titles = {c.id: c.title for c in rubric.criteria}
    found = [
        Point(m.criterion, titles[m.criterion], _kept(m), _spans(m))
        for m in card.of(MarkStatus.SCORED)
    ]
    order = (Kept.MISSED, Kept.PARTLY, Kept.KEPT)
    return tuple(sorted(found, key=lambda point: order.index(point.kept)))


def counted(points: tuple[Point, ...]) -> str:
    """How many points were kept and missed, in words."""
    parts = []
    for kept in Kept:
        n = sum(point.kept is kept for point in points)
        if n or kept is not Kept.PARTLY:
            parts.append(f"{n} {kept.value}")
    return ", ".join(parts)


def takes_over(scenario: Scenario) -> str | None:
    """Who the situation belongs to from here; None where the scenario names nobody."""
    team = scenario.decision.escalate_to
    return TAKES_OVER[team] if team is not None else None


def _kept(mark: Mark) -> Kept:
    if mark.percent == 100:
        return Kept.KEPT
    return Kept.PARTLY if mark.percent else Kept.MISSED


def _spans(mark: Mark) -> tuple[tuple[int, int], ...]:
    wanted = Polarity.CREDIT if mark.percent == 100 else Polarity.FAULT
    return tuple(
        (f.start, f.end) for f in mark.findings if f.polarity is wanted and f.start < f.end
    )
