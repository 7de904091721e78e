"""Skills: what an attempt says about each."""

from __future__ import annotations

from coach.model.rubric import Rubric
from coach.model.scorecard import MarkStatus, Scorecard


def skill_scores(card: Scorecard, rubric: Rubric, decided: float | None) -> dict[str, float]:
    """Per skill, the weighted mean per cent of its marks, 0-100; the decision is its own skill."""
    sums: dict[str, list[float]] = {}
    skills = {c.id: c.skill for c in rubric.criteria}
    for mark in card.of(MarkStatus.SCORED):
        if mark.percent is not None and mark.weight:
            entry = sums.setdefault(skills[mark.criterion], [0.0, 0.0])
            entry[0] += mark.percent * mark.weight
            entry[1] += mark.weight
    scores = {skill: points / weight for skill, (points, weight) in sums.items()}
    if decided is not None:
        scores["decision"] = decided
    return scores
