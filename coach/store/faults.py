"""What SQLite and the system complain about, said with the place and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coach.model.problem import CoachError

ELSEWHERE = "name another place with --db PATH or COACH_DB"
_LOW_BYTE = 0xFF  # extended result codes carry the plain code in it

_FAULTS = {
    sqlite3.SQLITE_BUSY: (
        "locked",
        "another coach is writing to this store and has not finished; try again when it is done",
    ),
    sqlite3.SQLITE_LOCKED: (
        "locked",
        "another coach is writing to this store and has not finished; try again when it is done",
    ),
    sqlite3.SQLITE_FULL: ("disk-full", "the disk is full; free some space and try again"),
    sqlite3.SQLITE_READONLY: (
        "read-only",
        f"the store cannot be written; check its permissions, or {ELSEWHERE}",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "unopened",
        f"the store cannot be opened; check the permissions of its folder, or {ELSEWHERE}",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "damaged",
        f"the store is damaged; put a copy of it back, or {ELSEWHERE}",
    ),
    sqlite3.SQLITE_NOTADB: (
        "not-a-store",
        f"this is no coach store; check the name, or {ELSEWHERE}",
    ),
    sqlite3.SQLITE_IOERR: (
        "unreadable",
        f"the disk failed while the store was used; check the disk, or {ELSEWHERE}",
    ),
    sqlite3.SQLITE_TOOBIG: ("too-large", "a text is too large for the store; shorten it"),
}


class NoStoreError(CoachError):
    """There is no store at the place yet: an empty state, where only reading was meant."""


class DamagedError(CoachError):
    """The file is no store any more."""


def fault(path: Path, word: str, message: str) -> CoachError:
    """An error about the store at ``path``."""
    return CoachError(f"{path}: error[{word}] {message}")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns SQLite errors a user can mend into CoachError; all others are bugs and pass."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & _LOW_BYTE
        known = _FAULTS.get(code)
        if known is None:
            raise
        kind = DamagedError if code == sqlite3.SQLITE_CORRUPT else CoachError
        raise kind(str(fault(path, *known))) from error
