"""The starting profile on the screen: first start, skipping, going on, changing."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.model.profile import Habit, Profile, Stage
from coach.store import Store

from .conftest import NOW, Drive, Start


async def first_start(drive: Drive) -> None:
    """A name, and then the first page of the survey."""
    await drive.at("who")
    await drive.type("Maya")
    await drive.press("enter")
    await drive.at("profile")
    await drive.sees("page 1 of 4")


def kept(db: Path) -> Profile:
    """What the store holds of the only agent."""
    with Store(db) as store:
        found = store.profile(store.agents()[0].id)
    assert found is not None
    return found


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_whole_survey(start: Start, db: Path, size: tuple[int, int]) -> None:
    async with start(size) as drive:
        await first_start(drive)
        said = " ".join(drive.text().split())
        assert "They never touch a score" in said
        assert "Enter go on" in said
        assert "S skip" in said
        await drive.press("enter")
        await drive.sees("Take all that fit")
        await drive.press("space", "down", "down", "space", "down", "space", "space")
        await drive.sees("[x] I say what I think")
        await drive.press("enter")
        await drive.sees("How at home do you feel")
        await drive.press("4", "2", "5", "up", "0")
        await drive.sees("fairly at home ●●●●○")
        await drive.press("left")
        await drive.sees("[x] I make things")
        await drive.press("enter")
        await drive.sees("a little ●●○○○")
        await drive.press("enter")
        await drive.sees("Thank you")
        await drive.sees("Fairly at home: X")
        await drive.press("enter")
        await drive.at("home")
        await drive.sees("Today's plan")
    found = kept(db)
    assert found.habits == (Habit.CREATOR, Habit.CRITIC)
    assert dict(found.comfort) == {"x": 4, "facebook": 2}
    assert found.stage is Stage.DONE
    assert found.saved_at == NOW


async def test_skipping_at_once(start: Start, db: Path) -> None:
    async with start() as drive:
        await first_start(drive)
        await drive.press("s")
        await drive.at("home")
        await drive.sees("Today's plan")
    assert kept(db).stage is Stage.SKIPPED
    async with start() as drive:
        await drive.sees("Today's plan")
        assert drive.where == "home"


async def test_going_on_where_it_stopped(start: Start, db: Path) -> None:
    async with start() as drive:
        await first_start(drive)
        await drive.press("enter")
        await drive.sees("Take all that fit")
        await drive.press("space")
        await drive.sees("[x] I make things")
        await drive.press("enter")
        await drive.sees("How at home")
        await drive.press("3")
        await drive.sees("so-so ●●●○○")
        await drive.press("escape")
        await drive.at("home")
    found = kept(db)
    assert (found.page, found.stage, dict(found.comfort)) == (2, Stage.STARTED, {"x": 3})
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.press("a")
        await drive.at("profile")
        await drive.sees("so-so ●●●○○")
        await drive.sees("page 3 of 4")


async def test_changing_it_from_the_palette(start: Start, db: Path) -> None:
    with Store(db) as store:
        maya = store.add_agent("Maya", NOW)
        store.save_profile(Profile(maya.id, (Habit.JOINER,), {"x": 1}, 3, Stage.DONE, NOW))
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.press("ctrl+p")
        await drive.type("about you")
        await drive.pilot.pause(0.5)
        await drive.press("enter")
        await drive.at("profile")
        await drive.sees("[x] I have profiles")
        await drive.press("down", "down", "down", "down", "space")
        await drive.sees("[ ] I have profiles")
        await drive.press("escape")
        await drive.at("home")
    found = kept(db)
    assert (found.habits, dict(found.comfort), found.stage) == ((), {"x": 1}, Stage.DONE)


async def test_a_scenario_asked_for_comes_first(start: Start, db: Path) -> None:
    async with start(scenario="airline-tarmac-silence") as drive:
        await drive.at("who")
        await drive.type("Maya")
        await drive.press("enter")
        await drive.at("practice")
    with Store(db) as store:
        assert store.profile(store.agents()[0].id) is None
