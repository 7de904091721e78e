"""De-escalation: an angry customer, brought round within the rounds or not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from coach.model.scorecard import Scorecard
from coach.practice.drills.result import Line, Result, earned, graded, mean
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


def worth(rounds: Sequence[Round], free: Collection[str]) -> float:
    """The marks in focus over a conversation, 0-100: each its mean over the replies it applies to.

    free: criteria that a reply without words meets; they count as far as the others are reached.
    """
    names = dict.fromkeys(name for one in rounds for name in one.marks)
    means = {n: mean(one.marks[n] for one in rounds if n in one.marks) / 100 for n in names}
    return earned(
        [(share, 1.0) for name, share in means.items() if name not in free],
        [(share, 1.0) for name, share in means.items() if name in free],
    )


def result(
    rounds: Sequence[Round], free: Collection[str], titles: Mapping[str, str], means: str
) -> Result:
    """The marks in focus, halved where the customer was not brought round.

    free: as in ``worth``. titles: what the criteria are called.
    """
    calm = brought_round(rounds)
    marks = worth(rounds, free)
    replies = "1 reply" if len(rounds) == 1 else f"{len(rounds)} replies"
    verdict = f"brought round in {replies}" if calm else f"not brought round in {replies}"
    notes = ["the mean of the marks below"]
    easy = [titles.get(name, name) for name in free if any(name in r.marks for r in rounds)]
    if easy and len(easy) < len({name for r in rounds for name in r.marks}):
        quoted = ", ".join(f"'{title}'" for title in sorted(easy))
        notes.append(f"{quoted} counts only as far as you reach the others")
    if not calm:
        notes.append("halved, as the customer stayed upset")
    lines = [
        Line(f"The customer was {verdict}.", calm),
        graded(f"What you wrote: {marks:.0f} of 100", marks, "; ".join(notes)),
    ]
    for number, one in enumerate(rounds, 1):
        felt = {"good": 100.0, "middling": 50.0, "bad": 0.0}[one.branch]
        lines.append(graded(f"Reply {number}: {FELT[one.branch].lower()}", felt))
        for name, percent in one.marks.items():
            unearned = name in free and not marks
            note = "a reply that says nothing has this too" if unearned else ""
            line = graded(f"{titles.get(name, name)}: {percent:.0f} of 100", percent, note)
            lines.append(Line(line.text, None, note) if unearned else line)
    detail = {"rounds": [{"branch": r.branch, "marks": dict(r.marks)} for r in rounds]}
    return Result(marks if calm else marks / 2, means, tuple(lines), detail)
