"""Famous kinds of blunder: a story, questions, and answers that each have their reason."""

from __future__ import annotations

from collections.abc import Sequence

from coach.model.drill import Blunder
from coach.practice.drills.result import Line, Result, graded, mean


def result(drill: Blunder, answers: Sequence[int], means: str) -> Result:
    """The mean of the points of the answers, each with its reason and the best one's."""
    lines: list[Line] = []
    points = []
    for question, answer in zip(drill.questions, answers, strict=True):
        chosen = question.options[answer]
        points.append(float(chosen.points))
        lines.append(Line(question.ask))
        said = f"{chosen.points} of 100: {chosen.text}"
        lines.append(graded(said, chosen.points, chosen.why))
        if chosen.points < 100:
            best = max(question.options, key=lambda option: option.points)
            lines.append(Line(f"Better: {best.text}", note=best.why))
    lines.append(Line(drill.lesson))
    return Result(mean(points), means, tuple(lines), {"points": points})
