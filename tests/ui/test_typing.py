"""What keeps typing light: colours are looked up when they change, slow readings wait for a pause, and
no more is painted than changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.strip import Strip
from textual.widgets import TextArea

from coach.store import Store
from coach.ui.messages import HintsReady, HintsView
from coach.ui.screens.mending import MendingScreen
from coach.ui.widgets.draft import Draft

from .conftest import NOW, Drive, Start

TARMAC = "airline-tarmac-silence"


@pytest.fixture
def maya(db: Path) -> Path:
    """A store with one agent, who practises at once."""
    with Store(db) as store:
        store.add_agent("Maya", NOW)
    return db


async def test_the_draft_takes_the_colours_of_another_theme(start: Start, maya: Path) -> None:
    async with start(scenario=TARMAC) as drive:
        await drive.at("practice")
        await drive.press("1", "enter")
        await drive.type("Hi Leo.")
        draft = drive.app.screen.query_one(Draft)
        assert draft._theme is not None
        before = draft._theme.base_style
        other = next(
            name
            for name, theme in drive.app.available_themes.items()
            if theme.dark != drive.app.current_theme.dark
        )
        drive.app.theme = other
        await drive.until(lambda: draft._theme and draft._theme.base_style != before)
        assert draft.text == "Hi Leo."


async def test_the_first_reading_does_not_make_the_next_ones_wait(start: Start, maya: Path) -> None:
    async with start(scenario=TARMAC) as drive:
        await drive.at("practice")
        screen = drive.app.screen
        assert isinstance(screen, MendingScreen)
        screen._warm, screen._cost = False, 2.0
        screen._hints_ready(HintsReady(HintsView("", (), 2.0)))
        assert not screen._slow
        screen._hints_ready(HintsReady(HintsView("", (), 2.0)))
        assert screen._slow


LETTER = (
    "I am sorry about the bill. We read your meter again and will write to you by Friday. " * 12
)


async def at_a_long_draft(drive: Drive) -> Draft:
    """A letter of several rows, with its first hints there and its draft saved."""
    await drive.at("practice")
    await drive.press("1", "enter")
    draft = drive.app.screen.query_one(Draft)
    draft.insert(LETTER)
    await drive.sees("draft saved")
    return draft


def as_painted_whole(drive: Drive) -> list[str]:
    """The draft's rows as they would be painted with nothing kept from before."""
    draft = drive.app.screen.query_one(Draft)
    draft.notify_style_update()
    draft._styles_cache.clear()
    return rows_of(draft)


def rows_of(draft: Draft) -> list[str]:
    """The draft's rows with their styles, without painting what is not asked to be painted."""
    return [str(list(strip)) for strip in draft.render_lines(draft.size.region)]


async def test_a_letter_draws_its_own_row_only(
    start: Start, maya: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(scenario=TARMAC) as drive:
        draft = await at_a_long_draft(drive)
        assert draft.wrapped_document.height > draft.size.height > 2
        drawn: list[int] = []
        draw = TextArea._render_line

        def counted(area: TextArea, y: int) -> Strip:
            drawn.append(y)
            return draw(area, y)

        monkeypatch.setattr(TextArea, "_render_line", counted)
        draft.mark(())
        await drive.pilot.pause()
        drawn.clear()
        last = draft.size.height - 1
        for letter in "abc":
            draft.insert(letter)
            await drive.pilot.pause()
            draft.mark(())
            await drive.pilot.pause()
        assert drawn
        assert set(drawn) == {last}


async def test_what_is_painted_in_parts_is_what_would_be_painted_whole(
    start: Start, maya: Path
) -> None:
    async with start(scenario=TARMAC) as drive:
        draft = await at_a_long_draft(drive)
        keys = ("x", "enter", "y", "up", "z", "home", "delete", "ctrl+w", "shift+up", "ctrl+z")
        for key in (*keys, "ctrl+z", "ctrl+y", "pageup", "a", "delete", "ctrl+z"):
            await drive.press(key)
            start_at = max(len(draft.text) - 90, 0)
            draft.mark(((start_at, start_at + 40, key == "x"),))
            await drive.pilot.pause()
            draft._pause_blink(visible=True)
            await drive.pilot.pause()
            assert rows_of(draft) == as_painted_whole(drive), key


async def test_the_count_below_the_draft_follows_the_text(start: Start, maya: Path) -> None:
    async with start(scenario=TARMAC) as drive:
        draft = await at_a_long_draft(drive)
        before = len(draft.text)
        await drive.type("ab")
        await drive.sees(f"{before + 2:,} / ")


async def test_saving_is_said_once_typing_pauses(start: Start, maya: Path) -> None:
    async with start(scenario=TARMAC) as drive:
        await at_a_long_draft(drive)
        await drive.press("x")
        await drive.sees("saving …")
        await drive.sees("draft saved")


async def test_undoing_several_steps_wraps_every_line_again(start: Start, maya: Path) -> None:
    async with start(scenario=TARMAC) as drive:
        draft = await at_a_long_draft(drive)
        for key in ("enter", "a", "enter", "up", "backspace", "shift+up", "ctrl+w", "ctrl+z"):
            await drive.press(key)
        for key in ("backspace", "down", "ctrl+z", "ctrl+z", "ctrl+y"):
            await drive.press(key)
            rows = list(draft.wrapped_document._offset_to_line_info)
            draft.wrapped_document.wrap(draft.wrap_width, draft.indent_width)
            assert rows == draft.wrapped_document._offset_to_line_info, key
