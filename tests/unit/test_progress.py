"""Progress from the sums by day, first against second tries, and the recent level."""

from __future__ import annotations

import math
import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.model.attempt import Agent, Attempt
from coach.model.problem import CoachError
from coach.practice.growth import (
    ENOUGH_TRIES,
    MOST_POINTS,
    DayMarks,
    change,
    streak,
    t95,
    trail,
)
from coach.services import kept, learning
from coach.services.progress import ALL, Level, count_streaks, progress
from coach.store import Correction, Store

TODAY = date(2026, 11, 23)


@pytest.fixture
def maya(store: Store) -> Agent:
    """An agent without attempts."""
    return store.add_agent("Maya", "2026-01-01T00:00:00+00:00")


def attempt(agent: Agent, day: str = "2026-11-23", **given: Any) -> Attempt:
    """An attempt, its own sitting unless one is given."""
    values: dict[str, Any] = {
        "id": 0, "agent": agent.id, "scenario": "s", "channel": "x", "session": uuid.uuid4().hex,
        "round": 1, "number": 1, "decision": "reply_public", "decision_score": None,
        "reply": "Hello", "rubric": "r@1#d", "total": 50.0, "passed": False, "seconds": 1.0,
        "sent_at": f"{day}T08:00:00+00:00", "coach_version": "1", "mode": "practice",
        "scorecard": {}, "skills": {},
    }  # fmt: skip
    return Attempt(**values | given)


def practised(store: Store, agent: Agent, day: str, *marks: float, **given: Any) -> None:
    """An attempt for each mark on a skill, tone unless one is given."""
    skill = given.pop("skill", "tone")
    for mark in marks:
        store.add_attempt(attempt(agent, day, skills={skill: mark}, **given))


def levels(store: Store, agent: Agent, span: str = "ever") -> dict[str, Level]:
    return {level.name: level for level in progress(store, agent, TODAY).ranges[span].skills}


# --- levels ---


def test_nothing_yet(store: Store, maya: Agent) -> None:
    view = progress(store, maya, TODAY)
    assert set(view.ranges) == {"today", "week", "ever"}
    assert all(not r.skills and not r.channels and not r.days for r in view.ranges.values())
    assert (view.standings, view.kept, view.streak) == ((), 0, None)


def test_four_attempts_are_not_enough(store: Store, maya: Agent) -> None:
    practised(store, maya, "2026-11-23", 50, 51, 52, 53)
    found = levels(store, maya)["tone"]
    assert (found.n, found.mean, found.spread, found.trend) == (4, None, None, "")
    assert (found.low, found.high) == (None, None)


def test_marks_too_far_apart_say_nothing(store: Store, maya: Agent) -> None:
    practised(store, maya, "2026-11-23", 0, 100, 0, 100, 0, 100)
    found = levels(store, maya)["tone"]
    assert (found.n, found.mean, found.spread) == (6, None, None)


def test_level_and_spread(store: Store, maya: Agent) -> None:
    practised(store, maya, "2026-11-23", 50, 60, 70, 80, 90)
    found = levels(store, maya)["tone"]
    assert found.n == 5
    assert found.mean is None  # half the interval is 19.6 points
    practised(store, maya, "2026-11-23", 70)
    found = levels(store, maya)["tone"]
    assert found.mean == pytest.approx(70)
    assert found.spread == pytest.approx(t95(5) * 200**0.5 / 6**0.5)


def test_marks_that_are_all_alike_are_no_certainty(store: Store, maya: Agent) -> None:
    practised(store, maya, "2026-11-23", *[100.0] * 8)
    found = levels(store, maya)["tone"]
    assert found.mean == 100
    assert found.spread == pytest.approx(t95(7) * 100 / 3 / 12**0.5 / 8**0.5)
    assert found.low == pytest.approx(100 - found.spread)
    assert found.high == 100


def test_a_change_within_chance_is_steady(store: Store, maya: Agent) -> None:
    practised(store, maya, "2026-11-01", 60, 70, 75)
    practised(store, maya, "2026-11-20", 70, 75, 85)
    found = levels(store, maya)["tone"]
    assert found.change == pytest.approx(25 / 3)
    assert found.trend == "steady"


@pytest.mark.parametrize(("first", "then", "word"), [(40, 90, "rising"), (90, 40, "falling")])
def test_a_clear_change(store: Store, maya: Agent, first: float, then: float, word: str) -> None:
    for n in range(1, 9):
        practised(store, maya, f"2026-10-{n:02}", first, first + 1)
        practised(store, maya, f"2026-11-{n:02}", then, then + 1)
    assert levels(store, maya)["tone"].trend == word


