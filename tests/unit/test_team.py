"""The team view: by name, with errors, and silent where little is known."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from coach.model.attempt import Attempt
from coach.model.profile import Habit, Profile
from coach.services import kept, learning
from coach.services.progress import Standing, count_streaks
from coach.services.team import Member, TeamView, team, team_of
from coach.store import Store

TODAY = date(2026, 11, 23)


def member(name: str, **skills: tuple[float, float] | int) -> Member:
    """An agent with estimate and error by skill, or with too few attempts."""
    found = {}
    for skill, known in skills.items():
        if isinstance(known, int):
            found[skill] = Standing(skill, "", known, None, None)
        else:
            found[skill] = Standing(skill, "", 30, *known)
    return Member(name, found)


def test_names_stand_in_their_order() -> None:
    best = (95.0, 2.0)
    view = team_of(
        [member("zoë", tone=best), member("Ana", tone=(10.0, 2.0)), member("ben", tone=(50.0, 2.0))]
    )
    assert [m.name for m in view.members] == ["Ana", "ben", "zoë"]


def test_nobody() -> None:
    assert team_of([]) == TeamView((), (), (), None)


def test_two_agents_are_no_team() -> None:
    known = {"tone": (80.0, 5.0), "register": (40.0, 5.0)}
    view = team_of([member("Ana", **known), member("Ben", **known), member("Cy", tone=3)])
    assert all(level.mean is None for level in view.levels)
    assert [(x.skill, x.agents) for x in view.levels] == [("register", 2), ("tone", 2)]
    assert view.need is None


def test_the_mean_and_its_error() -> None:
    view = team_of(
        [member(name, tone=(value, 6.0)) for name, value in (("a", 60.0), ("b", 70.0), ("c", 80.0))]
    )
    (tone,) = view.levels
    assert tone.mean == pytest.approx(70)
    assert tone.half == pytest.approx(6 / 3**0.5)
    assert view.need is None  # nothing to compare it with


def test_what_the_team_needs() -> None:
    def one(name: str, shift: float) -> Member:
        return member(
            name,
            register=(50 + shift, 5.0),
            tone=(80 + shift, 5.0),
            empathy=(52 + shift, 5.0),
            decision=4,
        )

    view = team_of([one("a", 0), one("b", 5), one("c", -5)])
    assert view.need is not None
    assert view.need.level.skill == "register"
    assert view.need.alike == ("empathy",)


def test_skills_of_different_agents_are_not_compared() -> None:
    low, high = (30.0, 4.0), (90.0, 4.0)
    view = team_of(
        [
            *(member(f"a{n}", register=low) for n in range(3)),
            *(member(f"b{n}", tone=high) for n in range(3)),
        ]
    )
    assert view.need is not None
    assert view.need.alike == ("tone",)


def attempt(agent: int, **given: Any) -> Attempt:
    values: dict[str, Any] = {
        "id": 0, "agent": agent, "scenario": "s", "channel": "x", "session": uuid.uuid4().hex,
        "round": 1, "number": 1, "decision": "reply_public", "decision_score": None,
        "reply": "my very own words", "rubric": "r@1#d", "total": 50.0, "passed": False,
        "seconds": 1.0, "sent_at": "2026-11-22T08:00:00+00:00", "coach_version": "1",
        "mode": "practice", "scorecard": {}, "skills": {},
    }  # fmt: skip
    return Attempt(**values | given)


def test_from_the_store_nothing_private(store: Store) -> None:
    maya = store.add_agent("Maya", "2026-01-01T00:00:00+00:00")
    store.add_agent("Ben", "2026-01-01T00:00:00+00:00")
    for n in range(40):
        made = learning.add(
            store,
            attempt(maya.id, scenario=f"s{n}", skills={"tone": 80.0, "register": 60.0 + n % 5}),
        )
    learning.add(store, attempt(maya.id, mode="crisis", total=None))
    kept.keep(store, made, "2026-11-23T09:00:00+00:00")
    count_streaks(store, maya, True)
    store.save_profile(Profile(maya.id, (Habit.INACTIVE,), {"x": 1}, saved_at="2026"))
    view = team(store, TODAY)
    assert [m.name for m in view.members] == ["Ben", "Maya"]
    assert view.members[0].skills == {}
    tone = view.members[1].skills["tone"]
    assert (tone.n, tone.channel) == (40, "")
    assert tone.mean is not None
    said = repr(view)
    for private in ("own words", "inactive", "streak"):
        assert private not in said
