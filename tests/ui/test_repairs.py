"""Hints and repairs on the practice screen and on the scorecard."""

from __future__ import annotations

import re

import pytest
from textual.widgets import Button

from coach.practice.hints import Help
from coach.ui.screens.mending import MendingScreen
from coach.ui.screens.practice import UNDECIDED, PracticeScreen
from coach.ui.widgets.draft import Draft
from coach.ui.widgets.hints import HintPanel

from .conftest import Drive, Start, draft_text

BAD = "We apologize for any inconvenience. Kindly DM us."
TARMAC = "airline-tarmac-silence"


async def drafting(drive: Drive, text: str = BAD) -> Draft:
    """From the first start to a draft of the tarmac scenario."""
    await drive.become("Maya")
    drive.app.practise(TARMAC)
    await drive.at("practice")
    await drive.press("1", "enter")
    await drive.type(text)
    draft = drive.app.screen.query_one(Draft)
    assert draft.text == text
    return draft


def panel(drive: Drive) -> HintPanel:
    """The hints."""
    return drive.app.screen.query_one(HintPanel)


async def offered(drive: Drive) -> None:
    """Waits until a repair of the draft as it stands is shown."""
    await drive.until(lambda: panel(drive).repairs_for(drive.app.screen.query_one(Draft).text))
    await drive.until(lambda: panel(drive).repair is not None)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_repair_is_shown_made_and_taken_back(start: Start, size: tuple[int, int]) -> None:
    async with start(size) as drive:
        draft = await drafting(drive)
        await offered(drive)
        await drive.sees("F4 ")
        assert "→" in drive.text()
        where = draft.cursor_location
        await drive.press("f4")
        await drive.until(lambda: draft.text != BAD)
        assert draft.text.startswith("I'm sorry that ")
        await drive.sees("F6 takes it back")
        await drive.press("f6")
        await drive.until(lambda: draft.text == BAD)
        assert draft.cursor_location == where
        await drive.press("f4")
        await drive.until(lambda: draft.text != BAD)
        await drive.press("ctrl+z")
        await drive.until(lambda: draft.text == BAD)


async def test_undo_takes_back_the_repair_and_nothing_typed_before_it(start: Start) -> None:
    async with start() as drive:
        draft = await drafting(drive)
        await offered(drive)
        await drive.press("f4")
        await drive.until(lambda: draft.text != BAD)
        made = draft.text
        await drive.press("end")
        await drive.type("x")
        await drive.press("f6")
        await drive.sees("typed since")
        assert draft.text == made + "x"
        await drive.press("ctrl+z", "ctrl+z")
        await drive.until(lambda: draft.text == BAD)


async def test_a_gap_is_selected_hinted_and_asked_about(start: Start) -> None:
    async with start() as drive:
        draft = await drafting(drive, "I'm sorry that your connection is gone, Leo.")
        await offered(drive)
        await drive.press("f4")
        await drive.until(lambda: "[" in draft.text)
        assert re.fullmatch(r"\[.+\]", draft.selected_text)
        await drive.until(lambda: [h for h in panel(drive).hints if "gap" in h.advice])
        assert panel(drive).hints[0].urgent
        await drive.press("f5")
        await drive.sees("A gap is still open")
        assert drive.where == "practice"
        await drive.press("f5")
        await drive.at("scorecard")
        await drive.sees("is unfilled: its sentence does not count")


async def test_typing_over_the_gap_fills_it(start: Start) -> None:
    async with start() as drive:
        draft = await drafting(drive, "I'm sorry that your connection is gone, Leo.")
        await offered(drive)
        await drive.press("f4")
        await drive.until(lambda: draft.selected_text.startswith("["))
        gap = draft.selected_text
        await drive.type("ring the gate")
        assert gap not in draft.text
        assert draft.text.endswith("that nobody tells you anything: ring the gate.")


async def test_hints_never_move_the_cursor(start: Start) -> None:
    async with start() as drive:
        draft = await drafting(drive)
        await drive.press("home", "right", "right")
        where = draft.cursor_location
        await offered(drive)
        assert draft.cursor_location == where
        await drive.type("x")
        await drive.until(lambda: panel(drive).view and panel(drive).view.text == draft.text)
        assert draft.text == BAD[:2] + "x" + BAD[2:]


