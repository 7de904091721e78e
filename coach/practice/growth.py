"""How marks grow over time: the recent level with its error, second tries, days in a row."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.model.skill import ENOUGH_HALF, ENOUGH_N

HALF_LIFE = 14.0  # days after which a mark counts half in the recent level
ENOUGH = ENOUGH_N  # fewer marks say nothing about a level
WIDEST = ENOUGH_HALF  # points; a mean known less well than this is not shown
# Marks stand on steps of about a third of the scale, and within a step alike is not the same: the
# standard deviation of what rounding to such a step hides is step / sqrt(12) (Sheppard, 1898).
LEAST_SPREAD = 100 / 3 / math.sqrt(12)
ENOUGH_TRIES = 8  # fewer pairs of tries say nothing about feedback
MOST_POINTS = 120  # of a trail; more could not be told apart on a screen
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class DayMarks:
    """The marks of one UTC day (ISO 8601): how many, their sum and the sum of squares, 0-100."""

    day: str
    n: int
    sum: float
    squares: float


@dataclass(frozen=True, slots=True)
class Point:
    """One day of a trail. mean: of that day's n marks; level: the recent level up to that day.

    half: half the width of the level's 95 % interval. Level and half are None below five marks.
    All but n are 0-100.
    """

    day: str
    n: int
    mean: float
    level: float | None
    half: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """The mean change from the first to the second of n pairs, and half its 95 % interval.

    mean and half are None below eight pairs. Points, -100 to 100.
    """

    n: int
    mean: float | None
    half: float | None

    @property
    def word(self) -> str:
        """Whether the second is higher, lower, or cannot be told from the first; else empty."""
        if self.mean is None or self.half is None:
            return ""
        if abs(self.mean) <= self.half:
            return "no clear change"
        return "higher" if self.mean > 0 else "lower"


def trail(days: Sequence[DayMarks]) -> tuple[Point, ...]:
    """The days as points, the oldest first; long times are put together to at most 120 points.

    The recent level is a mean in which a mark counts half after 14 days. Its interval takes the
    weighted marks for as many equal ones as carry the same weight (Kish, Survey Sampling, 1965)
    and Student's t.
    """
    points: list[Point] = []
    weight = weight2 = total = squares = 0.0
    before: date | None = None
    for day in _together(days):
        on = date.fromisoformat(day.day)
        fade = 0.5 ** ((on - before).days / HALF_LIFE) if before is not None else 0.0
        weight = weight * fade + day.n
        weight2 = weight2 * fade * fade + day.n
        total = total * fade + day.sum
        squares = squares * fade + day.squares
        before = on
        many = weight * weight / weight2
        level = half = None
        if many >= ENOUGH:
            level = total / weight
            half = half_width(many, max(squares / weight - level * level, 0.0))
        points.append(Point(day.day, day.n, day.sum / day.n, level, half))
    return tuple(points)


def half_width(n: float, variance: float) -> float:
    """Half the 95 % interval of a mean of n numbers, 0-100, of which this is the variance.

    variance: the mean square distance from the mean. Student's t with n - 1 degrees of freedom; the
    standard deviation is taken for LEAST_SPREAD at least, since numbers that are all alike are no
    certainty.
    """
    deviation = max(math.sqrt(variance * n / (n - 1)), LEAST_SPREAD)
    return t95(n - 1) * deviation / math.sqrt(n)


def change(n: int, total: float, squares: float) -> Change:
    """The mean of n paired changes with its interval, from their sum and the sum of squares."""
    if n < ENOUGH_TRIES:
        return Change(n, None, None)
    mean = total / n
    variance = max(squares - n * mean * mean, 0.0) / (n - 1)
    return Change(n, mean, t95(n - 1) * math.sqrt(variance / n))


def t95(freedom: float) -> float:
    """The two-sided 95 % point of Student's t.

    Source: Abramowitz and Stegun, 26.7.5, with the term in 1/freedom^4; from 2 degrees of freedom
    on within 0.8 % of the tables, from 7 on within 0.01 %.
    """
    z, v = 1.959964, max(freedom, 1.0)
    g1 = (z**3 + z) / 4
    g2 = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    g3 = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    g4 = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + g1 / v + g2 / v**2 + g3 / v**3 + g4 / v**4


def streak(practised: Collection[str], today: date) -> int:
    """How many days in a row were practised up to today; today itself may still be open.

    Saturdays and Sundays without practice do not end a streak; nobody should practise for its sake.
    """
    days = set(practised)
    count = 0
    day = today
    while True:
        if day.isoformat() in days:
            count += 1
        elif day != today and day.weekday() <= _FRIDAY:
            return count
        day -= timedelta(days=1)
        if count == 0 and (today - day).days > 4:
            return 0


def _together(days: Sequence[DayMarks]) -> Iterable[DayMarks]:
    """The days themselves, or spans of equal length under their last practised day."""
    if len(days) <= MOST_POINTS:
        return days
    first = date.fromisoformat(days[0].day)
    width = (date.fromisoformat(days[-1].day) - first).days // MOST_POINTS + 1
    spans: dict[int, DayMarks] = {}
    for day in days:
        place = (date.fromisoformat(day.day) - first).days // width
        so_far = spans.get(place)
        if so_far is not None:
            n, total, squares = so_far.n + day.n, so_far.sum + day.sum, so_far.squares + day.squares
            spans[place] = DayMarks(day.day, n, total, squares)
        else:
            spans[place] = day
    return spans.values()
