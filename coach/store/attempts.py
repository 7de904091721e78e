"""Attempts: replies sent in practice, and the sums by day that progress is read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from coach.model.attempt import COUNTED, Attempt
from coach.store import audit, skills, sums, tries
from coach.store.database import Connection, insert
from coach.store.faults import fault
from coach.store.text import dump_json, load_json, pack

if TYPE_CHECKING:
    from sqlite_utils import Database

_NAMES = tuple(field.name for field in fields(Attempt))
_COLUMNS = ", ".join(_NAMES)
BATCH = 500
# A corrected row stays in the store and leaves the picture.
_CURRENT = "NOT EXISTS (SELECT 1 FROM attempts AS later WHERE later.corrects = attempts.id)"

_ADD_DAY = """
    INSERT INTO skill_days (agent, skill, channel, day, n, sum, squares)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (agent, skill, channel, day) DO UPDATE
    SET n = n + excluded.n, sum = sum + excluded.sum, squares = squares + excluded.squares
"""


@dataclass(frozen=True, slots=True)
class Correction:
    """Which row a new one takes the place of, by whose decision and why."""

    of: int
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class SkillDay:
    """A skill on a channel on one UTC day: how many marks, their sum and the sum of squares."""

    agent: int
    skill: str
    channel: str
    day: str
    n: int
    sum: float
    squares: float


def add(
    store: Connection,
    attempt: Attempt,
    corrects: Correction | None,
    learn: skills.Learn | None = None,
) -> Attempt:
    """Adds an attempt under an id of its own, its part of the sums by day, and what it teaches."""
    row = {name: getattr(attempt, name) for name in _NAMES if name != "id"}
    row |= {
        "passed": int(attempt.passed),
        "scorecard": dump_json(attempt.scorecard),
        "skills": dump_json(attempt.skills),
        "corrects": corrects.of if corrects else None,
    }
    with store.writing() as db:
        if corrects:
            taken_back = _take_back(store, db, corrects, attempt.sent_at)
            # the pair of tries may come apart, and another may come together
            for one in _rounds(taken_back, attempt):
                tries.count(store, db, one, -1)
        new = insert(db, "attempts", row)
        _count(db, attempt, 1)
        if corrects:
            for one in _rounds(taken_back, attempt):
                tries.count(store, db, one, 1)
        elif attempt.number == tries.SECOND:
            tries.count(store, db, attempt, 1, only=new)
        if corrects:
            skills.forget(db)
        if learn is not None:
            _catch_up(store, db, learn)
    return replace(attempt, id=new)


def of_agent(
    store: Connection, agent: int, scenario: str | None, limit: int | None
) -> tuple[Attempt, ...]:
    """Attempts of an agent, newest first, without the ones that were corrected."""
    sql = f"SELECT {_COLUMNS} FROM attempts WHERE agent = ? AND {_CURRENT}"
    params: list[Any] = [agent]
    if scenario is not None:
        sql += " AND scenario = ?"
        params.append(scenario)
    sql += " ORDER BY sent_at DESC, id DESC LIMIT ?"
    params.append(-1 if limit is None else limit)
    return tuple(map(_attempt, store.rows(sql, params)))


def find(store: Connection, number: int) -> Attempt | None:
    """The attempt of an id, corrected or not."""
    found = store.rows(f"SELECT {_COLUMNS} FROM attempts WHERE id = ?", [number])
    return _attempt(found[0]) if found else None


def latest(store: Connection, agent: int, first: str, last: str, limit: int) -> tuple[Attempt, ...]:
    """The attempts that count between two UTC days, the newest first, without scorecards."""
    columns = ", ".join(name for name in _NAMES if name != "scorecard")
    sql = (
        f"SELECT {columns} FROM attempts WHERE agent = ? "
        f"AND substr(sent_at, 1, 10) BETWEEN ? AND ? AND {_CURRENT} "
        f"AND mode IN ({', '.join('?' * len(COUNTED))}) ORDER BY sent_at DESC, id DESC LIMIT ?"
    )
    found = store.rows(sql, [agent, first, last, *COUNTED, limit])
    return tuple(_attempt({"scorecard": "{}", **row}) for row in found)


def stream(
    store: Connection, agent: int, first: str, last: str, *, cards: bool = False, batch: int = BATCH
) -> Iterator[Attempt]:
    """Attempts of an agent in the order they were stored, between two UTC days.

    They come a batch at a time and without the corrected ones; ``scorecard`` is left empty unless
    ``cards`` are wanted.
    """
    columns = ", ".join(name for name in _NAMES if cards or name != "scorecard")
    # the plus keeps SQLite from the agent's index, which would sort all rows anew for each batch
    sql = (
        f"SELECT {columns} FROM attempts WHERE id > ? AND +agent = ? "
        f"AND substr(sent_at, 1, 10) BETWEEN ? AND ? AND {_CURRENT} ORDER BY id LIMIT ?"
    )
    after = 0
    while rows := store.rows(sql, [after, agent, first, last, batch]):
        for row in rows:
            yield _attempt({"scorecard": "{}", **row})
        after = rows[-1]["id"]


def learn_from_all(store: Connection, learn: skills.Learn, anew: bool) -> None:
    """Learns from what nothing was learned from yet; ``anew``: from everything."""
    with store.writing() as db:
        if anew:
            skills.forget(db)
        _catch_up(store, db, learn)


def _catch_up(store: Connection, db: Database, learn: skills.Learn) -> None:
    columns = ", ".join(name for name in _NAMES if name != "scorecard")
    sql = f"SELECT {columns} FROM attempts WHERE id > ? AND {_CURRENT} ORDER BY id LIMIT ?"

    def following(after: int) -> Iterator[Attempt]:
        return (_attempt({**row, "scorecard": "{}"}) for row in store.rows(sql, [after, BATCH]))

    skills.catch_up(store, db, learn, following)


def last_replies(store: Connection, agent: int, n: int) -> tuple[str, ...]:
    """The texts an agent sent last, newest first; decisions without a reply are left out."""
    sql = (
        f"SELECT reply FROM attempts WHERE agent = ? AND reply != '' AND {_CURRENT} "
        "ORDER BY sent_at DESC, id DESC LIMIT ?"
    )
    return tuple(row["reply"] for row in store.rows(sql, [agent, max(n, 0)]))


def skill_days(store: Connection, agent: int) -> tuple[SkillDay, ...]:
    """The sums by day of an agent, the oldest day first."""
    sql = "SELECT * FROM skill_days WHERE agent = ? ORDER BY day, skill, channel"
    return tuple(SkillDay(**row) for row in store.rows(sql, [agent]))


def check(store: Connection) -> list[str]:
    """Whether the sums by day still say what the attempts say."""
    sql = f"""
        SELECT agent, sum(mark) AS attempts, sum(day) AS days FROM (
            SELECT agent, 1 AS mark, 0 AS day FROM attempts, json_each(attempts.skills)
            WHERE {_CURRENT} AND mode IN ({", ".join("?" * len(COUNTED))})
            UNION ALL SELECT agent, 0, n FROM skill_days
        ) GROUP BY agent HAVING sum(mark) != sum(day)
    """
    problems = [
        f"skill_days: agent {row['agent']} has {row['days']} marks by day "
        f"and {row['attempts']} in the attempts"
        for row in store.rows(sql, COUNTED)
    ]
    return [*problems, *sums.check(store), *tries.check(store)]


def _rounds(*found: Attempt) -> tuple[Attempt, ...]:
    """One attempt for each round of a sitting among those given."""
    return tuple({(a.agent, a.session, a.scenario, a.round): a for a in found}.values())


def _take_back(store: Connection, db: Database, corrects: Correction, when: str) -> Attempt:
    found = store.rows(f"SELECT {_COLUMNS} FROM attempts WHERE id = ?", [corrects.of])
    if not found:
        raise fault(store.path, "no-attempt", f"there is no attempt {corrects.of} to correct")
    if later := store.rows("SELECT id FROM attempts WHERE corrects = ?", [corrects.of]):
        raise fault(
            store.path,
            "corrected",
            f"attempt {corrects.of} was corrected before; correct attempt {later[0]['id']} instead",
        )
    taken_back = _attempt(found[0])
    _count(db, taken_back, -1)
    audit.record(db, corrects.who, when, f"corrected attempt {corrects.of}", corrects.why)
    return taken_back


def _count(db: Database, attempt: Attempt, sign: int) -> None:
    """Adds the attempt to the sums by day, or with ``sign`` -1 takes it out."""
    if not attempt.counts:
        return
    day = attempt.sent_at[:10]
    for skill, value in attempt.skills.items():
        key = [attempt.agent, pack(skill), pack(attempt.channel), pack(day)]
        db.execute(_ADD_DAY, [*key, sign, sign * value, sign * value * value])
    if sign < 0:
        db.execute("DELETE FROM skill_days WHERE agent = ? AND n <= 0", [attempt.agent])
    sums.count(db, attempt, sign)


def _attempt(row: dict[str, Any]) -> Attempt:
    return Attempt(
        **{
            **row,
            "passed": bool(row["passed"]),
            "scorecard": load_json(row["scorecard"]),
            "skills": load_json(row["skills"]),
        }
    )
