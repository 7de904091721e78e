"""Style switch: the same matter on three channels, and what carries over from one to the next.

Register error: how far a reply's formality lies outside the band of its channel's rubric, in the
unit of the formality signal (-3 to 3), without sign.

Carry-over: how far a reply that came second or third is shifted towards the band of the channel
before it, compared with the same agent's replies on the same channel when it came first. With the
orders below every channel is first, second and third equally often and follows each other one
equally often (a balanced design for three treatments, Williams 1949).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coach.model.rubric import Rubric
from coach.practice.drills.result import Line, Result, graded, mean

SLOTS = ("post", "email", "chat")
TITLES = {"post": "post", "email": "e-mail", "chat": "chat"}
ORDERS = (
    ("post", "email", "chat"),
    ("email", "chat", "post"),
    ("chat", "post", "email"),
    ("chat", "email", "post"),
    ("post", "chat", "email"),
    ("email", "post", "chat"),
)
ENOUGH_ERRORS = 3  # replies on a channel before its mean says anything
ENOUGH_FIRST = 2  # replies on a channel that came first
ENOUGH_AFTER = 6  # replies that came after another channel
# Student's t, two-sided 95 %, by degrees of freedom; beyond the table the normal value.
_T = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13,
      2.12, 2.11, 2.10, 2.09, 2.09)  # fmt: skip
_SLOT_OF = {"email": "email", "message": "chat", "chat": "chat"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """One reply of a run: its formality, and the band of its channel and of the one before."""

    slot: str
    formality: float | None
    low: float
    high: float
    percent: float
    before: str | None = None

    @property
    def outside(self) -> float | None:
        """Signed distance from the band: positive is too formal; 0 within."""
        if self.formality is None:
            return None
        return max(0.0, self.formality - self.high) + min(0.0, self.formality - self.low)

    @property
    def middle(self) -> float:
        """The middle of the band."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with n and half the width of its 95 % interval; value None: not enough yet."""

    value: float | None
    n: int
    needed: int
    half: float | None = None


@dataclass(frozen=True, slots=True)
class Habits:
    """What all runs together say: error by slot, and carry-over over all and by pair."""

    errors: Mapping[str, Figure]
    carry: Figure
    pairs: Mapping[tuple[str, str], Figure]


def order(number: int) -> tuple[str, ...]:
    """The order of the channels in the run of this number, from 0."""
    return ORDERS[number % len(ORDERS)]


def slot_of(family: str, private: bool) -> str:
    """Which of the three a place belongs to: private messages on any channel are chats."""
    return _SLOT_OF.get(family, "chat" if private else "post")


def band(rubric: Rubric) -> tuple[float, float]:
    """The band of the rubric's register criterion; without one, no register is wrong."""
    for criterion in rubric.criteria:
        if criterion.scorer == "register" and criterion.options is not None:
            return float(criterion.options.low), float(criterion.options.high)
    return -3.0, 3.0


def result(replies: Sequence[Spoken], past: Iterable[Mapping[str, Any]], means: str) -> Result:
    """The mean register mark over the replies, and the figures over all runs with this one.

    past: the details of the runs before.
    """
    lines = [_reply_line(reply) for reply in replies]
    detail = {"replies": [_kept(reply) for reply in replies]}
    lines.append(Line("Over all your runs"))
    lines += habit_lines(habits([*past, detail]))
    return Result(mean(r.percent for r in replies), means, tuple(lines), detail)


def _kept(reply: Spoken) -> dict[str, Any]:
    names = ("slot", "formality", "low", "high", "percent", "before")
    return {name: getattr(reply, name) for name in names}


def _reply_line(reply: Spoken) -> Line:
    title = TITLES[reply.slot].capitalize()
    outside = reply.outside
    if outside is None:
        return Line(f"{title}: too short to have a register", False)
    where = (
        f"mark {reply.percent:.0f} of 100; formality {reply.formality:.1f}, good replies there have "
        f"{reply.low:.1f} to {reply.high:.1f}"
    )
    if not outside:
        return Line(f"{title}: sounds right there", True, where)
    side = "too formal" if outside > 0 else "too casual"
    return graded(f"{title}: {side} by {abs(outside):.1f}", min(reply.percent, 79.0), where)


