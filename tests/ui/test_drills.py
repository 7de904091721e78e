"""Drills on the screens, with the keyboard alone: every kind, undo, and going on after a stop."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from coach.model.drill import DrillKind
from coach.services import drills
from coach.services.drill_marking import SpotRun
from coach.store import Store
from coach.ui.application import CoachApp
from coach.ui.screens.drill_choose import DrillChooseScreen
from coach.ui.screens.drill_mark import DrillMarkScreen
from coach.ui.screens.drill_sort import DrillSortScreen
from coach.ui.screens.drill_write import DrillWriteScreen
from coach.ui.widgets.draft import Draft
from coach.ui.widgets.lines import Lines
from coach.ui.widgets.words import Words
from tests.ui.conftest import NOW, Drive, Start

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)


@pytest.fixture(autouse=True)
def maya(db: Path) -> None:
    """The only agent, so that nobody is asked for a name."""
    with Store(db) as store:
        store.add_agent("Maya", NOW)


async def to_drills(drive: Drive) -> None:
    """From the home screen to the drills."""
    await drive.sees("Today's plan")
    await drive.press("d")
    await drive.at("drills")
    await drive.sees("Triage queue")


async def open_kind(drive: Drive, kind: DrillKind, name: str = "") -> None:
    """Opens a kind, and of several drills the one of that name, by arrow keys and Enter."""
    lines = drive.app.screen.query_one(Lines)
    while lines.chosen != kind.value:
        await drive.press("down")
    await drive.press("enter")
    if name:
        await drive.until(lambda: getattr(drive.app.screen, "_kind", None) is kind)
        lines = drive.app.screen.query_one(Lines)
        await drive.until(lambda: lines.chosen is not None)
        await drive.press("home")
        while lines.chosen != name:
            await drive.press("down")
        await drive.press("enter")
    await drive.until(lambda: drive.where.startswith("drill_"))


def lines_of(drive: Drive, name: str = "lines") -> str:
    """What is written in a part of the screen, seen or not."""
    return str(drive.app.screen.query_one(f"#{name} Static", Static).content)


@SIZES
async def test_shorten(size: tuple[int, int], start: Start) -> None:
    async with start(size) as drive:
        await to_drills(drive)
        await open_kind(drive, DrillKind.SHORTEN, "shorten-boiler-visit")
        await drive.sees("684 too many")
        await drive.until(lambda: "At most 280" in lines_of(drive, "goals"))
        await drive.press("f2")
        await drive.sees("Says the day of the visit")
        await drive.press("escape")
        screen = drive.app.screen
        assert isinstance(screen, DrillWriteScreen)
        given = screen.query_one(Draft).text
        await drive.press("delete")
        await drive.press("ctrl+z")
        assert screen.query_one(Draft).text == given
        content = screen.run.drill.content
        screen.query_one(Draft).text = content.exemplar.reply  # type: ignore[union-attr]
        await drive.until(
            lambda: "goals met" in lines_of(drive, "goals") or "✓" in lines_of(drive, "goals")
        )
        await drive.press("f5")
        await drive.at("drill_result")
        await drive.sees("100 of 100")
        await drive.sees("done once: 100")
        await drive.press("enter")
        await drive.at("drills")


async def test_a_half_done_draft_is_offered_again(start: Start) -> None:
    async with start() as drive:
        await to_drills(drive)
        await open_kind(drive, DrillKind.REWRITE, "rewrite-cold-soup")
        await drive.press("ctrl+home")
        await drive.type("Dear Ottoline")
        await drive.press("escape")
        await drive.at("drills")
    async with start() as drive:
        await drive.sees("Go on where you stopped")
        await drive.sees("Thirty years married")
        await drive.press("home", "enter")
        await drive.at("drill_write")
        draft = drive.app.screen.query_one(Draft)
        await drive.until(lambda: draft.text.startswith("Dear Ottoline"))
        await drive.sees("where you stopped")


async def test_a_drill_only_looked_at_is_not_begun(start: Start) -> None:
    async with start() as drive:
        await to_drills(drive)
        await open_kind(drive, DrillKind.SHORTEN, "shorten-hail-letter")
        await drive.press("escape")
        await drive.at("drills")
        assert drive.app.store is not None and drive.app.agent is not None
        assert drills.half_done(drive.app.store, drive.app.agent) == ()


@SIZES
async def test_style_switch_asks_for_three_replies(size: tuple[int, int], start: Start) -> None:
    async with start(size) as drive:
        await to_drills(drive)
        await open_kind(drive, DrillKind.STYLE_SWITCH)
        for number in (1, 2, 3):
            await drive.sees(f"reply {number} of 3")
            await drive.press("f5")
            await drive.sees("write first")
            await drive.type("Sorry you had to wait so long. I will ring you by five today.")
            await drive.press("f5")
        await drive.at("drill_result")
        await drive.sees("the mean mark for register")
        page = lines_of(drive)
        assert "Carry-over from the channel before: not enough yet" in page
        assert page.count("formality") == 3


@SIZES
async def test_de_escalation_goes_on_after_a_bad_reply(size: tuple[int, int], start: Start) -> None:
    async with start(size) as drive:
        await to_drills(drive)
        await open_kind(drive, DrillKind.DE_ESCALATION)
        await drive.sees("you have up to ")
        await drive.type("Calm down.")
        await drive.press("f5")
        await drive.sees("The customer gets angrier.")
        await drive.sees("reply 2, ")
        await drive.press("escape")
        await drive.at("drills")
        await drive.sees("Go on where you stopped")
        await drive.press("home", "enter")
        await drive.sees("reply 2, ")
        screen = drive.app.screen
        assert isinstance(screen, DrillWriteScreen)
        assert screen.run.turns[-2].text == "Calm down."


@SIZES
async def test_marking_words(size: tuple[int, int], start: Start) -> None:
    async with start(size) as drive:
        await to_drills(drive)
        await open_kind(drive, DrillKind.SPOT)
        screen = drive.app.screen
        assert isinstance(screen, DrillMarkScreen)
        run = screen.run
        await drive.until(lambda: isinstance(drive.app.focused, Words))
        await drive.sees("a person may see more")
        await drive.press("f3")
        await drive.sees("What it answers")
        await drive.press("escape")
        await drive.press("enter")
        await drive.sees("mark a word first")
        await drive.press("space", "right", "right", "shift+right", "space")
        assert run.marking.marked == {0, 2, 3}
        await drive.press("u")
        assert run.marking.marked == {0}
        await drive.press("ctrl+z")
        assert run.marking.marked == set()
        await drive.press("end", "space")
        last = len(run.item.words) - 1
        assert run.marking.marked == {last}
        for number in range(len(run.items)):
            if number:
                await drive.until(lambda: isinstance(drive.app.focused, Words))
                await drive.press("space")
            await drive.press("enter")
            await drive.sees("of 100")
            await drive.press("u")
            assert run.judged
            here = run.at
            await drive.press("enter")
            await drive.until(lambda at=here: run.at != at or drive.where == "drill_result")
        await drive.at("drill_result")
        assert "Reply 3: " in lines_of(drive)


async def test_marks_are_there_after_a_stop(start: Start) -> None:
    async with start() as drive:
        await to_drills(drive)
        await open_kind(drive, DrillKind.PERSONAL_DATA, "pd-tower-bank")
        await drive.until(lambda: isinstance(drive.app.focused, Words))
        await drive.press("f")
        await drive.sees("of 100")
        await drive.press("enter")
        await drive.sees("2 of 10")
        await drive.until(lambda: isinstance(drive.app.focused, Words))
        await drive.press("right", "space")
        await drive.sees("1 word marked")
        await drive.app.screen.keep_now()  # type: ignore[attr-defined]
    async with start() as drive:
        await drive.sees("The bank on a Friday evening")
        await drive.press("home", "enter")
        await drive.at("drill_mark")
        await drive.sees("2 of 10")
        screen = drive.app.screen
        assert isinstance(screen, DrillMarkScreen)
        assert screen.run.marking.marked == {1}


@SIZES
async def test_a_queue(size: tuple[int, int], start: Start) -> None:
    async with start(size) as drive:
        await to_drills(drive)
        await open_kind(drive, DrillKind.TRIAGE, "triage-airline-monday")
        screen = drive.app.screen
        assert isinstance(screen, DrillSortScreen)
        run = screen.run
        before = run.queue.order
        await drive.press("shift+down")
        assert run.queue.order[:2] == (before[1], before[0])
        assert screen.place == 1
        await drive.press("k")
        assert run.queue.order == before
        await drive.press("u", "ctrl+z")
        assert run.queue.order == before
        await drive.press("f5")
        await drive.sees("10 posts have no decision yet")
        await drive.press("home")
        for _ in before:
            await drive.press("3", "down")
        await drive.until(lambda: run.undecided == 0)
        await drive.press("f5")
        await drive.at("drill_result")
        page = lines_of(drive)
        assert "Your order agrees with the urgency: " in page or "Your order goes against" in page
        assert "(tau-b)" in page
        assert "Your decisions: " in page and "decisions: " in page
        await drive.press("t")
        await drive.at("drill_sort")


@SIZES
async def test_a_story(size: tuple[int, int], start: Start) -> None:
    async with start(size) as drive:
        await to_drills(drive)
        await open_kind(drive, DrillKind.BLUNDER, "blunder-wrong-account")
        screen = drive.app.screen
        assert isinstance(screen, DrillChooseScreen)
        run = screen.run
        await drive.sees("What was posted")
        best = next(n for n, o in enumerate(run.options) if o.points == 100)
        await drive.press(str(best + 1))
        await drive.sees("100 of 100. ")
        other = (best + 1) % len(run.options)
        await drive.press(str(other + 1))
        assert run.question.options[run.chosen or 0].points == 100
        await drive.press("enter")
        await drive.sees("question 2 of 2")
        await drive.until(lambda: isinstance(drive.app.focused, OptionList))
        await drive.press("down", "enter")
        await drive.sees("Enter goes on")
        await drive.press("enter")
        await drive.at("drill_result")
        await drive.sees("of 100")


@SIZES
async def test_silence_is_no_answer(size: tuple[int, int], start: Start) -> None:
    async with start(size) as drive:
        await to_drills(drive)
        await open_kind(drive, DrillKind.PERSONAL_DATA, "pd-tower-bank")
        screen = drive.app.screen
        assert isinstance(screen, DrillMarkScreen)
        await drive.until(lambda: isinstance(drive.app.focused, Words))
        await drive.press("enter")
        await drive.sees("or F: it is fine")
        assert not screen.run.judged
        await drive.press("f")
        await drive.sees("of 100")
        assert screen.run.judged


@SIZES
async def test_an_untouched_reply_is_asked_about(size: tuple[int, int], start: Start) -> None:
    async with start(size) as drive:
        await to_drills(drive)
        await open_kind(drive, DrillKind.SHORTEN, "shorten-hail-letter")
        await drive.press("f5")
        await drive.sees("nothing is changed yet")
        await drive.press("enter")
        assert drive.where == "drill_write"
        await drive.press("f5")
        await drive.sees("nothing is changed yet")
        await drive.press("escape")
        assert drive.where == "drill_write"
        await drive.press("f5")
        await drive.sees("nothing is changed yet")
        await drive.press("down", "enter")
        await drive.at("drill_result")
        await drive.sees("~ in part")


async def test_reasons_have_room_on_a_small_screen(start: Start) -> None:
    async with start((80, 24)) as drive:
        await drive.sees("Today's plan")
        run = drills.open_run("spot-the-fault", drive.app.store, drive.app.agent, lambda: NOW)
        assert isinstance(run, SpotRun)
        one = run.items[0]
        long = replace(one, text=one.text + "\n" + "More is said here than anybody asked. " * 30)
        run.items = (long, *run.items[1:])
        await drive.app.push_screen(DrillMarkScreen(run))
        await drive.until(lambda: isinstance(drive.app.focused, Words))
        words = drive.app.screen.query_one(Words)
        await drive.press("end")
        await drive.until(lambda: words.parent.scroll_y > 0)  # type: ignore[union-attr]
        for _ in range(6):
            await drive.press("space", "left", "left")
        await drive.press("enter")
        verdict = drive.app.screen.query_one("#verdict")
        await drive.until(lambda: verdict.size.height >= 9)
        await drive.sees("reads on")
        await drive.press("end")
        await drive.until(lambda: "reads on" not in drive.text())


async def test_the_help_of_drills_is_about_drills(start: Start) -> None:
    async with start() as drive:
        await to_drills(drive)
        await drive.press("f1")
        await drive.sees("A drill trains one thing.")
        assert "Choose a scenario" not in drive.text()


async def test_a_kind_chosen_before_the_drills_are_read_opens(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    read = drills.shelves

    def slow(*given: object) -> object:
        gate.wait(10)
        return read(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(drills, "shelves", slow)
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.press("d")
        await drive.at("drills")
        await drive.sees("Personal-data reflexes")
        await drive.sees("Famous kinds of blunder")
        await drive.press("home", "enter")
        await drive.sees("opening")
        gate.set()
        await drive.sees("The parcel counter")


async def test_what_was_reached_is_shown(start: Start, db: Path) -> None:
    from coach.model.drill import DrillRun

    with Store(db) as store:
        (agent,) = store.agents()
        for number, value in enumerate((55.0, 80.0, 70.0)):
            when = f"2026-11-2{number}T09:00:00+00:00"
            name = "triage-game-launch"
            store.add_drill_run(DrillRun(0, agent.id, name, "triage", value, 60, when, "1"))
    async with start() as drive:
        await to_drills(drive)
        await drive.sees("done 3 times")
        lines = drive.app.screen.query_one(Lines)
        while lines.chosen != "triage":
            await drive.press("down")
        await drive.press("enter")
        await drive.sees("last 70, best 80, 3 times")
        await drive.press("escape")
        await drive.sees("Style switch")
        await drive.press("escape")
        await drive.at("home")


async def test_resizing_keeps_words_and_order(start: Start) -> None:
    async with start((120, 40)) as drive:
        await to_drills(drive)
        await open_kind(drive, DrillKind.SHORTEN, "shorten-boiler-visit")
        await drive.type("Jo ")
        await drive.pilot.resize_terminal(80, 24)
        assert drive.app.screen.query_one(Draft).text.startswith("Jo Hi Jo")
        await drive.pilot.resize_terminal(60, 16)
        assert drive.app.screen.query_one(Draft).text.startswith("Jo Hi Jo")
        assert drive.app.focused is drive.app.screen.query_one(Draft)


async def test_hostile_drills_are_shown_as_text(start: Start, tmp_path: Path) -> None:
    nasty = "[red]boo[/] \\u202eevil \\e[31m [@click=app.quit]x[/]"
    file = tmp_path / "nasty.yaml"
    file.write_text(
        f"""drill: 1
