"""Screens one by one: filters, commands, resizing, looks, trouble."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from coach.store import Store
from coach.ui.commands import COMMANDS, EVERYWHERE, commands_for
from coach.ui.screens.help import help_page
from coach.ui.screens.library import LibraryScreen
from coach.ui.widgets.draft import Draft
from coach.ui.widgets.lines import Lines

from .conftest import NOW, Start


@pytest.fixture
def maya(db: Path) -> Path:
    """A store with one agent, who is taken without asking."""
    with Store(db) as store:
        store.add_agent("Maya", NOW)
    return db


def listed(screen: object) -> list[str]:
    """The ids the library shows."""
    lines = screen.query_one(Lines)  # type: ignore[attr-defined]
    return [o.id for o in lines.options]


async def test_library_filters_and_empty_state(start: Start, maya: Path) -> None:
    from coach.services import catalogue

    every = catalogue.scenarios()
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.press("l")
        await drive.sees(f"of {len(every)}")
        screen = drive.app.screen
        assert isinstance(screen, LibraryScreen)
        assert len(listed(screen)) == len(every)
        await drive.press("c")
        await drive.sees("Enter chooses")
        await drive.press("down", "enter")
        await drive.at("library")
        channel = screen.filters.channel
        first = {s.id: s.difficulty for s in every if s.channel == channel}
        assert set(listed(screen)) == set(first)
        await drive.press("v", "down", "enter")
        await drive.at("library")
        level = int(screen.filters.level)
        assert set(listed(screen)) == {name for name, hard in first.items() if hard == level}
        await drive.press("slash")
        await drive.type("zebra")
        await drive.sees("No scenario fits. Esc empties the search.")
        await drive.press("escape")
        await drive.until(lambda: screen.query_one(Input).value == "")
        assert (screen.filters.channel, screen.filters.level) == (channel, str(level))
        await drive.sees("Press X to take search and filters away")
        await drive.press("x")
        await drive.until(lambda: len(listed(screen)) == len(every))
        assert screen.query_one(Input).value == ""
        await drive.press("t", "down", "enter")
        await drive.at("library")
        trade = screen.filters.trade
        assert set(listed(screen)) == {s.id for s in every if s.brand.trade == trade}


async def test_filters_by_mouse(start: Start, maya: Path) -> None:
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.pilot.click("#bar", offset=(17, 0))
        await drive.at("library")
        await drive.sees("Skill: any")
        row = drive.text().splitlines()[4]
        await drive.pilot.click(offset=(row.index("Skill"), 4))
        await drive.sees("Enter chooses")


async def test_own_best_stands_beside_a_scenario(start: Start, maya: Path) -> None:
    from coach.model.scenario import Choice
    from coach.services.practise import open_sitting

    with Store(maya) as store:
        sitting = open_sitting("software-dark-mode", store, store.agents()[0], lambda: NOW)
        sitting.decision = Choice.REPLY_PUBLIC
        best = sitting.submit(sitting.scenario.exemplars[0].reply, 1.0).scorecard.total
    async with start() as drive:
        await drive.sees("Last results")
        await drive.press("l")
        await drive.sees(f"best {best:.0f}")


async def test_resize_in_mid_draft(start: Start, maya: Path) -> None:
    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.press("1")
        await drive.at("practice")
        await drive.press("1")
        await drive.type("Hello there")
        for size in ((120, 40), (60, 16), (80, 24)):
            await drive.pilot.resize_terminal(*size)
            await drive.pilot.pause()
            assert drive.app.screen.query_one(Draft).text == "Hello there"
            assert "Hello there" in drive.text()
            assert "Send" in drive.text()
        await drive.type("!")
        assert drive.app.screen.query_one(Draft).text == "Hello there!"


async def test_the_side_panel_is_seen_or_folded(start: Start, maya: Path) -> None:
    async with start((120, 40), scenario="airline-tarmac-silence") as drive:
        await drive.at("practice")
        await drive.sees("What you can look up")
        await drive.press("f3")
        await drive.until(lambda: "What you can look up" not in drive.text())
        await drive.pilot.resize_terminal(80, 24)
        await drive.press("f3")
        await drive.sees("What you can look up")
        await drive.press("f3")
        await drive.at("practice")


async def test_a_tiny_terminal_gets_a_note_and_recovers(start: Start, maya: Path) -> None:
    async with start((40, 10)) as drive:
        await drive.sees("enlarge")
        assert "60x16" in drive.text()
        await drive.pilot.resize_terminal(80, 24)
        await drive.sees("Today's plan")
        await drive.press("1")
        await drive.at("practice")
        await drive.press("1")
        await drive.type("kept")
        await drive.pilot.resize_terminal(40, 10)
        await drive.sees("enlarge")
        await drive.pilot.resize_terminal(80, 24)
        await drive.sees("kept")
        await drive.type("!")
        assert drive.app.screen.query_one(Draft).text == "kept!"


async def test_footer_palette_and_help_hold_the_same_commands(start: Start, maya: Path) -> None:
    page = help_page("home").plain
    for command in COMMANDS:
        assert command.title in page
        assert command.help in page
        assert command.shown_key in page
    async with start((120, 60)) as drive:
        await drive.sees("Today's plan")
        footer = drive.text().splitlines()[-1]
        for command in commands_for("home"):
            assert (f"{command.shown_key} {command.title}" in footer) is command.footer
            assert callable(getattr(drive.app.screen, f"action_{command.id}"))
        await drive.press("ctrl+p")
        await drive.until(lambda: drive.where == "CommandPalette")
        for command in commands_for("home"):
            if command.id != "palette":
                await drive.sees(f"{command.title}  ({command.shown_key})")
        await drive.type("progress")
        await drive.pilot.pause(0.5)
        await drive.press("enter", "enter")
        await drive.at("progress")
        await drive.press("f1")
        await drive.at("help")
        await drive.sees("Everywhere")
        await drive.press("escape")
        await drive.at("progress")


async def test_every_command_has_its_action() -> None:
    from coach.ui.screens.drill_choose import DrillChooseScreen
    from coach.ui.screens.drill_mark import DrillMarkScreen
    from coach.ui.screens.drill_result import DrillResultScreen
    from coach.ui.screens.drill_sort import DrillSortScreen
    from coach.ui.screens.drill_write import DrillWriteScreen
    from coach.ui.screens.drills import DrillsScreen
    from coach.ui.screens.files import FilesScreen
    from coach.ui.screens.home import HomeScreen
    from coach.ui.screens.kept import KeptScreen
    from coach.ui.screens.lesson import LessonScreen, LessonsScreen
    from coach.ui.screens.practice import PracticeScreen
    from coach.ui.screens.profile import ProfileScreen
    from coach.ui.screens.progress import ProgressScreen
    from coach.ui.screens.scorecard import ScorecardScreen
    from coach.ui.screens.team import TeamScreen
    from coach.ui.screens.who import WhoScreen
    from coach.ui.screens.workbench import WorkbenchScreen

    kinds = (
        *(HomeScreen, LibraryScreen, PracticeScreen, ProgressScreen, ScorecardScreen),
        *(FilesScreen, WorkbenchScreen),
        *(DrillsScreen, DrillWriteScreen, DrillMarkScreen, DrillSortScreen, DrillChooseScreen),
        *(DrillResultScreen, LessonsScreen, LessonScreen),
        *(ProfileScreen, TeamScreen, KeptScreen, WhoScreen),
    )
    for kind in kinds:
        for command in commands_for(kind.where):
            assert callable(getattr(kind, f"action_{command.id}", None)), (kind, command)
    assert {c.where for c in COMMANDS} == {EVERYWHERE, *(k.where for k in kinds)}
    for command in COMMANDS:
        assert not {"ctrl+s", "ctrl+o", "ctrl+j", "ctrl+enter"} & set(command.key.split(","))


async def test_light_and_dark_are_remembered(start: Start, maya: Path) -> None:
    async with start() as drive:
        await drive.sees("Today's plan")
        assert drive.app.theme == "coach-dark"
        await drive.press("ctrl+t")
        assert drive.app.theme == "coach-light"
    async with start() as drive:
        assert drive.app.theme == "coach-light"


async def test_trouble_with_the_store_is_said_calmly(start: Start, db: Path) -> None:
    db.write_text("this is no database at all, whatever it is called")
    async with start() as drive:
        await drive.at("trouble")
        await drive.sees("This is no coach store")
        await drive.press("enter")
    assert drive.app.return_code == 2


async def test_two_coaches_on_one_store(start: Start, maya: Path) -> None:
    async with start() as one, start() as two:
        for drive, name in ((one, "airline-tarmac-silence"), (two, "software-dark-mode")):
            await drive.sees("Today's plan")
            drive.app.practise(name)
            await drive.at("practice")
            await drive.press("1")
            await drive.type("from " + name[:3])
            await drive.sees("draft saved")
    with Store(maya) as store:
        drafts = store.drafts(store.agents()[0].id)
    assert {d.text for d in drafts} == {"from air", "from sof"}


async def test_a_save_that_fails_is_said_and_loses_nothing(
    start: Start, maya: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coach.model.problem import CoachError
    from coach.services.practise import Sitting

    async with start() as drive:
        await drive.sees("Today's plan")
        await drive.press("1")
        await drive.at("practice")

        def refuse(*_: object) -> None:
            raise CoachError("the disk is full")

        monkeypatch.setattr(Sitting, "save", refuse)
        await drive.type("abc")
        await drive.sees("draft NOT saved")
        assert drive.app.screen.query_one(Draft).text == "abc"
        monkeypatch.undo()
        await drive.type("d")
        await drive.sees("draft saved")
