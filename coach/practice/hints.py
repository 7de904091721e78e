"""Hints: pointers to words of a draft while it is typed."""

from __future__ import annotations

from dataclasses import dataclass

from coach.model.finding import Finding, Polarity
from coach.model.rubric import Criterion, Rubric
from coach.model.scorecard import MarkStatus, Scorecard

HINTS = 3


@dataclass(frozen=True, slots=True)
class Hint:
    """A pointer to words of the draft while it is typed; offsets in code points."""

    start: int
    end: int
    urgent: bool  # a breach or a limit: shown at once
    criterion: str
    message: str
    advice: str
    why: str


def hints_of(card: Scorecard, rubric: Rubric, text: str) -> tuple[Hint, ...]:
    """The most useful fault findings of a scorecard as hints."""
    criteria = {c.id: c for c in rubric.criteria}
    finished = _finished(text)
    found: list[tuple[float, Hint]] = []
    for mark in card.of(MarkStatus.SCORED):
        if mark.percent is None or mark.percent >= 100 or not mark.weight:
            continue
        criterion = criteria[mark.criterion]
        urgent = criterion.critical or criterion.section == "compliance" or criterion.id == "length"
        lost = (100 - mark.percent) * mark.weight + (10_000 if urgent else 0)
        for finding in mark.findings:
            if finding.polarity is not Polarity.FAULT or finding.start == finding.end:
                continue
            if urgent or finding.end <= finished:
                found.append((lost, _hint(finding, criterion, urgent)))
                break
    found.sort(key=lambda pair: (-pair[0], pair[1].start))
    chosen: list[Hint] = []
    for _, hint in found:
        # two criteria may fault the same words; one pointer is enough while writing
        if all(hint.end <= other.start or hint.start >= other.end for other in chosen):
            chosen.append(hint)
    return tuple(chosen[:HINTS])


def _hint(finding: Finding, criterion: Criterion, urgent: bool) -> Hint:
    return Hint(
        finding.start,
        finding.end,
        urgent,
        criterion.id,
        finding.message,
        criterion.message,
        criterion.why,
    )


def _finished(text: str) -> int:
    """The offset up to which sentences are finished."""
    return max((text.rfind(mark) + 1 for mark in ".!?\n"), default=0)