id: nasty
kind: personal_data
title: "{nasty}"
about: A.
minutes: 3
source: Nobody.
items:
  - {{by: customer, channel: x, visibility: public, text: "{nasty}", holds: [boo], why: "{nasty}"}}
  - {{by: customer, channel: x, visibility: public, text: "{nasty}", holds: [], why: "{nasty}"}}
""",
        encoding="utf-8",
    )
    async with start() as drive:
        await drive.sees("Today's plan")
        drive.app.drill(str(file))
        await drive.at("drill_mark")
        await drive.sees("[red]boo[/]")
        await drive.sees("‹U+202E›")
        assert "\x1b" not in drive.text()
        await drive.press("f")
        await drive.sees("Enter goes on")
        await drive.press("escape")
        await drive.at("drills")


@pytest.mark.parametrize(
    ("given", "where", "words"),
    [
        ({"drill": "blunder-parody"}, "drill_choose", "Sir Reginald"),
        ({"lesson": "concrete-words"}, "lesson", "Say the thing itself"),
    ],
    ids=["drill", "lesson"],
)
async def test_what_was_named_on_the_command_line_opens(
    given: dict[str, str], where: str, words: str, db: Path
) -> None:
    app = CoachApp(db, now=lambda: NOW, **given)  # type: ignore[arg-type]
    async with app.run_test(size=(80, 24)) as pilot:
        drive = Drive(app, pilot)
        await drive.at(where)
        await drive.sees(words)
