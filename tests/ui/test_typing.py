"""What keeps typing light: colours are looked up when they change, slow readings wait for a pause."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.store import Store
from coach.ui.messages import HintsReady, HintsView
from coach.ui.screens.mending import MendingScreen
from coach.ui.widgets.draft import Draft

from .conftest import NOW, Start

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
