"""Shorten to fit: an overlong reply, cut under a limit without losing what the customer needs."""

from __future__ import annotations

from coach.model.drill import Shorten
from coach.model.scorecard import Scorecard
from coach.practice.drills.result import Goal
from coach.practice.drills.writing import act_goals, fact_goals, limit_goal

SLACK = 0.5  # points of the total that rounding may take


def goals(
    drill: Shorten, text: str, count: int, card: Scorecard, whole: Scorecard
) -> tuple[Goal, ...]:
    """The goals of a cut reply: the limit weighs as much as all others together.

    count: the length as the channel counts. card, whole: scorecards of the cut and the long reply.
    The totals are only compared where something of what had to stay is still there.
    """
    if not text.strip():
        return ()
    others = [*fact_goals(text, drill.keep), *act_goals(text, drill.acts)]
    others.append(_total_goal(card, whole, kept=any(goal.met for goal in others if not goal.free)))
    return (limit_goal(count, drill.limit, weight=len(others)), *others)


def _total_goal(card: Scorecard, whole: Scorecard, *, kept: bool) -> Goal:
    total, before = card.total or 0.0, whole.total or 0.0
    said = f"{total:.0f}, the long one has {before:.0f}"
    if not kept:
        said = "nothing of what had to stay is there, so there is nothing to compare"
    return Goal("Loses nothing in the total", kept and total >= before - SLACK, said, free=True)
