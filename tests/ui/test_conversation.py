"""Decisions and conversations on the screens, by keyboard at 80x24."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coach.store import Store
from coach.ui.widgets.decision import DecisionBar
from coach.ui.widgets.draft import Draft

from .conftest import NOW, Drive, Start

GAS, TARMAC = "energy-gas-smell", "airline-tarmac-silence"
PROMISE = "Hi Leo, I'll write by 6pm."
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


@pytest.fixture
def maya(db: Path) -> Path:
    """A store with one agent, who practises at once."""
    with Store(db) as store:
        store.add_agent("Maya", NOW)
    return db


def sitting(drive: Drive) -> Any:
    return drive.app.screen.sitting  # type: ignore[attr-defined]


@SIZES
async def test_escalating_asks_to_whom_and_says_what_it_was_worth(
    start: Start, maya: Path, size: tuple[int, int]
) -> None:
    async with start(size, scenario=GAS) as drive:
        await drive.at("practice")
        await drive.press("3")
        await drive.sees("Escalate to whom?")
        await drive.press("f5")
        await drive.sees("Say to whom you escalate")
        await drive.press("2")
        await drive.sees("escalate: press")
        await drive.type("Tash, get out now.")
        await drive.sees("right, but another team")
        await drive.sees("better: escalate to safety")
        assert sitting(drive).verdict.score == 50


async def test_backspace_leads_from_the_teams_to_the_choices(start: Start, maya: Path) -> None:
    async with start(scenario=GAS) as drive:
        await drive.at("practice")
        await drive.press("3")
        await drive.sees("Escalate to whom?")
        drive.app.screen.query_one(DecisionBar).focus()
        await drive.press("backspace")
        await drive.sees("What do you do?")
        await drive.press("1")
        await drive.sees("answer where everybody reads it")


async def test_undoing_the_decision_keeps_the_draft(start: Start, maya: Path) -> None:
    async with start(scenario=TARMAC) as drive:
        await drive.at("practice")
        await drive.press("2")
        await drive.type("half a thought")
        await drive.sees("14 / 10,000")  # a private message has more room
        bar = drive.app.screen.query_one(DecisionBar)
        bar.focus()
        await drive.press("1")
        await drive.sees("14 / 280")
        await drive.press("ctrl+z")
        await drive.sees("(•) 2 reply in private")
        await drive.press("ctrl+y")
        await drive.sees("(•) 1 reply in public")
        assert drive.app.screen.query_one(Draft).text == "half a thought"
        await drive.press("enter")
        await drive.sees("now: reply in public")  # the first one counts
        assert sitting(drive).decisions.first.words == "reply in private"


async def test_a_resize_in_mid_draft_keeps_text_cursor_and_decision(
    start: Start, maya: Path
) -> None:
    async with start((120, 40), scenario=GAS) as drive:
        await drive.at("practice")
        await drive.press("3", "3")
        await drive.type("Tash, out now.")
        await drive.press("left", "left")
        draft = drive.app.screen.query_one(Draft)
        where = draft.cursor_location
        for size in ((80, 24), (60, 16), (40, 10), (100, 30)):
            await drive.pilot.resize_terminal(*size)
            await drive.pilot.pause()
        assert (draft.text, draft.cursor_location) == ("Tash, out now.", where)
        assert drive.app.screen.focused is draft
        assert sitting(drive).decisions.current.words == "escalate to safety"
        await drive.sees("escalate to safety: the best choice")


async def test_three_rounds_end_in_a_summary(start: Start, maya: Path) -> None:
    async with start(scenario=GAS) as drive:
        await drive.at("practice")
        await drive.press("3", "3")
        await drive.type("Tash, I'll ring you by 6.")
        await drive.press("f5")
        await drive.at("scorecard")
        await drive.sees("@tashw_84 answers")
        await drive.press("t")
        await drive.at("practice")
        await drive.press("f5")
        await drive.at("scorecard")
        await drive.sees("try 2")
        await drive.press("n")
        await drive.at("practice")
        await drive.sees("round 2")
        await drive.type("Get out.")
        await drive.press("f5")
        await drive.at("scorecard")
        await drive.sees("Promise 'I'll ring you by 6': not mentioned")
        await drive.press("c")
        await drive.sees("Round 1: escalate to safety")
        await drive.sees("(try 2)")
        await drive.sees("not counted")
        await drive.press("escape", "n")
        await drive.at("practice")
        await drive.sees("round 3")
        await drive.type("I've rung you.")
        await drive.press("f5")
        await drive.at("scorecard")
        await drive.sees("by 6': kept")
        await drive.sees("The whole:")
        await drive.sees("3 rounds")
        assert [len(r.totals) for r in sitting(drive).rounds] == [2, 1, 1]


async def test_an_unfinished_conversation_opens_where_it_stopped(start: Start, maya: Path) -> None:
    async with start(scenario=TARMAC) as drive:
        await drive.at("practice")
        await drive.press("1")
        await drive.type(PROMISE)
        await drive.press("f5")
        await drive.at("scorecard")
    async with start() as drive:
        await drive.sees("the customer has answered")
        await drive.press("enter")
        await drive.at("scorecard")
        await drive.sees("@leo_k answers")
        await drive.press("n")
        await drive.at("practice")
        await drive.sees("round 2")
        await drive.type("Leo, as")
        await drive.sees("draft saved")
    async with start() as drive:
        await drive.sees("round 2")
        await drive.press("enter")
        await drive.at("practice")
        assert drive.app.screen.query_one(Draft).text == "Leo, as"
        assert sitting(drive).rounds[0].reply == PROMISE


async def test_in_a_test_the_verdict_waits(maya: Path) -> None:
    from coach.ui.application import CoachApp

    app = CoachApp(maya, TARMAC, mode="test", now=lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        drive = Drive(app, pilot)
        await drive.at("practice")
        await drive.sees("test: no hints")
        await drive.press("4")
        await drive.type("Please post your booking code here.")
        await drive.sees("draft saved")
        assert "not this time" not in drive.text()
        assert "booking code'" not in drive.text()
        await drive.press("f5")
        await drive.at("scorecard")
        await drive.sees("hold: not this time")