def habits(details: Iterable[Mapping[str, Any]]) -> Habits:
    """The figures over the kept details of runs; what cannot be read is left out."""
    every = [Spoken(**reply) for detail in details for reply in detail.get("replies", ())]
    said = [reply for reply in every if reply.formality is not None]
    errors = {slot: _error([r for r in said if r.slot == slot]) for slot in SLOTS}
    pairs = [(a, b) for a in SLOTS for b in SLOTS if a != b]
    return Habits(
        errors,
        _carry(said, [r for r in said if r.before]),
        {(a, b): _carry(said, [r for r in said if (r.before, r.slot) == (a, b)]) for a, b in pairs},
    )


def _error(replies: Sequence[Spoken]) -> Figure:
    values = [abs(reply.outside or 0.0) for reply in replies]
    if len(values) < ENOUGH_ERRORS:
        return Figure(None, len(values), ENOUGH_ERRORS)
    centre = mean(values)
    variance = sum((value - centre) ** 2 for value in values) / (len(values) - 1)
    half = _t(len(values) - 1) * math.sqrt(variance / len(values))
    return Figure(centre, len(values), ENOUGH_ERRORS, half)


def _carry(said: Sequence[Spoken], after: Sequence[Spoken]) -> Figure:
    """The mean shift towards the channel before, in the unit of formality.

    Its variance is the pooled variance within channel and channel before, carried through the
    differences from the means of the replies that came first.
    """
    middles = {reply.slot: reply.middle for reply in said}
    first: dict[str, list[float]] = {slot: [] for slot in SLOTS}
    for reply in said:
        if reply.before is None and reply.formality is not None:
            first[reply.slot].append(reply.formality)
    ready = [
        r
        for r in after
        if len(first[r.slot]) >= ENOUGH_FIRST and r.before in middles and r.formality is not None
    ]
    if len(ready) < ENOUGH_AFTER:
        return Figure(None, len(ready), ENOUGH_AFTER)
    shifts, pull = [], dict.fromkeys(SLOTS, 0.0)
    for reply in ready:
        towards = math.copysign(1.0, middles[reply.before or ""] - reply.middle)
        shifts.append(towards * ((reply.formality or 0.0) - mean(first[reply.slot])))
        pull[reply.slot] += towards
    n = len(shifts)
    spread, free = _pooled(said)
    if free < 1:
        return Figure(mean(shifts), n, ENOUGH_AFTER)
    weights = 1 / n + sum((pull[s] / n) ** 2 / len(first[s]) for s in SLOTS if pull[s])
    return Figure(mean(shifts), n, ENOUGH_AFTER, _t(free) * math.sqrt(spread * weights))


def _pooled(said: Sequence[Spoken]) -> tuple[float, int]:
    """The variance of the formality within cells of channel and channel before, and its freedom."""
    cells: dict[tuple[str, str | None], list[float]] = {}
    for reply in said:
        if reply.formality is not None:
            cells.setdefault((reply.slot, reply.before), []).append(reply.formality)
    squares = sum(sum((v - mean(cell)) ** 2 for v in cell) for cell in cells.values())
    free = sum(len(cell) - 1 for cell in cells.values())
    return (squares / free if free else 0.0), free


def _t(free: int) -> float:
    return _T[free - 1] if free <= len(_T) else 1.96 + 2.4 / free


def habit_lines(found: Habits) -> list[Line]:
    """The figures in words, each with n; where there is too little, how much is needed."""
    lines = [
        _figure_line(f"Register error, {TITLES[slot]}", figure)
        for slot, figure in found.errors.items()
    ]
    lines.append(_figure_line("Carry-over from the channel before", found.carry))
    lines += [
        _figure_line(f"Carry-over from {TITLES[a]} to {TITLES[b]}", figure)
        for (a, b), figure in found.pairs.items()
        if figure.value is not None
    ]
    return lines


def _figure_line(title: str, figure: Figure) -> Line:
    if figure.value is None:
        needed = f"{_replies(figure.n)} so far, it takes {figure.needed}"
        return Line(f"{title}: not enough yet", note=needed)
    half = f" ± {figure.half:.2f}" if figure.half is not None else ""
    return Line(f"{title}: {figure.value:.2f}{half}", note=f"from {_replies(figure.n)}")


def _replies(n: int) -> str:
    return "1 reply" if n == 1 else f"{n} replies"