async def test_the_next_hint_has_its_own_repair(start: Start) -> None:
    async with start((120, 40)) as drive:
        draft = await drafting(drive)
        await offered(drive)
        first = panel(drive).repair
        for _ in panel(drive).hints[1:]:
            await drive.press("f7")
            await drive.pilot.pause()
            if panel(drive).repair not in (None, first):
                break
        chosen = panel(drive).repair
        assert chosen is not None and chosen != first
        await drive.press("f4")
        await drive.until(lambda: draft.text != BAD)
        assert draft.text == BAD[: chosen.start] + chosen.text + BAD[chosen.end :]


async def test_a_resize_in_mid_draft_keeps_text_hints_and_repair(start: Start) -> None:
    async with start((120, 40)) as drive:
        draft = await drafting(drive)
        await offered(drive)
        before = panel(drive).repair
        await drive.pilot.resize_terminal(80, 24)
        await drive.sees("F4 ")
        assert draft.text == BAD and panel(drive).repair == before
        await drive.press("f4")
        await drive.until(lambda: draft.text != BAD)


async def test_a_test_shows_no_hints_and_makes_no_repairs(start: Start) -> None:
    async with start() as drive:
        await drive.become("Maya")
        drive.app.practise(TARMAC)
        await drive.at("practice")
        screen = drive.app.screen
        assert isinstance(screen, MendingScreen)
        screen.sitting.mode = "test"
        await drive.press("1", "enter")
        await drive.type("Send me your card number.")
        await drive.sees("This is a test")
        await drive.press("f4")
        await drive.sees("A test has no repairs")
        assert panel(drive).hints == ()
        assert await draft_text(drive) == "Send me your card number."


async def test_what_is_held_back_is_said_and_shown_on_request(start: Start) -> None:
    async with start() as drive:
        await drive.become("Maya")
        drive.app.practise(TARMAC)
        await drive.at("practice")
        screen = drive.app.screen
        assert isinstance(screen, MendingScreen)
        skills = {c.skill for c in screen.sitting.rubric.criteria}
        screen._help = dict.fromkeys(skills, Help.ON_REQUEST)
        await drive.press("1", "enter")
        await drive.type("We apologize for any inconvenience. You should have called us.")
        await drive.sees("Less help here")
        assert panel(drive).hints == ()
        await drive.press("f2")
        await drive.sees("Do     ")
        await drive.press("escape")
        await drive.until(lambda: panel(drive).hints)


async def test_there_is_nothing_to_repair_in_an_empty_draft(start: Start) -> None:
    async with start() as drive:
        await drafting(drive, "")
        await drive.press("f4")
        await drive.sees("write first")
        await drive.press("f6")
        await drive.sees("No repair to take back")


async def test_a_repair_asked_for_too_early_is_made_when_it_is_there(start: Start) -> None:
    async with start() as drive:
        draft = await drafting(drive)
        await drive.press("f4")
        await drive.until(lambda: draft.text != BAD)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_scorecard_lists_repairs_that_can_be_made_on_another_try(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size) as drive:
        await drafting(drive)
        await drive.press("f5")
        await drive.at("scorecard")
        await drive.sees("What would raise it")
        assert re.search(r"[+-]\d+ in the reply: (for|against) mark \d+ below", drive.text())
        await drive.press("home")
        await drive.sees("New: ")
        await drive.press("t")
        await drive.at("practice")
        await offered(drive)
        await drive.press("f4")
        await drive.until(lambda: drive.app.screen.query_one(Draft).text != BAD)


# honest time


async def test_time_is_counted_once_however_often_the_draft_is_saved(start: Start) -> None:
    async with start() as drive:
        now = [100.0]
        drive.app.clock = lambda: now[0]
        await drive.become("Maya")
        drive.app.practise(TARMAC)
        await drive.at("practice")
        screen = drive.app.screen
        assert isinstance(screen, PracticeScreen)
        sitting = screen.sitting
        await drive.press("1", "enter")
        for spent, letter in enumerate("Sorry", 1):
            now[0] += 2
            await drive.type(letter)
            await drive.until(lambda spent=spent: sitting.seconds == 2.0 * spent)
            await drive.sees("draft saved")
        now[0] += 3  # thinking, with nothing left to save
        await drive.press("escape")
        await drive.at("home")
        assert sitting.seconds == 13.0
        now[0] += 600  # a pause is no practice
        drive.app.practise(TARMAC)
        await drive.at("practice")
        now[0] += 4
        await drive.type(" that your connection is gone, Leo.")
        await drive.until(lambda: not drive.app.screen._keeper.behind)
        await drive.press("f5")
        await drive.at("scorecard")
        assert drive.app.store is not None and drive.app.agent is not None
        first = drive.app.store.attempts(drive.app.agent.id)[0]
        assert (first.number, first.seconds) == (1, 17.0)
        now[0] += 60  # reading the scorecard is not writing
        await drive.press("t")
        await drive.at("practice")
        now[0] += 6
        await drive.type(" I'll write by 5.")
        await drive.press("f5")
        await drive.at("scorecard")
        second = drive.app.store.attempts(drive.app.agent.id)[0]
        assert (second.number, second.seconds) == (2, 6.0)


