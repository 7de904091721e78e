"""The whole way of an agent at 80x24, with nothing but the keyboard."""

from __future__ import annotations

from coach.store import Store
from coach.ui.widgets.draft import Draft
from coach.ui.widgets.hints import HintPanel

from .conftest import Drive, Start

BAD = "Hi Leo, sorry for any inconvenience. Please post your booking code here."


async def open_tarmac(drive: Drive) -> None:
    """From home to the tarmac scenario, through the library."""
    await drive.press("l")
    await drive.at("library")
    await drive.sees("Channel: any")
    await drive.press("slash")
    await drive.type("tarmac")
    await drive.press("enter", "enter")
    await drive.at("practice")


async def test_first_start_to_progress(start: Start) -> None:
    async with start() as drive:
        await drive.become("Maya")
        assert "Welcome, Maya." in drive.text()
        assert "an easy start on" in drive.text()
        await drive.press("1")
        await drive.at("practice")
        await drive.press("escape")
        await drive.at("home")

        await open_tarmac(drive)
        await drive.press("f5")
        await drive.sees("Decide first")
        await drive.press("1")
        await drive.sees("answer where everybody reads it")
        await drive.press("f5")
        await drive.sees("nothing to send yet")
        await drive.type(BAD)
        assert drive.app.screen.query_one(Draft).text == BAD
        await drive.until(lambda: drive.app.screen.query_one(HintPanel).hints)
        await drive.sees("! 'booking code'")
        await drive.press("f2")
        await drive.sees("Why")
        await drive.press("escape")
        await drive.at("practice")
        await drive.sees("draft saved")
        await drive.press("f5")
        await drive.at("scorecard")
        await drive.sees("not passed")
        assert "pass mark 80" in drive.text()
        assert "without it" in drive.text()
        assert "code[-1" in drive.text()  # the line may break before it

        await drive.press("t")
        await drive.at("practice")
        assert drive.app.screen.query_one(Draft).text == BAD
        await drive.press("f5")
        await drive.at("scorecard")
        await drive.sees("no change")
        await drive.press("escape")
        await drive.at("home")
        await drive.sees("the customer has answered")
        await drive.press("end")  # the last line of the list
        await drive.sees("not passed")
        await drive.press("p")
        await drive.at("progress")
        await drive.sees("not enough data yet")


async def test_the_next_round_and_back(start: Start) -> None:
    async with start(scenario="airline-tarmac-silence") as drive:
        await drive.at("who")
        await drive.type("Maya")
        await drive.press("enter")
        await drive.at("practice")
        await drive.press("1")
        await drive.type("We are looking into it.")
        await drive.press("f5")
        await drive.at("scorecard")
        await drive.sees("@leo_k answers")
        await drive.press("n")
        await drive.at("practice")
        await drive.sees("round 2")
        assert drive.app.screen.query_one(Draft).text == ""
        await drive.sees("(you)")
        await drive.press("x", "escape")
        await drive.at("home")
        await drive.sees("round 2")


async def test_saying_nothing_can_be_sent(start: Start, db: object) -> None:
    async with start(scenario="telecom-troll-clowns") as drive:
        await drive.at("who")
        await drive.type("Maya")
        await drive.press("enter")
        await drive.at("practice")
        await drive.press("5")
        await drive.sees("No reply needed")
        await drive.press("f5")
        await drive.at("scorecard")
        await drive.sees("only the decision counts")
        assert "the best choice" in drive.text()


async def test_a_paused_draft_is_kept(start: Start, db: object) -> None:
    async with start() as drive:
        await drive.become("Maya")
        await drive.press("1")
        await drive.at("practice")
        await drive.press("2")
        await drive.type("half a thought")
        await drive.press("escape")
        await drive.at("home")
        await drive.sees("Go on where you stopped")
        await drive.sees("half a thought")
    async with start() as drive:
        await drive.sees("Go on where you stopped")
        await drive.press("enter")
        await drive.at("practice")
        assert drive.app.screen.query_one(Draft).text == "half a thought"
        await drive.sees("reply in private:")  # the verdict on it


async def test_leaving_keeps_the_last_letters(start: Start, db: object) -> None:
    async with start() as drive:
        await drive.become("Maya")
        await drive.press("1")
        await drive.at("practice")
        await drive.type("abc")
        await drive.press("ctrl+q")
    with Store(db) as store:  # type: ignore[arg-type]
        assert store.drafts(store.agents()[0].id)[0].text == "abc"


async def test_names_are_checked_in_place(start: Start) -> None:
    async with start() as drive:
        await drive.at("who")
        await drive.press("enter")
        await drive.sees("The name is empty")
        await drive.type("x" * 41)
        await drive.press("enter")
        await drive.sees("give at most 40")
        assert drive.where == "who"


async def test_several_agents_are_picked_from(start: Start, db: object) -> None:
    with Store(db) as store:  # type: ignore[arg-type]
        for name in ("Ana", "Ben"):
            store.add_agent(name, "2026-11-01T00:00:00+00:00")
    async with start() as drive:
        await drive.at("who")
        await drive.sees("Who is practising?")
        await drive.press("down", "enter")
        await drive.sees("Welcome, Ben.")
    async with start() as drive:
        await drive.sees("Welcome, Ben.")
