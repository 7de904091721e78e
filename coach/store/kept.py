"""Replies an agent marked as worth keeping. The reply itself stays in its attempt."""

from __future__ import annotations

from dataclasses import dataclass

from coach.store.database import Connection, insert

_COLUMNS = (
    "kept.attempt, a.scenario, a.channel, a.round, a.reply, a.total, a.passed, a.sent_at, "
    "kept.kept_at"
)


@dataclass(frozen=True, slots=True)
class KeptReply:
    """A reply worth keeping, with what it was an answer to; times are ISO 8601 UTC."""

    attempt: int
    scenario: str
    channel: str
    round: int
    reply: str
    total: float | None
    passed: bool
    sent_at: str
    kept_at: str


def add(store: Connection, agent: int, attempt: int, now: str) -> None:
    """Keeps a reply of the agent's own; keeping it again changes nothing."""
    row = {"agent": agent, "attempt": attempt, "kept_at": now}
    with store.writing() as db:
        insert(db, "kept_replies", row, ignore=True)


def drop(store: Connection, agent: int, attempt: int) -> None:
    """Keeps the reply no longer; the attempt stays."""
    with store.writing() as db:
        db.table("kept_replies").delete_where("agent = ? AND attempt = ?", [agent, attempt])


def has(store: Connection, agent: int, attempt: int) -> bool:
    """Whether the reply is kept."""
    sql = "SELECT 1 AS one FROM kept_replies WHERE agent = ? AND attempt = ?"
    return bool(store.rows(sql, [agent, attempt]))


def of_agent(store: Connection, agent: int) -> tuple[KeptReply, ...]:
    """The kept replies of an agent, the last kept first."""
    sql = (
        f"SELECT {_COLUMNS} FROM kept_replies AS kept JOIN attempts AS a ON a.id = kept.attempt "
        "WHERE kept.agent = ? ORDER BY kept.kept_at DESC, kept.attempt DESC"
    )
    return tuple(
        KeptReply(**{**row, "passed": bool(row["passed"])}) for row in store.rows(sql, [agent])
    )


def count(store: Connection, agent: int) -> int:
    """How many replies an agent keeps."""
    sql = "SELECT count(*) AS n FROM kept_replies WHERE agent = ?"
    return int(store.rows(sql, [agent])[0]["n"])
