"""Progress over a thousand and over a million attempts. Run with ``make bench``; prints both.

The stores are filled by SQL, with the sums and estimates that attempts leave behind. One agent has
all attempts, over two years, six skills and nine channels: the worst case.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from coach.model.attempt import Agent
from coach.services.kept import kept_replies
from coach.services.progress import progress
from coach.services.team import team
from coach.store import Store, sums, tries
from coach.ui.application import CoachApp

TODAY = date(2025, 6, 30)
NOW = "2025-06-30T09:00:00+00:00"
SKILLS = ("compliance", "decision", "empathy", "register", "responsiveness", "tone")
FEW, MANY = 1_000, 1_000_000
DAYS = 730
KEPT = 200
TIMES = 9

_ATTEMPTS = """
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :n),
    made AS (
        SELECT i, date('2025-06-30', '-' || (:days - 1 - i * :days / :n) || ' days') AS day,
               40 + (i * 7919) % 60 + 0.5 AS total, i / 2 AS sitting
        FROM n
    )
    INSERT INTO attempts (
        agent, scenario, channel, session, round, number, decision, decision_score, reply, rubric,
        total, passed, seconds, sent_at, coach_version, mode, scorecard, skills
    )
    SELECT 1, 'scenario-' || (sitting % 83), 'channel-' || (sitting % 9),
           printf('%032x', sitting), 1, 1 + i % 2, 'reply_public', 100.0,
           'Hi Jo, three hours without a word is long. I am on it, number ' || i, 'r@1.0#d',
           total, total >= 80, 60.0, day || 'T08:00:00+00:00', '1', 'practice', '{}',
           '{' || :skills || '}'
    FROM made
"""
_DAYS = """
    INSERT INTO skill_days (agent, skill, channel, day, n, sum, squares)
    SELECT agent, ?, channel, substr(sent_at, 1, 10), count(*), sum(total), sum(total * total)
    FROM attempts GROUP BY agent, channel, substr(sent_at, 1, 10)
"""


def filled(path: Path, many: int) -> Path:
    """A store with so many attempts of one agent."""
    skills = ",".join(f'"{name}":70.5' for name in SKILLS)
    with Store(path) as store:
        store.add_agent("Maya", NOW)
        for name in ("Ana", "Ben"):
            store.add_agent(name, NOW)
        with store._db.writing() as db:
            db.execute(_ATTEMPTS, {"n": many, "days": DAYS, "skills": skills})
            for skill in SKILLS:
                db.execute(_DAYS, [skill])
            for sql in (*sums.ALL, tries.ALL):
                db.execute(sql)
            last = db.execute("SELECT max(id) FROM attempts").fetchone()[0]
            db.execute("INSERT INTO learned (id, attempt) VALUES (1, ?)", [last])
            channels = [f"channel-{n}" for n in range(9)]
            keys = [(skill, "") for skill in SKILLS] + [("register", c) for c in channels]
            for skill, channel in keys:
                db.execute(
                    "INSERT INTO skill_states (agent, skill, channel, mean, var, n, run, at) "
                    "VALUES (1, ?, ?, 0.8, 0.02, ?, 0, ?)",
                    [skill, channel, many, NOW],
                )
            db.execute(
                "INSERT INTO kept_replies SELECT 1, id, sent_at FROM attempts "
                "WHERE id % (SELECT max(id) / ? FROM attempts) = 0 LIMIT ?",
                [KEPT, KEPT],
            )
    return path


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Both stores."""
    folder = tmp_path_factory.mktemp("progress")
    found = filled(folder / "few.db", FEW), filled(folder / "many.db", MANY)
    yield found
    for path in folder.iterdir():
        path.unlink()


def middling(works: list[Callable[[], object]]) -> list[float]:
    """The median milliseconds of each of several works, done in turn."""
    took: list[list[float]] = [[] for _ in works]
    for _ in range(TIMES):
        for n, work in enumerate(works):
            begun = time.perf_counter()
            work()
            took[n].append((time.perf_counter() - begun) * 1000)
    return [statistics.median(one) for one in took]


