"""Shorten to fit: an overlong reply, cut under a limit without losing what the customer needs."""

from __future__ import annotations

from coach.model.drill import Shorten
from coach.model.scorecard import Scorecard
from coach.practice.drills.result import Goal, Result, exemplar_lines, goal_lines, goal_score
from coach.practice.drills.writing import act_goals, fact_goals, limit_goal

SLACK = 0.5  # points of the total that rounding may take


def goals(
    drill: Shorten, text: str, count: int, card: Scorecard, whole: Scorecard
) -> tuple[Goal, ...]:
    """The goals of a cut reply: the limit counts half, the others share the other half.

    count: the length as the channel counts. card, whole: scorecards of the cut and the long reply.
    """
    if not text.strip():
        return ()
    others = [*fact_goals(text, drill.keep), *act_goals(text, drill.acts)]
    total, before = card.total or 0.0, whole.total or 0.0
    others.append(
        Goal(
            "Loses nothing in the total",
            total >= before - SLACK,
            f"{total:.0f}, the long one has {before:.0f}",
        )
    )
    return (limit_goal(count, drill.limit, weight=len(others)), *others)


def result(drill: Shorten, reached: tuple[Goal, ...], means: str) -> Result:
    """The score: half for the limit, half for the rest; then one way to do it."""
    lines = (*goal_lines(reached), *exemplar_lines(drill.exemplar))
    return Result(goal_score(reached), means, lines)
