"""Progress from the sums by day."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest

from coach.model.attempt import Agent
from coach.services.progress import Level, progress
from coach.store import SkillDay, Store

AGENT = Agent(1, "Maya", "2026-01-01T00:00:00+00:00")
TODAY = date(2026, 11, 23)


class Fake:
    """A store with given sums."""

    def __init__(self, *days: SkillDay) -> None:
        self.days = days

    def skill_days(self, agent: int) -> tuple[SkillDay, ...]:
        assert agent == AGENT.id
        return self.days


def day(when: str, *marks: float, skill: str = "tone", channel: str = "x") -> SkillDay:
    squares = sum(m * m for m in marks)
    return SkillDay(1, skill, channel, when, len(marks), sum(marks), squares)


def levels(*days: SkillDay, span: str = "ever") -> dict[str, Level]:
    view = progress(cast(Store, Fake(*days)), AGENT, TODAY)
    return {level.name: level for level in view.ranges[span].skills}


def test_nothing_yet() -> None:
    view = progress(cast(Store, Fake()), AGENT, TODAY)
    assert set(view.ranges) == {"today", "week", "ever"}
    assert all(not r.skills and not r.channels and not r.days for r in view.ranges.values())


def test_two_attempts_are_not_enough() -> None:
    found = levels(day("2026-11-23", 50, 70))["tone"]
    assert (found.n, found.mean, found.spread, found.trend) == (2, None, None, "")


def test_level_and_spread() -> None:
    found = levels(day("2026-11-23", 50, 70, 90))["tone"]
    assert found.n == 3
    assert found.mean == pytest.approx(70)
    assert found.spread == pytest.approx(1.96 * 20 / 3**0.5)


def test_a_change_within_chance_is_steady() -> None:
    found = levels(day("2026-11-01", 40, 90), day("2026-11-20", 50, 95))["tone"]
    assert found.change == pytest.approx(7.5)
    assert found.trend == "steady"


@pytest.mark.parametrize(("first", "then", "word"), [(40, 90, "rising"), (90, 40, "falling")])
def test_a_clear_change(first: float, then: float, word: str) -> None:
    early = [day(f"2026-10-{n:02}", first, first + 1) for n in range(1, 9)]
    late = [day(f"2026-11-{n:02}", then, then + 1) for n in range(1, 9)]
    assert levels(*early, *late)["tone"].trend == word


def test_spans_hold_their_days() -> None:
    days = [day("2026-11-23", 1), day("2026-11-17", 2), day("2026-11-16", 3), day("2027-01-01", 4)]
    assert levels(*days, span="today")["tone"].n == 1
    assert levels(*days, span="week")["tone"].n == 2
    assert levels(*days, span="ever")["tone"].n == 3


def test_a_channel_counts_attempts_not_marks() -> None:
    days = [day("2026-11-23", 50, 60, skill=s) for s in ("tone", "empathy", "decision")]
    view = progress(cast(Store, Fake(*days)), AGENT, TODAY)
    (channel,) = view.ranges["ever"].channels
    assert (channel.n, channel.mean) == (2, None)
