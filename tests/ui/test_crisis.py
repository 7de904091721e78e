"""Crises on the screens: a notice first, no points, and a way out without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.services import catalogue
from coach.store import Store
from coach.ui.widgets.draft import Draft
from coach.ui.widgets.hints import HintPanel

from .conftest import NOW, Start

CRISIS = next(
    s.id for s in catalogue.scenarios() if s.crisis is not None and s.visibility.value == "private"
)
REPLY = "It was probably just a screw!"
HEARD = "I hear you, Tony! I am reading this now."


@pytest.fixture
def maya(db: Path) -> Path:
    """A store with one agent, who practises at once."""
    with Store(db) as store:
        store.add_agent("Maya", NOW)
    return db


def kept(db: Path) -> tuple[int, int]:
    """How many attempts and drafts are in the store."""
    with Store(db, readonly=True) as store:
        (agent,) = store.agents()
        return len(store.attempts(agent.id)), len(store.drafts(agent.id))


async def test_a_crisis_is_announced_and_can_be_passed_over(start: Start, maya: Path) -> None:
    async with start(scenario=CRISIS) as drive:
        await drive.sees("Before you open it")
        await drive.sees("Not this one")
        await drive.press("down", "enter")
        await drive.at("home")
    assert kept(maya) == (0, 0)


async def test_a_crisis_can_be_left_without_a_trace(start: Start, maya: Path) -> None:
    async with start(scenario=CRISIS) as drive:
        await drive.sees("Before you open it")
        await drive.press("enter")
        await drive.at("practice")
        assert "no points here" in drive.text()
        assert "F8 leave it" in drive.text()
        await drive.press("1")
        await drive.type("I cannot write this")
        await drive.sees("draft saved")
        await drive.type(" now")
        await drive.press("f8")
        await drive.at("home")
    assert kept(maya) == (0, 0)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_scorecard_of_a_crisis_has_points_kept_but_no_total(
    start: Start, maya: Path, size: tuple[int, int]
) -> None:
    async with start(size, scenario=CRISIS) as drive:
        await drive.sees("Before you open it")
        await drive.press("enter")
        await drive.at("practice")
        await drive.press("1")
        await drive.type(REPLY)
        await drive.press("f5")
        await drive.at("scorecard")
        await drive.sees("missed. No points are given here")
        await drive.sees("Missed")
        assert "of 100" not in drive.text()
        assert "pass mark" not in drive.text()
        await drive.press("end")
        await drive.sees("practised or real")
        await drive.press("up")
        await drive.sees("takes over")
        await drive.sees("names no team yet")
    with Store(maya, readonly=True) as store:
        (attempt,) = store.attempts(store.agents()[0].id)
        assert (attempt.mode, attempt.total, dict(attempt.skills)) == ("crisis", None, {})


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_repairs_in_a_crisis_have_no_totals(
    start: Start, maya: Path, size: tuple[int, int]
) -> None:
    async with start(size, scenario=CRISIS) as drive:
        await drive.sees("Before you open it")
        await drive.press("enter")
        await drive.at("practice")
        await drive.press("1")
        await drive.type(HEARD)
        panel = drive.app.screen.query_one(HintPanel)
        await drive.until(lambda: panel.repairs_for(HEARD))
        await drive.press("f2")
        await drive.sees("Esc closes")
        await drive.press("end")
        await drive.sees("Repair ")
        await drive.sees("'Tony!' → 'Tony.'")
        assert "total" not in drive.text()
        await drive.press("escape")
        await drive.press("f5")
        await drive.at("scorecard")
        await drive.sees("What would keep more of the list")
        assert "What would raise it" not in drive.text()
        await drive.press("home")
        await drive.sees("New: ")
        assert "Total" not in drive.text()
        assert "does not count" not in drive.text()


async def test_other_scenarios_cannot_be_left_like_that(start: Start, maya: Path) -> None:
    async with start(scenario="airline-tarmac-silence") as drive:
        await drive.at("practice")
        assert "F8" not in drive.text()
        await drive.press("1")
        await drive.type("abc")
        await drive.press("f8")
        await drive.sees("Esc pauses and keeps your draft")
        assert drive.app.screen.query_one(Draft).text == "abc"
