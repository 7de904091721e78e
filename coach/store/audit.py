"""The audit trail: who did what, when and why. Rows are only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.store.database import Connection, insert

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail."""

    who: str
    at: str
    what: str
    why: str


def record(db: Database, who: str, at: str, what: str, why: str) -> None:
    """Adds a line inside a transaction that is under way."""
    insert(db, "audit", {"who": who, "at": at, "what": what, "why": why})


def add(store: Connection, entry: Entry) -> None:
    """Adds a line."""
    with store.writing() as db:
        record(db, entry.who, entry.at, entry.what, entry.why)


def trail(store: Connection, limit: int | None) -> tuple[Entry, ...]:
    """The trail, newest first."""
    sql = "SELECT who, at, what, why FROM audit ORDER BY id DESC LIMIT ?"
    return tuple(Entry(**row) for row in store.rows(sql, [-1 if limit is None else limit]))
