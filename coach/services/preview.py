"""What publishing a rubric would do: the same replies scored by the old rubric and by the new one.

Both rubrics score one reading of a reply, and a criterion that both mark in the same way is marked
once. Only counts, sums and the replies that change most are kept, however many replies there are.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from coach.engine import score_reading
from coach.model.channel import Channel
from coach.model.preview import Moved, Part, Preview, Shift, Spread
from coach.model.rubric import Criterion, Rubric
from coach.model.scorecard import Mark, MarkStatus, Scorecard
from coach.model.thread import Draft
from coach.services.compare import counts_alike, marks_alike
from coach.signals.reading import Reading

MOST = 10
BINS = 10
_NOTHING = 1e-9  # totals nearer than this are equal; they differ in the order of adding only


def compare(
    drafts: Iterable[Draft],
    old: Rubric,
    new: Rubric,
    channels: Mapping[str, Channel],
    today: date,
) -> Preview:
    """The drafts under two rubrics; they stream through.

    channels: id -> channel. today: the day for dated criteria where a draft has no date.
    """
    comparison = Comparison(old, new, channels, today)
    for draft in drafts:
        comparison.add(draft)
    return comparison.result()


class Comparison:
    """A comparison under way: ``add`` drafts, and ask for the ``result`` at any time."""

    def __init__(
        self, old: Rubric, new: Rubric, channels: Mapping[str, Channel], today: date
    ) -> None:
        self.old = old
        self.new = new
        self.n = 0
        self._channels = channels
        self._today = today
        known = {c.id: c for c in old.criteria}
        alike = {c.id for c in new.criteria if c.id in known and marks_alike(known[c.id], c)}
        self._alike = alike
        self._other = replace(new, criteria=tuple(c for c in new.criteria if c.id not in alike))
        self._parts = {c.id: _Part() for c in _differing(old, new)}
        self._before, self._after = _Spread(), _Spread()
        self._changes = _Mean()
        self._changed = 0
        self._now_pass = self._now_fail = self._pass_mark_alone = 0
        self._most: list[tuple[tuple[float, bool, int], Moved]] = []

    def add(self, draft: Draft) -> None:
        """Scores a draft under both rubrics and takes in what changed."""
        reading = Reading(draft, self._channels.get(draft.context.channel), self._today)
        before = score_reading(reading, self.old, self._today)
        after = self._new_card(before, reading)
        self.n += 1
        was, now = before.total, after.total
        passed, passes = before.passed, after.passed
        self._now_pass += passes and not passed
        self._now_fail += passed and not passes
        self._pass_mark_alone += passed != replace(before, pass_mark=self.new.pass_mark).passed
        self._before.add(before, was, passed)
        self._after.add(after, now, passes)
        old_marks, new_marks = _by_criterion(before), _by_criterion(after)
        for name, part in self._parts.items():
            part.count(old_marks.get(name), new_marks.get(name))
        if was is None or now is None:
            return
        self._before.mean.add(was)
        self._after.mean.add(now)
        change = now - was if abs(now - was) > _NOTHING else 0.0
        self._changes.add(change)
        shares = attribute(old_marks, new_marks, list(self._parts))
        for name, points in shares.items():
            self._parts[name].points += points
        self._changed += change != 0
        rank = (abs(change), passed != passes, -self.n)
        if rank[:2] == (0.0, False) or (len(self._most) == MOST and rank <= self._most[0][0]):
            return
        shifts = sorted(
            (Shift(c, old_marks.get(c), new_marks.get(c), points) for c, points in shares.items()),
            key=lambda shift: -abs(shift.points),
        )
        moved = Moved(draft.id, draft.text, was, now, passed, passes, tuple(shifts))
        keep = heapq.heappushpop if len(self._most) == MOST else heapq.heappush
        keep(self._most, (rank, moved))

    def result(self) -> Preview:
        """The comparison of the drafts so far."""
        compared = self._changes.n
        parts = [part.done(name, compared) for name, part in self._parts.items()]
        return Preview(
            old=self.old,
            new=self.new,
            n=self.n,
            compared=compared,
            changed=self._changed,
            change=self._changes.mean if compared else None,
            interval=self._changes.interval(),
            now_pass=self._now_pass,
            now_fail=self._now_fail,
            pass_mark_alone=self._pass_mark_alone,
            before=self._before.done(),
            after=self._after.done(),
            parts=tuple(sorted(parts, key=lambda part: (-abs(part.points), -part.marks))),
            most=tuple(moved for _, moved in sorted(self._most, key=lambda m: m[0], reverse=True)),
        )

    def _new_card(self, before: Scorecard, reading: Reading) -> Scorecard:
        fresh: Mapping[str, Mark] = {}
        if self._other.criteria:
            fresh = _by_criterion(score_reading(reading, self._other, self._today))
        known = _by_criterion(before)
        marks = tuple(
            _counted_as(known[c.id], c) if c.id in self._alike else fresh[c.id]
            for c in self.new.criteria
        )
        return Scorecard(before.id, self.new.ref, self.new.pass_mark, marks)


def attribute(
    old: Mapping[str, Mark], new: Mapping[str, Mark], order: Sequence[str]
) -> dict[str, float]:
    """Each criterion's part of the change of a total, in points; the parts add up to the change.

    Criteria are swapped from old to new one by one, once in the rubric's order and once against
    it; a part is the mean of its two steps, so that neither the first nor the last is favoured.
    order: the criteria that may differ. Only those that do are in the answer. A step to marks
    without any total counts 0, and the next one the rest.
    """
    names = [n for n in order if _effect(old.get(n)) != _effect(new.get(n))]
    parts = dict.fromkeys(names, 0.0)
    for sequence in (names, names[::-1]):
        sums = _Sums(old.values())
        value = sums.total or 0.0
        for name in sequence:
            sums.count(old.get(name), -1)
            sums.count(new.get(name), 1)
            total = sums.total
            if total is not None:
                parts[name] += (total - value) / 2
                value = total
    return parts


def _differing(old: Rubric, new: Rubric) -> list[Criterion]:
    """The criteria that can change a mark or a total, as in ``new``, then those dropped."""
    before, after = ({c.id: c for c in rubric.criteria} for rubric in (old, new))
    changed = [c for c in new.criteria if c.id not in before or not counts_alike(before[c.id], c)]
    return [*changed, *(c for c in old.criteria if c.id not in after)]


def _counted_as(mark: Mark, criterion: Criterion) -> Mark:
    return mark._replace(
        section=criterion.section,
        weight=criterion.weight,
        critical=criterion.critical,
        fails_section=criterion.fails == "section",
    )


def _by_criterion(card: Scorecard) -> dict[str, Mark]:
    return {mark.criterion: mark for mark in card.marks}


def _effect(mark: Mark | None) -> tuple[object, ...] | None:
    """What a mark does to a total; None for nothing."""
    if mark is None or mark.percent is None:
        return None
    if not (mark.weight or mark.critical or mark.fails_section):
        return None
    return mark.percent, mark.weight, mark.section, mark.critical, mark.fails_section


class _Sums:
    """The total of marks that come and go one by one, by the arithmetic of a scorecard."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._weights = 0
        self._critical = 0
        self._points: dict[str, float] = {}  # by section, as are the marks that break one
        self._broken: dict[str, int] = {}
        for mark in marks:
            self.count(mark, 1)

    def count(self, mark: Mark | None, times: int) -> None:
        """Takes a mark in, or out with ``times`` -1."""
        if mark is None or mark.percent is None:
            return
        section = mark.section
        self._weights += times * mark.weight
        self._critical += times * mark.failed_critical
        points = times * mark.weight * mark.percent
        self._points[section] = self._points.get(section, 0.0) + points
        if mark.fails_section and mark.percent < 50:
            self._broken[section] = self._broken.get(section, 0) + times

    @property
    def total(self) -> float | None:
        """The total, 0-100; None when nothing counts."""
        if self._critical:
            return 0.0
        if not self._weights:
            return None
        broken = self._broken
        return sum(p for s, p in self._points.items() if not broken.get(s)) / self._weights


