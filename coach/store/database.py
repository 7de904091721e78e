"""One open store file: reading, writing in transactions, and errors a user can mend."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coach.store.faults import ELSEWHERE, DamagedError, fault, told
from coach.store.place import address, prepare, writable
from coach.store.text import pack, unpack

if TYPE_CHECKING:
    from sqlite_utils import Database

Params = Sequence[Any]
_PAUSE = 0.02  # seconds between tries where SQLite itself does not wait


class Connection:
    """A store file in use. Threads may share it: each call is one step under a lock."""

    def __init__(self, path: Path, *, readonly: bool = False, wait: float = 5.0) -> None:
        self.path = path
        self.readonly = readonly
        self._lock = threading.RLock()
        prepare(path, readonly=readonly)
        with told(path):
            self._db = _connected(path, readonly, wait)
            try:
                self._bring_up_to_date(wait)
            except BaseException:
                self._db.close()
                raise

    def close(self) -> None:
        """Closes the file; what was saved stays saved."""
        with self._lock, told(self.path):
            self._db.close()

    def rows(self, sql: str, params: Params = ()) -> list[dict[str, Any]]:
        """All rows of a query, texts as they were given to ``insert``."""
        packed = [pack(value) if isinstance(value, str) else value for value in params]
        with self._lock, told(self.path):
            return [
                {key: unpack(v) if isinstance(v, str) else v for key, v in row.items()}
                for row in self._db.query(sql, packed)
            ]

    def tuples(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """As ``rows``, quicker where there are many: plain tuples, texts in their stored form."""
        packed = [pack(value) if isinstance(value, str) else value for value in params]
        with self._lock, told(self.path):
            return self._db.conn.execute(sql, packed).fetchall()

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """A transaction: all of it is kept, or none."""
        with self._lock, told(self.path):
            if self.readonly:
                message = "the store was opened for reading only; open it for writing"
                raise fault(self.path, "read-only", message)
            # IMMEDIATE: a transaction that turned to writing half-way would fail at once, without
            # waiting, when another process got there first
            self._db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.commit()
            except BaseException:
                self._db.rollback()
                raise

    def integrity(self) -> list[str]:
        """What SQLite itself finds wrong with the file."""
        try:
            found = [str(next(iter(row.values()))) for row in self.rows("PRAGMA integrity_check")]
        except DamagedError:
            return ["integrity: the file is damaged beyond reading"]
        problems = [f"integrity: {line}" for line in found if line != "ok"]
        for row in self.rows("PRAGMA foreign_key_check"):
            where = f"table {row['table']}, row {row['rowid']}"
            problems.append(f"{where}: names a row of {row['parent']} that is not there")
        return problems

    def _bring_up_to_date(self, wait: float) -> None:
        from coach.store.migrations import NAMES, migrations

        applied = {step.name for step in migrations.applied(self._db)}
        if newer := sorted(applied - set(NAMES)):
            raise fault(
                self.path,
                "newer-store",
                f"this store was made by a newer coach (it has {newer[-1]}); update coach, "
                f"or {ELSEWHERE}",
            )
        if not applied and self._db.table_names():
            message = f"this is a database of another program; check the name, or {ELSEWHERE}"
            raise fault(self.path, "not-a-store", message)
        if applied == set(NAMES):
            return
        if self.readonly:
            if not writable(self.path):
                message = "the store is from an older coach and cannot be brought up to date here"
                raise fault(self.path, "older-store", f"{message}; check its permissions")
            Connection(self.path, wait=wait).close()  # reading needs today's tables as well
            return
        _use_write_ahead_log(self._db, wait)
        with self.writing() as db:  # another coach may have come first: apply looks again
            migrations.apply(db)


def _connected(path: Path, readonly: bool, wait: float) -> Database:
    from sqlite_utils import Database

    raw = sqlite3.connect(
        address(path, readonly=readonly),
        uri=True,
        timeout=wait,
        isolation_level=None,  # transactions begin where ``writing`` says
        check_same_thread=False,  # the lock of Connection keeps threads apart
    )
    try:
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("PRAGMA synchronous = NORMAL")
        raw.execute(f"PRAGMA query_only = {int(readonly)}")
        # plug-ins of sqlite-utils that happen to be installed have no business in the store
        return Database(raw, execute_plugins=False)
    except BaseException:
        raw.close()
        raise


def _use_write_ahead_log(db: Database, wait: float) -> None:
    """Readers and a writer at once. SQLite does not wait for this switch, so we do."""
    until = time.monotonic() + wait
    while True:
        try:
            db.conn.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def insert(db: Database, table: str, row: Mapping[str, Any], **how: Any) -> int:
    """Adds a row and returns its row id; texts go in through ``pack``."""
    last = db.table(table).insert(packed(row), **how).last_rowid
    return int(last or 0)


def packed(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row with every text in its stored form."""
    return {key: pack(value) if isinstance(value, str) else value for key, value in row.items()}
