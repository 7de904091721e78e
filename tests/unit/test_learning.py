"""What is learned from attempts, step by step and all at once."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from coach.model.attempt import Attempt
from coach.services import catalogue, learning
from coach.store import Correction, Store

DAY = date(2026, 3, 1)
SCENARIOS = [s.id for s in catalogue.scenarios()]
ATTEMPT = Attempt(
    id=0, agent=1, scenario=SCENARIOS[0], channel="x", session="s1", round=1, number=1,
    decision="reply_public", decision_score=100.0, reply="Hi Leo", total=71.5,
    rubric="social-care@1.0#0123456789ab", passed=False, seconds=83.0,
    sent_at="2026-03-01T10:00:00+00:00", coach_version="1.0.0", mode="practice",
    scorecard={"total": 71.5, "marks": []},
    skills={"empathy": 50.0, "register": 90.0, "decision": 100.0},
)  # fmt: skip


@pytest.fixture(autouse=True)
def _agents(store: Store) -> None:
    store.add_agent("maya", "2026-03-01T10:00:00Z")
    store.add_agent("ben", "2026-03-01T10:00:00Z")


def history(n: int = 120, seed: int = 5) -> list[Attempt]:
    """Attempts of two agents over months: tries, rounds, decisions without a reply, drills, crises."""
    chance = random.Random(seed)
    found = []
    for place in range(n):
        mode = chance.choice(["practice"] * 8 + ["test", "crisis", "drill:spot"])
        total = chance.choice([None, *(chance.uniform(0, 100) for _ in range(9))])
        found.append(
            replace(
                ATTEMPT,
                agent=chance.choice([1, 1, 2]),
                scenario=chance.choice([*SCENARIOS[:6], "no-longer-there"]),
                channel=chance.choice(["x", "email", "chat"]),
                round=chance.choice([1, 1, 1, 2, 3]),
                number=chance.choice([1, 1, 1, 2, 3]),
                total=total,
                passed=total is not None and total >= 80,
                decision_score=chance.choice([0.0, 50.0, 100.0]),
                mode=mode,
                sent_at=f"2026-{place // 28 + 1:02}-{place % 28 + 1:02}T10:00:00+00:00",
                skills={
                    skill: chance.uniform(0, 100)
                    for skill in ("tone", "empathy", "register", "decision")
                    if chance.random() < 0.8
                },
            )
        )
    return found


def everything(store: Store) -> tuple[object, ...]:
    """All that was learned."""
    return (
        [store.abilities(agent) for agent in (1, 2)],
        store.difficulties(),
        [store.cards(agent) for agent in (1, 2)],
    )


def test_an_attempt_is_learned_from_when_it_is_added(store: Store) -> None:
    learning.add(store, ATTEMPT)
    found = learning.estimates(store, 1, DAY)
    assert set(found) == {("empathy", ""), ("register", ""), ("register", "x"), ("decision", "")}
    assert found["register", ""].mean > 65 > found["empathy", ""].mean
    assert all(e.n == 1 and not e.enough and e.low < e.mean < e.high for e in found.values())
    assert store.difficulties()[ATTEMPT.scenario].n == 3
    assert store.cards(1)[ATTEMPT.scenario].failed
    assert learning.estimates(store, 2, DAY) == {}
    assert not store.unlearned()


@pytest.mark.parametrize("mode", ["crisis", "drill:triage"])
def test_crises_and_drills_teach_nothing(store: Store, mode: str) -> None:
    learning.add(store, replace(ATTEMPT, mode=mode))
    assert everything(store) == ([{}, {}], {}, [{}, {}])
    assert not store.unlearned()


def test_a_test_counts_like_practice(store: Store) -> None:
    learning.add(store, replace(ATTEMPT, mode="test"))
    learning.add(store, replace(ATTEMPT, agent=2, scenario=SCENARIOS[1]))
    first, second = (store.abilities(agent)["empathy", ""].n for agent in (1, 2))
    assert first == second == 1


def test_step_by_step_is_the_same_as_all_at_once(store: Store) -> None:
    for attempt in history():
        learning.add(store, attempt)
    step_by_step = everything(store)
    learning.relearn(store)
    assert everything(store) == step_by_step
    assert len(store.abilities(1)) == 7


def test_an_old_store_is_caught_up_with(store: Store, tmp_path: Path) -> None:
    attempts = history()
    for attempt in attempts[:-1]:
        store.add_attempt(attempt)
    assert store.unlearned()
    learning.add(store, attempts[-1])
    with Store(tmp_path / "other.db") as other:
        for name in ("maya", "ben"):
            other.add_agent(name, "2026-03-01T10:00:00Z")
        for attempt in attempts:
            other.add_attempt(attempt)
        learning.catch_up(other)
        assert everything(other) == everything(store)
        assert not other.unlearned()


def test_many_attempts_are_caught_up_with_in_batches(store: Store) -> None:
    for attempt in history(30):
        learning.add(store, attempt)
    small = everything(store)
    from coach.store import attempts

    kept, attempts.BATCH = attempts.BATCH, 7
    try:
        learning.relearn(store)
    finally:
        attempts.BATCH = kept
    assert everything(store) == small


@pytest.mark.parametrize("informed", [True, False])
def test_a_correction_leaves_no_trace_of_what_it_corrects(
    store: Store, tmp_path: Path, informed: bool
) -> None:
    attempts = history(40)
    added = [learning.add(store, attempt) for attempt in attempts]
    right = replace(attempts[10], skills={"tone": 5.0}, total=20.0, passed=False, mode="practice")
    why = Correction(added[10].id, "lead", "a wrong rubric")
    if informed:
        learning.add(store, right, why)
    else:
        store.add_attempt(right, why)
        assert store.unlearned()
        learning.catch_up(store)
    with Store(tmp_path / "other.db") as other:
        for name in ("maya", "ben"):
            other.add_agent(name, "2026-03-01T10:00:00Z")
        for attempt in [*attempts[:10], *attempts[11:], right]:
            learning.add(other, attempt)
        assert everything(other) == everything(store)


def test_an_attempt_and_what_it_teaches_are_kept_together_or_not_at_all(store: Store) -> None:
    learning.add(store, ATTEMPT)
    before = everything(store)

    def broken(*_: object) -> None:
        raise RuntimeError("stopped half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        store.add_attempt(ATTEMPT, None, broken)  # type: ignore[arg-type]
    assert everything(store) == before
    assert store.counts()["attempts"] == 1


def test_estimates_read_one_row_a_skill(store: Store) -> None:
    for attempt in history(60):
        learning.add(store, attempt)
    for sql in (
        "SELECT * FROM skill_states WHERE agent = 1",
        "SELECT * FROM cards WHERE agent = 1",
    ):
        plan = [row["detail"] for row in store._db.rows(f"EXPLAIN QUERY PLAN {sql}")]
        assert len(plan) == 1 and plan[0].startswith("SEARCH"), plan


def test_days_away_widen_the_estimate(store: Store) -> None:
    for attempt in history(80):
        learning.add(store, attempt)
    soon = learning.estimates(store, 1, date(2026, 4, 1))
    late = learning.estimates(store, 1, date(2027, 4, 1))
    assert soon.keys() == late.keys()
    assert all(late[key].half > soon[key].half for key in soon)


def test_a_store_for_reading_is_left_alone(store: Store) -> None:
    store.add_attempt(ATTEMPT)
    with Store(store.path, readonly=True) as reading:
        learning.catch_up(reading)
        assert learning.estimates(reading, 1, DAY) == {}