@dataclass
class _Mean:
    """A running mean and its 95 % interval (Welford; normal approximation)."""

    n: int = 0
    mean: float = 0.0
    _squares: float = 0.0

    def add(self, value: float) -> None:
        self.n += 1
        step = value - self.mean
        self.mean += step / self.n
        self._squares += step * (value - self.mean)

    def interval(self) -> tuple[float, float] | None:
        if self.n < 2:
            return None
        half = 1.96 * math.sqrt(self._squares / (self.n - 1) / self.n)
        return self.mean - half, self.mean + half


@dataclass
class _Part:
    lower: int = 0
    higher: int = 0
    begun: int = 0
    ceased: int = 0
    points: float = 0.0

    def count(self, before: Mark | None, after: Mark | None) -> None:
        was = before.percent if before else None
        now = after.percent if after else None
        if was is None or now is None:
            self.begun += now is not None
            self.ceased += was is not None
        else:
            self.lower += now < was
            self.higher += now > was

    def done(self, name: str, compared: int) -> Part:
        points = self.points / compared if compared else 0.0
        return Part(name, self.lower, self.higher, self.begun, self.ceased, points)


@dataclass
class _Spread:
    bins: list[int] = field(default_factory=lambda: [0] * BINS)
    critical: int = 0
    unscored: int = 0
    passed: int = 0
    mean: _Mean = field(default_factory=_Mean)
    failed_marks: int = 0

    def add(self, card: Scorecard, total: float | None, passed: bool) -> None:
        self.passed += passed
        self.failed_marks += len(card.of(MarkStatus.FAILED))
        if total is None:
            self.unscored += 1
        elif card.critical_failures:
            self.critical += 1
        else:
            self.bins[min(int(total * BINS / 100), BINS - 1)] += 1

    def done(self) -> Spread:
        mean = self.mean.mean if self.mean.n else None
        return Spread(
            tuple(self.bins), self.critical, self.unscored, self.passed, mean, self.failed_marks
        )
