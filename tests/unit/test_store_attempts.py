from dataclasses import replace

import pytest

from coach.model.attempt import Attempt
from coach.model.problem import CoachError
from coach.store import Correction, Entry, SkillDay, Store

ATTEMPT = Attempt(
    id=0, agent=1, scenario="tarmac", channel="x", session="s1", round=1, number=1,
    decision="reply_public", decision_score=1.0, reply="Hi Leo, three hours", total=71.5,
    rubric="social-care@1.0#0123456789ab", passed=False, seconds=83.0,
    sent_at="2026-03-01T10:00:00Z", coach_version="0.1.0", mode="practice",
    scorecard={"total": 71.5, "marks": [{"criterion": "acknowledge", "value": None}]},
    skills={"empathy": 50.0, "clarity": 90.0},
)  # fmt: skip


@pytest.fixture(autouse=True)
def _agents(store: Store) -> None:
    store.add_agent("maya", "2026-03-01T10:00:00Z")
    store.add_agent("ben", "2026-03-01T10:00:00Z")


def test_an_attempt_reads_back_as_it_was(store: Store) -> None:
    added = store.add_attempt(ATTEMPT)
    assert added == replace(ATTEMPT, id=1)
    assert store.attempts(1) == (added,)


def test_attempts_come_newest_first(store: Store) -> None:
    for day in ("02", "04", "03"):
        store.add_attempt(replace(ATTEMPT, sent_at=f"2026-03-{day}T10:00:00Z", scenario=day))
    store.add_attempt(replace(ATTEMPT, agent=2))
    assert [attempt.scenario for attempt in store.attempts(1)] == ["04", "03", "02"]
    assert [attempt.scenario for attempt in store.attempts(1, limit=1)] == ["04"]
    assert [attempt.scenario for attempt in store.attempts(1, scenario="02")] == ["02"]


def test_last_replies_leaves_out_decisions_without_a_reply(store: Store) -> None:
    for minute, reply in enumerate(("one", "", "two", "three")):
        store.add_attempt(replace(ATTEMPT, reply=reply, sent_at=f"2026-03-01T10:0{minute}:00Z"))
    assert store.last_replies(1, 2) == ("three", "two")
    assert store.last_replies(2, 2) == ()


def test_sums_by_day(store: Store) -> None:
    store.add_attempt(ATTEMPT)
    store.add_attempt(replace(ATTEMPT, skills={"empathy": 100.0}))
    store.add_attempt(replace(ATTEMPT, skills={"empathy": 10.0}, channel="email"))
    store.add_attempt(replace(ATTEMPT, skills={"empathy": 20}, sent_at="2026-03-02T00:00:00Z"))
    assert store.skill_days(1) == (
        SkillDay(1, "clarity", "x", "2026-03-01", 1, 90.0, 8100.0),
        SkillDay(1, "empathy", "email", "2026-03-01", 1, 10.0, 100.0),
        SkillDay(1, "empathy", "x", "2026-03-01", 2, 150.0, 12500.0),
        SkillDay(1, "empathy", "x", "2026-03-02", 1, 20.0, 400.0),
    )
    assert store.skill_days(2) == ()
    assert store.check() == []


def test_a_correction_is_a_new_row_and_says_who_and_why(store: Store) -> None:
    first = store.add_attempt(ATTEMPT)
    better = replace(ATTEMPT, total=90.0, skills={"empathy": 80.0}, sent_at="2026-03-03T09:00:00Z")
    second = store.add_attempt(better, Correction(first.id, "lead", "a span was off"))
    assert store.attempts(1) == (second,)
    assert store.last_replies(1, 5) == (ATTEMPT.reply,)
    assert store.counts()["attempts"] == 2
    assert store.skill_days(1) == (SkillDay(1, "empathy", "x", "2026-03-03", 1, 80.0, 6400.0),)
    assert store.audit() == (
        Entry("lead", "2026-03-03T09:00:00Z", "corrected attempt 1", "a span was off"),
    )
    assert store.check() == []


def test_an_attempt_is_corrected_once(store: Store) -> None:
    store.add_attempt(ATTEMPT)
    store.add_attempt(ATTEMPT, Correction(1, "lead", "why"))
    with pytest.raises(CoachError, match="correct attempt 2 instead"):
        store.add_attempt(ATTEMPT, Correction(1, "lead", "why"))
    with pytest.raises(CoachError, match="there is no attempt 77"):
        store.add_attempt(ATTEMPT, Correction(77, "lead", "why"))
    assert store.counts()["attempts"] == 2
    assert len(store.audit()) == 1


def test_check_sees_sums_that_went_wrong(store: Store) -> None:
    store.add_attempt(ATTEMPT)
    with store._db.writing() as db:
        db.execute("UPDATE skill_days SET n = 7 WHERE skill = 'empathy'")
    assert store.check() == ["skill_days: agent 1 has 8 marks by day and 2 in the attempts"]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM skill_days WHERE agent = 1 ORDER BY day, skill, channel",
        "SELECT * FROM attempts WHERE agent = 1 ORDER BY sent_at DESC, id DESC LIMIT 20",
        "SELECT * FROM attempts WHERE agent = 1 AND scenario = 'a' ORDER BY sent_at DESC, id DESC",
    ],
)
def test_progress_reads_through_an_index(store: Store, sql: str) -> None:
    plan = [row["detail"] for row in store._db.rows(f"EXPLAIN QUERY PLAN {sql}")]
    assert plan[0].startswith("SEARCH"), plan
    assert "attempts" not in sql or len(plan) == 1, f"sorts what an index could give: {plan}"
