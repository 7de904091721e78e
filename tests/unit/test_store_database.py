import json
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from coach.model.attempt import SavedDraft
from coach.model.problem import CoachError
from coach.store import Sample, Store

NOW = "2026-03-01T10:00:00Z"


def test_a_new_store_is_private_and_waits_for_nobody(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "coach.db"
    with Store(path) as store:
        assert path.stat().st_mode & 0o777 == 0o600
        for name, value in (("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 1)):
            assert next(iter(store._db.rows(f"PRAGMA {name}")[0].values())) == value
        assert store.check() == []
    assert [file.name for file in path.parent.iterdir()] == ["coach.db"]


def test_a_store_opens_again_with_what_was_in_it(tmp_path: Path) -> None:
    path = tmp_path / "coach.db"
    with Store(path) as store:
        store.add_agent("maya", NOW)
    with Store(str(path)) as store:
        assert [agent.name for agent in store.agents()] == ["maya"]


@pytest.mark.parametrize("table", ["attempts", "samples", "audit", "rubrics", "publications"])
@pytest.mark.parametrize("how", ["UPDATE {} SET {key} = {key}", "DELETE FROM {}", "replace"])
def test_rows_of_record_cannot_be_changed(store: Store, table: str, how: str) -> None:
    key = {"samples": "row", "publications": "row", "rubrics": "digest"}.get(table, "id")
    columns = store._db.rows(f"PRAGMA table_info({table})")
    store.add_agent("maya", NOW)
    values = ["1" if column["name"] != "corrects" else "NULL" for column in columns]
    with store._db.writing() as db:
        db.execute(f"INSERT INTO {table} VALUES ({', '.join(values)})")
    replace = f"INSERT OR REPLACE INTO {table} VALUES ({', '.join(values)})"
    sql = replace if how == "replace" else how.format(table, key=key)
    store.close()
    raw = sqlite3.connect(store.path)  # as another program would
    with pytest.raises(sqlite3.IntegrityError, match=f"rows of {table} are only ever added"):
        raw.execute(sql)
    raw.close()


def test_check_names_a_guard_that_was_taken_away(store: Store) -> None:
    with store._db.writing() as db:
        db.execute("DROP TRIGGER samples_no_update")
    assert store.check() == ["trigger samples_no_update is missing; samples could be changed"]


def test_check_names_a_row_that_points_nowhere(store: Store) -> None:
    raw = sqlite3.connect(store.path)
    raw.execute("INSERT INTO skill_days VALUES (9, 'a', 'x', '2026-03-01', 0, 0, 0)")
    raw.commit()
    raw.close()
    assert store.check() == ["table skill_days, row 1: names a row of agents that is not there"]


def test_a_half_done_transaction_leaves_nothing(store: Store) -> None:
    def fails() -> None:
        with store._db.writing() as db:
            db.execute("INSERT INTO audit (who, at, what, why) VALUES ('a', 'b', 'c', 'd')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails()
    assert store.audit() == ()
    store.add_agent("maya", NOW)


def test_a_locked_store_says_so_and_works_later(store: Store) -> None:
    store.close()
    with Store(store.path, wait=0.05) as hurried:
        other = sqlite3.connect(store.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CoachError, match=r"error\[locked\] another coach is writing"):
            hurried.add_agent("maya", NOW)
        assert hurried.agents() == ()  # reading goes on
        other.execute("ROLLBACK")
        other.close()
        assert hurried.add_agent("maya", NOW).id == 1


def test_a_full_disk_says_so_and_loses_nothing(store: Store) -> None:
    store.add_agent("maya", NOW)
    pages = store._db.rows("PRAGMA page_count")[0]["page_count"]
    store._db.rows(f"PRAGMA max_page_count = {pages}")
    big = SavedDraft(1, "tarmac", 1, None, "x" * 100_000, 1.0, NOW, {})
    with pytest.raises(CoachError, match=r"coach.db: error\[disk-full\] the disk is full"):
        store.save_draft(big)
    assert store.drafts(1) == ()
    store._db.rows("PRAGMA max_page_count = 1000000")
    store.save_draft(big)
    assert store.draft(1, "tarmac") == big


def test_threads_may_share_a_store(store: Store) -> None:
    store.add_agent("maya", NOW)
    faults: list[BaseException] = []

    def write(n: int) -> None:
        try:
            for _ in range(20):
                store.save_draft(SavedDraft(1, f"s{n}", 1, None, "text", 1.0, NOW, {}))
                store.drafts(1)
        except BaseException as error:  # noqa: BLE001 - shown by the assertion
            faults.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(store.drafts(1)) == 4


_COACH = """
import json, sys
from coach.model.attempt import Attempt, SavedDraft
from coach.store import Store
path, name = sys.argv[1:]
with Store(path, wait=30) as store:
    agent = store.add_agent(name, "2026-03-01T10:00:00Z").id
    for n in range(60):
        store.save_draft(SavedDraft(agent, f"s{n % 3}", 1, None, f"text {n}", 1.0, "now", {}))
        store.add_attempt(Attempt(0, agent, "s", "x", "1", 1, n, "hold", None, "", "", None, False,
                                  1.0, "2026-03-01T10:00:00Z", "0", "practice", {}, {"a": 1.0}))
    days = store.skill_days(agent)
    print(json.dumps([len(store.drafts(agent)), len(store.attempts(agent)), days[0].n]))
"""


def test_two_coaches_make_and_use_one_store_at_once(tmp_path: Path) -> None:
    path = tmp_path / "coach.db"
    coaches = [
        subprocess.Popen(
            [sys.executable, "-c", _COACH, str(path), name],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for name in ("maya", "ben", "zoe")
    ]
    for coach in coaches:
        out, err = coach.communicate(timeout=120)
        assert err == b""
        assert json.loads(out) == [3, 60, 60]
    with Store(path) as store:
        assert len(store.agents()) == 3
        assert store.counts()["attempts"] == 180
        assert store.check() == []


def test_a_readonly_store_reads_and_refuses_to_write(store: Store) -> None:
    store.add_agent("maya", NOW)
    with Store(store.path, readonly=True) as reader:
        assert len(reader.agents()) == 1
        with pytest.raises(CoachError, match="opened for reading only"):
            reader.add_agent("ben", NOW)
        with pytest.raises(CoachError, match="opened for reading only"):
            reader.add_samples(
                [Sample("a", "b", "x", "public", "", {}, "", None, False, {}, "", "")]
            )


def _as_an_older_coach_left_it(path: Path) -> None:
    with Store(path) as store:
        store.add_agent("maya", NOW)
    raw = sqlite3.connect(path)
    raw.execute("DROP TABLE publications")
    raw.execute("DROP INDEX idx_samples_rubric")
    raw.execute("DROP INDEX idx_attempts_rubric")
    raw.execute("DELETE FROM _sqlite_migrations WHERE name = 'm008_publications'")
    raw.commit()
    raw.close()


@pytest.mark.parametrize("readonly", [False, True])
def test_an_older_store_is_brought_up_to_date(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "coach.db"
    _as_an_older_coach_left_it(path)
    with Store(path, readonly=readonly) as store:
        assert [agent.name for agent in store.agents()] == ["maya"]
        assert store.publications() == ()
        assert store.check() == []


def test_an_older_store_that_may_not_be_written_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "coach.db"
    _as_an_older_coach_left_it(path)
    monkeypatch.setattr("coach.store.database.writable", lambda _: False)
    with pytest.raises(CoachError, match=r"error\[older-store\] .*; check its permissions"):
        Store(path, readonly=True)