# the draft box


async def test_select_all_and_typing_writes_over_and_undo_brings_it_back(start: Start) -> None:
    async with start() as drive:
        draft = await drafting(drive)
        await drive.press("ctrl+a")
        assert draft.selected_text == BAD
        await drive.press("x")
        assert draft.text == "x"
        await drive.press("ctrl+z")
        await drive.until(lambda: draft.text == BAD)


async def test_what_is_typed_on_a_button_lands_in_the_draft(start: Start) -> None:
    async with start() as drive:
        draft = await drafting(drive, "Sorry, Leo.")
        await drive.press("tab")
        assert isinstance(drive.app.focused, Button)
        await drive.type("I'll ring")
        assert draft.text == "Sorry, Leo.I'll ring"
        assert drive.where == "practice"
        await drive.press("shift+tab", "tab")  # what stood there is not selected on the way back
        await drive.type(" you")
        assert draft.text.startswith("Sorry, Leo.I'll ring")


async def test_a_number_typed_first_decides_and_is_not_written(start: Start) -> None:
    async with start() as drive:
        await drive.become("Maya")
        drive.app.practise(TARMAC)
        await drive.at("practice")
        screen = drive.app.screen
        assert isinstance(screen, PracticeScreen)
        draft = screen.query_one(Draft)
        draft.focus()
        await drive.press("2")
        await drive.until(lambda: screen.sitting.decision is not None)
        assert draft.text == ""
        await drive.press("enter")
        await drive.type("3 hours is too long.")
        assert draft.text == "3 hours is too long."


async def test_words_before_a_decision_say_which_key_decides(start: Start) -> None:
    async with start() as drive:
        await drive.become("Maya")
        drive.app.practise(TARMAC)
        await drive.at("practice")
        screen = drive.app.screen
        assert isinstance(screen, PracticeScreen)
        await drive.type("Sorry, 3 hours")
        assert screen.query_one(Draft).text == "Sorry, 3 hours"
        await drive.sees(UNDECIDED)
        await drive.press("shift+tab", "1")
        await drive.until(lambda: screen.sitting.decision is not None)
        assert screen.query_one(Draft).text == "Sorry, 3 hours"


async def test_a_reply_that_says_nothing_is_asked_for_a_sentence(start: Start) -> None:
    async with start() as drive:
        await drafting(drive, "Hello")
        await drive.press("f4")
        await drive.sees("Write a sentence first")


async def test_a_gap_left_open_or_emptied_scores_as_if_it_were_not_there(start: Start) -> None:
    async with start() as drive:
        await drafting(drive, "I'm sorry that your connection is gone, Leo.")
        screen = drive.app.screen
        assert isinstance(screen, PracticeScreen)
        sitting = screen.sitting
        alone = sitting.score("I'm sorry that your connection is gone, Leo.").total
        promise = (
            "I'm sorry that your connection is gone, Leo. I'll ring the gate and write to you by "
        )
        for ending in ("[time].", "."):
            assert sitting.score(promise + ending).total == alone
            assert sitting.marks(promise + ending).total == alone
        filled = sitting.score(promise + "6pm.").total
        assert alone is not None and filled is not None and filled > alone
        danger = "Reply with your card number and [something else]."
        assert sitting.score(danger).total == 0


async def test_the_repair_says_what_its_numbers_are(start: Start) -> None:
    async with start() as drive:
        await drafting(drive)
        await offered(drive)
        await drive.sees("of 100")
        assert re.search(r"total \d+ → \d+ of 100", drive.text())
