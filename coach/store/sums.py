"""Marks and totals added up by day and by week: as quick over a million attempts as over a thousand.

A short history is read day by day, a long one week by week, so that neither grows for ever.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from coach.model.attempt import COUNTED, Attempt
from coach.store.database import Connection
from coach.store.text import pack, unpack

if TYPE_CHECKING:
    from sqlite_utils import Database

LONG = 91  # days of history from which on weeks are read instead of days
SKILL, CHANNEL = "skill", "channel"
DAY, WEEK = "day", "week"
_COUNTED = {SKILL: "marks", CHANNEL: "totals"}
_MODES = ", ".join(f"'{mode}'" for mode in COUNTED)
_MONDAY = "coalesce(date({day}, 'weekday 0', '-6 days'), {day})"
_COLUMNS = "agent, span, kind, name, day, attempts, n, sum, squares"
_ADD = f"""
    INSERT INTO mark_sums ({_COLUMNS}) VALUES (?1, ?2, ?3, ?4, {{day}}, ?6, ?7, ?8, ?9)
    ON CONFLICT (agent, span, kind, name, day) DO UPDATE
    SET attempts = attempts + excluded.attempts, n = n + excluded.n, sum = sum + excluded.sum,
        squares = squares + excluded.squares
"""
_ADDING = {DAY: _ADD.format(day="?5"), WEEK: _ADD.format(day=_MONDAY.format(day="?5"))}
_MARKS = f"""
    SELECT attempts.agent, attempts.id, attempts.channel, mark.key AS skill, mark.value AS value,
           substr(attempts.sent_at, 1, 10) AS day
    FROM attempts, json_each(attempts.skills) AS mark
    WHERE attempts.mode IN ({_MODES})
        AND NOT EXISTS (SELECT 1 FROM attempts AS later WHERE later.corrects = attempts.id)
"""
_SKILLS = f"""
    INSERT INTO mark_sums ({_COLUMNS})
    SELECT agent, '{DAY}', '{SKILL}', skill, day, sum(n), sum(n), sum(sum), sum(squares)
    FROM skill_days GROUP BY agent, skill, day
"""
_TOTALS = f"""
    SELECT agent, channel, CAST(substr(sent_at, 1, 10) AS TEXT) AS day, total
    FROM attempts
    WHERE total IS NOT NULL AND mode IN ({_MODES})
        AND NOT EXISTS (SELECT 1 FROM attempts AS later WHERE later.corrects = attempts.id)
"""
_CHANNELS = f"""
    INSERT INTO mark_sums ({_COLUMNS})
    SELECT agent, '{DAY}', '{CHANNEL}', channel, day, count(*), count(*), sum(total),
           sum(total * total)
    FROM ({_TOTALS}) GROUP BY agent, channel, day
"""
_WEEKS = f"""
    INSERT INTO mark_sums ({_COLUMNS})
    SELECT agent, '{WEEK}', kind, name, {_MONDAY.format(day="day")} AS monday, sum(attempts),
           sum(n), sum(sum), sum(squares)
    FROM mark_sums WHERE span = '{DAY}' GROUP BY agent, kind, name, monday
"""
ALL = (_SKILLS, _CHANNELS, _WEEKS)  # fills the sums from the skills by day and the attempts
ANEW = ("DELETE FROM mark_sums", *ALL)
# From one practised day to the one before it, each found in the index.
_PRACTISED = f"""
    WITH RECURSIVE known(day) AS (
        SELECT max(day) FROM mark_sums WHERE agent = ?1 AND span = '{DAY}' AND day <= ?2
        UNION ALL
        SELECT (
            SELECT max(day) FROM mark_sums
            WHERE agent = ?1 AND span = '{DAY}' AND day < known.day
        ) FROM known WHERE known.day IS NOT NULL
    )
    SELECT day FROM known WHERE day IS NOT NULL