def test_spans_hold_their_days(store: Store, maya: Agent) -> None:
    for day in ("2026-11-23", "2026-11-17", "2026-11-16", "2027-01-01"):
        practised(store, maya, day, 5)
    assert levels(store, maya, "today")["tone"].n == 1
    assert levels(store, maya, "week")["tone"].n == 2
    assert levels(store, maya, "ever")["tone"].n == 3


def test_a_long_time_is_read_week_by_week(store: Store, maya: Agent) -> None:
    days = [TODAY - timedelta(days=7 * n // 2) for n in range(60)]
    for n, day in enumerate(days):
        practised(store, maya, day.isoformat(), float(n), channel="x" if n % 2 else "email")
    view = progress(store, maya, TODAY).ranges
    (tone,) = view["ever"].skills
    assert (tone.n, tone.mean) == (60, pytest.approx(29.5))
    assert sorted(level.n for level in view["ever"].channels) == [30, 30]
    assert view["ever"].weekly
    assert not view["week"].weekly
    points = view["ever"].points[ALL]
    assert sum(point.n for point in points) == 60
    assert {date.fromisoformat(point.day).weekday() for point in points} == {0}
    assert [point.day for point in view["week"].points["tone"]] == ["2026-11-20", "2026-11-23"]
    assert store.practised_days(maya.id, TODAY.isoformat()) == tuple(d.isoformat() for d in days)
    assert store.check() == []


def test_a_correction_leaves_the_sums(store: Store, maya: Agent) -> None:
    marks = {"tone": 10.0, "empathy": 20.0}
    first = store.add_attempt(attempt(maya, skills=marks))
    store.add_attempt(
        attempt(maya, "2026-11-20", skills={"tone": 90.0}), Correction(first.id, "L", "w")
    )
    weekly, found = store.mark_sums(maya.id, "2026-01-01", "2026-12-31")
    assert not weekly
    assert [(one.kind, one.name, one.day, one.n, one.sum) for one in found] == [
        ("channel", "x", "2026-11-20", 1, 50.0),
        ("skill", "tone", "2026-11-20", 1, 90.0),
    ]
    assert store.check() == []


def test_sums_that_went_wrong_are_seen(store: Store, maya: Agent) -> None:
    practised(store, maya, "2026-11-23", 50)
    with store._db.writing() as db:
        db.execute("UPDATE mark_sums SET n = 7 WHERE kind = 'channel' AND span = 'week'")
        db.execute("INSERT INTO try_days VALUES (?, '2026-11-23', 2, 1.0, 1.0)", [maya.id])
    assert store.check() == [
        f"mark_sums: agent {maya.id} has 7 totals by channel and week and 1 in the attempts",
        f"try_days: agent {maya.id} has 2 pairs of tries by day and 0 in the attempts",
    ]


def test_a_channel_is_the_mean_of_its_totals(store: Store, maya: Agent) -> None:
    marks = {"tone": 10.0, "empathy": 90.0, "decision": 60.0}
    totals = [70.0, 75.0, 80.0, 85.0, 90.0, 80.0]
    for total in totals:
        store.add_attempt(attempt(maya, skills=marks, total=total))
    store.add_attempt(attempt(maya, total=None, decision="monitor", skills={"decision": 0.0}))
    store.add_attempt(attempt(maya, "2026-11-20", total=30.0, channel="email"))
    view = progress(store, maya, TODAY).ranges["ever"]
    email, x = view.channels
    assert (email.name, email.n, email.mean) == ("email", 1, None)
    assert (x.name, x.n, x.mean) == ("x", 6, pytest.approx(80))
    deviation = math.sqrt(sum((t - 80) ** 2 for t in totals) / 5)
    assert x.spread == pytest.approx(t95(5) * max(deviation, 100 / 3 / 12**0.5) / math.sqrt(6))
    assert [(d.day, d.n, d.mean) for d in view.days] == [
        ("2026-11-20", 1, 30.0), ("2026-11-23", 6, pytest.approx(80)),
    ]  # fmt: skip
    assert [p.mean for p in view.points[ALL]] == [d.mean for d in view.days]
    assert not view.weekly
    assert store.check() == []


def test_crises_and_drills_never_count(store: Store, maya: Agent) -> None:
    for mode in ("crisis", "drill:shorten"):
        practised(store, maya, "2026-11-23", 10, 20, 30, mode=mode)
        for number in (1, 2):
            store.add_attempt(attempt(maya, session="one", number=number, mode=mode))
    practised(store, maya, "2026-11-23", 80, mode="test")
    count_streaks(store, maya, True)
    view = progress(store, maya, TODAY)
    assert [(x.name, x.n) for x in view.ranges["ever"].skills] == [("tone", 1)]
    assert view.ranges["ever"].tries.n == 0
    assert view.streak == 1
    assert store.check() == []


def test_estimates_come_with_the_attempts(store: Store, maya: Agent) -> None:
    for n in range(40):
        skills = {"tone": 80.0 + n % 3, "empathy": 60.0}
        learning.add(store, attempt(maya, "2026-11-20", scenario=f"s{n}", skills=skills))
    learning.add(store, attempt(maya, skills={"register": 50.0}))
    view = progress(store, maya, TODAY)
    tone, register = view.standing("tone"), view.standing("register")
    assert tone is not None
    assert register is not None
    assert tone.n == 40
    assert tone.mean is not None
    assert tone.half is not None
    assert (register.n, register.mean, register.half) == (1, None, None)


# --- second against first tries ---


def pairs(store: Store, agent: Agent, *changes: float, **given: Any) -> list[Attempt]:
    """Two tries of a round for each change; the second tries."""
    seconds = []
    for gained in changes:
        session = uuid.uuid4().hex
        for number, total in ((1, 50.0), (2, 50.0 + gained)):
            made = attempt(agent, session=session, number=number, total=total, **given)
            made = store.add_attempt(made)
        seconds.append(made)
    return seconds


def test_few_pairs_say_nothing(store: Store, maya: Agent) -> None:
    pairs(store, maya, *[10.0] * (ENOUGH_TRIES - 1))
    tries = progress(store, maya, TODAY).ranges["ever"].tries
    assert (tries.n, tries.mean, tries.half, tries.word) == (ENOUGH_TRIES - 1, None, None, "")


def test_the_mean_change_of_pairs(store: Store, maya: Agent) -> None:
    changes = [4.0, 8.0, 12.0, 16.0, 4.0, 8.0, 12.0, 16.0]
    pairs(store, maya, *changes)
    tries = progress(store, maya, TODAY).ranges["today"].tries
    spread = math.sqrt(sum((c - 10) ** 2 for c in changes) / 7)
    assert tries.mean == pytest.approx(10)
    assert tries.half == pytest.approx(2.3646 * spread / math.sqrt(8), rel=1e-3)
    assert tries.word == "higher"


def test_what_is_no_pair(store: Store, maya: Agent) -> None:
    pairs(store, maya, 5.0, mode="test")
    store.add_attempt(attempt(maya, session="a", number=1))
    store.add_attempt(attempt(maya, session="a", number=3))
    store.add_attempt(attempt(maya, session="b", number=1))
    store.add_attempt(attempt(maya, session="b", number=2, round=2))
    store.add_attempt(attempt(maya, session="c", number=1, total=None))
    store.add_attempt(attempt(maya, session="c", number=2))
    assert progress(store, maya, TODAY).ranges["ever"].tries.n == 0
    assert store.check() == []


def test_a_correction_moves_its_pair(store: Store, maya: Agent) -> None:
    (second,) = pairs(store, maya, 10.0)
    why = Correction(second.id, "Lee", "wrong rubric")
    store.add_attempt(attempt(maya, session=second.session, number=2, total=90.0), why)
    tries = store.try_sum(maya.id, "2026-11-23", "2026-11-23")
    assert (tries.n, tries.sum, tries.squares) == (1, 40.0, 1600.0)
    first = min(store.attempts(maya.id), key=lambda a: a.id)
    apart = attempt(maya, session="elsewhere", number=1)
    store.add_attempt(apart, Correction(first.id, "Lee", "other sitting"))
    assert store.try_sum(maya.id, "2026-11-23", "2026-11-23").n == 0
    assert store.check() == []


def test_an_older_store_is_summed_once(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Store(path) as store:
        maya = store.add_agent("Maya", "2026-01-01T00:00:00+00:00")
        pairs(store, maya, 3.0, 5.0)
        practised(store, maya, "2026-11-20", 60.0)
        with store._db.writing() as db:
            db.execute("DROP TABLE try_days")
            db.execute("DROP INDEX attempts_tries")
            db.execute("DROP TABLE mark_sums")
            db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm011_try_days'")
    with Store(path) as store:
        assert [one.attempts for one in store.mark_sums(maya.id, "2026", "2027").sums] == [1, 1, 4]
        tries = store.try_sum(maya.id, "2026-01-01", "2026-12-31")
        assert (tries.n, tries.sum, tries.squares) == (2, 8.0, 34.0)
        assert store.check() == []


def test_older_sums_by_channel_become_those_of_totals(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Store(path) as store:
        maya = store.add_agent("Maya", "2026-01-01T00:00:00+00:00")
        practised(store, maya, "2026-11-20", 60.0, total=81.0)
        with store._db.writing() as db:
            db.execute("UPDATE mark_sums SET n = 6, sum = 400 WHERE kind = 'channel'")
            db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm015_channel_totals'")
    with Store(path) as store:
        found = store.mark_sums(maya.id, "2026", "2027").sums
        assert [(one.kind, one.n, one.sum) for one in found] == [
            ("channel", 1, 81.0), ("skill", 1, 60.0),
        ]  # fmt: skip
        assert store.check() == []


# --- growth, pure ---


@pytest.mark.parametrize(("freedom", "table"), [(7, 2.3646), (10, 2.2281), (30, 2.0423)])
def test_students_t(freedom: int, table: float) -> None:
    assert t95(freedom) == pytest.approx(table, abs=2e-4)


def marks(day: date, *values: float) -> DayMarks:
    return DayMarks(day.isoformat(), len(values), sum(values), sum(v * v for v in values))


def test_a_trail_follows_and_forgets() -> None:
    old = [marks(TODAY - timedelta(days=100 - n), 20, 30) for n in range(4)]
    new = [marks(TODAY - timedelta(days=4 - n), 80, 90) for n in range(4)]
    points = trail([*old, *new])
    assert [p.mean for p in points] == [25, 25, 25, 25, 85, 85, 85, 85]
    assert points[0].level is None
    assert points[3].level == pytest.approx(25)
    assert points[-1].level is not None
    assert points[-1].level > 84


def test_a_long_time_is_drawn_in_spans() -> None:
    days = [marks(TODAY - timedelta(days=999 - n), 50, 70) for n in range(1000)]
    points = trail(days)
    assert len(points) <= MOST_POINTS
    assert sum(p.n for p in points) == 2000
    assert points[-1].day == TODAY.isoformat()
    assert all(p.mean == pytest.approx(60) for p in points)


@given(st.lists(st.lists(st.floats(0, 100), min_size=1, max_size=6), min_size=1, max_size=40))
def test_a_trail_stays_within_its_marks(days: list[list[float]]) -> None:
    first = date(2026, 1, 1)
    points = trail([marks(first + timedelta(days=3 * n), *day) for n, day in enumerate(days)])
    flat = [value for day in days for value in day]
    for point in points:
        if point.level is not None and point.half is not None:
            assert min(flat) - 1e-6 <= point.level <= max(flat) + 1e-6
            assert point.half >= 0


def test_no_clear_change() -> None:
    assert change(10, 5.0, 5000.0).word == "no clear change"
    assert change(10, -100.0, 1001.0).word == "lower"


def test_streaks_over_a_weekend() -> None:
    friday, monday = "2026-11-20", "2026-11-23"
    assert streak({friday, monday}, TODAY) == 2
    assert streak({"2026-11-19", friday}, TODAY) == 2
    assert streak({"2026-11-18", friday, monday}, TODAY) == 2
    assert streak({"2026-11-17"}, TODAY) == 0
    assert streak(set(), TODAY) == 0


def test_streaks_are_off_at_first(store: Store, maya: Agent) -> None:
    practised(store, maya, "2026-11-23", 50)
    assert progress(store, maya, TODAY).streak is None
    count_streaks(store, maya, True)
    assert progress(store, maya, TODAY).streak == 1
    count_streaks(store, maya, False)
    assert progress(store, maya, TODAY).streak is None


# --- replies worth keeping ---


def test_keeping_searching_and_removing(store: Store, maya: Agent) -> None:
    one = store.add_attempt(attempt(maya, reply="Sorry about the Wait"))
    two = store.add_attempt(attempt(maya, reply="Your refund is on its way", channel="email"))
    kept.keep(store, one, "2026-11-23T09:00:00+00:00")
    assert kept.toggle(store, two, "2026-11-23T09:01:00+00:00") is True
    kept.keep(store, two, "2026-11-23T09:02:00+00:00")
    found = kept.kept_replies(store, maya)
    assert [(k.number, k.reply.reply) for k in found] == [
        (1, "Your refund is on its way"), (2, "Sorry about the Wait"),
    ]  # fmt: skip
    assert [k.number for k in kept.kept_replies(store, maya, "WAIT sorry")] == [2]
    assert [k.number for k in kept.kept_replies(store, maya, "e-mail")] == [1]
    assert kept.kept_replies(store, maya, "zebra") == ()
    assert kept.drop(store, maya, 2).reply.attempt == one.id
    assert kept.toggle(store, two, "2026-11-23T09:03:00+00:00") is False
    assert progress(store, maya, TODAY).kept == 0
    assert len(store.attempts(maya.id)) == 2


def test_what_cannot_be_kept(store: Store, maya: Agent) -> None:
    with pytest.raises(CoachError, match="nothing was written"):
        kept.keep(store, store.add_attempt(attempt(maya, reply=" ")), "now")
    with pytest.raises(CoachError, match="not stored"):
        kept.keep(store, attempt(maya), "now")
    with pytest.raises(CoachError, match="none is kept"):
        kept.drop(store, maya, 1)
