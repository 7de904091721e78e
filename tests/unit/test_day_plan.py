"""The plan of a day: kept, ticked, chosen anew when it is done or when somebody asks."""

from __future__ import annotations

import random
from datetime import date

import pytest

from coach.model.attempt import Agent
from coach.model.profile import Profile, Stage
from coach.model.scenario import Choice
from coach.practice.chooser import Person, choose
from coach.services import catalogue
from coach.services.day_plan import DayPlan, day_plan
from coach.services.practise import open_sitting
from coach.services.today import candidate
from coach.store import Store

MORNING, NOON = "2026-05-04T08:00:00+00:00", "2026-05-04T12:00:00+00:00"
TOMORROW = "2026-05-05T08:00:00+00:00"


@pytest.fixture
def maya(store: Store) -> Agent:
    return store.add_agent("maya", "2026-05-01T09:00:00+00:00")


def of(store: Store, agent: Agent, now: str, **wanted: object) -> DayPlan:
    """The plan at a time."""
    sent = store.attempts(agent.id)
    return day_plan(catalogue.scenarios(), store, agent, now, sent, **wanted)  # type: ignore[arg-type]


def ids(plan: DayPlan) -> list[str]:
    return [line.scenario.id for line in plan.lines]


def send(store: Store, agent: Agent, name: str, now: str) -> None:
    sitting = open_sitting(name, store, agent, lambda: now)
    sitting.decide(Choice.REPLY_PUBLIC)
    sitting.submit("Sorry about that. We are on it.", 1.0)


def test_what_is_begun_later_does_not_change_it(store: Store, maya: Agent) -> None:
    first = of(store, maya, MORNING)
    assert len(first.lines) == 3 and not first.done
    assert of(store, maya, NOON, without=ids(first)[:2]) == first
    assert ids(of(store, maya, TOMORROW, without=ids(first))) != ids(first)


def test_a_line_is_done_once_its_reply_is_sent(store: Store, maya: Agent) -> None:
    first = of(store, maya, MORNING)
    send(store, maya, ids(first)[0], NOON)
    later = of(store, maya, NOON)
    assert ids(later) == ids(first)
    assert later.done == {ids(first)[0]}
    assert [line.scenario.id for line in later.left] == ids(first)[1:]


def test_others_come_once_all_are_done_and_not_before(store: Store, maya: Agent) -> None:
    first = of(store, maya, MORNING)
    for n, name in enumerate(ids(first)):
        assert ids(of(store, maya, NOON)) == ids(first), n
        send(store, maya, name, NOON)
    after = of(store, maya, NOON)
    assert not set(ids(after)) & set(ids(first))
    assert (len(after.lines), after.before, after.done) == (3, 3, frozenset())
    assert of(store, maya, NOON) == after


def test_another_plan_keeps_what_is_done(store: Store, maya: Agent) -> None:
    first = of(store, maya, MORNING)
    send(store, maya, ids(first)[1], NOON)
    other = of(store, maya, NOON, anew=True)
    assert set(ids(other)) & set(ids(first)) == {ids(first)[1]} == other.done
    assert len(set(ids(other))) == 3
    assert of(store, maya, NOON) == other


def test_rated_channels_change_what_is_left(store: Store, maya: Agent) -> None:
    of(store, maya, MORNING)
    store.save_profile(Profile(maya.id, (), {"x": 1, "threads": 5}, 3, Stage.DONE, NOON))
    plan = of(store, maya, NOON)
    assert [line.scenario.channel for line in plan.lines][:2] == ["threads", "x"]
    assert of(store, maya, NOON) == plan


def test_a_broken_setting_costs_nothing(store: Store, maya: Agent) -> None:
    first = of(store, maya, MORNING)
    for broken in ("", "{", "[]", "7"):
        store.prefer(maya.id, "day plan", broken)
        assert ids(of(store, maya, MORNING)) == ids(first)


def test_new_channels_come_early_gently_and_mixed() -> None:
    every = [candidate(scenario) for scenario in catalogue.scenarios()]
    person = Person(date(2026, 5, 4), comfort={"x": 1, "email": 2, "threads": 5, "facebook": 4})
    for seed in range(20):
        found = choose(every, person, random.Random(seed))
        said = {c.candidate.channel: c.reason for c in found}
        assert {"x", "email"} & set(said) and {"threads", "facebook"} & set(said)
        assert all(c.candidate.difficulty <= 2 for c in found)
        for chosen in found:
            place, ease = chosen.candidate.place, person.comfort or {}
            if ease.get(chosen.candidate.channel, 3) <= 2:
                assert chosen.reason == f"{place} is new to you: a gentle first step"
            elif ease.get(chosen.candidate.channel, 3) >= 4:
                assert chosen.reason == f"You are at home on {place}: an easy start"


def test_nothing_above_level_two_is_called_easy() -> None:
    every = [c for s in catalogue.scenarios() if (c := candidate(s)).difficulty >= 3]
    for comfort in (None, {"x": 1}, {"x": 5}):
        for chosen in choose(every, Person(date(2026, 5, 4), comfort=comfort), random.Random(1)):
            assert "easy" not in chosen.reason and "gentle" not in chosen.reason
