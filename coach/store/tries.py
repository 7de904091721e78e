"""First against second tries: the change from one to the other, summed by day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coach.store.text import pack

if TYPE_CHECKING:
    from sqlite_utils import Database

    from coach.model.attempt import Attempt
    from coach.store.database import Connection

SECOND = 2
# Both tries of the same round of the same sitting, in practice mode (in a test there is no feedback
# between them), both with a total, neither corrected since.
PAIRS = """
    SELECT two.agent AS agent, substr(two.sent_at, 1, 10) AS day, two.total - one.total AS change
    FROM attempts AS two JOIN attempts AS one
        ON one.agent = two.agent AND one.session = two.session AND one.scenario = two.scenario
        AND one.round = two.round AND one.number = 1
    WHERE two.number = 2 AND two.mode = 'practice' AND one.mode = 'practice'
        AND two.total IS NOT NULL AND one.total IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM attempts AS later WHERE later.corrects = two.id)
        AND NOT EXISTS (SELECT 1 FROM attempts AS later WHERE later.corrects = one.id)
"""
ALL = f"""
    INSERT INTO try_days (agent, day, n, sum, squares)
    SELECT agent, day, count(*), sum(change), sum(change * change) FROM ({PAIRS})
    GROUP BY agent, day
"""
_ROUND = " AND two.agent = ? AND two.session = ? AND two.scenario = ? AND two.round = ?"
_ADD = """
    INSERT INTO try_days (agent, day, n, sum, squares) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (agent, day) DO UPDATE
    SET n = n + excluded.n, sum = sum + excluded.sum, squares = squares + excluded.squares
"""


def count(
    store: Connection, db: Database, attempt: Attempt, sign: int, only: int | None = None
) -> None:
    """Adds the pairs of the attempt's round to the sums, or with ``sign`` -1 takes them out.

    only: the id of the second try, where no other pair of the round is meant.
    """
    sql = PAIRS + _ROUND
    params: list[Any] = [attempt.agent, attempt.session, attempt.scenario, attempt.round]
    if only is not None:
        sql += " AND two.id = ?"
        params.append(only)
    for row in store.rows(sql, params):
        change = row["change"]
        values = [row["agent"], pack(row["day"]), sign, sign * change, sign * change * change]
        db.execute(_ADD, values)
    if sign < 0:
        db.execute("DELETE FROM try_days WHERE agent = ? AND n <= 0", [attempt.agent])


def check(store: Connection) -> list[str]:
    """Whether the sums of tries still say what the attempts say."""
    sql = f"""
        SELECT agent, sum(pair) AS pairs, sum(day) AS days FROM (
            SELECT agent, 1 AS pair, 0 AS day FROM ({PAIRS})
            UNION ALL SELECT agent, 0, n FROM try_days
        ) GROUP BY agent HAVING sum(pair) != sum(day)
    """
    return [
        f"try_days: agent {row['agent']} has {row['days']} pairs of tries by day "
        f"and {row['pairs']} in the attempts"
        for row in store.rows(sql)
    ]
