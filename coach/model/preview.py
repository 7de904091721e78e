"""What replies score under a new rubric against what they score under the old one."""

from __future__ import annotations

from dataclasses import dataclass

from coach.model.rubric import Rubric
from coach.model.scorecard import Mark


@dataclass(frozen=True, slots=True)
class Shift:
    """A criterion's part in the changed total of one reply.

    before, after: its marks; None under the rubric that lacks it. points: its part, -100 to 100.
    """

    criterion: str
    before: Mark | None
    after: Mark | None
    points: float


@dataclass(frozen=True, slots=True)
class Moved:
    """A reply whose total changes, with the criteria behind it, the largest part first."""

    id: str
    reply: str
    before: float
    after: float
    passed_before: bool
    passed_after: bool
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a criterion does to all replies.

    lower, higher: marks of fewer or more per cent than before. begun, ceased: marks that only the
    new or only the old rubric gives. points: its part of the mean change of the total.
    """

    criterion: str
    lower: int
    higher: int
    begun: int
    ceased: int
    points: float

    @property
    def marks(self) -> int:
        """How many marks changed."""
        return self.lower + self.higher + self.begun + self.ceased


@dataclass(frozen=True, slots=True)
class Spread:
    """How totals lie under one rubric.

    bins: replies with a total of 0-10, 10-20 ... 90-100, a bin without its upper end but the last.
    critical: replies with total 0 for a critical failure; in no bin. unscored: without a total.
    passed: replies that pass. mean: of the totals that both rubrics give; None without any.
    failed_marks: marks left out because their scorer broke.
    """

    bins: tuple[int, ...]
    critical: int
    unscored: int
    passed: int
    mean: float | None
    failed_marks: int


@dataclass(frozen=True, slots=True)
class Preview:
    """The same replies under two rubrics.

    n: replies; compared: those with a total under both, which the mean change is of.
    changed: totals that differ. change: the mean change; interval: its 95 % interval, None under
    two totals. now_pass, now_fail: replies on the other side of the pass mark now.
    pass_mark_alone: replies that would cross if nothing but the pass mark changed.
    parts: criteria that differ, the largest part first; their points add up to ``change``.
    most: the replies that change most.
    """

    old: Rubric
    new: Rubric
    n: int
    compared: int
    changed: int
    change: float | None
    interval: tuple[float, float] | None
    now_pass: int
    now_fail: int
    pass_mark_alone: int
    before: Spread
    after: Spread
    parts: tuple[Part, ...]
    most: tuple[Moved, ...]
