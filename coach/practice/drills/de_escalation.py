"""De-escalation: an angry customer, brought round within the rounds or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coach.model.scorecard import Scorecard
from coach.practice.drills.result import Line, Result, mean
from coach.practice.drills.writing import percent_of

FELT = {
    "good": "The customer calms down",
    "middling": "The customer is still not happy",
    "bad": "The customer gets angrier",
}


@dataclass(frozen=True, slots=True)
class Round:
    """One reply: the branch the customer took, and the per cent of each mark in focus."""

    branch: str
    marks: Mapping[str, float]


def round_of(branch: str, card: Scorecard, focus: Sequence[str]) -> Round:
    """What a reply did; marks that do not apply are left out."""
    found = {criterion: percent_of(card, criterion) for criterion in focus}
    return Round(branch, {name: value for name, value in found.items() if value is not None})


def brought_round(rounds: Sequence[Round]) -> bool:
    """Whether the last answer was a good one."""
    return bool(rounds) and rounds[-1].branch == "good"


def result(rounds: Sequence[Round], titles: Mapping[str, str], means: str) -> Result:
    """Half for bringing the customer round, half for the mean of the marks in focus.

    titles: what the criteria are called.
    """
    calm = brought_round(rounds)
    marks = mean(mean(r.marks.values()) for r in rounds)
    replies = "1 reply" if len(rounds) == 1 else f"{len(rounds)} replies"
    verdict = f"brought round in {replies}" if calm else f"not brought round in {replies}"
    lines = [
        Line(f"The customer was {verdict}.", calm),
        Line(f"Marks in focus: {marks:.0f} of 100", note="the mean over the replies"),
    ]
    for number, one in enumerate(rounds, 1):
        lines.append(Line(f"Reply {number}: {FELT[one.branch].lower()}", one.branch == "good"))
        lines += [
            Line(f"{titles.get(name, name)}: {percent:.0f}", percent >= 50)
            for name, percent in one.marks.items()
        ]
    detail = {"rounds": [{"branch": r.branch, "marks": dict(r.marks)} for r in rounds]}
    return Result(50.0 * calm + marks / 2, means, tuple(lines), detail)
