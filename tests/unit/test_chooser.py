"""What is practised next, and why."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coach.model.attempt import Attempt
from coach.model.skill import Ability, Card
from coach.practice.chooser import Candidate, Chosen, Person, choose, crisis_allowed, exercise_for
from coach.practice.skills import SKILLS
from coach.services import catalogue, learning
from coach.services.start import first_scenario
from coach.services.today import candidate, person_of, plan
from coach.store import Store

TODAY = date(2026, 5, 4)
CHANNELS = ("x", "email", "chat", "forum")
POOL = tuple(
    Candidate(
        "scenario", f"s{n:02}", (SKILLS[n % 5], SKILLS[(n + 2) % 5]), n % 5 + 1,
        CHANNELS[n % 4], CHANNELS[n % 4].title(), f"trade{n % 6}", f"brand{n}", f"do{n % 3}",
    )
    for n in range(40)
)  # fmt: skip
CRISES = tuple(replace(POOL[0], id=f"c{n}", crisis=True) for n in range(5))
PRACTISED = Person(
    TODAY,
    {(skill, ""): Ability(1.0, 0.08, 20) for skill in SKILLS},
    recent=POOL[30:40],
    met=CHANNELS,
    since=TODAY - timedelta(days=60),
)


def picked(person: Person, pool: tuple[Candidate, ...] = POOL, seed: int = 1) -> tuple[Chosen, ...]:
    return choose(pool, person, random.Random(seed))


def first(person: Person, pool: tuple[Candidate, ...] = POOL, seed: int = 1) -> Chosen:
    return picked(person, pool, seed)[0]


def test_the_same_state_and_seed_choose_the_same_in_any_order() -> None:
    found = picked(PRACTISED)
    assert found == picked(PRACTISED) == picked(PRACTISED, tuple(reversed(POOL)))
    assert len({c.candidate.id for c in found}) == 3
    assert len({picked(Person(TODAY), seed=n) for n in range(20)}) > 1


def test_a_newcomer_starts_easily_and_on_different_channels() -> None:
    for seed in range(20):
        found = picked(Person(TODAY), seed=seed)
        assert all(c.candidate.difficulty <= 2 for c in found), found
        assert found[0].reason == f"To begin with: an easy start on {found[0].candidate.place}"
        assert len({c.candidate.channel for c in found}) == 3


def test_comfort_orders_the_first_steps_and_fades() -> None:
    comfort = {"x": 1, "email": 5, "chat": 3, "forum": 2}
    new = [first(Person(TODAY, comfort=comfort), seed=n).candidate.channel for n in range(20)]
    assert set(new) == {"email"}
    old = replace(PRACTISED, abilities={(s, ""): Ability(1.0, 0.08, 90) for s in SKILLS})
    for seed in range(20):
        assert picked(replace(old, comfort=comfort), seed=seed) == picked(old, seed=seed)


@pytest.mark.parametrize("weak", SKILLS[:5])
def test_the_lowest_skill_is_practised_and_named(weak: str) -> None:
    abilities = {**PRACTISED.abilities, (weak, ""): Ability(-0.2, 0.08, 20)}
    person = replace(PRACTISED, abilities=abilities, recent=())
    found = picked(person)
    assert weak in found[0].candidate.skills
    assert found[0].reason == f"{weak.capitalize()} is your lowest so far (45 ± 13)"


def test_a_skill_hardly_known_is_looked_at() -> None:
    abilities = {**PRACTISED.abilities, ("empathy", ""): Ability(1.0, 0.9, 2)}
    found = first(replace(PRACTISED, abilities=abilities, recent=()))
    assert "empathy" in found.candidate.skills
    assert found.reason == "Little is known of your empathy yet; this shows more"


def test_a_channel_never_met_is_offered_and_named() -> None:
    found = first(replace(PRACTISED, met=("x", "chat", "forum"), recent=()))
    assert found.candidate.channel == "email"
    assert found.reason == "You have not met Email yet"


def test_what_failed_comes_again_but_not_at_once() -> None:
    card = Card(seen=1.0, at="2026-05-02T10:00:00Z", failed=True, total=43.0, due="2026-05-03")
    person = replace(PRACTISED, cards={POOL[8].id: card})
    found = first(person)
    assert found == Chosen(POOL[8], "Your last try here got 43; have another go")
    just_now = replace(person, recent=(POOL[8], *PRACTISED.recent))
    assert all(c.candidate.id != POOL[8].id for c in picked(just_now))
    decided = replace(person, cards={POOL[8].id: replace(card, total=None)})
    assert first(decided).reason == "The decision went wrong last time; have another go"


def test_what_is_due_comes_again_and_what_is_not_does_not() -> None:
    card = Card(seen=0.9, at="2026-04-28T10:00:00Z", total=90.0, due="2026-05-03")
    found = first(replace(PRACTISED, cards={POOL[8].id: card}))
    assert found == Chosen(POOL[8], "Due again: last seen 6 days ago")
    early = {c.id: replace(card, due="2026-06-01") for c in POOL[:30]}
    assert {c.candidate.id for c in picked(replace(PRACTISED, cards=early))} <= {
        c.id for c in POOL[30:]
    }


def test_when_all_is_practised_something_is_offered_all_the_same() -> None:
    cards = {c.id: Card(1.0, "2026-05-03T10:00:00Z", due="2026-06-01") for c in POOL}
    found = picked(replace(PRACTISED, cards=cards))
    assert len(found) == 3
    assert {c.reason for c in found} == {"Again, to keep it fresh"}


def test_three_in_a_row_differ() -> None:
    for seed in range(10):
        found = [c.candidate for c in picked(PRACTISED, seed=seed)]
        assert len({c.channel for c in found}) >= 2
        assert len({c.trade for c in found}) >= 2


def test_levels_follow_the_agent() -> None:
    weak, strong = (
        replace(PRACTISED, abilities={(s, ""): Ability(mean, 0.08, 20) for s in SKILLS})
        for mean in (-0.6, 2.0)
    )
    low, high = (
        [c.candidate.difficulty for n in range(10) for c in picked(person, seed=n)]
        for person in (weak, strong)
    )
    assert sum(low) / 30 <= 2 < 4 <= sum(high) / 30


def test_crises_never_come_in_a_first_week() -> None:
    for days in range(7):
        person = replace(PRACTISED, since=TODAY - timedelta(days=days))
        assert not crisis_allowed(person)
        for seed in range(50):
            assert not any(c.candidate.crisis for c in picked(person, (*POOL, *CRISES), seed))
    assert crisis_allowed(replace(PRACTISED, since=TODAY - timedelta(days=7)))
    assert not crisis_allowed(replace(PRACTISED, since=None))


def test_at_most_one_in_ten_is_a_crisis_and_never_the_first_of_a_plan() -> None:
    person, days = PRACTISED, 0
    done: list[Candidate] = []
    for day in range(300):
        person = replace(person, today=TODAY + timedelta(days=day))
        found = picked(person, (*POOL, *CRISES), day)
        assert not found[0].candidate.crisis
        assert sum(c.candidate.crisis for c in found) <= 1
        days += any(c.candidate.crisis for c in found)
        # somebody who takes every crisis there is
        taken = max(found, key=lambda c: c.candidate.crisis).candidate
        done.append(taken)
        person = replace(person, recent=(taken, *person.recent)[:10])
    assert days > 20
    for start in range(len(done) - 9):
        assert sum(c.crisis for c in done[start : start + 10]) <= 1


def test_nothing_but_crises_leaves_nothing_to_choose() -> None:
    assert picked(PRACTISED, CRISES) == ()


EXERCISES = (
    Candidate("drill", "switch", ("register",), minutes=3),
    Candidate("lesson", "bands", ("register",), minutes=8),
    Candidate("drill", "queue", ("decision",), minutes=6),
)
LOW_REGISTER = {**PRACTISED.abilities, ("register", ""): Ability(-0.5, 0.1, 9)}


def test_one_drill_or_lesson_is_for_the_lowest_skill_and_never_first() -> None:
    person = replace(PRACTISED, abilities=LOW_REGISTER)
    for seed in range(10):
        found = picked(person, (*POOL, *EXERCISES), seed)
        assert [c.candidate.kind for c in found[:2]] == ["scenario", "scenario"]
        assert found[2].candidate in EXERCISES[:2]
    reasons = {
        "A 3-minute drill on register, your lowest",
        "An 8-minute lesson on register, your lowest",
    }
    assert {picked(person, (*POOL, *EXERCISES), n)[2].reason for n in range(10)} == reasons
    done = replace(person, done={"switch": 2, "bands": 1})
    assert picked(done, (*POOL, *EXERCISES))[2].candidate.id == "bands"
    assert choose((*POOL, *EXERCISES), person, random.Random(1), 1)[0].candidate.kind == "scenario"


def test_no_drill_without_a_lowest_skill_nor_before_the_first_scenarios() -> None:
    early = {key: replace(ability, n=4) for key, ability in LOW_REGISTER.items()}
    for person in (PRACTISED, Person(TODAY), replace(PRACTISED, abilities=early)):
        assert exercise_for(person) is None
        found = picked(person, (*POOL, *EXERCISES))
        assert {c.candidate.kind for c in found} == {"scenario"}
    assert exercise_for(replace(PRACTISED, abilities=LOW_REGISTER)) == "register"


# through the store


@pytest.fixture
def maya(store: Store) -> Store:
    store.add_agent("maya", "2026-05-01T09:00:00+00:00")
    return store


def sent(n: int, **changes: object) -> Attempt:
    scenario = catalogue.scenarios()[n]
    base = Attempt(
        id=0, agent=1, scenario=scenario.id, channel=scenario.channel, session=f"s{n}", round=1,
        number=1, decision="reply_public", decision_score=100.0, reply="Hi", total=40.0,
        rubric="social-care@1.0#0123456789ab", passed=False, seconds=60.0,
        sent_at="2026-05-02T10:00:00+00:00", coach_version="1.0.0", mode="practice",
        scorecard={}, skills=dict.fromkeys(SKILLS, 40.0),
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


def test_the_plan_is_the_same_all_day(maya: Store) -> None:
    agent = maya.agent_named("maya")
    plans = [
        plan(catalogue.scenarios(), maya, agent, f"2026-05-04T{hour:02}:00:00+00:00")
        for hour in (0, 9, 23)
    ]
    assert plans[0] == plans[1] == plans[2]
    assert len(plans[0]) == 3
    assert not any(s.scenario.crisis for s in plans[0])


def test_the_plan_knows_what_was_practised(maya: Store) -> None:
    learning.add(maya, sent(3))
    for n in range(4, 9):
        learning.add(maya, sent(n, total=90.0, passed=True, sent_at="2026-05-03T10:00:00+00:00"))
    agent = maya.agent_named("maya")
    known = catalogue.scenarios()[3:9]
    found = plan(known, maya, agent, "2026-05-04T09:00:00+00:00")
    assert found[0].scenario is known[0]
    assert found[0].reason == "Your last try here got 40; have another go"
    assert all(s.reason == "Again, to keep it fresh" for s in found[1:])
    drafted = plan(known, maya, agent, "2026-05-04T09:00:00+00:00", without=[known[0].id])
    assert known[0] not in [s.scenario for s in drafted]


def test_sittings_not_attempts_are_looked_back_on(maya: Store) -> None:
    for number in (1, 2, 3):
        learning.add(maya, sent(3, number=number))
    learning.add(maya, sent(4, mode="crisis", skills={}, total=None))
    learning.add(maya, sent(5, mode="drill:spot"))
    agent = maya.agent_named("maya")
    assert agent is not None
    person = person_of(maya, agent, TODAY)
    names = [catalogue.scenarios()[n].id for n in (4, 3)]
    assert [c.id for c in person.recent] == names
    assert set(person.cards) == {names[1]}
    assert person.since == date(2026, 5, 1)


def test_a_scenario_is_a_candidate_with_its_channel_and_decision() -> None:
    tarmac = candidate(catalogue.scenario("airline-tarmac-silence"))
    assert (tarmac.kind, tarmac.channel, tarmac.place) == ("scenario", "x", "X")
    assert tarmac.decision == "reply_public" and not tarmac.crisis


def test_the_first_scenario_is_the_first_of_the_plan_and_goes_on(maya: Store) -> None:
    agent = maya.agent_named("maya")
    seen: list[str] = []
    for _ in range(4):
        found = first_scenario(maya, agent, "x", seen)
        assert found is not None and found.channel == "x" and found.id not in seen
        seen.append(found.id)
    assert first_scenario(None, None, None, [s.id for s in catalogue.scenarios()]) is None


def test_a_days_plan_keeps_its_drill_and_ticks_it(maya: Store) -> None:
    from coach.model.drill import DrillRun
    from coach.services import drills
    from coach.services.day_plan import day_plan

    low = {**dict.fromkeys(SKILLS, 90.0), "register": 20.0}
    for n in range(12):
        learning.add(maya, sent(n, session=f"s{n}", total=80.0, passed=True, skills=low))
    agent = maya.agent_named("maya")
    assert agent is not None
    known, now = catalogue.scenarios(), "2026-05-04T09:00:00+00:00"
    before = maya.attempts(agent.id)
    first = day_plan(known, maya, agent, now, before)
    exercise = first.exercise
    assert exercise is not None
    assert len(first.lines) == 2
    assert "on register, your lowest" in exercise.reason
    assert exercise.drill in {drill.id for drill in drills.drills()}
    assert day_plan(known, maya, agent, now, before) == first
    other = day_plan(known, maya, agent, now, before, anew=True)
    assert other.exercise is not None and other.exercise.id != exercise.id
    done = DrillRun(0, agent.id, other.exercise.drill, "spot", 50.0, 60.0, now, "1.0.0")
    maya.add_drill_run(done)
    ticked = day_plan(known, maya, agent, now, before)
    assert ticked.exercise == other.exercise
    assert ticked.done == {other.exercise.key}
    assert day_plan(known, maya, agent, now, before, anew=True).exercise == other.exercise
