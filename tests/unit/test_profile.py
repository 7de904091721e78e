"""The starting profile: answers kept as given, and what they seed."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from coach.cli.plain_practice import Talk
from coach.cli.profile import PlainProfile, profile_data
from coach.model.attempt import Agent
from coach.model.problem import CoachError
from coach.model.profile import Habit, Profile, Stage
from coach.services import catalogue
from coach.services.profile import (
    EASE_SAID,
    HABITS,
    asked,
    comfort,
    habit_named,
    keep,
    profile_of,
    skip,
    wanted,
    with_comfort,
    with_habit,
)
from coach.store import Store

NOW = "2026-11-23T09:00:00+00:00"


@pytest.fixture
def maya(store: Store) -> Agent:
    """An agent nobody has asked yet."""
    return store.add_agent("Maya", NOW)


def test_every_habit_and_every_ease_has_words() -> None:
    assert set(HABITS) == set(Habit)
    assert len(set(HABITS.values())) == len(Habit)
    assert set(EASE_SAID) == {1, 2, 3, 4, 5}


def test_answers_are_kept_as_given(store: Store, maya: Agent) -> None:
    assert wanted(store, maya)
    profile = with_habit(with_habit(profile_of(store, maya), Habit.INACTIVE), Habit.CREATOR)
    profile = with_comfort(with_comfort(profile, "x", 5), "email", 1)
    keep(store, replace(profile, page=2), NOW)
    found = profile_of(store, maya)
    assert found.habits == (Habit.CREATOR, Habit.INACTIVE)
    assert dict(found.comfort) == {"x": 5, "email": 1}
    assert (found.page, found.stage, found.saved_at) == (2, Stage.STARTED, NOW)
    assert not wanted(store, maya)
    back = with_comfort(with_habit(found, Habit.INACTIVE), "x", None)
    assert (back.habits, dict(back.comfort)) == ((Habit.CREATOR,), {"email": 1})


@pytest.mark.parametrize("ease", [0, 6, -1])
def test_comfort_is_one_to_five(ease: int) -> None:
    with pytest.raises(CoachError, match="from 1 to 5"):
        with_comfort(Profile(1), "x", ease)


def test_skipping_keeps_the_answers(store: Store, maya: Agent) -> None:
    skip(store, with_comfort(profile_of(store, maya), "x", 2), NOW)
    found = profile_of(store, maya)
    assert (found.stage, dict(found.comfort)) == (Stage.SKIPPED, {"x": 2})
    done = keep(store, replace(found, stage=Stage.DONE), NOW)
    assert skip(store, done, NOW).stage is Stage.DONE


# --- what it seeds ---


def test_no_answer_seeds_nothing(store: Store, maya: Agent) -> None:
    assert comfort(store, maya) is None
    skip(store, profile_of(store, maya), NOW)
    assert comfort(store, maya) is None


def test_ratings_alone_seed_only_themselves(store: Store, maya: Agent) -> None:
    keep(store, with_comfort(profile_of(store, maya), "reddit", 4), NOW)
    assert comfort(store, maya) == {"reddit": 4}


@pytest.mark.parametrize(
    ("habits", "post", "review", "private"),
    [
        ((Habit.CREATOR,), 4, 4, 3),
        ((Habit.CRITIC,), 3, 4, 3),
        ((Habit.COLLECTOR, Habit.SPECTATOR), 3, 3, 3),
        ((Habit.SPECTATOR,), 2, 2, 3),
        ((Habit.INACTIVE,), 1, 1, 3),
        ((Habit.INACTIVE, Habit.CONVERSATIONALIST), 4, 4, 3),
    ],
)
def test_habits_seed_channels_that_were_not_rated(
    store: Store, maya: Agent, habits: tuple[Habit, ...], post: int, review: int, private: int
) -> None:
    keep(store, Profile(maya.id, habits, {"facebook": 5}), NOW)
    found = comfort(store, maya)
    assert found is not None
    assert set(found) == set(catalogue.channels())
    assert (found["x"], found["google_review"], found["chat"]) == (post, review, private)
    assert found["facebook"] == 5


def test_only_channels_to_practise_on_are_asked_about() -> None:
    scenarios = [s for s in catalogue.scenarios() if s.channel in ("email", "x")]
    found = asked(scenarios, catalogue.channels())
    assert [(one.channel, one.title) for one in found] == [("x", "X"), ("email", "E-mail")]


def test_habits_by_name_and_number() -> None:
    assert habit_named("1") is Habit.CREATOR
    assert habit_named("Critic") is Habit.CRITIC
    with pytest.raises(CoachError, match="did you mean 'spectator'"):
        habit_named("spectater")
    with pytest.raises(CoachError, match="no habit '8'"):
        habit_named("8")


# --- line by line ---


def told(
    store: Store, agent: Agent, typed: str, capsys: pytest.CaptureFixture[str]
) -> tuple[str, Profile]:
    PlainProfile(store, agent, Talk(io.StringIO(typed)), NOW).run()
    return capsys.readouterr().out, profile_of(store, agent)


def test_line_by_line(store: Store, maya: Agent, capsys: pytest.CaptureFixture[str]) -> None:
    channels = asked(catalogue.scenarios(), catalogue.channels())
    typed = "1 critic\n4\nx\n9\n2\n" + "\n" * (len(channels) - 2)
    out, found = told(store, maya, typed, capsys)
    assert "They never touch a score" in out
    assert "Type a number from 1 to 5" in out
    assert found.habits == (Habit.CREATOR, Habit.CRITIC)
    assert dict(found.comfort) == {channels[0].channel: 4, channels[1].channel: 2}
    assert found.stage is Stage.DONE
    assert "coach practice" in out
    data = profile_data(maya, found)
    assert (data["habits"], data["stage"]) == (["creator", "critic"], "done")


def test_stopping_and_going_on(
    store: Store, maya: Agent, capsys: pytest.CaptureFixture[str]
) -> None:
    first = asked(catalogue.scenarios(), catalogue.channels())[0].channel
    out, found = told(store, maya, "9\n0\n3\nstop\n", capsys)
    assert "there is no habit '9'" in out
    assert (found.page, found.stage, dict(found.comfort)) == (2, Stage.STARTED, {first: 3})
    out, found = told(store, maya, "", capsys)
    assert "Three minutes" not in out
    assert "(now 3)" in out
    assert dict(found.comfort) == {first: 3}
