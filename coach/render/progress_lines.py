"""Progress as lines of text; names and replies come from outside and are made safe to show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from coach.language.plain import cells, one_line, padded
from coach.practice.growth import ENOUGH_TRIES, Change
from coach.render.wrap import wrapped

FEW = "not enough data yet"
_HEAD = "MARKS         TREND"
_CHANNEL_HEAD = "TOTALS        TREND"
BY_CHANCE = (
    "Second tries follow weak first ones more often than strong ones, so a part of the change "
    "would have come by itself."
)


class LevelLike(Protocol):
    """A mean of marks or totals over n attempts, as progress gives it."""

    @property
    def name(self) -> str: ...
    @property
    def n(self) -> int: ...
    @property
    def mean(self) -> float | None: ...
    @property
    def spread(self) -> float | None: ...
    @property
    def change(self) -> float | None: ...
    @property
    def trend(self) -> str: ...


class StandingLike(Protocol):
    """An estimate of a skill, as progress gives it."""

    @property
    def skill(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def n(self) -> int: ...
    @property
    def mean(self) -> float | None: ...
    @property
    def half(self) -> float | None: ...


def skill_table(levels: Sequence[LevelLike], standings: Sequence[StandingLike]) -> Iterator[str]:
    """The estimate of each skill today, and the marks of a time with their trend."""
    marks = {level.name: level for level in levels}
    now = {s.skill: s for s in standings if not s.channel}
    rows = [
        (one_line(skill), _now(now.get(skill)), _marks(marks.get(skill)))
        for skill in sorted({*marks, *now})
    ]
    width = max(map(cells, ("SKILL", *(name for name, _, _ in rows))))
    said = max(map(len, ("ESTIMATE TODAY", *(known for _, known, _ in rows))))
    yield f"{'SKILL':<{width}}  {'ESTIMATE TODAY':<{said}}  {'N':>5}  {_HEAD}"
    for name, known, marked in rows:
        yield f"{padded(name, width)}  {known:<{said}}  {marked}".rstrip()


def channel_table(levels: Sequence[LevelLike]) -> Iterator[str]:
    """The totals of a time by channel, with their trend."""
    names = [one_line(level.name) for level in levels]
    width = max(map(cells, ("CHANNEL", *names)))
    yield f"{'CHANNEL':<{width}}  {'N':>5}  {_CHANNEL_HEAD}"
    for name, level in zip(names, levels, strict=True):
        yield f"{padded(name, width)}  {_marks(level)}".rstrip()


def by_channel_table(standings: Sequence[StandingLike]) -> Iterator[str]:
    """The estimates that are kept channel by channel; nothing when there is none."""
    found = [s for s in standings if s.channel]
    if not found:
        return
    names = [f"{one_line(s.skill)} on {one_line(s.channel)}" for s in found]
    width = max(map(cells, ("BY CHANNEL", *names)))
    yield f"{'BY CHANNEL':<{width}}  ESTIMATE TODAY"
    for name, one in zip(names, found, strict=True):
        yield f"{padded(name, width)}  {_now(one)}"


def estimate(mean: float | None, half: float | None) -> str:
    """``74 ± 6``, or that there is not enough data yet."""
    return FEW if mean is None or half is None else f"{mean:.0f} ± {half:.0f}"


def tries_said(tries: Change) -> str:
    """Whether feedback helps, in a sentence; says what is missing while there are too few."""
    if tries.mean is None or tries.half is None:
        have = "1 so far" if tries.n == 1 else f"{tries.n} so far"
        return f"{FEW}: it takes {ENOUGH_TRIES} second tries of a round, {have}"
    told = {"higher": "higher", "lower": "lower"}.get(tries.word)
    figures = f"{tries.mean:+.1f} ± {tries.half:.1f} points, {tries.n} pairs"
    if told is None:
        return f"no clear change from first to second try ({figures})"
    return f"second tries are {told} ({figures})"


def attempt_table(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Attempts as in the JSON export, a line each, and how to see one in full."""
    heads = ("ID", "SENT (UTC)", "TOTAL", "", "TRY", "DECISION", "CHANNEL", "SCENARIO")
    body = [
        (
            str(row["attempt"]),
            one_line(row["sent_at"][:16]).replace("T", " "),
            "–" if row["total"] is None else f"{row['total']:.1f}",
            {True: "passed", False: "failed", None: ""}[row["passed"]],
            f"{row['try']} of round {row['round']}" if row["round"] > 1 else str(row["try"]),
            one_line(row["decision"]).replace("_", " "),
            one_line(row["channel"], 20),
            one_line(row["scenario"], 60),
        )
        for row in rows
    ]
    widths = [max(cells(line[at]) for line in (heads, *body)) for at in range(len(heads))]
    for line in (heads, *body):
        yield "  ".join(padded(cell, w) for cell, w in zip(line, widths, strict=True)).rstrip()
    yield ""
    yield f"one in full, with its words: coach explain --attempt {body[0][0]}"


def kept_lines(
    replies: Sequence[tuple[int, str, str, float | None, str, str]],
) -> Iterator[str]:
    """Kept replies: (number, scenario title, channel title, total, day, reply)."""
    for number, title, channel, total, day, reply in replies:
        scored = "no total" if total is None else f"{total:.0f}"
        yield f"{number}. {one_line(title)} ({one_line(channel)}, {scored}, {day})"
        for part in reply.splitlines() or [""]:
            yield from wrapped(part, "   ", "   ")
        yield ""


def team_table(
    skills: Sequence[str],
    rows: Sequence[tuple[str, Sequence[tuple[int, str] | None]]],
    foot: tuple[str, Sequence[tuple[int, str] | None]],
) -> Iterator[str]:
    """A row an agent: (name, for each skill n and what is said of it); None: never practised.

    foot: the same for all of them together.
    """
    heads = ["AGENT", *(one_line(skill).upper() for skill in skills)]
    body = [_team_row(*row) for row in (*rows, foot)]
    widths = [max(cells(row[at]) for row in (heads, *body)) for at in range(len(heads))]
    lines = [
        "  ".join(padded(cell, w) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in (heads, *body)
    ]
    yield from lines[:-1]
    yield ""
    yield lines[-1]


def _team_row(name: str, found: Sequence[tuple[int, str] | None]) -> list[str]:
    return [
        one_line(name, 24),
        *("–" if cell is None else f"{cell[1]} ({cell[0]})" for cell in found),
    ]


def need_said(
    need: tuple[str, float | None, float | None, int, Sequence[str]] | None,
) -> str:
    """What the team needs most: (skill, mean, half, agents, skills that may be as low), or None."""
    if need is None:
        return f"What the team needs most: {FEW}; it takes two skills known of three agents"
    skill, mean, half, agents, alike = need
    said = (
        f"What the team needs most: {one_line(skill)}, {estimate(mean, half)} over {agents} agents"
    )
    if alike:
        said += f"; {', '.join(map(one_line, alike))} cannot be told apart from it"
    return said


def _now(found: StandingLike | None) -> str:
    if found is None:
        return FEW
    return f"{estimate(found.mean, found.half)} (n {found.n})"


def _marks(level: LevelLike | None) -> str:
    if level is None:
        return f"{0:>5}  no marks in this time"
    if level.mean is None:
        return f"{level.n:>5}  {FEW}"
    spread = f" ± {level.spread:.1f}" if level.spread is not None else ""
    trend = f"{level.trend} ({level.change:+.1f})" if level.change is not None else "one day so far"
    return f"{level.n:>5}  {level.mean:5.1f}{spread:<7}  {trend}"
