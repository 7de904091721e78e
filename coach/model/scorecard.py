"""Marks and scorecards, with the arithmetic quality people check by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from coach.model.finding import Finding, Repair


class MarkStatus(StrEnum):
    """What became of a criterion."""

    SCORED = "scored"
    NOT_APPLICABLE = "not_applicable"
    FAILED = "failed"  # the scorer broke; named, and left out of both sums


class Mark(NamedTuple):
    """One criterion's result. ``percent`` is 0-100; score and percent are None unless scored."""

    criterion: str
    section: str
    status: MarkStatus
    weight: int
    score: int | None = None
    percent: float | None = None
    value: float | None = None
    findings: tuple[Finding, ...] = ()
    reason: str | None = None
    critical: bool = False
    fails_section: bool = False

    @property
    def failed_critical(self) -> bool:
        """Whether this mark alone makes the total 0."""
        return self.critical and self.percent is not None and self.percent < 50


def weighted_total(marks: Iterable[Mark]) -> float | None:
    """Sum(per cent x weight) / sum(weight) over scored marks; None when nothing counts.

    A mark of ``fails: section`` below 50 % sets the per cent of its whole section to 0.
    """
    counted = [m for m in marks if m.status is MarkStatus.SCORED and m.percent is not None]
    broken = {m.section for m in counted if m.fails_section and (m.percent or 0) < 50}
    weights = sum(m.weight for m in counted)
    if not weights:
        return None
    points = sum((m.percent or 0) * m.weight for m in counted if m.section not in broken)
    return points / weights


def quality_score(totals: Iterable[float | None]) -> float | None:
    """The mean of the totals of a set; totals that are None leave it. None for an empty set."""
    known = [t for t in totals if t is not None]
    return sum(known) / len(known) if known else None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A reply's marks under one rubric, with the measures behind them.

    Totals and pass are computed from the marks, never stored beside them.
    """

    id: str
    rubric: str
    pass_mark: float
    marks: tuple[Mark, ...]
    signals: Mapping[str, Any] = field(default_factory=dict)
    acts: Mapping[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    personal_data: tuple[tuple[int, int, str], ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def total_without_critical(self) -> float | None:
        """The total as if no criterion were critical, 0-100."""
        return weighted_total(self.marks)

    @property
    def critical_failures(self) -> tuple[Mark, ...]:
        """The critical marks below 50 %."""
        return tuple(m for m in self.marks if m.failed_critical)

    @property
    def total(self) -> float | None:
        """The total, 0-100; 0 after a critical failure; None when nothing was scored."""
        if self.critical_failures:
            return 0.0
        return self.total_without_critical

    @property
    def passed(self) -> bool:
        """Total at or above the pass mark and no critical failure."""
        total = self.total
        return total is not None and total >= self.pass_mark and not self.critical_failures

    def of(self, status: MarkStatus) -> tuple[Mark, ...]:
        """The marks of one status."""
        return tuple(m for m in self.marks if m.status is status)