"""


class MarkSum(NamedTuple):
    """The marks of a skill, or the totals on a channel (``kind``), of one UTC day.

    attempts: how many attempts there were; n: how many numbers, then their sum and that of their
    squares. In a long time the day is a Monday and stands for its week.
    """

    kind: str
    name: str
    day: str
    attempts: int
    n: int
    sum: float
    squares: float


class MarkSums(NamedTuple):
    """Sums, the oldest first. weekly: whether each is that of a week instead of a day."""

    weekly: bool
    sums: list[MarkSum]


class TrySum(NamedTuple):
    """Changes from the first to the second try of the same round: how many, sum, squares."""

    n: int
    sum: float
    squares: float


def count(db: Database, attempt: Attempt, sign: int) -> None:
    """Adds an attempt's marks and total to its day and its week, or takes them out (``sign`` -1)."""
    found = [(SKILL, skill, value) for skill, value in attempt.skills.items()]
    if attempt.total is not None:
        found.append((CHANNEL, attempt.channel, attempt.total))
    for kind, name, value in found:
        sums = [sign, sign, sign * value, sign * value * value]
        for span, sql in _ADDING.items():
            key = [attempt.agent, span, kind, pack(name), pack(attempt.sent_at[:10])]
            db.execute(sql, [*key, *sums])
    if sign < 0:
        db.execute("DELETE FROM mark_sums WHERE agent = ? AND n <= 0", [attempt.agent])


def marks(store: Connection, agent: int, first: str, last: str) -> MarkSums:
    """The sums of an agent between two days, the oldest first; by week when it is a long time."""
    sql = (
        "SELECT kind, name, day, attempts, n, sum, squares FROM mark_sums "
        "WHERE agent = ? AND span = ? AND day BETWEEN ? AND ? ORDER BY day, kind, name"
    )
    span = _span(store, agent, first, last)
    found = (MarkSum(*row) for row in store.tuples(sql, [agent, span, first, last]))
    sums = [one._replace(name=unpack(one.name)) if "\x1a" in one.name else one for one in found]
    return MarkSums(span == WEEK, sums)


def skills(store: Connection) -> tuple[str, ...]:
    """The skills anybody has marks in, by name."""
    sql = "SELECT DISTINCT name FROM mark_sums WHERE span = ? AND kind = ? ORDER BY name"
    return tuple(row["name"] for row in store.rows(sql, [WEEK, SKILL]))


def practised(store: Connection, agent: int, last: str) -> tuple[str, ...]:
    """The days with a mark or a total up to ``last``, the latest first."""
    return tuple(row["day"] for row in store.rows(_PRACTISED, [agent, last]))


def tries(store: Connection, agent: int, first: str, last: str) -> TrySum:
    """First against second tries between two days (of the second try)."""
    sql = (
        "SELECT coalesce(sum(n), 0) AS n, coalesce(sum(sum), 0.0) AS sum, "
        "coalesce(sum(squares), 0.0) AS squares FROM try_days "
        "WHERE agent = ? AND day BETWEEN ? AND ?"
    )
    return TrySum(**store.rows(sql, [agent, first, last])[0])


def check(store: Connection) -> list[str]:
    """Whether the sums still say what the attempts say."""
    told: dict[tuple[int, str], int] = {}
    for kind, made in ((SKILL, _MARKS), (CHANNEL, _TOTALS)):
        for row in store.rows(f"SELECT agent, count(*) AS n FROM ({made}) GROUP BY agent"):
            told[row["agent"], kind] = row["n"]
    kept: dict[tuple[int, str, str], int] = {}
    sql = "SELECT agent, span, kind, sum(n) AS n FROM mark_sums GROUP BY agent, span, kind"
    for row in store.rows(sql):
        kept[row["agent"], row["span"], row["kind"]] = row["n"]
    agents = {agent for agent, _ in told} | {agent for agent, _, _ in kept}
    keys = [(agent, span, kind) for agent in sorted(agents)
            for span in (DAY, WEEK) for kind in (SKILL, CHANNEL)]  # fmt: skip
    return [
        f"mark_sums: agent {agent} has {kept.get((agent, span, kind), 0)} {_COUNTED[kind]} by {kind} "
        f"and {span} and {told.get((agent, kind), 0)} in the attempts"
        for agent, span, kind in keys
        if kept.get((agent, span, kind), 0) != told.get((agent, kind), 0)
    ]


def _span(store: Connection, agent: int, first: str, last: str) -> str:
    """How a time is read: by its days, or by its weeks when there is a long time in it."""
    sql = "SELECT min(day) AS day FROM mark_sums WHERE agent = ? AND span = ? AND day >= ?"
    begun: Any = store.rows(sql, [agent, DAY, first])[0]["day"]
    try:
        long = (date.fromisoformat(last) - date.fromisoformat(begun or last)).days > LONG
    except ValueError:  # a day that is none cannot be counted
        long = False
    return WEEK if long else DAY
