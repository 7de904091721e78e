"""Hints: pointers to words of a draft while it is typed, and how much of that help is given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from coach.language.text import Text
from coach.model.finding import Finding, Polarity
from coach.model.rubric import Criterion, Rubric
from coach.model.scorecard import Mark, MarkStatus, Scorecard
from coach.model.skill import Estimate
from coach.practice.repairs.edits import gaps_in

HINTS = 3
MISSING_FROM = 2  # finished sentences before anything is called missing
ON_REQUEST_FROM = 75.0  # lower end of the 95 % interval of a skill, 0-100
NONE_FROM = 88.0
GAP = "gap"
_STOP = re.compile(r"[.!?…]+(?=\s|\Z)|\n")


class Help(StrEnum):
    """How much help a skill still gets while drafting."""

    SHOWN = "shown"
    ON_REQUEST = "on request"
    NONE = "none"


def help_level(estimate: Estimate | None) -> Help:
    """Help fades as a skill is shown beyond doubt: judged by the lower end of its 95 % interval.

    75 and more: hints on request; 88 and more: none. Without enough data all hints are shown.
    """
    if estimate is None or not estimate.enough or estimate.low < ON_REQUEST_FROM:
        return Help.SHOWN
    return Help.NONE if estimate.low >= NONE_FROM else Help.ON_REQUEST


@dataclass(frozen=True, slots=True)
class Hint:
    """A pointer to words of the draft while it is typed; offsets in code points.

    start == end: a place where something is missing. urgent: a breach, a limit or an open gap, shown at
    once. gain: points of the total to be had, at most. skill: what it counts under.
    """

    start: int
    end: int
    urgent: bool
    criterion: str
    message: str
    advice: str
    why: str
    gain: float = 0.0
    skill: str = ""


@dataclass(frozen=True, slots=True)
class Hints:
    """What is pointed at, and what is held back because the skill is there.

    shown: at most three, the most useful first. held: what a key would show for this draft.
    total: what the draft would get now, 0-100.
    """

    shown: tuple[Hint, ...] = ()
    held: tuple[Hint, ...] = ()
    total: float | None = None


def sorted_out(card: Scorecard, rubric: Rubric, text: str, help_with: Mapping[str, Help]) -> Hints:
    """The hints of a draft, shown or held back by the help each skill gets.

    Breaches, limits and open gaps come at once and always; style when its sentence is finished; what is
    missing once two sentences are.
    """
    found = _found(card, rubric, text)
    shown: list[Hint] = []
    held: list[Hint] = []
    for hint in found:
        level = Help.SHOWN if hint.urgent else help_with.get(hint.skill, Help.SHOWN)
        if level is not Help.NONE:
            (shown if level is Help.SHOWN else held).append(hint)
    return Hints(tuple(shown[:HINTS]), tuple(held[: HINTS - len(shown[:HINTS])]), card.total)


def _found(card: Scorecard, rubric: Rubric, text: str) -> list[Hint]:
    criteria = {c.id: c for c in rubric.criteria}
    finished, sentences = _finished(text)
    marks = card.of(MarkStatus.SCORED)
    weights = sum(m.weight for m in marks) or 1
    gaps = gaps_in(text)
    sentences = 0 if gaps else sentences  # what is missing may be what belongs into the gap
    found = [_gap(start, end, text) for start, end in gaps[:1]]
    for mark in marks:
        if mark.percent is None or mark.percent >= 100 or not (mark.weight or mark.critical):
            continue
        criterion = criteria[mark.criterion]
        urgent = criterion.critical or criterion.section == "compliance" or criterion.id == "length"
        finding = _finding(mark, urgent, finished, sentences)
        if finding is not None:
            gain = (100 - mark.percent) * mark.weight / weights
            found.append(_hint(finding, criterion, urgent, gain))
    found.sort(key=lambda hint: (hint.criterion != GAP, not hint.urgent, -hint.gain, hint.start))
    chosen: list[Hint] = []
    for hint in found:
        # two criteria may fault the same words; one pointer is enough while writing
        if hint.start == hint.end or all(
            hint.end <= other.start or hint.start >= other.end for other in chosen
        ):
            chosen.append(hint)
    return chosen


def _finding(mark: Mark, urgent: bool, finished: int, sentences: int) -> Finding | None:
    """The finding of a mark that can be pointed at now: words, else a place."""
    faults = [f for f in mark.findings if f.polarity is Polarity.FAULT]
    for finding in faults:
        if finding.start < finding.end and (urgent or finding.end <= finished):
            return finding
    if sentences < MISSING_FROM:
        return None
    return next((f for f in faults if f.start == f.end), None)


def _gap(start: int, end: int, text: str) -> Hint:
    return Hint(
        start,
        end,
        True,
        GAP,
        f"{text[start:end]} is still open.",
        "Fill the gap: only you know what belongs here.",
        "Until then its sentence counts as not written; sent as it is, it shows that nobody read it.",
    )


def _hint(finding: Finding, criterion: Criterion, urgent: bool, gain: float) -> Hint:
    return Hint(
        finding.start,
        finding.end,
        urgent,
        criterion.id,
        finding.message,
        criterion.message,
        criterion.why,
        gain,
        criterion.skill,
    )


def _finished(text: str) -> tuple[int, int]:
    """The offset up to which sentences are finished, and how many are."""
    last = max((m.end() for m in _STOP.finditer(text)), default=0)
    return last, _sentences_in(text[:last])


@lru_cache(8)
def _sentences_in(text: str) -> int:
    """How many sentences; what is finished stays the same while the next sentence is typed."""
    return sum(1 for _, end in Text(text).sentences if end <= len(text))