def test_reading_progress(paths: tuple[Path, Path]) -> None:
    """No statement reads an attempt, so what is read depends on days and skills alone."""
    with Store(paths[0]) as few, Store(paths[1]) as many:
        said: list[str] = []
        for store in (few, many):
            (maya,) = (a for a in store.agents() if a.name == "Maya")
            store._db._db.conn.set_trace_callback(said.append)
            view = progress(store, maya, TODAY)
            team(store, TODAY)
            store._db._db.conn.set_trace_callback(None)
            assert view.kept == KEPT
            assert len(view.ranges["ever"].points["tone"]) > 100
        assert said
        assert not [sql for sql in said if re.search(r"(FROM|JOIN) attempts\b", sql)]
        works: list[tuple[str, Callable[[Store, Agent], object]]] = [
            ("progress", lambda s, a: progress(s, a, TODAY)),
            ("team", lambda s, a: team(s, TODAY)),
            ("kept replies", lambda s, a: kept_replies(s, a, "three hours")),
        ]
        print()
        for name, work in works:
            small, large = middling([partial(work, few, maya), partial(work, many, maya)])
            print(
                f"{name}: {small:.1f} ms over {FEW:,} attempts, {large:.1f} ms over {MANY:,} "
                f"(difference {large - small:+.1f} ms, ratio {large / small:.2f})"
            )
            assert large < small * 20


async def test_opening_the_progress_screen(paths: tuple[Path, Path]) -> None:
    """From the key press until the levels and the plot stand there."""
    opened: list[list[float]] = [[], []]
    for turn in range(6):  # one after the other, so that a busy machine slows both
        n = turn % 2
        app = CoachApp(paths[n], now=lambda: NOW)
        app.settings.put("agent", "Maya")
        async with app.run_test(size=(80, 24)) as pilot:
            while app.view is None:
                await pilot.pause(0.05)
            for _ in range(TIMES):
                await app.workers.wait_for_complete()
                await pilot.pause(0.3)
                begun = time.perf_counter()
                await app.action_progress()
                while not app.screen.query("#plot"):
                    await pilot.pause(0.001)
                await pilot.pause()
                opened[n].append((time.perf_counter() - begun) * 1000)
                await app.action_home()
            await app.workers.wait_for_complete()
    print()
    for name, of in (("median", statistics.median), ("quickest", min)):
        small, large = of(opened[0]), of(opened[1])
        print(
            f"the progress screen opens in {small:.0f} ms over {FEW:,} attempts, {large:.0f} ms "
            f"over {MANY:,} ({name} of {len(opened[0])}; difference {large - small:+.0f} ms)"
        )
        assert large < small * 10


@pytest.mark.parametrize("kind", ["xapi"])
def test_exporting_streams(paths: tuple[Path, Path], tmp_path: Path, kind: str) -> None:
    """Peak memory of the whole process for a thousand and for a million attempts."""
    peaks, lines = [], []
    for path in paths:
        out = tmp_path / f"{path.stem}.{kind}"
        command = [sys.executable, "-c", _EXPORT, str(path), kind, str(out)]
        peaks.append(json.loads(subprocess.run(command, check=True, capture_output=True).stdout))
        with out.open("rb") as file:
            lines.append(sum(1 for _ in file))
        out.unlink()
    print(
        f"\nexport {kind}: peak {peaks[0]:.0f} MB for {FEW:,} attempts, {peaks[1]:.0f} MB for {MANY:,}"
    )
    assert lines[1] - lines[0] == MANY - FEW
    assert peaks[1] < peaks[0] * 1.5


_EXPORT = """
import json, resource, sys
from coach.cli.errors import run
sys.stderr = open("/dev/null", "w")
code = run(["progress", "--agent", "Maya", "--db", sys.argv[1], "--export", sys.argv[2],
            "--out", sys.argv[3]])
assert code == 0, code
unit = 1024 if sys.platform != "darwin" else 1024 * 1024
print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit))
"""
